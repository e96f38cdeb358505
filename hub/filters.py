"""Filter trees: typed fields, AND/OR/NOT, allow-listed operators, bounded depth and size."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import strawberry
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

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


def numbered(name: str, prefix: str, *, width: int = 2) -> Condition:
    """Make a condition on terms that people number: GCM objective 7 is `gcm-07`."""
    return lambda value: has_facet(
        name, [f"{prefix}{number:0{width}d}" for number in bounded(value.in_)]
    )


def between(column: str, *, unknown: Any = None) -> Condition:
    """Make a condition on a range; the value that stands for `unknown` is in no range."""

    def condition(value: Any) -> Q:
        limits = {f"{column}__gte": value.from_, f"{column}__lte": value.to}
        found = Q(**{key: limit for key, limit in limits.items() if limit is not None})
        return found if unknown is None else found & Q(**{f"{column}__gt": unknown})

    return condition


def enum_values(name: str) -> Condition:
    return lambda values: has_facet(name, [value.value for value in bounded(values)])


def bounded(values: Iterable[Any]) -> list[Any]:
    found = list(values)
    if len(found) > MAX_VALUES:
        raise ValidationError(
            {"filter": _("Give at most %(limit)s values.") % {"limit": MAX_VALUES}}
        )
    return found


@strawberry.input(description="What every list of pages can be filtered by.")
class PageFilter:
    """Fields shared by the filters of all page types; the class of a type adds its own."""

    topic: SlugIn | None = strawberry.field(default=None, description="Code of a topic.")
    audience: SlugIn | None = strawberry.field(default=None, description="Code of an audience.")
    target_group: SlugIn | None = strawberry.field(
        default=None, description="Code of a target group."
    )
    network: SlugIn | None = strawberry.field(default=None, description="Slug of a network.")
    priority_objective: NumberIn | None = strawberry.field(default=None, description="1 to 8.")
    gcm_objective: NumberIn | None = strawberry.field(default=None, description="1 to 23.")
    gcr_section: SlugIn | None = strawberry.field(
        default=None, description="Code of a GCR section."
    )
    sdg: NumberIn | None = strawberry.field(default=None, description="1 to 17.")
    language: SlugIn | None = strawberry.field(
        default=None, description="A language of its files (BCP 47)."
    )
    country: SlugIn | None = strawberry.field(default=None, description="ISO 3166-1 alpha-2 code.")
    region: SlugIn | None = strawberry.field(
        default=None, description="Code of a region; its countries count."
    )
    place: SlugIn | None = strawberry.field(default=None, description="Code of a city.")
    publisher: SlugIn | None = strawberry.field(default=None, description="Slug of the publisher.")
    organisation: SlugIn | None = strawberry.field(
        default=None, description="Slug of an organisation in any role."
    )
    year: IntRange | None = strawberry.field(
        default=None, description="The year it is about or from."
    )
    updated_at: DateTimeRange | None = strawberry.field(
        default=None, description="When it was last published."
    )

    conditions: ClassVar[dict[str, Condition]] = {
        "topic": facet("topics"),
        "audience": facet("audiences"),
        "target_group": facet("target_groups"),
        "network": facet("network"),
        "priority_objective": numbered("priority_objectives", "po-", width=1),
        "gcm_objective": numbered("gcm_objectives", "gcm-"),
        "gcr_section": facet("gcr_sections"),
        "sdg": numbered("sdgs", "sdg-"),
        "language": facet("asset_language"),
        "country": facet("countries"),
        "region": facet("regions"),
        "place": facet("places"),
        "publisher": facet("publisher"),
        "organisation": facet("organisation"),
        "year": between("year", unknown=0),
        "updated_at": between("updated_at"),
    }


def compile_filter(tree: Any, *, depth: int = 1, budget: list[int] | None = None) -> Q:
    """Return the condition of a filter tree; refuse in words one that is too deep or too large."""
    budget = budget if budget is not None else [MAX_CONDITIONS]
    if depth > MAX_DEPTH:
        raise ValidationError({"filter": _("The filter is nested too deeply.")})
    found = Q()
    for name, condition in type(tree).conditions.items():
        value = getattr(tree, name)
        if value is None:
            continue
        budget[0] -= 1
        if budget[0] < 0:
            raise ValidationError({"filter": _("The filter has too many conditions.")})
        found &= condition(value)
    for branch in tree.and_ or ():
        found &= compile_filter(branch, depth=depth + 1, budget=budget)
    if tree.or_:
        any_of = [compile_filter(branch, depth=depth + 1, budget=budget) for branch in tree.or_]
        found &= Q(*any_of, _connector=Q.OR)
    if tree.not_ is not None:
        found &= ~compile_filter(tree.not_, depth=depth + 1, budget=budget)
    # A branch that asks for nothing is true of everything; Django would drop it.
    return found or Q(pk__isnull=False)
