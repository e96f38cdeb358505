"""Languages as facts: names in any language, direction, and which of them the hub offers."""

from functools import cache

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language


@cache
def language_name(code: str, in_locale: str) -> str:
    """The name of a language in a language, from CLDR; the code itself where CLDR has none."""
    try:
        name = BabelLocale.parse(code, sep="-").get_display_name(BabelLocale.parse(in_locale, sep="-"))
    except (UnknownLocaleError, ValueError):
        return code
    return name or code


@cache
def text_direction(code: str) -> str:
    """"ltr" or "rtl", from CLDR."""
    try:
        return str(BabelLocale.parse(code, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def content_locales() -> list[str]:
    """The reading locales of this site, in their configured order."""
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def language_choices() -> list[tuple[str, str]]:
    """The languages an asset can be in, named in the language of the person who edits."""
    reader = get_language() or settings.LANGUAGE_CODE
    codes = [*content_locales(), *[code for code in settings.HUB_ASSET_LANGUAGES if code not in content_locales()]]
    return [(code, language_name(code, reader)) for code in codes]


def chain(locale: str, *, source: str = "") -> list[str]:
    """The locales to try for a reader of `locale`, its own first and the group's source last."""
    order = [locale, *settings.HUB_LOCALE_CHAINS.get(locale, ()), source or settings.LANGUAGE_CODE]
    return list(dict.fromkeys(order))
