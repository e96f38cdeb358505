"""Filter trees: typed fields, AND/OR/NOT, allow-listed operators, bounded depth and size."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import strawberry
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from strawberry.types import get_object_definition

from hub.catalogue.filter_names import has_any
from hub.catalogue.querysets import has_facet
from hub.types.scalars import Date, DateTime

MAX_DEPTH = 5
MAX_CONDITIONS = 50
MAX_VALUES = 100


@strawberry.input(description="Any of these slugs or codes.")
class SlugIn:
    in_: list[str] = strawberry.field(name="in", description="At most 100.")


@strawberry.input(description="Any of these numbers.")
class NumberIn:
    in_: list[int] = strawberry.field(name="in", description="At most 100.")


@strawberry.input(description="A range of whole numbers, both ends included.")
class IntRange:
    from_: int | None = strawberry.field(name="from", default=None, description="At least.")
    to: int | None = strawberry.field(default=None, description="At most.")


@strawberry.input(description="A range of days, both ends included.")
class DateRange:
    from_: Date | None = strawberry.field(name="from", default=None, description="Not before.")
    to: Date | None = strawberry.field(default=None, description="Not after.")


@strawberry.input(description="A range of moments, both ends included.")
class DateTimeRange:
    from_: DateTime | None = strawberry.field(name="from", default=None, description="Not before.")
    to: DateTime | None = strawberry.field(default=None, description="Not after.")


Condition = Callable[[Any], Q]


def facet(name: str) -> Condition:
    """Make a condition on a facet, by slug or code."""
    return lambda value: has_facet(name, bounded(value.in_))


def named(name: str) -> Condition:
    """Make the condition of a filter that every list of pages has."""
    return lambda value: has_any(name, bounded(value.in_))


def between(column: str, *, unknown: Any = None) -> Condition:
    """Make a condition on a range; the value that stands for `unknown` is in no range."""

    def narrow(value: Any) -> Q:
        limits = {f"{column}__gte": value.from_, f"{column}__lte": value.to}
        found = Q(**{key: limit for key, limit in limits.items() if limit is not None})
        return found if unknown is None else found & Q(**{f"{column}__gt": unknown})

    return narrow


def enum_values(name: str) -> Condition:
    return lambda values: has_facet(name, [value.value for value in bounded(values)])


def bounded(values: Iterable[Any]) -> list[Any]:
    found = list(values)
    if len(found) > MAX_VALUES:
        raise ValidationError(
            {"filter": _("Give at most %(limit)s values.") % {"limit": MAX_VALUES}}
        )
    return found


def condition(make: Condition, description: str) -> Any:
    """Make a field of a filter; a list is narrowed by `make` when the field is given."""
    return strawberry.field(default=None, description=description, metadata={"condition": make})


@strawberry.input(description="What every list of pages can be filtered by.")
class PageFilter:
    """Fields shared by the filters of all page types; the class of a type adds its own."""

    topic: SlugIn | None = condition(named("topic"), "Code of a topic.")
    audience: SlugIn | None = condition(named("audience"), "Code of an audience.")
    target_group: SlugIn | None = condition(named("target_group"), "Code of a target group.")
    network: SlugIn | None = condition(named("network"), "Slug of a network.")
    priority_objective: NumberIn | None = condition(named("priority_objective"), "1 to 8.")
    gcm_objective: NumberIn | None = condition(named("gcm_objective"), "1 to 23.")
    gcr_section: SlugIn | None = condition(named("gcr_section"), "Code of a GCR section.")
    sdg: NumberIn | None = condition(named("sdg"), "1 to 17.")
    language: SlugIn | None = condition(named("language"), "A language of its files (BCP 47).")
    country: SlugIn | None = condition(named("country"), "ISO 3166-1 alpha-2 code.")
    region: SlugIn | None = condition(named("region"), "Code of a region; its countries count.")
    place: SlugIn | None = condition(named("place"), "Code of a city.")
    publisher: SlugIn | None = condition(named("publisher"), "Slug of the publisher.")
    organisation: SlugIn | None = condition(
        named("organisation"), "Slug of an organisation in any role."
    )
    year: IntRange | None = condition(between("year", unknown=0), "The year it is about or from.")
    updated_at: DateTimeRange | None = condition(
        between("updated_at"), "When it was last published."
    )


def filter_tree(description: str) -> Callable[[type], type]:
    """Make the filter of a page type, whose branches are joined by `and`, `or` and `not`."""

    def make(kind: type) -> type:
        branches = {
            "and": (f"list[{kind.__name__}] | None", "All of these."),
            "or": (f"list[{kind.__name__}] | None", "Any of these."),
            "not": (f"{kind.__name__} | None", "None of this."),
        }
        for name, (annotation, words) in branches.items():
            kind.__annotations__[f"{name}_"] = annotation
            setattr(kind, f"{name}_", strawberry.field(name=name, default=None, description=words))
        return strawberry.input(kind, description=description)

    return make


def conditions_of(tree: Any) -> Iterator[Q]:
    """Make the condition of each field that is given."""
    for field in get_object_definition(tree, strict=True).fields:
        make = field.metadata.get("condition")
        if make and (value := getattr(tree, field.python_name)) is not None:
            yield make(value)


def check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ValidationError({"filter": _("The filter is nested too deeply.")})


def spend(budget: list[int]) -> None:
    """Take one condition from those that a filter may still have."""
    budget[0] -= 1
    if budget[0] < 0:
        raise ValidationError({"filter": _("The filter has too many conditions.")})


def compile_filter(tree: Any, *, depth: int = 1, budget: list[int] | None = None) -> Q:
    """Return the condition of a filter tree; refuse in words one that is too deep or too large."""
    budget = budget if budget is not None else [MAX_CONDITIONS]
    check_depth(depth)
    found = Q()
    for condition in conditions_of(tree):
        spend(budget)
        found &= condition
    for branch in tree.and_ or ():
        found &= compile_filter(branch, depth=depth + 1, budget=budget)
    if tree.or_:
        any_of = [compile_filter(branch, depth=depth + 1, budget=budget) for branch in tree.or_]
        found &= Q(*any_of, _connector=Q.OR)
    if tree.not_ is not None:
        found &= ~compile_filter(tree.not_, depth=depth + 1, budget=budget)
    # A branch that asks for nothing is true of everything; Django would drop it.
    return found or Q(pk__isnull=False)
