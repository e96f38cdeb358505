"""The words of a question, asked of each language at once, and what makes one match better.

What a person typed goes into phrases and terms only, never into a syntax of the engine.
"""

from collections.abc import Iterable
from typing import Any

from elasticsearch.dsl import SF
from elasticsearch.dsl.function import ScoreFunction
from elasticsearch.dsl.query import (
    Bool,
    ConstantScore,
    DisMax,
    FunctionScore,
    Match,
    MultiMatch,
    Query,
)

from hub.catalogue.models import NO_DATE
from hub.localization.languages import chain, content_locales
from search.analysis import words
from search.engines.base import Prefix
from search.engines.text_index import COLUMNS
from search.questions import Question
from search.ranking import FRESHNESS, HALF_LIFE, UNDATED, language_factor
from search.units import Unit

from .conditions import equal, some

#: What other places of a text add to the best one.
OTHER_PLACES = 0.3
#: More than any text can score: an equal title stands on top.
EXACT_TITLE = 10_000.0


def relevance(question: Question, units: Iterable[Unit], *, is_loose: bool) -> Query:
    """Return what the text asks for, scored as `search.ranking` tells."""
    asked = " ".join(words(question.text))
    is_exact = some(equal(f"title_exact.{locale}", asked) for locale in content_locales())
    return Bool(
        must=[
            FunctionScore(
                query=wanted(units, question, is_loose=is_loose),
                functions=freshness(question.now.date().isoformat()),
                score_mode="sum",
                boost_mode="multiply",
            )
        ],
        should=[ConstantScore(filter=is_exact, boost=EXACT_TITLE)],
    )


def wanted(units: Iterable[Unit], question: Question, *, is_loose: bool) -> Query:
    """Have all units found in one language, or enough; the names tell which language it was."""
    units = list(units)
    enough = 1 if is_loose else max(len(units) - question.lacking, 1)
    return DisMax(
        queries=[
            Bool(
                should=[unit_in(unit, locale) for unit in units],
                minimum_should_match=enough,
                boost=factor_of(locale, question.locale),
                _name=locale,
            )
            for locale in content_locales()
        ]
    )


def factor_of(locale: str, reading: str) -> float:
    """Weigh a language; the one that a reader is shown instead of theirs is one of their chain."""
    return language_factor(locale, locale if locale in chain(reading) else "", reading)


def unwanted(unit: Unit) -> Query:
    return some(unit_in(unit, locale) for locale in content_locales())


def unit_in(unit: Unit, locale: str) -> Query:
    weights = {"title": COLUMNS["title"]} if unit.only_title else COLUMNS
    fields = [f"{name}.{locale}^{weight}" for name, weight in weights.items()]
    return DisMax(
        queries=[
            MultiMatch(
                query=" ".join(phrase), type="phrase", fields=fields, tie_breaker=OTHER_PLACES
            )
            for phrase in unit.phrases
        ]
    )


def freshness(today: str) -> list[ScoreFunction]:
    """Return the factors of a date: 1, and what newer things gain."""
    undated = equal("sort_date", NO_DATE.isoformat()).to_dict()
    until_today = {"range": {"sort_date": {"lte": today}}}
    past = {"bool": {"filter": [until_today], "must_not": [undated]}}
    decay = {"origin": today, "scale": f"{round(HALF_LIFE * 365.25)}d", "decay": 0.5}
    functions: list[dict[str, Any]] = [
        {"weight": 1.0},
        {"filter": undated, "weight": UNDATED},
        {"filter": past, "exp": {"sort_date": decay}, "weight": FRESHNESS},
        {"filter": {"range": {"sort_date": {"gt": today}}}, "weight": FRESHNESS},
    ]
    return [SF(function) for function in functions]


def beginning(prefix: Prefix) -> Query:
    """Find titles that have words which begin like all of those typed."""
    typed = " ".join(words(prefix.text))
    return DisMax(
        queries=[
            Match(
                **{
                    f"title.{locale}.prefix": {
                        "query": typed,
                        "operator": "and",
                        "boost": factor_of(locale, prefix.locale),
                    }
                }
            )
            for locale in content_locales()
        ]
    )
