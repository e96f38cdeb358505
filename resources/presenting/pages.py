"""Information, updates and events."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hub.blocks.rich_text import web_address
from hub.localization.languages import language_name
from hub.machine_readers.linked_data import absolute
from hub.pages.facts import day, moment, web_item
from hub.pages.presentation import Presentation, Section, fact
from hub.pages.reading import Reading
from resources.enums import EventKind


def present_information(shown: Presentation, reading: Reading) -> None:
    shown.kind = ""


def present_update(shown: Presentation, reading: Reading) -> None:
    date = reading.card["date"]
    shown.when = day(date)
    shown.linked = {"@type": "Article", "headline": reading.entry.title, "datePublished": date}


def present_event(shown: Presentation, reading: Reading) -> None:
    """Show when and where it is, in which languages, and where to sign up."""
    card = reading.card
    shown.kind = str(EventKind(card["kind"]).label)
    shown.when = day(card["starts_at"])
    if card["starts_at"]:
        shown.linked = event_for_machines(reading)
    names = (language_name(code, reading.locale) for code in card["event_languages"])
    facts = (
        fact(_("Start"), moment(card["starts_at"])),
        fact(_("End"), moment(card["ends_at"])),
        fact(_("Place"), card["venue"], _("Online") if card["is_online"] else None),
        fact(_("Languages"), *(capfirst(name) for name in names)),
    )
    known = tuple(found for found in facts if found)
    sign_up = web_item(_("Sign up"), card["sign_up_url"])
    if known or sign_up:
        shown.lead.append(Section(title="", facts=known, more=sign_up))


def event_for_machines(reading: Reading) -> dict[str, Any]:
    """Say where and when it is in the words of schema.org; it asks for a place of every event."""
    card, own = reading.card, absolute(reading.entry.path)
    online = {"@type": "VirtualLocation", "url": web_address(card["sign_up_url"]) or own}
    venue = {"@type": "Place", "name": card["venue"], "address": card["venue"]}
    modes = {(True, True): "Mixed", (True, False): "Online", (False, True): "Offline"}
    mode = modes.get((card["is_online"], bool(card["venue"])))
    return {
        "@type": "Event",
        "startDate": card["starts_at"],
        "endDate": card["ends_at"],
        "location": [*([venue] if card["venue"] else []), *([online] if card["is_online"] else [])],
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode" if mode else None,
        "inLanguage": card["event_languages"] or reading.entry.actual_locale,
    }
