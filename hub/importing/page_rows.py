"""A row of a page, cleaned: what it says, with everything outside it still named by key."""

from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from hub.pages.roots import root_page

from .bodies import Drawing
from .files import Row
from .formats import PageFormat
from .keys import digest_of


@dataclass(frozen=True)
class RowPart:
    """One of the rows that hang on a page: a phase, a figure, a partner city."""

    code: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class FileRow:
    """A file that a page offers: a link, or a document to be printed in one language."""

    title: str
    languages: list[str]
    url: str
    label: str
    is_printed: bool


@dataclass
class PageRow:
    """A page as a file tells it, cleaned; everything outside the row is still named by key."""

    row: Row
    format: PageFormat
    source: str
    parent: str | None
    facts: dict[str, Any] = field(default_factory=dict)
    terms: list[int] = field(default_factory=list)
    networks: list[str] = field(default_factory=list)
    contributions: list[tuple[str, str]] = field(default_factory=list)
    files: list[FileRow] = field(default_factory=list)
    parts: dict[str, list[RowPart]] = field(default_factory=dict)
    words: dict[str, dict[str, Any]] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    cover: Drawing | None = None

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def locales(self) -> list[str]:
        """The languages of the row, its source first."""
        return sorted(self.words, key=lambda code: (code != self.source, code))

    def reviewed(self, locale: str) -> bool:
        return bool((self.row.data.get("reviewed") or {}).get(locale))

    def digest(self, locale: str) -> str:
        """Hash what this language's page is made of; the facts belong to the source alone."""
        own = [self.words[locale], self.slugs[locale], self.reviewed(locale)]
        if locale == self.source:
            own += [self.parent, self.facts, self.terms, self.networks, self.contributions]
            own += [self.files, self.parts, self.cover, self.editor_note]
        return digest_of(own)

    def top(self) -> Page | None:
        """Find the page that a row without a parent stands below.

        A type that can only stand at the root of the tree does; all others stand below the root
        page of the site.
        """
        if self.format.model.allowed_parent_page_models() == [Page]:
            return Page.get_first_root_node()
        return root_page()

    @property
    def editor_note(self) -> str:
        return str(self.row.data.get("editor_note") or "")
