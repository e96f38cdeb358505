"""Relay connections: keyset cursors, forward only, never more than 100."""

from collections.abc import Iterable
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from hub.catalogue.paging import Order, PageOfEntries, page_of, write_cursor
from hub.catalogue.querysets import EntryQuerySet
from hub.types.context import Info
from hub.types.pages import pages_of
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
