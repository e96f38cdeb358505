"""Pages that are there for what they list: the first page, the library, indexes."""

from django.db.models import Q
from django.utils.translation import gettext as _

from hub import days
from hub.catalogue.description import UNTIL
from hub.catalogue.models import Entry, Facet
from hub.catalogue.paging import MAX_PAGE_SIZE, NEWEST, OLDEST, TITLE, Order
from hub.catalogue.querysets import EntryQuerySet
from hub.pages.links import PageLink, link_to
from hub.pages.presentation import Presentation, Section
from hub.pages.reading import Reading, in_tree_order
from resources.enums import IndexList

from .lists import dated_link, further, listed
from .priorities import priority_name

#: How many pages an index shows before it goes on.
LIST_SIZE = 20
#: How many of the newest pages of a kind the first page shows.
NEWEST_SIZE = 3

LISTED_TYPES = {
    IndexList.UPDATES: "update",
    IndexList.EVENTS: "event",
    IndexList.PRIORITIES: "priority",
    IndexList.INFORMATION: "information",
    IndexList.ASSESSMENTS: "city_assessment",
}
#: What editors have put into an order of their own.
ARRANGED = {IndexList.PRIORITIES, IndexList.INFORMATION}


def present_home(shown: Presentation, reading: Reading) -> None:
    """Lead on to what is new: resources, then updates."""
    shown.kind, shown.feed = "", ()
    entries = reading.entries().order_by(*NEWEST.by())
    resources = entries.filter(family="resource")[:NEWEST_SIZE]
    updates = entries.filter(type="update")[:NEWEST_SIZE]
    shown.add_links(_("New in the library"), [link_to(entry) for entry in resources])
    shown.add_links(_("Latest updates"), [dated_link(entry) for entry in updates], is_list=True)


def present_library(shown: Presentation, reading: Reading) -> None:
    """Show the pinned resource, then each section with the newest resources of its types."""
    card = reading.card
    shown.kind, shown.linked["@type"] = "", "CollectionPage"
    pinned = tuple(reading.pages([card["pinned"]] if card["pinned"] else []).values())
    if pinned:
        shown.lead.append(Section(title=_("Newest report"), links=pinned, is_featured=True))
    shown.feed = tuple(sorted({code for section in card["sections"] for code in section["types"]}))
    # One query, in which a section with many new resources crowds out no other.
    entries, wanted = reading.entries().filter(family="resource"), Q(pk=None)
    for section in card["sections"]:
        of_section = entries.filter(type__in=section["types"]).order_by(*NEWEST.by())
        wanted |= Q(pk__in=of_section.values("pk")[:MAX_PAGE_SIZE])
    found = entries.filter(wanted).order_by(*NEWEST.by())
    others = [entry for entry in found if str(entry.group.translation_key) != card["pinned"]]
    for section in card["sections"]:
        links = tuple(link_to(entry) for entry in others if entry.type in section["types"])
        if links:
            shown.lead.append(
                Section(title=section["title"], text=section["description"], links=links)
            )


def present_index(shown: Presentation, reading: Reading) -> None:
    """List what the index is for: by date page by page, or in the order of the editors."""
    shown.kind, shown.linked["@type"] = "", "CollectionPage"
    what = IndexList(reading.card["lists"])
    shown.feed, shown.has_calendar = (LISTED_TYPES[what],), what == IndexList.EVENTS
    entries = reading.entries().filter(type=LISTED_TYPES[what])
    if what in ARRANGED:
        links = arranged_links(reading, list(in_tree_order(entries)[:MAX_PAGE_SIZE]))
        shown.lead.append(Section(title="", links=links, is_list=True))
        return
    if what == IndexList.EVENTS:
        shown.lead += event_sections(reading, entries)
        return
    order = TITLE if what == IndexList.ASSESSMENTS else NEWEST
    shown.lead.append(dated_section(reading, entries, order=order))


def dated_section(
    reading: Reading, entries: EntryQuerySet, *, order: Order, title: str = ""
) -> Section:
    found = listed(reading, entries, order=order, size=LIST_SIZE)
    links = tuple(dated_link(entry) for entry in found.entries)
    return Section(title=title, links=links, more=further(reading, found), is_list=True)


def arranged_links(reading: Reading, entries: list[Entry]) -> tuple[PageLink, ...]:
    """Link to pages in the editors' order; those of a priority objective carry its number."""
    reading.loaders.terms.want(
        entry.card["term_id"] for entry in entries if "term_id" in entry.card
    )
    return tuple(
        link_to(entry, when=priority_name(reading, entry.card["term_id"]))
        if "term_id" in entry.card
        else link_to(entry)
        for entry in entries
    )


def event_sections(reading: Reading, entries: EntryQuerySet) -> list[Section]:
    """Put what is not over first, the next one on top; what is past goes on page by page."""
    today = days.day_of(reading.now).isoformat()
    not_over = Facet.objects.filter(name=UNTIL, value__gte=today).values("group")
    past = entries.exclude(group__in=not_over)
    if reading.after:
        return [dated_section(reading, past, order=NEWEST)]
    to_come = entries.filter(group__in=not_over).order_by(*OLDEST.by())[:MAX_PAGE_SIZE]
    links = tuple(dated_link(entry) for entry in to_come)
    if not links:
        return [dated_section(reading, past, order=NEWEST)]
    return [
        Section(title=_("To come"), links=links, is_list=True),
        dated_section(reading, past, order=NEWEST, title=_("Past")),
    ]
