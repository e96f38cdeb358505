"""A programme or fund: phases with their cities, rounds with their grants."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from babel import Locale as BabelLocale
from babel.numbers import format_currency
from django.utils.translation import gettext as _

from hub.blocks.rich_text import web_address
from hub.maps.drawing import Point, draw_map
from hub.pages.facts import day
from hub.pages.presentation import Item, Part, Presentation, Section
from hub.pages.reading import Reading
from resources.enums import RoundStatus

from .resources import doubt, place_item, place_point, present_resource, want_relations


def present_programme(shown: Presentation, reading: Reading) -> None:
    card = reading.card
    want_relations(reading)
    want_places(reading, [*card["partner_cities"], *card["grants"]])
    if cities := draw_map(city_points(reading), title=_("Map of the cities")):
        shown.sections.append(Section(title=_("Where it works"), map=cities))
    shown.add_parts(_("Phases"), phase_parts(reading))
    shown.add_table(
        _("Funding rounds"),
        (_("Round"), _("Status"), _("Announced on"), _("Deadline"), _("Amount")),
        (round_row(reading, row) for row in card["rounds"]),
    )
    eligible = [row for row in card["rounds"] if row["eligibility"]]
    parts = (Part(title=row["title"], text=row["eligibility"]) for row in eligible)
    shown.add_parts(_("Who may apply"), parts)
    titles = {row["code"]: row["title"] for row in card["rounds"]}
    shown.add_table(
        _("Grants"),
        (_("City"), _("Round"), _("Amount")),
        (grant_row(reading, row, titles) for row in card["grants"]),
    )
    present_resource(shown, reading)


def want_places(reading: Reading, rows: Iterable[dict[str, Any]]) -> None:
    """Read all cities in one query and all their countries in another."""
    ids = {row["place_id"] for row in rows}
    reading.loaders.terms.want(ids)
    parents = (place.values["parent_id"] for place in reading.terms(ids))
    reading.loaders.terms.want(parent for parent in parents if parent)


def city_points(reading: Reading) -> list[Point]:
    """Place each city once, with how many grants it has; phases and grants list them in words."""
    card = reading.card
    grants = Counter(row["place_id"] for row in card["grants"])
    rows = {row["place_id"]: row for row in [*card["grants"], *card["partner_cities"]]}
    points = []
    for place_id, row in rows.items():
        if item := place_item(reading, place_id):
            url = web_address(row.get("profile_url")) or ""
            count = grants[place_id] or 1
            points.append(place_point(reading, place_id, title=item.text, url=url, count=count))
    return [point for point in points if point]


def phase_parts(reading: Reading) -> list[Part]:
    """Tell each phase with its cities; cities of no known phase come last."""
    cities = reading.card["partner_cities"]
    codes = {row["code"] for row in reading.card["phases"]}
    parts = [
        Part(
            title=row["title"],
            text=row["description"],
            when=span(row["starts_on"], row["ends_on"]),
            items=city_items(reading, [c for c in cities if c["phase_code"] == row["code"]]),
        )
        for row in reading.card["phases"]
    ]
    if others := city_items(reading, [c for c in cities if c["phase_code"] not in codes]):
        parts.append(Part(title=_("Partner cities"), items=others))
    return parts


def city_items(reading: Reading, rows: Iterable[dict[str, Any]]) -> tuple[Item, ...]:
    items = []
    for row in rows:
        url, note = web_address(row["profile_url"]) or "", doubt(row["confidence"])
        items.append(place_item(reading, row["place_id"], url=url, note=note))
    return tuple(item for item in items if item)


def span(start: str | None, end: str | None) -> str:
    """Write from when to when, as far as it is known."""
    first, last = day(start), day(end)
    if first and last:
        return _("%(start)s to %(end)s") % {"start": first.text, "end": last.text}
    if first:
        return _("from %(start)s") % {"start": first.text}
    return _("until %(end)s") % {"end": last.text} if last else ""


def round_row(reading: Reading, row: dict[str, Any]) -> list[Item | None]:
    return [
        Item(text=row["title"]),
        Item(text=str(RoundStatus(row["status"]).label)),
        day(row["announced_on"]),
        day(row["deadline"]),
        money(reading, row),
    ]


def grant_row(reading: Reading, row: dict[str, Any], titles: dict[str, str]) -> list[Item | None]:
    round_title = titles.get(row["round_code"] or "")
    return [
        place_item(reading, row["place_id"], note=doubt(row["confidence"])),
        Item(text=round_title) if round_title else None,
        money(reading, row),
    ]


def money(reading: Reading, row: dict[str, Any]) -> Item | None:
    """Write an amount in the reader's way; cents only where there are any."""
    if row["amount"] is None:
        return None
    amount = Decimal(row["amount"])
    pattern = "#,##0\u00a0¤¤" if amount == amount.to_integral_value() else "#,##0.00\u00a0¤¤"
    reader = BabelLocale.parse(reading.locale, sep="-")
    text = format_currency(amount, row["currency"], pattern, locale=reader, currency_digits=False)
    return Item(text=text)
