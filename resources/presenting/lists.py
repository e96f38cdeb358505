"""Lists of pages, one keyset page at a time."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from hub.catalogue.models import Entry
from hub.catalogue.paging import Order, PageOfEntries, page_of
from hub.catalogue.querysets import EntryQuerySet
from hub.errors import CursorExpired
from hub.pages.facts import day
from hub.pages.links import PageLink, link_to
from hub.pages.narrowing import NarrowedList
from hub.pages.presentation import Item, Section
from hub.pages.reading import Reading


def listed(reading: Reading, entries: EntryQuerySet, *, order: Order, size: int) -> PageOfEntries:
    """Read the part of a list that the address asks for; a made-up cursor leads nowhere."""
    try:
        return page_of(entries, order=order, first=size, after=reading.after or None)
    except (ValidationError, CursorExpired) as error:
        raise Http404 from error


def further(reading: Reading, found: PageOfEntries) -> Item | None:
    """Say where a list goes on."""
    cursor = found.cursor(-1) if found.has_next else None
    return Item(text=_("Show more"), url=reading.address_after(cursor)) if cursor else None


def narrowed_list(
    reading: Reading,
    narrowed: NarrowedList,
    *,
    order: Order,
    size: int,
    links_to: Callable[[list[Entry]], Iterable[PageLink]],
) -> dict[str, Any]:
    """Return one page of what is listed, with all that the list can be narrowed by."""
    found = listed(reading, narrowed.entries(), order=order, size=size)
    links = tuple(links_to(found.entries))
    return {
        "total": narrowed.entries().count(),
        "section": Section(title="", links=links, more=further(reading, found), is_list=True),
        "boxes": narrowed.boxes(),
        "removals": list(narrowed.removals()),
        "remove_all": reading.entry.path,
        "relaxations": [] if links else list(narrowed.relaxations()),
    }


def dated_link(entry: Entry) -> PageLink:
    """Make a link with the day of an update or event; other pages have their year."""
    found = day(entry.card.get("date") or entry.card.get("starts_at"))
    return link_to(entry, when=found.text if found else None)
