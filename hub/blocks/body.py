"""A body while it is being described: where its text stands, and what it depends on."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from hub.catalogue.description import Description

from .rich_text import describe_rich_text, plain_text


@dataclass
class Body:
    """What the describers of one body share; they are called in the order of the page."""

    description: Description
    #: Names that editors gave to headings; made-up anchors keep away from them.
    given_anchors: frozenset[str] = frozenset()
    #: The anchor of the heading above.
    section: str = ""
    _used: set[str] = field(default_factory=set)

    def anchor(self, text: str, given: str = "") -> str:
        """Return an anchor that is unique in the page and the same at every publication."""
        wanted = given or slugify(text, allow_unicode=True)[:80].strip("-") or "section"
        taken = self._used if given else self._used | self.given_anchors
        anchor, count = wanted, 1
        while anchor in taken:
            count += 1
            anchor = f"{wanted}-{count}"
        self._used.add(anchor)
        return anchor

    def add_text(self, *texts: str, weight: str = "body", anchor: str | None = None) -> None:
        """Offer plain text to search, under the heading above where no other anchor is given."""
        text = " ".join(part.strip() for part in texts if part.strip())
        place = self.section if anchor is None else anchor
        self.description.add_text(weight, text, anchor=place)

    def rich_text(self, source: str, *, anchor: str | None = None) -> str:
        """Clean rich text, note what it links to and offer its words to search; "" when empty."""
        cleaned = describe_rich_text(source, self.description)
        words = plain_text(cleaned)
        self.add_text(words, anchor=anchor)
        return cleaned if words else ""

    def group_of(self, page: Any) -> str | None:
        """Return the group of a chosen page: whatever its language, the reader's is shown."""
        if page is None:
            return None
        self.description.depends_on("page", page.translation_key)
        return str(page.translation_key)
