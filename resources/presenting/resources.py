"""What all resources share, and the types that are told in a few facts."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from hub.catalogue.models import Entry
from hub.catalogue.paging import MAX_PAGE_SIZE, TITLE
from hub.localization.languages import joined
from hub.maps.drawing import Point, draw_map
from hub.pages.enums import Licence
from hub.pages.facts import day, web_item
from hub.pages.links import link_to, named_address
from hub.pages.presentation import Figure, Item, Part, Presentation, Section
from hub.pages.reading import Reading
from hub.terms.enums import Confidence
from resources.enums import RelationKind, ReportKind

from .lists import dated_link, further, listed


def want_relations(reading: Reading) -> None:
    """Announce the related pages, before anything else asks for a page."""
    reading.want_pages(relation["group"] for relation in reading.card["relations"])


def present_resource(shown: Presentation, reading: Reading) -> None:
    """Show dates, licence, dated figures and related resources."""
    card, year = reading.card, reading.entry.year
    want_relations(reading)
    names = {card["official_title"], card["short_title"]} - {None, "", reading.entry.title}
    shown.linked = {
        "@type": "CreativeWork",
        "alternateName": sorted(names),
        "datePublished": card["issued_on"] or card["launched_on"] or (str(year) if year else None),
        **shown.linked,
    }
    if card["official_title"] != reading.entry.title:
        shown.add_fact(_("Official title"), card["official_title"])
    shown.add_fact(_("Issued on"), day(card["issued_on"]))
    shown.add_fact(_("Launched on"), day(card["launched_on"]))
    if card["licence"] != Licence.UNKNOWN:
        shown.add_fact(_("Licence"), str(Licence(card["licence"]).label))
    if figures := tuple(dated_figure(figure) for figure in card["figures"]):
        shown.sections.append(Section(title=_("Figures"), figures=figures))
    pages = reading.pages(relation["group"] for relation in card["relations"])
    for kind in RelationKind:
        keys = [row["group"] for row in card["relations"] if row["kind"] == kind.value]
        title = _("This resource %(relation)s") % {"relation": kind.label}
        shown.add_links(title, [pages[key] for key in keys if key in pages])


def dated_figure(figure: dict[str, Any]) -> Figure:
    as_of = day(figure["as_of"])
    parts = [figure["source"], as_of.text if as_of else "", doubt(figure["confidence"])]
    return Figure(value=figure["value"], label=figure["label"], note=joined(parts))


def doubt(confidence: str) -> str:
    """Say that nobody has verified a fact; a verified one needs no word."""
    return _("not verified") if confidence == Confidence.UNVERIFIED else ""


def present_report(shown: Presentation, reading: Reading) -> None:
    card = reading.card
    series = card["series_id"]
    reading.loaders.terms.want([series] if series else [])
    shown.kind = str(ReportKind(card["kind"]).label)
    shown.when = Item(text=str(card["report_year"]))
    shown.linked |= {"@type": "Report", "reportNumber": card["number"]}
    shown.add_fact(_("Year"), str(card["report_year"]))
    shown.add_fact(_("Made for"), card["occasion"])
    shown.add_fact(_("Series"), reading.label(series))
    shown.add_fact(_("Edition"), str(card["edition_number"] or ""))
    shown.add_fact(_("Number"), card["number"])
    present_resource(shown, reading)


def present_toolkit(shown: Presentation, reading: Reading) -> None:
    shown.linked["@type"] = "LearningResource"
    shown.add_parts(_("What is in it"), named_parts(reading.card["components"]))
    present_resource(shown, reading)


def named_parts(rows: Iterable[dict[str, Any]]) -> list[Part]:
    return [Part(title=row["title"], text=row["description"]) for row in rows]


def present_indicator_framework(shown: Presentation, reading: Reading) -> None:
    """Show the dimensions it measures and the cities that have measured themselves."""
    shown.add_parts(_("What it measures"), named_parts(reading.card["dimensions"]))
    entries = reading.entries().filter(type="city_assessment")
    own = entries.with_facet("framework", [reading.key])
    found = listed(reading, own, order=TITLE, size=MAX_PAGE_SIZE)
    links = [dated_link(entry) for entry in found.entries]
    cities = draw_map(assessment_points(reading, found.entries), title=_("Map of the cities"))
    shown.add_links(_("City assessments"), links, map=cities, more=further(reading, found))
    present_resource(shown, reading)


def assessment_points(reading: Reading, entries: Iterable[Entry]) -> list[Point]:
    """Place each assessment where its city lies; all cities are read in one query."""
    placed = {entry.card["place_id"]: None for entry in entries if entry.card["place_id"]}
    reading.loaders.terms.want(placed)
    points = []
    for entry in entries:
        link = link_to(entry)
        fields = {"title": link.title, "url": link.path, "language": link.language}
        points.append(place_point(reading, entry.card["place_id"], **fields))
    return [point for point in points if point]


def present_city_assessment(shown: Presentation, reading: Reading) -> None:
    card = reading.card
    want_relations(reading)
    isbn = card["isbn"]
    shown.linked |= {"@type": "Report", "identifier": f"ISBN {isbn}" if isbn else None}
    shown.add_fact(_("City"), place_item(reading, card["place_id"]))
    shown.add_fact(_("Year"), str(card["assessment_year"] or ""))
    shown.add_fact(_("Pages"), str(card["page_count"] or ""))
    shown.add_fact(_("ISBN"), card["isbn"])
    frameworks = reading.pages([card["framework"]] if card["framework"] else [])
    items = (Item(text=link.title, url=link.path) for link in frameworks.values())
    shown.add_fact(_("Made with"), *items)
    if card["fed_into"]:
        shown.sections.append(Section(title=_("What it fed into"), text=card["fed_into"]))
    present_resource(shown, reading)


def place_item(reading: Reading, place_id: int | None, **fields: Any) -> Item | None:
    """Name a city with its country, with the page of the city unless it leads elsewhere."""
    rows = reading.terms([place_id] if place_id else [])
    if not rows:
        return None
    name, country = reading.label(place_id), reading.label(rows[0].values["parent_id"])
    fields["url"] = fields.get("url") or named_address("hub_place", rows[0].values["code"])
    return Item(text=f"{name}, {country}" if country else name, **fields)


def place_point(reading: Reading, place_id: int | None, **fields: Any) -> Point | None:
    """Place a city on a map, if anybody has said where it lies."""
    rows = reading.terms([place_id] if place_id else [])
    data = rows[0].values["data"] if rows else {}
    latitude, longitude = data.get("latitude"), data.get("longitude")
    if latitude is None or longitude is None:
        return None
    unverified = {"latitude", "longitude"}.intersection(data.get("unverified", ()))
    return Point(latitude=latitude, longitude=longitude, is_verified=not unverified, **fields)


def present_knowledge_platform(shown: Presentation, reading: Reading) -> None:
    card = reading.card
    if address := web_item(_("Visit the platform"), card["address"]):
        shown.lead.append(Section(title="", more=address))
    shown.add_parts(_("What it offers"), (Part(title=offer) for offer in card["offers"]))
    if card["who_may_join"]:
        shown.sections.append(Section(title=_("Who may join"), text=card["who_may_join"]))
    present_resource(shown, reading)
