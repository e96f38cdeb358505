"""Relay connections: keyset cursors, forward only, never more than 100."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Generic, Protocol, TypeVar

import strawberry
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from hub.catalogue.paging import (
    MAX_PAGE_SIZE,
    Order,
    PageOfEntries,
    page_of,
    read_cursor,
    write_cursor,
)
from hub.catalogue.querysets import EntryQuerySet
from hub.types.context import Info
from hub.types.pages import entries_for, pages_of
from hub.types.plain import plain

Node = TypeVar("Node")

First = Annotated[int, strawberry.argument(description="How many, 0 to 100.")]
After = Annotated[str | None, strawberry.argument(description="The cursor after which to go on.")]


@strawberry.type(description="Where a list stands.")
class PageInfo:
    has_next_page: bool = strawberry.field(
        description="True when there are more after the last edge."
    )
    has_previous_page: bool = strawberry.field(
        description="True when the list was entered by a cursor."
    )
    start_cursor: str | None = strawberry.field(description="Cursor of the first edge.")
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last edge; give it to after."
    )


@strawberry.type(description="One item of a list, with its cursor.")
class Edge(Generic[Node]):
    @strawberry.field(description="The item's place in this order.")
    def cursor(self) -> str:
        return write_cursor(self.entry, self.order)

    node: Node = strawberry.field(description="The item.")
    note: str | None = strawberry.field(
        description="In a network's curated list: why its manager picked it.", default=None
    )
    entry: strawberry.Private[Any]
    order: strawberry.Private[Order]


@strawberry.type(description="A list in pages.")
class Connection(Generic[Node]):
    edges: list[Edge[Node]] = strawberry.field(description="The items of this page.")
    page_info: PageInfo = strawberry.field(description="Where the list stands.")
    entries: strawberry.Private[Any]

    @strawberry.field(description="How many there are in all; counted only when asked for.")
    def total_count(self) -> int:
        return int(self.entries.count())


def connection_of(
    info: Info, entries: EntryQuerySet, *, order: Order, first: int, after: str | None
) -> Any:
    """Make a connection of a page of entries: one query, one more when the total is asked for."""
    page = page_of(entries.to_show(), order=order, first=first, after=after)
    return connection(page, pages_of(info.context, page.entries), entries=entries, after=after)


def connection(
    page: PageOfEntries, nodes: Iterable[Any], *, entries: Any, after: str | None
) -> Any:
    """Make a connection of what the rows of a page became; `entries` are asked to `count()`."""
    edges = [
        plain(
            Edge,
            {
                "node": node,
                "note": getattr(entry, "note", None) or None,
                "entry": entry,
                "order": page.order,
            },
        )
        for node, entry in zip(nodes, page.entries, strict=True)
    ]
    return plain(
        Connection,
        {
            "edges": edges,
            "page_info": PageInfo(
                has_next_page=page.has_next,
                has_previous_page=after is not None,
                start_cursor=page.cursor(0),
                end_cursor=page.cursor(-1),
            ),
            "entries": entries,
        },
    )


class Rows(Protocol):
    """Which entries hang below each row of a list; equal ones find the same."""

    def below(self, info: Info, values: Iterable[Any]) -> EntryQuerySet:
        """Find the entries below any of these rows, each with the row that it is `below`."""


@dataclass(frozen=True)
class FacetRows:
    """Below a row hang the entries of a type with its value of a facet, for a reader."""

    type: str
    facet: str
    reading: str

    def below(self, info: Info, values: Iterable[str]) -> EntryQuerySet:
        own = entries_for(info, self.reading).filter(
            type=self.type, group__facets__name=self.facet, group__facets__value__in=values
        )
        return own.annotate(below=F("group__facets__value"))


@dataclass(frozen=True)
class Counted:
    """Stands in for the entries of one row where they are counted: all rows are, in one query."""

    counts: Callable[[], dict[Any, int]]
    value: Any

    def count(self) -> int:
        return self.counts().get(self.value, 0)


def connection_below(
    info: Info,
    rows: Rows,
    value: Any,
    *,
    beside: Callable[[], Iterable[Any]],
    order: Order,
    first: int,
    after: str | None,
) -> Any:
    """Make the connection below one row; `beside` names the values of the other rows.

    The first row that asks has all of them read, because they are going to ask the same.
    """
    if not 0 <= first <= MAX_PAGE_SIZE:
        raise ValidationError({"first": _("Ask for 0 to %(limit)s.") % {"limit": MAX_PAGE_SIZE}})
    asked: Any = (rows, order, first, after)
    found = info.context.answers.setdefault(asked, {})
    if value not in found:
        values = {value, *beside()} - found.keys()
        own = rows.below(info, values)
        counts = cache(
            lambda: dict(own.order_by().values_list("below").annotate(total=Count("pk")))
        )
        entries = first_of_each(own, order, first + 1, after, is_one=len(values) == 1)
        for key in values:
            some = [entry for entry in entries if entry.below == key]
            page = PageOfEntries(some[:first], order, has_next=len(some) > first)
            nodes, counted = pages_of(info.context, page.entries), Counted(counts, key)
            found[key] = connection(page, nodes, entries=counted, after=after)
    return found[value]


def first_of_each(
    entries: EntryQuerySet, order: Order, most: int, after: str | None, *, is_one: bool
) -> list[Any]:
    """Read the first few entries below each row, after a cursor: one query.

    Below one row an index gives the first few; a window would number all of them.
    """
    if after:
        entries = entries.filter(order.after(*read_cursor(after, order)))
    if is_one:
        return list(entries.to_show().order_by(*order.by())[:most])
    place = Window(RowNumber(), partition_by=[F("below")], order_by=order.by())
    return list(entries.annotate(place=place).filter(place__lte=most).to_show().order_by("place"))
