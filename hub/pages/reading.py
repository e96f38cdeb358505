"""One page as one reader sees it, and the batched look-ups that presenting it needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from wagtail.models import Page

from hub.catalogue.models import Entry
from hub.catalogue.querysets import EntryQuerySet
from hub.loading import LabelledRow, Loaders
from hub.localization.languages import chain

from .links import LANGUAGE_PARAMETER, PageLink, link_to


@dataclass
class Reading:
    """An entry with its body, for one reader at one moment.

    Whatever a page names is announced to the loaders first and read in one query a kind.
    """

    entry: Entry
    body: list[dict[str, Any]]
    now: datetime = field(default_factory=timezone.now)
    #: The cursor of a list that goes on, as it came in the address.
    after: str = ""
    #: The parameters of the address as they came.
    asked: Mapping[str, Sequence[str]] = field(default_factory=dict)
    #: Those of them that choose from a list of this page.
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_preview: bool = False

    def __post_init__(self) -> None:
        self.loaders = Loaders(now=self.now)

    @property
    def card(self) -> dict[str, Any]:
        return cast(dict[str, Any], self.entry.card)

    @property
    def locale(self) -> str:
        return self.entry.locale

    @property
    def key(self) -> str:
        return str(self.entry.group.translation_key)

    def address_after(self, cursor: str) -> str:
        """Return where a list of this page goes on, in the same language."""
        return self.address_with(self.chosen, cursor)

    def address_with(self, chosen: Mapping[str, Sequence[str]], cursor: str = "") -> str:
        """Return the address of this page with other choices, in the same language."""
        query: dict[str, Any] = dict(chosen) | ({"after": cursor} if cursor else {})
        if self.locale != self.entry.actual_locale:
            query[LANGUAGE_PARAMETER] = self.locale
        return f"?{urlencode(query, doseq=True)}" if query else self.entry.path

    def entries(self) -> EntryQuerySet:
        """Start every list here: what everyone may read, in this reader's language."""
        entries = Entry.objects.visible_to(self.loaders.asker, now=self.now)
        return entries.in_locale(self.locale).select_related("group")

    def want_pages(self, keys: Iterable[str]) -> None:
        self.loaders.entries.want((key, self.locale) for key in keys)

    def pages(self, keys: Iterable[str]) -> dict[str, PageLink]:
        """Link to those of these pages that everyone may see, in their order."""
        wanted = [(key, self.locale) for key in keys]
        links = [link_to(entry) for entry in self.loaders.entries.get_many(wanted)]
        return {link.key: link for link in links}

    def terms(self, ids: Iterable[int]) -> list[LabelledRow]:
        return self.loaders.terms.get_many(ids)

    def label(self, term_id: int | None) -> str:
        """Name a term in this reader's language; nothing when there is no such term."""
        row = self.loaders.terms.get(term_id) if term_id else None
        return row.label(chain(self.locale)) if row else ""

    def words(self, row: LabelledRow) -> dict[str, Any]:
        return row.words(chain(self.locale))


def in_tree_order(entries: EntryQuerySet) -> EntryQuerySet:
    """Sort entries the way editors arranged their pages."""
    pages = Page.objects.filter(
        translation_key=OuterRef("group__translation_key"), alias_of__isnull=True
    )
    place = Subquery(pages.order_by("path").values("path")[:1])
    return cast(EntryQuerySet, entries.annotate(place=place).order_by("place", "pk"))
