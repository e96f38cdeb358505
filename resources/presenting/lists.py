"""Lists of pages, one keyset page at a time."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from hub.catalogue.models import Entry
from hub.catalogue.paging import Order, PageOfEntries, page_of
from hub.catalogue.querysets import EntryQuerySet
from hub.errors import CursorExpired
from hub.pages.facts import day
from hub.pages.links import PageLink, link_to
from hub.pages.presentation import Item
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


def dated_link(entry: Entry) -> PageLink:
    """Make a link with the day of an update or event; other pages have their year."""
    found = day(entry.card.get("date") or entry.card.get("starts_at"))
    return link_to(entry, when=found.text if found else None)
