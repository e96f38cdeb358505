"""What the page of an action shows, the repository, and the actions of a priority objective."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hub import days
from hub.blocks.resolve import referenced_groups
from hub.catalogue.paging import NEWEST
from hub.localization.languages import language_name
from hub.maps.drawing import MOST_POINTS, Point, draw_map
from hub.pages.facts import day, web_item
from hub.pages.links import PageLink, link_to, named_address
from hub.pages.narrowing import NarrowedList, Narrowing
from hub.pages.presentation import Item, Part, Presentation, Section
from hub.pages.reading import Reading
from hub.terms.enums import Vocabulary
from hub.terms.models import Term
from resources.presenting.lists import narrowed_list
from resources.presenting.programmes import span
from resources.presenting.resources import dated_figure, place_item, place_point

from .enums import Freshness, ListingKind, Timeline
from .showcases import showcase_names
from .timeline import day_of, freshness_of_card, in_timeline, standing_listings, timeline_of_card

#: How many actions the repository shows at a time, and the page of a priority objective.
LIST_SIZE, FEW = 20, 6
PLACE = "place"
#: Full, half and empty: the shape says it without a colour.
MARKS = {Freshness.RECENT: "●", Freshness.AGEING: "◐", Freshness.OLD: "○"}


def present_action(shown: Presentation, reading: Reading) -> None:
    """Tell where it stands, what came of it, and where else it is shown."""
    card, today = reading.card, days.day_of(reading.now)
    timeline = timeline_of_card(card, today)
    shown.when = Item(text=str(timeline.label)) if timeline else None
    if card["starts_on"]:
        shown.linked["temporalCoverage"] = f"{card['starts_on']}/{card['ends_on'] or '..'}"
    shown.linked["@type"] = "CreativeWork"
    shown.add_fact(_("Timeline"), shown.when)
    shown.add_fact(_("When"), when(card))
    shown.add_fact(_("Last news"), last_told(card, today))
    language = capfirst(language_name(card["original_language"], reading.locale))
    shown.add_fact(_("Original language"), language)
    shown.add_fact(_("All actions of"), *organisation_items(reading))
    for name, title in (
        ("results", _("Results")),
        ("lessons", _("Lessons learnt")),
        ("recommendations", _("Recommendations")),
    ):
        figures = card["figures"] if name == "results" else ()
        found = tuple(dated_figure(figure) for figure in figures)
        if card[name] or found:
            title = title if card[name] else _("Figures")
            shown.sections.append(Section(title=title, text=card[name] or "", figures=found))
    shown.add_parts(_("Updates"), (update_part(row) for row in card["updates"]))
    add_links_from(shown, reading, "report", _("Reports that tell of it"))
    shown.add_table(
        _("Where it is showcased"),
        (_("Showcase"), _("As"), _("Since")),
        (listing_row(row) for row in standing_listings(card, today)),
    )


def last_told(card: dict[str, Any], today: date) -> Item | None:
    """Say when its city last told something, and in a word and a shape how long ago that is."""
    found, light = day(card["last_told_on"]), freshness_of_card(card, today)
    if found is None or light is None:
        return found
    return replace(found, mark=MARKS[light], note=str(light.label))


def add_actions_to_report(shown: Presentation, reading: Reading) -> None:
    """Show the actions whose pages name a report, beside those that the report names."""
    add_links_from(shown, reading, "action", _("Actions in this report"))


def add_links_from(shown: Presentation, reading: Reading, kind: str, title: str) -> None:
    """Lead to the pages of a type that lead here, without those that the content leads to."""
    entries = reading.entries().filter(type=kind).with_facet("leads_to", [reading.key])
    others = entries.exclude(group__translation_key__in=referenced_groups(reading.body))
    shown.add_links(title, map(link_to, others.order_by(*NEWEST.by())[:LIST_SIZE]))


def organisation_items(reading: Reading) -> Iterator[Item]:
    """Lead to the pages of the organisations that are public, each once."""
    ids = dict.fromkeys(row["organisation"] for row in reading.card.get("contributions", ()))
    for row in reading.loaders.organisations.get_many(ids):
        address = organisation_address(row.values["slug"])
        if address and row.values["is_public"]:
            yield Item(text=row.own("name", reading.locale), url=address)


def organisation_address(slug: str) -> str:
    """Return where the page of an organisation is; nothing in a site that has none."""
    return named_address("action_organisation", slug)


def when(card: dict[str, Any]) -> str:
    """Write from when to when; whole years are kept as their first and last day."""
    first, last = day_of(card, "starts_on"), day_of(card, "ends_on")
    is_whole = first and (first.month, first.day) == (1, 1)
    if first and is_whole and (last is None or (last.month, last.day) == (12, 31)):
        if last is None:
            return _("from %(start)s") % {"start": first.year}
        years = {"start": first.year, "end": last.year}
        return str(first.year) if first.year == last.year else _("%(start)s to %(end)s") % years
    return span(card["starts_on"], card["ends_on"])


def update_part(row: dict[str, Any]) -> Part:
    found = day(row["date"])
    return Part(title=found.text if found else "", text=row["text"])


def listing_row(row: dict[str, Any]) -> list[Item | None]:
    name = showcase_names().get(row["showcase"], row["showcase"])
    address = web_item(name, row["url"])
    kind = str(ListingKind(row["kind"]).label)
    return [address or Item(text=name, language="en"), Item(text=kind), day(row["published_on"])]


def narrowings(today: date) -> tuple[Narrowing, ...]:
    """Return what the repository can be narrowed by, in the order of the page."""
    timelines = {one.value: (str(one.label), in_timeline([one], today)) for one in Timeline}
    terms = (
        ("priority_objective", Vocabulary.PRIORITY_OBJECTIVES),
        ("target_group", Vocabulary.TARGET_GROUPS),
        (PLACE, Vocabulary.PLACES),
        ("country", Vocabulary.COUNTRIES),
        ("region", Vocabulary.REGIONS),
        ("gcm_objective", Vocabulary.GCM_OBJECTIVES),
        ("gcr_section", Vocabulary.GCR_SECTIONS),
        ("sdg", Vocabulary.SDGS),
    )
    first, *others = (
        Narrowing(parameter=parameter, name=name.value, label=str(name.label))
        for parameter, name in terms
    )
    return (
        first,
        Narrowing(parameter="timeline", label=_("Timeline"), conditions=timelines),
        *others,
        Narrowing(parameter="organisation", name="organisation", label=_("Organisations")),
        Narrowing(parameter="year", name="year", label=_("Year of the start")),
        Narrowing(parameter="language", name="language", label=_("Languages")),
    )


def present_action_repository(shown: Presentation, reading: Reading) -> None:
    """List actions page by page, with all that the list can be narrowed by."""
    shown.kind, shown.feed = "", ("action",)
    shown.linked["@type"] = "CollectionPage"
    entries = reading.entries().filter(type="action")
    today = days.day_of(reading.now)
    narrowed = NarrowedList(reading, entries, narrowings(today))
    shown.extra["narrowed"] = narrowed_list(
        reading, narrowed, order=NEWEST, size=LIST_SIZE, links_to=partial(action_links, today)
    )
    # After the boxes: they have read the names of all places in one query.
    shown.extra["map"] = draw_map(place_points(reading, narrowed), title=_("Map of the actions"))


def place_points(reading: Reading, narrowed: NarrowedList) -> list[Point]:
    """Place what is listed, each place with the number of its actions, and lead to those alone.

    The facet has counted them; only where they lie is asked for.
    """
    narrowing = next(one for one in narrowed.narrowings if one.parameter == PLACE)
    counts = narrowed.counts[PLACE]
    codes = reading.chosen.get(PLACE) or sorted(counts, key=lambda code: (-counts[code], code))
    codes = [code for code in codes if counts[code]][:MOST_POINTS]
    terms = Term.objects.filter(vocabulary=Vocabulary.PLACES, code__in=codes)
    points = [
        place_point(
            reading,
            pk,
            title=item.text,
            url=narrowed.path_with(narrowing, [code]),
            count=counts[code],
        )
        for pk, code in (terms.values_list("pk", "code") if codes else ())
        if (item := place_item(reading, pk))
    ]
    return [point for point in points if point]


def action_links(today: date, entries: Iterable[Any]) -> Iterator[PageLink]:
    """Link to actions, each with where it stands and its years."""
    for entry in entries:
        timeline = timeline_of_card(entry.card, today)
        parts = [str(timeline.label) if timeline else "", when(entry.card)]
        yield link_to(entry, when=" · ".join(part for part in parts if part))


def add_actions_to_priority(shown: Presentation, reading: Reading) -> None:
    """Show actions under a priority objective, and lead on to all of them."""
    terms = reading.terms([reading.card["term_id"]])
    repository = reading.entries().filter(type="action_repository").order_by("pk").first()
    if not terms or repository is None:
        return
    code, name = terms[0].values["code"], Vocabulary.PRIORITY_OBJECTIVES
    entries = reading.entries().filter(type="action").with_facet(name.value, [code])
    newest = entries.order_by(*NEWEST.by())[:FEW]
    links = action_links(days.day_of(reading.now), newest)
    address = link_to(repository).path
    joined = "&" if "?" in address else "?"
    more = Item(
        text=_("All actions under this objective"),
        url=f"{address}{joined}priority_objective={code}",
    )
    shown.add_links(_("What cities and their partners do"), links, more=more)
