"""Languages as facts: names in any language, direction, and which of them the hub offers."""

from collections.abc import Iterable
from functools import cache

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language, pgettext
from wagtail.coreutils import get_content_languages, get_supported_content_language_variant


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


def joined(parts: Iterable[str]) -> str:
    """Write the parts of a note one after the other, as the active language does."""
    comma = pgettext("between the parts of a note", ", ")
    return comma.join(part for part in parts if part)


def content_locales() -> list[str]:
    """Return the reading locales of this site, in their configured order."""
    return list(get_content_languages())


def default_locale() -> str:
    """Return the language of a reader who asks for none: the site's own, as Wagtail has it.

    A site may say `en-us` where its pages are in `en`.
    """
    try:
        return str(get_supported_content_language_variant(settings.LANGUAGE_CODE))
    except LookupError:
        return content_locales()[0]


def active_locale() -> str:
    """Return the language of pages that is active, or else the first one."""
    language = get_language() or ""
    return language if language in content_locales() else default_locale()


def locale_chains() -> dict[str, list[str]]:
    """Return where a text is read that is missing in a language, in this order."""
    chains: dict[str, list[str]] = getattr(settings, "HUB_LOCALE_CHAINS", {})
    return chains


def asset_languages() -> list[str]:
    """Return the languages a file can be in: those of the pages, and more if the site says so."""
    more = getattr(settings, "HUB_ASSET_LANGUAGES", ())
    return list(dict.fromkeys([*content_locales(), *more]))


def language_choices() -> list[tuple[str, str]]:
    """Return the languages an asset can be in, named in the language of the person who edits."""
    reader = get_language() or settings.LANGUAGE_CODE
    return [(code, language_name(code, reader)) for code in asset_languages()]


def reading_choices() -> list[tuple[str, str]]:
    """Return the languages of the pages, named in the language of the person who edits."""
    return [choice for choice in language_choices() if choice[0] in content_locales()]


def chain(locale: str, *, source: str = "") -> list[str]:
    """Return the locales to try for a reader of `locale`: its own first, the source's last."""
    order = [locale, *locale_chains().get(locale, ()), source or default_locale()]
    return list(dict.fromkeys(order))
