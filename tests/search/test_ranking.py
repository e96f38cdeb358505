"""The order of what an engine found: titles, languages, dates."""

from datetime import UTC, date, datetime

import pytest

from hub.catalogue.models import NO_DATE
from search.answers import Match
from search.questions import WINDOW, Question
from search.ranking import Scored, ShownAs, names_in, page_of, ranked, title_share
from search.units import units_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def order(text, *found):
    """Rank documents, given as group, language, title and the language in which it is read."""
    rows = [Scored(group, locale, title, 1.0) for group, locale, title, _shown, _day in found]
    shown_as = {group: ShownAs(shown, day) for group, _locale, _title, shown, day in found}
    question = Question(text=text, locale="fr", now=NOW)
    return [match.group_id for match in ranked(rows, shown_as, question, units_of(text, "fr"))]


@pytest.mark.parametrize(
    ("title", "share"),
    [
        ("fonds mondial des villes", 1.0),
        ("fonds mondial des villes pour les personnes migrantes", 0.8),
        ("fonds des villes", 4 / 9),
        ("bibliotheque", 0.0),
    ],
)
def test_a_title_counts_by_what_of_the_question_it_has(title, share):
    names = names_in(units_of("Fonds mondial des villes", "fr"), "fr")

    assert title_share(Scored(1, "fr", title, 1.0), names) == pytest.approx(share)


def test_what_is_read_in_the_language_of_the_reader_comes_first():
    own = (3, "fr", "rapport", "fr", NO_DATE)
    foreign = (2, "en", "rapport", "en", NO_DATE)
    other_translation = (1, "en", "rapport", "fr", NO_DATE)

    assert order("forum", other_translation, foreign, own) == [3, 2, 1]


def test_the_newer_comes_first_and_an_equal_title_before_it():
    old = (1, "fr", "forum des villes", "fr", date(2018, 1, 1))
    new = (2, "fr", "forum des villes", "fr", date(2025, 1, 1))
    equal = (3, "fr", "forum", "fr", date(2018, 1, 1))

    assert order("forum", old, new, equal) == [3, 2, 1]


def page(matches, *, first, start, total):
    question = Question(text="forum", locale="fr", now=NOW, first=first)
    return page_of(matches, question, start, total=total, counts={})


def test_no_page_leads_beyond_what_can_be_paged_through():
    matches = [Match(group, 1.0, "fr") for group in range(WINDOW + 5)]

    last = page(matches, first=20, start=WINDOW - 10, total=len(matches))

    assert [match.group_id for match in last.matches] == list(range(WINDOW - 10, WINDOW))
    assert (last.positions[-1], last.has_next) == ((WINDOW,), False)
    assert page(matches, first=20, start=WINDOW, total=len(matches)).has_next is False


def test_an_empty_page_says_that_others_follow():
    assert page([], first=0, start=0, total=3).has_next is True
    assert page([], first=0, start=0, total=0).has_next is False
