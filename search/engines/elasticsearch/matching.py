"""The words of a question, asked of each language at once, and what makes one match better.

What a person typed goes into phrases and terms only, never into a syntax of the engine.
"""

from collections.abc import Sequence

from elasticsearch.dsl.query import Bool, ConstantScore, DisMax, Match, MultiMatch, Query

from hub.localization.languages import chain, content_locales
from search.analysis import words
from search.engines.text_index import COLUMNS
from search.questions import Question
from search.ranking import language_factor
from search.units import Unit

from .conditions import every, some

#: Names the groups that have all words, where some may be lacking.
COMPLETE = "complete"
#: More than any text can score.
FIRST = 10_000.0


def relevance(units: Sequence[Unit], question: Question, *, is_loose: bool) -> Query:
    """Return what the text asks for; the names say which languages matched, and how well."""
    found = wanted(units, question, is_loose=is_loose)
    if not question.lacking:
        return found
    complete = some(every(unit_in(unit, locale) for unit in units) for locale in content_locales())
    return Bool(must=[found], should=[ConstantScore(filter=complete, boost=FIRST, _name=COMPLETE)])


def wanted(units: Sequence[Unit], question: Question, *, is_loose: bool) -> Query:
    """Have all units found in one language, or enough; the words in a row as typed count more."""
    enough = 1 if is_loose else max(len(units) - question.lacking, 1)
    return DisMax(
        queries=[
            Bool(
                must=[found_in(locale, units, question, enough)],
                boost=factor_of(locale, question.locale),
            )
            for locale in content_locales()
        ]
    )


def found_in(locale: str, units: Sequence[Unit], question: Question, enough: int) -> Query:
    return Bool(
        must=[Bool(should=[unit_in(unit, locale) for unit in units], minimum_should_match=enough)],
        should=[unit_in(Unit(hint), locale) for hint in question.hints],
        _name=locale,
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
            # A tie breaker of 1 adds up all places of a text, as the embedded engine does.
            MultiMatch(query=" ".join(phrase), type="phrase", fields=fields, tie_breaker=1.0)
            for phrase in unit.phrases
        ]
    )


def beginning(typed: Question) -> Query:
    """Find titles that have words which begin like all of those typed."""
    text = " ".join(words(typed.text))
    return DisMax(
        queries=[
            Match(
                **{
                    f"title.{locale}.prefix": {
                        "query": text,
                        "operator": "and",
                        "boost": factor_of(locale, typed.locale),
                    }
                }
            )
            for locale in content_locales()
        ]
    )
