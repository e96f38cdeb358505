"""What surrounds every page: the way home, the menu, the languages and the trail of pages above."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hub.catalogue.querysets import EntryQuerySet
from hub.localization.languages import (
    chain,
    content_locales,
    default_locale,
    language_name,
    text_direction,
)

from .links import LANGUAGE_PARAMETER, PageLink, links_to, named_address
from .reading import Reading, in_tree_order
from .roots import base_url

#: More than this is no menu any more.
MENU_SIZE = 12


@dataclass(frozen=True, kw_only=True)
class LanguageChoice:
    """One language of the switch; without a translation it keeps the text and changes the rest."""

    code: str
    name: str
    direction: str
    path: str
    is_current: bool
    is_translated: bool
    is_outdated: bool = False


def home_path() -> str:
    """Return the address of the first page in the active language."""
    return named_address("wagtail_serve", "") or "/"


def site_name() -> str:
    """Return the name of the site, in the active language if a catalogue translates it."""
    name = str(getattr(settings, "WAGTAIL_SITE_NAME", ""))
    return _(name) if name else ""


def frame() -> dict[str, str]:
    """Gather what the base template asks for on every page, in the active language."""
    language = get_language() or ""
    return {
        "language": language,
        "direction": text_direction(language),
        "content_language": language,
        "content_direction": text_direction(language),
        "site_name": site_name(),
        "home_path": home_path(),
    }


def menu(entries: EntryQuerySet) -> list[PageLink]:
    """Read the pages that editors show in menus, in the order of the tree; one query."""
    return links_to(in_tree_order(entries.with_facet("menu", ["main"]))[:MENU_SIZE])


def trail(reading: Reading) -> list[PageLink]:
    """Name the pages above this one, from the first page down; none above the first page."""
    home = home_path()
    if reading.entry.path == home:
        return []
    above = reading.pages(reading.card.get("ancestors", ())).values()
    first = PageLink(key="", title=_("Home"), path=home)
    return [first, *(link for link in above if link.path != home)]


def language_choices(reading: Reading) -> list[LanguageChoice]:
    """List every language of the site, and say whether this page exists in it."""
    translations = {item["locale"]: item for item in reading.card.get("translations", ())}
    own = f"{reading.entry.path}?{LANGUAGE_PARAMETER}="
    chosen = urlencode(reading.chosen, doseq=True)
    return [
        LanguageChoice(
            code=code,
            name=capfirst(language_name(code, code)),
            direction=text_direction(code),
            path=f"{translations[code]['path']}{f'?{chosen}' if chosen else ''}"
            if code in translations
            else f"{own}{code}{f'&{chosen}' if chosen else ''}",
            is_current=code == reading.locale,
            is_translated=code in translations,
            is_outdated=translations.get(code, {}).get("is_outdated", False),
        )
        for code in content_locales()
    ]


def alternates_of(paths: Mapping[str, str]) -> list[dict[str, str]]:
    """Name a page in each language to search engines, and where all others are best sent.

    One that is alone has none.
    """
    if len(paths) < 2:
        return []
    fallback = next((code for code in chain(default_locale()) if code in paths), min(paths))
    return [
        {"code": code, "url": base_url() + path}
        for code, path in [*paths.items(), ("x-default", paths[fallback])]
    ]
