"""Pages as links and cards, the way a reader of one language meets them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from hub.catalogue.models import Entry
from hub.catalogue.querysets import EntryRow
from hub.declarations import page_types
from hub.localization.languages import language_name, text_direction

#: Asks for the words around a page in a language in which the page itself does not exist.
LANGUAGE_PARAMETER = "lang"


@dataclass(frozen=True, kw_only=True)
class PageLink:
    """A page by name; `language` is set only when its text is not in the reader's language."""

    key: str
    title: str
    path: str
    summary: str = ""
    kind: str = ""
    when: str = ""
    cover: dict[str, Any] | None = None
    language: str = ""
    language_name: str = ""
    direction: str = ""


def address(entry: Entry | EntryRow) -> str:
    """Return where a reader meets this entry: in their own language, even if the text is not."""
    if entry.locale == entry.actual_locale:
        return entry.path
    return f"{entry.path}?{LANGUAGE_PARAMETER}={entry.locale}"


def named_address(name: str, *args: object) -> str:
    """Return where a view is; nothing in a site that leaves its addresses out."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def link_to(entry: Entry | EntryRow, *, when: str | None = None) -> PageLink:
    """Make a link of an entry whose group is loaded; its year stands in for a date not given."""
    if when is None:
        when = str(entry.year or "") if isinstance(entry, Entry) else ""
    actual = entry.actual_locale
    is_fallback = actual != entry.locale
    cover = entry.card.get("cover")
    return PageLink(
        key=str(entry.key),
        title=entry.title,
        path=address(entry),
        summary=entry.card.get("summary", ""),
        kind=kind_of(entry.type),
        when=when,
        cover=cover["renditions"]["CARD"] | {"alt": cover["alt"]} if cover else None,
        language=actual if is_fallback else "",
        language_name=language_name(actual, entry.locale) if is_fallback else "",
        direction=text_direction(actual) if is_fallback else "",
    )


def links_to(entries: Iterable[Entry]) -> list[PageLink]:
    return [link_to(entry) for entry in entries]


def kind_of(type_code: str) -> str:
    """Name a page type in the active language."""
    return capfirst(str(page_types()[type_code].load_model()._meta.verbose_name))
