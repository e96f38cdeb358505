"""What a search can be filtered by: facets, dates, and trees of both."""

from collections.abc import Iterator
from typing import Any

import strawberry

from hub.catalogue.models import NO_DATE
from hub.filters import (
    MAX_CONDITIONS,
    DateRange,
    DateTimeRange,
    IntRange,
    bounded,
    check_depth,
    filter_tree,
    spend,
)
from hub.types.choices import enum_named
from search import facets
from search.questions import Between, Condition, Every, Mode, Never, Selection, Some

FacetMode = enum_named(
    "FacetMode",
    "How several values of one facet go together.",
    {
        "ANY": (Mode.ANY, "At least one of them."),
        "ALL": (Mode.ALL, "Every one of them."),
        "NONE": (Mode.NONE, "None of them."),
    },
)


@strawberry.input(description="Values of a facet, as the facet itself gives them.")
class FacetIn:
    in_: list[str] = strawberry.field(name="in", description="At most 100.")
    mode: FacetMode = strawberry.field(  # type: ignore[valid-type]
        default=FacetMode.ANY, description="How they go together."
    )


def facet_field(description: str) -> Any:
    return strawberry.field(default=None, description=description)


@filter_tree(
    "Only what fits all of this. A facet that is named at the top is chosen: its own counts are"
    " made without it."
)
class SearchFilter:
    type: FacetIn | None = facet_field("Code of a page type, for example report.")
    kind: FacetIn | None = facet_field("Kind within a type, for example annual.")
    topic: FacetIn | None = facet_field("Code of a topic.")
    target_group: FacetIn | None = facet_field("Code of a target group.")
    priority_objective: FacetIn | None = facet_field("Code of a priority objective.")
    gcm_objective: FacetIn | None = facet_field("Code of a GCM objective.")
    gcr_section: FacetIn | None = facet_field("Code of a GCR section.")
    sdg: FacetIn | None = facet_field("Code of an SDG.")
    network: FacetIn | None = facet_field("Slug of a network.")
    asset_language: FacetIn | None = facet_field("A language of its files (BCP 47).")
    publisher: FacetIn | None = facet_field("Slug of the publisher.")
    city: FacetIn | None = facet_field("Code of a city.")
    country: FacetIn | None = facet_field("ISO 3166-1 alpha-2 code.")
    region: FacetIn | None = facet_field("Code of a region; its countries count.")
    year: FacetIn | None = facet_field("A year, as text.")
    audience: FacetIn | None = facet_field("Code of an audience.")
    years: IntRange | None = facet_field("The year it is about or from, as a range.")
    date: DateRange | None = facet_field("Its date.")
    updated_at: DateTimeRange | None = facet_field("When it was last published.")


#: The column of each range, and the value that stands for an unknown one there.
RANGES = {"years": ("year", 0), "date": ("sort_date", NO_DATE), "updated_at": ("updated_at", None)}


def read_filter(tree: SearchFilter | None) -> tuple[tuple[Selection, ...], Condition]:
    """Return what is chosen in facets, and everything else as one condition."""
    if tree is None:
        return (), Every()
    budget = [MAX_CONDITIONS]
    chosen = tuple(selections_of(tree, budget))
    return chosen, Every((*ranges_of(tree, budget), *branches_of(tree, budget, depth=1)))


def condition_of(tree: Any, budget: list[int], depth: int) -> Condition:
    check_depth(depth)
    chosen = (selection.condition() for selection in selections_of(tree, budget))
    return Every((*chosen, *ranges_of(tree, budget), *branches_of(tree, budget, depth=depth)))


def branches_of(tree: Any, budget: list[int], *, depth: int) -> Iterator[Condition]:
    for branch in tree.and_ or ():
        yield condition_of(branch, budget, depth + 1)
    if tree.or_:
        yield Some(tuple(condition_of(branch, budget, depth + 1) for branch in tree.or_))
    if tree.not_ is not None:
        yield Never(condition_of(tree.not_, budget, depth + 1))


def selections_of(tree: SearchFilter, budget: list[int]) -> Iterator[Selection]:
    for facet in facets.FacetName:
        value: FacetIn | None = getattr(tree, facet.name.lower())
        if value is not None:
            spend(budget)
            mode: Mode = value.mode.value  # type: ignore[attr-defined]
            yield Selection(facet.value, tuple(bounded(value.in_)), mode)


def ranges_of(tree: SearchFilter, budget: list[int]) -> Iterator[Condition]:
    """Return the ranges; what has no year or date is in none."""
    for name, (column, unknown) in RANGES.items():
        value = getattr(tree, name)
        if value is not None:
            spend(budget)
            yield Between(column, value.from_, value.to)
            if unknown is not None:
                yield Never(Between(column, unknown, unknown))
