"""From the scores of an engine to an order for one reader: language, title, freshness."""

from collections.abc import Container, Mapping
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from hub.catalogue.models import NO_DATE

from .analysis import language_of, said_in, words
from .answers import Counts, Found, Match
from .questions import WINDOW, Question
from .units import Unit

#: The text that a reader is shown counts whole where it is in their language, less where it is
#: not; other translations count little, because what was found is not in what is read.
OTHER_LANGUAGE = 0.9
OTHER_TRANSLATION = 0.5
#: An equal title stands above everything that merely has the same words.
EXACT_TITLE = 10.0
#: What a title gains that has all that was asked for, and nothing else; the best text gains 1.
TITLE = 1.0
#: How much newer things gain at an equal match, and after how many years half of that is gone.
FRESHNESS = 0.4
HALF_LIFE = 3.0
#: The names of a unit as they stand in a stemmed title, with the number of their words.
Names = dict[str, int]
#: What has no date is neither new nor old.
UNDATED = 0.25


class Scored(NamedTuple):
    """A document that was found; `score` is the engine's own and only good for comparing."""

    group_id: int
    locale: str
    title: str
    score: float


class ShownAs(NamedTuple):
    """In which language a group is read by the reader, and its date."""

    locale: str
    day: date


def ranked(
    rows: list[Scored],
    shown_as: Mapping[int, ShownAs],
    question: Question,
    wanted: tuple[Unit, ...],
    complete: Container[int] = (),
) -> list[Match]:
    """Return the groups of these documents, the best first, each with its best language.

    Those that are `complete` have all words, and stand above others, which lack some.
    """
    names = cache(partial(names_in, wanted))
    today = question.now.date()
    highest = max((row.score for row in rows), default=1.0) or 1.0
    asked = " ".join(words(question.text))
    best: dict[int, Match] = {}
    for row in rows:
        shown = shown_as.get(row.group_id)
        if shown is None:
            continue
        score = row.score / highest + TITLE * title_share(row, names(language_of(row.locale)))
        score *= language_factor(row.locale, shown.locale, question.locale)
        score *= 1 + freshness(shown.day, today)
        score += EXACT_TITLE if row.title == asked else 0
        if row.group_id not in best or best[row.group_id].score < score:
            best[row.group_id] = Match(row.group_id, score, row.locale)
    return sorted(
        best.values(),
        key=lambda match: (match.group_id not in complete, -match.score, match.group_id),
    )


def page_of(
    matches: list[Match],
    question: Question,
    start: int,
    *,
    total: int,
    counts: Counts,
    skipped: int = 0,
) -> Found:
    """Cut what a reader asked for from what is ranked, of which the first may have been skipped."""
    end = min(start + question.first, WINDOW)
    shown = matches[start - skipped : end - skipped]
    return Found(
        matches=tuple(shown),
        total=total,
        has_next=end < min(total, WINDOW),
        positions=tuple((start + number,) for number in range(1, len(shown) + 1)),
        counts=counts,
    )


def title_share(row: Scored, wanted: list[Names]) -> float:
    """Return how much of what was asked for stands in a title, and how much of the title that is.

    Text engines weigh each word for itself; a person who types a title means that page.
    """
    text, length = said_in(row.title, language_of(row.locale))
    # Of each unit, how many words of the title its longest name takes up.
    found = [max((names[name] for name in names if name in text), default=0) for names in wanted]
    asked = sum(map(bool, found)) / len(wanted)
    return asked * asked * (0.5 + 0.5 * min(sum(found) / max(length, 1), 1.0))


def names_in(wanted: tuple[Unit, ...], language: str) -> list[Names]:
    phrases = ([" ".join(phrase) for phrase in unit.phrases] for unit in wanted)
    return [dict(said_in(phrase, language) for phrase in names) for names in phrases]


def language_factor(locale: str, shown: str, reading: str) -> float:
    if locale == reading:
        return 1.0
    return OTHER_LANGUAGE if locale == shown else OTHER_TRANSLATION


def freshness(day: date, today: date) -> float:
    if day == NO_DATE:
        return UNDATED
    years = max((today - day).days / 365.25, 0.0)
    return FRESHNESS * float(0.5 ** (years / HALF_LIFE))
