"""What the lists of the library can be filtered by and ordered in."""

from enum import Enum

import strawberry
from django.utils.text import capfirst
from django.utils.translation import override

from hub.catalogue import paging
from hub.catalogue.models import NO_DATE
from hub.declarations import PageType, page_types
from hub.filters import DateRange, PageFilter, between, condition, enum_values, filter_tree
from hub.types.choices import enum_named

from .types.choices import EventKind, ReportKind


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


@filter_tree("What resources of all types can be filtered by.")
class ResourceFilter(PageFilter):
    kind: list[ResourceKind] | None = condition(  # type: ignore[valid-type]
        enum_values("type"), "Any of these types."
    )


@filter_tree("What reports can be filtered by.")
class ReportFilter(PageFilter):
    kind: list[ReportKind] | None = condition(enum_values("kind"), "Any of these kinds.")


@filter_tree("What updates can be filtered by.")
class UpdateFilter(PageFilter):
    date: DateRange | None = condition(DATED, "Its date.")


@filter_tree("What events can be filtered by.")
class EventFilter(PageFilter):
    date: DateRange | None = condition(DATED, "The day it starts.")
    kind: list[EventKind] | None = condition(enum_values("kind"), "Any of these kinds.")
