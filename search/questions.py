"""What can be asked: one frozen question, the same for every engine."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from hub.catalogue.querysets import ANYONE, Asker

#: The longest text that is searched for.
MAX_TEXT = 256
#: Hits that relevance can be paged through.
WINDOW = 1_000


class SearchOrder(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    UPDATED = "updated"


class Mode(StrEnum):
    """How the values chosen in one facet go together."""

    ANY = "any"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True)
class HasFacet:
    """True of groups with any of these values; broader terms count."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Between:
    """True of groups whose `year`, `sort_date` or `updated_at` lies here, both ends included."""

    column: str
    at_least: Any = None
    at_most: Any = None


@dataclass(frozen=True)
class Every:
    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True)
class Some:
    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True)
class Never:
    part: "Condition"


Condition = HasFacet | Between | Every | Some | Never


@dataclass(frozen=True)
class Selection:
    """The values chosen in one facet; its own counts are made without them."""

    name: str
    values: tuple[str, ...]
    mode: Mode = Mode.ANY

    def condition(self) -> Condition:
        match self.mode:
            case Mode.ANY:
                return HasFacet(self.name, self.values)
            case Mode.ALL:
                return Every(tuple(HasFacet(self.name, (value,)) for value in self.values))
            case Mode.NONE:
                return Never(HasFacet(self.name, self.values))


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of one asker at one moment; an empty text browses."""

    locale: str
    now: datetime
    text: str = ""
    condition: Condition = Every()
    selections: tuple[Selection, ...] = ()
    facets: tuple[str, ...] = ()
    order: SearchOrder = SearchOrder.RELEVANCE
    first: int = 20
    after: str | None = None
    asker: Asker = ANYONE
    #: How many of the wanted words a page may lack.
    lacking: int = 0
    #: A question may be put to an engine in several ways; its reader waits once for all of them.
    asked_at: float = field(default_factory=time.monotonic, compare=False)
    #: Words in a row that make a match better, and that no page needs.
    hints: tuple[tuple[str, ...], ...] = ()

    def without(self, facet: str) -> tuple[Condition, ...]:
        """Return what is selected in all facets but this one."""
        return conditions_of(chosen for chosen in self.selections if chosen.name != facet)


def conditions_of(selections: Iterable[Selection]) -> tuple[Condition, ...]:
    return tuple(selection.condition() for selection in selections)
