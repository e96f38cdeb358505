"""Facts that any page can have: terms, organisations, networks and files, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub import days
from hub.blocks.describers import file_note
from hub.blocks.rich_text import web_address
from hub.loading import LabelledRow, Loaders
from hub.localization.languages import chain
from hub.organisations.enums import ContributionRole
from hub.terms.enums import Vocabulary

from .links import address
from .presentation import Fact, Item, Presentation
from .reading import Reading

#: Vocabularies that say what a page is about.
SUBJECTS = (
    Vocabulary.TOPICS,
    Vocabulary.AUDIENCES,
    Vocabulary.TARGET_GROUPS,
    Vocabulary.PLACES,
    Vocabulary.COUNTRIES,
    Vocabulary.REGIONS,
)
#: Vocabularies of what the world has agreed on.
AGENDAS = (
    Vocabulary.PRIORITY_OBJECTIVES,
    Vocabulary.GCM_OBJECTIVES,
    Vocabulary.GCR_OBJECTIVES,
    Vocabulary.GCR_SECTIONS,
    Vocabulary.FOCUS_AREAS,
    Vocabulary.SDGS,
)


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file or link with all that a reader on a slow line wants to know before opening it."""

    title: str
    url: str
    note: str
    updated: Item | None
    #: Only when there is one: a title in two languages has none of its own.
    language: str


def want_facts(reading: Reading) -> None:
    """Announce to the loaders whatever the card of a page names."""
    card, loaders = reading.card, reading.loaders
    for ids in card.get("terms", {}).values():
        loaders.terms.want(ids)
    loaders.organisations.want(row["organisation"] for row in card.get("contributions", ()))
    loaders.networks.want(card.get("networks", ()))
    for network in loaders.networks.get_many(card.get("networks", ())):
        if page := network.values["page__translation_key"]:
            reading.want_pages([str(page)])


def term_item(reading: Reading, row: LabelledRow) -> Item:
    """Name a term, after its number where its vocabulary counts."""
    number = row.values["data"].get("number")
    label = row.label(chain(reading.locale))
    return Item(text=f"{number}. {label}" if number else label)


def term_facts(reading: Reading, vocabularies: Iterable[Vocabulary]) -> list[Fact]:
    terms = reading.card.get("terms", {})
    facts = []
    for vocabulary in vocabularies:
        rows = reading.terms(terms.get(vocabulary.value, ()))
        if rows:
            items = tuple(term_item(reading, row) for row in rows)
            facts.append(Fact(label=str(vocabulary.label), items=items))
    return facts


def add_contributions(shown: Presentation, reading: Reading) -> None:
    """Name the organisations behind a page, each role once."""
    contributions = reading.card.get("contributions", ())
    rows = reading.loaders.organisations.get_many(row["organisation"] for row in contributions)
    organisations = {row.pk: row for row in rows}
    for role in ContributionRole:
        found = [row["organisation"] for row in contributions if row["role"] == role.value]
        named = (organisations[key] for key in found if key in organisations)
        shown.add_fact(role.label, *(organisation_item(reading, row) for row in named))


def organisation_item(reading: Reading, row: LabelledRow) -> Item:
    name, acronym = row.own("name", reading.locale), row.own("acronym", reading.locale)
    return Item(
        text=f"{name} ({acronym})" if acronym and acronym != name else name,
        url=web_address(row.values["website"]) or "",
    )


def add_networks(shown: Presentation, reading: Reading) -> None:
    ids = reading.card.get("networks", ())
    items = network_items(reading.loaders, ids, reading.locale, besides=reading.key)
    shown.add_fact(_("Networks"), *items)


def network_items(
    loaders: Loaders, ids: Iterable[int], locale: str, *, besides: str = ""
) -> list[Item]:
    """Name networks, each with a link to the page that describes it, unless that is shown."""
    rows = loaders.networks.get_many(ids)
    keys = [str(row.values["page__translation_key"] or "") for row in rows]
    wanted = [(key, locale) for key in keys if key not in ("", besides)]
    paths = {str(entry.key): address(entry) for entry in loaders.entries.get_many(wanted)}
    return [
        Item(
            text=row.words(chain(locale)).get("name") or row.values["slug"], url=paths.get(key, "")
        )
        for row, key in zip(rows, keys, strict=True)
    ]


def downloads(reading: Reading) -> list[Download]:
    return [
        Download(
            title=file["title"],
            url=file["url"],
            note=file_note(file),
            updated=day(file.get("updated_at")),
            language=file["languages"][0] if len(file["languages"]) == 1 else "",
        )
        for file in reading.card.get("files", ())
        if web_address(file["url"]) or not file["is_link"]
    ]


def day(value: str | None) -> Item | None:
    """Write a day from the catalogue the way the reader's language does."""
    found = parsed(value)
    return Item(text=date_format(found), datetime=found.isoformat()) if found else None


def parsed(value: str | None) -> date | None:
    if not value:
        return None
    moment = parse_datetime(value)
    return days.day_of(moment) if moment and moment.tzinfo else parse_date(value[:10])


def moment(value: str | None) -> Item | None:
    """Write a moment in the time zone of the hub, and name the zone; or the day it stands for."""
    found = parse_datetime(value) if value else None
    if found is None:
        return None
    local = days.local(found)
    if days.is_whole_day(found):
        return day(value)
    text = f"{date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"
    return Item(text=text, datetime=found.isoformat())


def web_item(text: str, url: str | None, **fields: Any) -> Item | None:
    """Make a link to another site, if the address is one of the web."""
    found = web_address(url)
    return Item(text=text, url=found, **fields) if found else None
