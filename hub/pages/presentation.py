"""What a page shows, as plain values; templates only lay it out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hub.maps.drawing import Map

from .links import PageLink


@dataclass(frozen=True, kw_only=True)
class Item:
    """A few words in a fact or a cell, perhaps leading somewhere."""

    text: str
    url: str = ""
    #: The language of the words, when it is not that of the page.
    language: str = ""
    #: The same as a machine reads it, for days and times.
    datetime: str = ""
    note: str = ""
    #: A sign for the eye; the words say the same.
    mark: str = ""


#: What stands in a cell of which nothing is known.
NOTHING = Item(text="–")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A name and what stands behind it."""

    label: str
    items: tuple[Item, ...]


def fact(label: object, *items: Item | str | None) -> Fact | None:
    """Make a fact of those items that say something; None when none does."""
    found = tuple(Item(text=item) if isinstance(item, str) else item for item in items if item)
    return Fact(label=str(label), items=found) if found else None


@dataclass(frozen=True, kw_only=True)
class Part:
    """A named part of what the page describes, such as a component or a phase."""

    title: str
    text: str = ""
    when: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows below their headers; the first cell of a row names it."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number that a source gives, with who says so and when."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A headed part of a page; only what is given is shown."""

    title: str
    text: str = ""
    figures: tuple[Figure, ...] = ()
    #: Where on earth the things of this section are; one map a page.
    map: Map | None = None
    facts: tuple[Fact, ...] = ()
    parts: tuple[Part, ...] = ()
    table: Table | None = None
    links: tuple[PageLink, ...] = ()
    #: Where a list goes on, or a button leads.
    more: Item | None = None
    #: One below the other, for what is read in its order; else as cards beside each other.
    is_list: bool = False
    is_featured: bool = False


@dataclass(kw_only=True)
class Presentation:
    """What one page shows beside its title, summary and content."""

    kind: str = ""
    when: Item | None = None
    facts: list[Fact] = field(default_factory=list)
    #: Sections before the content, for pages that are there for their lists.
    lead: list[Section] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    #: Whether the terms of the world's agendas are told; a page type may do it in its own way.
    has_agendas: bool = True
    #: The same for machines: the type and properties of schema.org.
    linked: dict[str, Any] = field(default_factory=dict)
    #: The types of pages that a list names, which its feed names too; none stands for all.
    feed: tuple[str, ...] | None = None
    #: Whether what it lists has dates, which stand in a calendar too.
    has_calendar: bool = False
    #: For templates of their own: whatever a page type wants to hand to its template.
    extra: dict[str, Any] = field(default_factory=dict)

    def add_fact(self, label: object, *items: Item | str | None) -> None:
        """Add a fact, unless there is nothing to say."""
        if found := fact(label, *items):
            self.facts.append(found)

    def add_parts(self, title: object, parts: Iterable[Part]) -> None:
        if found := tuple(parts):
            self.sections.append(Section(title=str(title), parts=found))

    def add_table(
        self, title: object, headers: Iterable[object], rows: Iterable[Iterable[Item | None]]
    ) -> None:
        """Add a table, unless it has no rows; a column of which nothing is known is left out."""
        found = [tuple(row) for row in rows]
        columns = [
            (str(header), cells)
            for header, cells in zip(headers, zip(*found, strict=True), strict=False)
            if any(cells)
        ]
        if columns:
            headings, cells = zip(*columns, strict=True)
            filled = tuple(
                tuple(cell or NOTHING for cell in row) for row in zip(*cells, strict=True)
            )
            table = Table(headers=headings, rows=filled)
            self.sections.append(Section(title=str(title), table=table))

    def add_links(self, title: object, links: Iterable[PageLink], **options: Any) -> None:
        if found := tuple(links):
            self.sections.append(Section(title=str(title), links=found, **options))
