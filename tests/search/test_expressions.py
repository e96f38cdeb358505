"""How the words of a question become what the text index is asked, and how that is weighed."""

import pytest

from search.documents import with_whole_numbers
from search.engines.expressions import most_of
from search.engines.text_index import AllOf, AnyOf, Phrase
from search.models import Synonym
from search.synonyms import Names, expand
from search.units import units_of


@pytest.mark.parametrize(
    ("text", "locale", "found"),
    [
        ("existe-t-il un guichet ?", "fr", ["existe", "guichet"]),
        ("où puis-je m'inscrire", "fr", ["inscrire"]),
        ("which cities got money", "en", ["cities", "money"]),
        ("¿cuántos han firmado?", "es", ["firmado"]),
        ("May 2022", "en", ["may", "2022"]),
    ],
)
def test_words_that_no_page_is_looked_for_by_are_left_out(text, locale, found):
    assert [" ".join(unit.words) for unit in units_of(text, locale)] == found


def test_a_long_number_is_found_with_and_without_its_hyphens():
    (unit,) = units_of("978-92-9268-366-5", "en")

    assert unit.phrases == (("978", "92", "9268", "366", "5"), ("9789292683665",))
    assert with_whole_numbers("ISBN 978-92-9268-366-5, p. 3-4") == (
        "ISBN 978-92-9268-366-5, p. 3-4 9789292683665"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SDG 13", [{("sdg", "13"), ("global", "goals", "13")}]),
        ("SDG 10.7", [{("sdg", "10"), ("global", "goals", "10"), ("10", "7")}]),
        ("SDG 2030", [{("sdg",), ("global", "goals")}, {("2030",)}]),
        ("13 SDG", [{("13",)}, {("sdg",), ("global", "goals")}]),
    ],
)
def test_a_name_and_its_number_are_one_thing(text, found):
    known = Names()
    known.add(Synonym(concept="sdg", locale="en", preferred="Global Goals", variants="SDG"))

    assert [set(unit.phrases) for unit in expand(units_of(text, "en"), known, "en")] == found


def test_most_of_some_expressions_are_all_ways_to_leave_some_out():
    one, two, three = (Phrase((word,)) for word in ("one", "two", "three"))

    assert most_of(0)((one, two, three)) == AllOf((one, two, three))
    assert most_of(2)((one, two, three)) == AnyOf((one, two, three))
    assert most_of(1)((one, two, three)) == AnyOf(
        (AllOf((one, two)), AllOf((one, three)), AllOf((two, three)))
    )
