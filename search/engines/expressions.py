"""What the text index is asked for: each language for its own stems of the wanted words."""

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

from hub.catalogue.querysets import EntryQuerySet
from hub.localization.languages import content_locales
from search.analysis import language_of
from search.questions import WINDOW, Question
from search.ranking import Scored
from search.units import Unit

from .text_index import AllOf, AnyOf, Expression, Phrase, text_index

#: How the parts of an expression go together.
Join = Callable[[tuple[Expression, ...]], Expression]


def groups_with(units: tuple[Unit, ...], join: Join) -> Any:
    """Return the groups that have these units in some language, as a subquery."""
    return text_index().groups(
        AnyOf(
            tuple(
                AllOf((Phrase.language(each), join(tuple(unit_in(unit, each) for unit in units))))
                for each in languages()
            )
        )
    )


def scored(
    question: Question, units: tuple[Unit, ...], entries: EntryQuerySet, join: Join
) -> list[Scored]:
    """Return the best documents of each language; words in a row as typed count once more.

    Asked together, a word with one stem in three languages would count three times.
    """
    groups = entries.values("group")
    rows: list[Scored] = []
    for language in languages():
        asked = join(tuple(unit_in(unit, language) for unit in units))
        asked = AnyOf((asked, *(Phrase.of(hint, language) for hint in question.hints)))
        asked = AllOf((Phrase.language(language), asked))
        rows += text_index().scored(asked, groups, limit=WINDOW)
    return rows


def most_of(lacking: int) -> Join:
    """Join expressions so that all are found but this many."""

    def join(parts: tuple[Expression, ...]) -> Expression:
        needed = len(parts) - lacking
        if needed in (1, len(parts)):
            return AnyOf(parts) if needed == 1 else AllOf(parts)
        return AnyOf(tuple(AllOf(some) for some in combinations(parts, needed)))

    return join


def languages() -> Iterable[str]:
    return dict.fromkeys(language_of(locale) for locale in content_locales())


def unit_in(unit: Unit, language: str) -> Expression:
    phrases = (Phrase.of(phrase, language, in_title=unit.only_title) for phrase in unit.phrases)
    return AnyOf(tuple(dict.fromkeys(phrases)))
