"""What a page says of itself to the catalogue; each page type's `describe` function fills one in.

The functions take the *source* page, whose facts count for all languages, and the *page* whose
prose is shown (the same object in the source language). They only read, never ask for the time, and
never write.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hub import days
from hub.catalogue.models import LAST_DAY, NO_DATE

#: The facet with the last day of what can be attended.
UNTIL = "until"


@dataclass(kw_only=True)
class Description:
    """The part of an entry that depends on the page type."""

    card: dict[str, Any] = field(default_factory=dict)
    body: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, str]] = field(default_factory=list)
    facets: set[tuple[str, str]] = field(default_factory=set)
    dependencies: set[tuple[str, str]] = field(default_factory=set)
    sort_date: date = NO_DATE
    year: int = 0
    #: From when to when what the page tells of goes on, last day included.
    starts_on: date = NO_DATE
    ends_on: date = LAST_DAY

    def add_facet(self, name: str, *values: object) -> None:
        self.facets.update((name, str(value)) for value in values if value not in (None, ""))

    def depends_on(self, kind: str, *keys: object) -> None:
        """Name what this description was made from, such as ("term", 3) or ("image", 7)."""
        self.dependencies.update((kind, str(key)) for key in keys if key is not None)

    def add_occasion(
        self,
        starts: date | datetime,
        ends: date | datetime | None = None,
        *,
        place: str = "",
    ) -> None:
        """Say when the page can be attended: calendars are made of it."""
        first, last = (moment.isoformat() if moment else "" for moment in (starts, ends))
        row = {"starts": first, "ends": last, "place": place}
        self.card.setdefault("occasions", []).append(row)
        self.add_facet(UNTIL, days.day_of(ends or starts).isoformat())

    def add_text(self, weight: str, text: str, *, anchor: str = "") -> None:
        """Offer plain text to search; `anchor` is the id of its place in the page."""
        if text.strip():
            self.texts.append({"weight": weight, "anchor": anchor, "text": text.strip()})
