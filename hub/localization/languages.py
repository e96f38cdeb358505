"""Languages as facts: names in any language, direction, and which of them the hub offers."""

from functools import cache

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language


@cache
def language_name(code: str, in_locale: str) -> str:
    """Name a language in a language, from CLDR; the code itself where CLDR has none."""
    try:
        reader = BabelLocale.parse(in_locale, sep="-")
        name = BabelLocale.parse(code, sep="-").get_display_name(reader)
    except (UnknownLocaleError, ValueError):
        return code
    return name or code


@cache
def text_direction(code: str) -> str:
    """Tell the direction of a language: ltr or rtl, from CLDR."""
    try:
        return str(BabelLocale.parse(code, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def content_locales() -> list[str]:
    """Return the reading locales of this site, in their configured order."""
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def language_choices() -> list[tuple[str, str]]:
    """Return the languages an asset can be in, named in the language of the person who edits."""
    reader = get_language() or settings.LANGUAGE_CODE
    codes = dict.fromkeys([*content_locales(), *settings.HUB_ASSET_LANGUAGES])
    return [(code, language_name(code, reader)) for code in codes]


def chain(locale: str, *, source: str = "") -> list[str]:
    """Return the locales to try for a reader of `locale`: its own first, the source's last."""
    order = [locale, *settings.HUB_LOCALE_CHAINS.get(locale, ()), source or settings.LANGUAGE_CODE]
    return list(dict.fromkeys(order))
