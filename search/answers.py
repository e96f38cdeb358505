"""What comes back: from an engine, and from the service to those who asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hub.catalogue.querysets import EntryRow

#: Of each facet, how many groups have each value.
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Match:
    """A group that an engine found, and the language of the text that matched best."""

    group_id: int
    score: float
    language: str


@dataclass(frozen=True)
class Found:
    """An engine's answer: ids and numbers only; words and cards come from the catalogue."""

    matches: tuple[Match, ...]
    total: int
    has_next: bool
    #: Where the next page starts, for `Question.after`.
    positions: tuple[tuple[object, ...], ...] = ()
    counts: Counts = field(default_factory=dict)


@dataclass(frozen=True)
class Highlight:
    """A passage with what was found in it between <mark> and </mark>; safe as HTML."""

    weight: str
    html: str
    anchor: str = ""


@dataclass(frozen=True)
class Hit:
    entry: EntryRow
    score: float
    cursor: str
    language: str
    highlights: tuple[Highlight, ...] = ()
    #: Place of the file in the card of the page, when a file is what matched best.
    file: int | None = None

    @property
    def anchor(self) -> str:
        return next((found.anchor for found in self.highlights if found.anchor), "")


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    is_selected: bool


@dataclass(frozen=True)
class FacetCount:
    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Meaning:
    """One of the things that an ambiguous word may stand for, and the text that asks for it."""

    word: str
    label: str
    text: str


@dataclass(frozen=True)
class Relaxation:
    """What finds something when the question finds nothing: a text, or one selection less."""

    text: str
    facet: str
    total: int


@dataclass(frozen=True)
class SearchAnswer:
    hits: tuple[Hit, ...]
    total: int
    has_next: bool
    engine: str
    is_degraded: bool = False
    took_ms: int = 0
    facets: tuple[FacetCount, ...] = ()
    did_you_mean: str = ""
    ambiguity: tuple[Meaning, ...] = ()
    relax: tuple[Relaxation, ...] = ()
