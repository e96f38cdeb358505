"""How good answers are: judged queries, asked of an engine, and the usual figures about them."""

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any
from uuid import UUID

from django.utils import timezone

from hub.importing.keys import stable_key

from .engines.base import Engine
from .questions import Question, Selection
from .services import answer

#: Hits that are looked at; further down nobody reads.
DEPTH = 10
TUNE, HELD_OUT = "tune", "held-out"


@dataclass(frozen=True)
class Judgment:
    """A query and the pages that answer it, by key: 3 is wanted, 2 helps, 1 is related."""

    id: str
    locale: str
    kind: str
    text: str
    split: str
    grades: Mapping[str, int]
    filters: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Measured:
    """A judged query as it was answered: the keys that came first, the best first."""

    judgment: Judgment
    found: tuple[str, ...]

    @property
    def gain(self) -> float:
        return discounted_gain(self.judgment.grades, self.found)

    @property
    def reciprocal_rank(self) -> float:
        """Return one divided by the place of the first page that was named as an answer."""
        places = (n for n, key in enumerate(self.found, 1) if self.judgment.grades.get(key))
        return 1 / next(places, math.inf)


@dataclass(frozen=True)
class Figures:
    """Means over the queries that have an answer."""

    queries: int
    ndcg: float
    mrr: float
    zero_rate: float


def split_of(query_id: str) -> str:
    """Draw by lot, so that nobody can choose what is held out: about one query in three."""
    return TUNE if int(hashlib.sha256(query_id.encode()).hexdigest(), 16) % 3 else HELD_OUT


def read_judgments(path: Path) -> list[Judgment]:
    import yaml  # a tool of developers: a site that only searches has no need of it

    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text())
    return [
        Judgment(**row | {"filters": {k: tuple(v) for k, v in row.get("filters", {}).items()}})
        for row in rows
    ]


def measure(engine: Engine, judgments: Iterable[Judgment]) -> Iterator[Measured]:
    """Ask an engine all queries as an anonymous reader would. Raises EngineAway."""
    for judgment in judgments:
        question = Question(
            text=judgment.text,
            locale=judgment.locale,
            now=timezone.now(),
            first=DEPTH,
            selections=tuple(Selection(*chosen) for chosen in judgment.filters.items()),
        )
        keys: dict[UUID, str] = {stable_key(key): key for key in judgment.grades}
        hits = answer(engine, question).hits
        found = (keys.get(hit.entry.key, hit.entry.slug) for hit in hits)
        yield Measured(judgment, tuple(found))


def discounted_gain(grades: Mapping[str, int], found: Sequence[str]) -> float:
    """Return nDCG: a grade gains 2^grade - 1, less the further down; 1 is the best order."""
    best = dcg(sorted(grades.values(), reverse=True))
    return dcg([grades.get(key, 0) for key in found]) / best if best else 1.0


def dcg(grades: Sequence[int]) -> float:
    return sum(
        (pow(2.0, grade) - 1) / math.log2(n + 1) for n, grade in enumerate(grades[:DEPTH], 1)
    )


def figures_of(measured: Iterable[Measured]) -> Figures:
    answerable = [one for one in measured if one.judgment.grades]
    return Figures(
        queries=len(answerable),
        ndcg=fmean(one.gain for one in answerable),
        mrr=fmean(one.reciprocal_rank for one in answerable),
        zero_rate=fmean(not one.found for one in answerable),
    )


def by_locale(measured: Iterable[Measured]) -> dict[str, Figures]:
    rows = list(measured)
    locales = sorted({one.judgment.locale for one in rows})
    return {
        locale: figures_of(one for one in rows if one.judgment.locale == locale)
        for locale in locales
    }


def worst(measured: Iterable[Measured], count: int = 10) -> list[Measured]:
    return sorted(measured, key=lambda one: (one.gain, one.judgment.id))[:count]
