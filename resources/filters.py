"""What the lists of the library can be filtered by and ordered in."""

from enum import Enum
from typing import ClassVar, Optional

import strawberry
from django.utils.text import capfirst
from django.utils.translation import override

from hub.catalogue import paging
from hub.catalogue.models import NO_DATE
from hub.declarations import PageType, page_types
from hub.filters import Condition, DateRange, PageFilter, between, enum_values
from hub.types.choices import enum_named

from .types import EventKind, ReportKind


def named_in_english(kind: PageType) -> str:
    """Describe a page type of any app by the name that its model has for editors."""
    with override("en"):
        return f"{capfirst(str(kind.load_model()._meta.verbose_name_plural))}."


ResourceKind = enum_named(
    "ResourceKind",
    "The types of resources.",
    {
        code.upper(): (code, named_in_english(kind))
        for code, kind in page_types().items()
        if kind.family == "resource"
    },
)


@strawberry.enum(description="The order of a list.")
class ResourceOrder(Enum):
    NEWEST = strawberry.enum_value("newest", description="By date, the newest first.")
    OLDEST = strawberry.enum_value("oldest", description="By date, the oldest first.")
    TITLE = strawberry.enum_value(
        "title", description="By title, whatever its case and accents, in the language asked for."
    )
    UPDATED = strawberry.enum_value("updated", description="What was published last comes first.")
    CURATED = strawberry.enum_value(
        "curated", description="As the network arranged it; only in the list of a network."
    )


ORDERS = {
    ResourceOrder.NEWEST: paging.NEWEST,
    ResourceOrder.OLDEST: paging.OLDEST,
    ResourceOrder.TITLE: paging.TITLE,
    ResourceOrder.UPDATED: paging.UPDATED,
    ResourceOrder.CURATED: paging.CURATED,
}


DATED = between("sort_date", unknown=NO_DATE)


@strawberry.input(description="What resources of all types can be filtered by.")
class ResourceFilter(PageFilter):
    kind: list[ResourceKind] | None = strawberry.field(  # type: ignore[valid-type]
        default=None, description="Any of these types."
    )
    and_: list["ResourceFilter"] | None = strawberry.field(
        name="and", default=None, description="All of these."
    )
    or_: list["ResourceFilter"] | None = strawberry.field(
        name="or", default=None, description="Any of these."
    )
    not_: Optional["ResourceFilter"] = strawberry.field(
        name="not", default=None, description="None of this."
    )

    conditions: ClassVar[dict[str, Condition]] = {
        **PageFilter.conditions,
        "kind": enum_values("type"),
    }


@strawberry.input(description="What reports can be filtered by.")
class ReportFilter(PageFilter):
    kind: list[ReportKind] | None = strawberry.field(
        default=None, description="Any of these kinds."
    )
    and_: list["ReportFilter"] | None = strawberry.field(
        name="and", default=None, description="All of these."
    )
    or_: list["ReportFilter"] | None = strawberry.field(
        name="or", default=None, description="Any of these."
    )
    not_: Optional["ReportFilter"] = strawberry.field(
        name="not", default=None, description="None of this."
    )

    conditions: ClassVar[dict[str, Condition]] = {
        **PageFilter.conditions,
        "kind": enum_values("kind"),
    }


@strawberry.input(description="What updates can be filtered by.")
class UpdateFilter(PageFilter):
    date: DateRange | None = strawberry.field(default=None, description="Its date.")
    and_: list["UpdateFilter"] | None = strawberry.field(
        name="and", default=None, description="All of these."
    )
    or_: list["UpdateFilter"] | None = strawberry.field(
        name="or", default=None, description="Any of these."
    )
    not_: Optional["UpdateFilter"] = strawberry.field(
        name="not", default=None, description="None of this."
    )

    conditions: ClassVar[dict[str, Condition]] = {**PageFilter.conditions, "date": DATED}


@strawberry.input(description="What events can be filtered by.")
class EventFilter(PageFilter):
    date: DateRange | None = strawberry.field(default=None, description="The day it starts.")
    kind: list[EventKind] | None = strawberry.field(default=None, description="Any of these kinds.")
    and_: list["EventFilter"] | None = strawberry.field(
        name="and", default=None, description="All of these."
    )
    or_: list["EventFilter"] | None = strawberry.field(
        name="or", default=None, description="Any of these."
    )
    not_: Optional["EventFilter"] = strawberry.field(
        name="not", default=None, description="None of this."
    )

    conditions: ClassVar[dict[str, Condition]] = {
        **PageFilter.conditions,
        "kind": enum_values("kind"),
        "date": DATED,
    }
