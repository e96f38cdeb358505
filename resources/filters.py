"""What the lists of the library can be filtered by and ordered in."""

from enum import Enum
from typing import ClassVar, Optional

import strawberry

from hub.catalogue import paging
from hub.declarations import page_types
from hub.filters import Condition, PageFilter, enum_values

from .types import EventKind, ReportKind

ResourceKind = strawberry.enum(
    Enum(
        "ResourceKind",
        {code.upper(): code for code, kind in page_types().items() if kind.family == "resource"},
    ),
    description="The types of resources.",
)


@strawberry.enum(description="The order of a list.")
class ResourceOrder(Enum):
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    UPDATED = "updated"
    CURATED = "curated"


ORDERS = {
    ResourceOrder.NEWEST: paging.NEWEST,
    ResourceOrder.OLDEST: paging.OLDEST,
    ResourceOrder.TITLE: paging.TITLE,
    ResourceOrder.UPDATED: paging.UPDATED,
    ResourceOrder.CURATED: paging.CURATED,
}


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
    kind: list[ReportKind] | None = strawberry.field(  # type: ignore[valid-type]
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


@strawberry.input(description="What events can be filtered by.")
class EventFilter(PageFilter):
    kind: list[EventKind] | None = strawberry.field(  # type: ignore[valid-type]
        default=None, description="Any of these kinds."
    )
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
    }
