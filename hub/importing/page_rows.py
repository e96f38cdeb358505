"""A row of a page, cleaned: what it says, with everything outside it still named by key."""

from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from hub.pages.roots import root_page

from .files import Row
from .formats import PageFormat
from .keys import digest_of, page_key
from .models import ImportRecord, Step
from .records import next_step, state_of_page

KIND = ImportRecord.Kind.PAGE


@dataclass
class PageRow:
    """A page as a file tells it, by the names of the attributes that it is going to have."""

    row: Row
    format: PageFormat
    source: str
    parent: str | None
    facts: dict[str, Any] = field(default_factory=dict)
    #: The rows that hang on it, by their name in a file and their code.
    parts: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    words: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: What each language has for itself beside its words: its slug, whether it was reviewed.
    own: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Where each language stood before; its readers are sent on from there.
    addresses: dict[str, list[str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def title(self) -> str:
        return str(self.words[self.source]["title"])

    @property
    def locales(self) -> list[str]:
        """The languages of the row, its source first."""
        return sorted(self.words, key=lambda code: (code != self.source, code))

    def digest(self, locale: str) -> str:
        """Hash what this language's page is made of; the facts belong to the source alone."""
        facts = [self.parent, self.facts, self.parts] if locale == self.source else []
        addresses = self.addresses.get(locale) or []
        return digest_of([self.words[locale], self.own[locale], *facts, *addresses])

    def steps(self) -> dict[str, Step]:
        """Decide for each language; when an editor changed the source, all languages are kept."""
        steps = {locale: self.step(locale) for locale in self.locales}
        if steps[self.source] is Step.KEPT:
            return dict.fromkeys(steps, Step.KEPT)
        return steps

    def step(self, locale: str) -> Step:
        def state() -> str | None:
            pages = Page.objects.filter(translation_key=page_key(self.key))
            page = pages.filter(locale__language_code=locale).first()
            return state_of_page(page) if page else None

        return next_step(KIND, self.key, locale, self.digest(locale), state)

    def top(self) -> Page | None:
        """Find the page that a row without a parent stands below.

        A type that can only stand at the root of the tree does; all others stand below the root
        page of the site.
        """
        if self.format.model.allowed_parent_page_models() == [Page]:
            return Page.get_first_root_node()
        return root_page()
