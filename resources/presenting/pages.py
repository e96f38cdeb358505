"""Information, updates and events."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hub.localization.languages import language_name
from hub.pages.facts import day, moment, web_item
from hub.pages.presentation import Presentation, Section, fact
from hub.pages.reading import Reading
from resources.enums import EventKind


def present_information(shown: Presentation, reading: Reading) -> None:
    shown.kind = ""


def present_update(shown: Presentation, reading: Reading) -> None:
    shown.when = day(reading.card["date"])


def present_event(shown: Presentation, reading: Reading) -> None:
    """Show when and where it is, in which languages, and where to sign up."""
    card = reading.card
    shown.kind = str(EventKind(card["kind"]).label)
    shown.when = day(card["starts_at"])
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
