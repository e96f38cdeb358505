"""From an entry of the catalogue to what a template needs; everything is read in a few queries."""

from typing import Any

from django.utils.translation import gettext as _

from hub import days
from hub.blocks.resolve import finish_body, referenced_groups
from hub.declarations import page_types, presentations_of
from hub.localization.languages import language_name, text_direction
from hub.machine_readers import citations, linked_data
from hub.machine_readers.facets import feed_query
from hub.machine_readers.sharing import sharing_image

from . import chrome, facts
from .links import PageLink, kind_of, named_address
from .presentation import Presentation, Section
from .reading import Reading
from .roots import base_url


def page_context(reading: Reading) -> dict[str, Any]:
    """Make the context of a page; the reader's language must be active."""
    shown, trail = present(reading), chrome.trail(reading)
    entry, card = reading.entry, reading.card
    return {
        **surroundings_of(reading),
        **machine_readable(shown, reading, trail),
        "paths_above": {link.path for link in trail},
        "entry": entry,
        "shown": shown,
        "summary": card.get("summary", ""),
        "cover": wide_cover(card.get("cover")),
        "blocks": finish_body(reading.body, reading.pages(referenced_groups(reading.body))),
        "downloads": facts.downloads(reading),
        "trail": trail,
        "notices": notices(reading),
        "is_preview": reading.is_preview,
    }


def machine_readable(
    shown: Presentation, reading: Reading, trail: list[PageLink]
) -> dict[str, Any]:
    """Describe the page to machines; a draft is for people alone."""
    if reading.is_preview:
        return {}
    thing = linked_data.describe(shown, reading)
    is_citable = reading.entry.family == citations.CITABLE
    cover = wide_cover(reading.card.get("cover"))
    crumbs = [linked_data.breadcrumbs(trail, thing)] if trail else []
    return {
        "linked_data": linked_data.as_json(thing, *crumbs),
        "citation": citations.in_words(thing) if is_citable else "",
        "calendar": is_to_come(reading),
        "feed": feed_address(shown, reading),
        "metadata": linked_data.metadata(
            thing,
            title=reading.card.get("seo", {}).get("title") or reading.entry.title,
            language=reading.entry.actual_locale,
            site_name=chrome.site_name(),
            image=cover | {"url": thing["image"]} if cover else sharing_image(reading.entry),
        ),
    }


def is_to_come(reading: Reading) -> bool:
    """Tell whether the page names something that is not over yet."""
    today = days.day_of(reading.now).isoformat()
    occasions = reading.card.get("occasions", ())
    return any((row["ends"] or row["starts"])[: len(today)] >= today for row in occasions)


def feed_address(shown: Presentation, reading: Reading) -> str:
    """Return the feed of what a list names, narrowed as the list is."""
    address = named_address("hub_feed")
    if shown.feed is None or not address:
        return ""
    query = feed_query(shown.feed, reading.chosen)
    return f"{address}?{query}" if query else address


def described(reading: Reading) -> linked_data.Node:
    """Say in the words of schema.org what a page is."""
    return linked_data.describe(present(reading), reading)


def surroundings_of(reading: Reading) -> dict[str, Any]:
    """Gather what the base template shows around a page, and tells machines about it."""
    entry, seo = reading.entry, reading.card.get("seo", {})
    is_fallback = entry.locale != entry.actual_locale
    is_indexed = not (is_fallback or reading.is_preview or reading.chosen)
    paths = {item["locale"]: item["path"] for item in reading.card.get("translations", ())}
    return {
        **chrome.frame(),
        "title": seo.get("title") or entry.title,
        "description": seo.get("description", ""),
        "canonical": base_url() + entry.path,
        "alternates": chrome.alternates_of(paths) if is_indexed else [],
        "is_indexed": is_indexed,
        "content_language": entry.actual_locale,
        "content_direction": text_direction(entry.actual_locale),
        "path": entry.path,
        "menu": chrome.menu(reading.entries()),
        "languages": chrome.language_choices(reading),
    }


def present(reading: Reading) -> Presentation:
    """Gather what the page says of itself: first its type, then what all types share."""
    shown = Presentation(kind=kind_of(reading.entry.type))
    facts.want_facts(reading)
    reading.want_pages(reading.card.get("ancestors", ()))
    reading.want_pages(referenced_groups(reading.body))
    present_type = page_types()[reading.entry.type].load_present()
    if present_type is not None:
        present_type(shown, reading)
    for add in presentations_of(reading.entry.type):
        add(shown, reading)
    facts.add_contributions(shown, reading)
    shown.facts += facts.term_facts(reading, facts.SUBJECTS)
    facts.add_networks(shown, reading)
    if shown.has_agendas and (agendas := facts.term_facts(reading, facts.AGENDAS)):
        title = _("Goals it serves")
        shown.sections.append(Section(title=title, facts=tuple(agendas)))
    return shown


def wide_cover(cover: dict[str, Any] | None) -> dict[str, Any] | None:
    return cover | cover["renditions"]["WIDE"] if cover else None


def notices(reading: Reading) -> list[dict[str, str]]:
    """Say what a reader should know about the language of the text, most important first."""
    entry, card = reading.entry, reading.card
    language = language_name(entry.actual_locale, entry.locale)
    found = []
    if entry.locale != entry.actual_locale:
        wanted = language_name(entry.locale, entry.locale)
        text = _(
            "This page is not available in %(wanted)s yet. You are reading it in %(language)s."
        )
        found.append({"kind": "fallback", "text": text % {"wanted": wanted, "language": language}})
    if entry.is_outdated:
        text = _("The original has changed since this translation was made.")
        found.append({"kind": "outdated", "text": text})
    if not card.get("translation_reviewed", True):
        text = _("No speaker of the language has reviewed this translation yet.")
        found.append({"kind": "unreviewed", "text": text})
    return found


def template_names(type_code: str) -> list[str]:
    """Look for a template of the page type in its own app, then take the one for all."""
    app_label = page_types()[type_code].model.split(".")[0]
    return [f"{app_label}/{type_code}.html", "hub/page.html"]
