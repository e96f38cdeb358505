"""What a term is called, how sure we are of it, and what a term may not be."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from hub.terms.broader import broader_terms
from hub.terms.enums import Confidence, Vocabulary
from hub.terms.models import Term, TermMapping
from tests.factories.hub import TermFactory, TermLabelFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("reader", "name"),
    [("en", "Health"), ("fr", "Santé"), ("fr-ca", "Santé"), ("es", "Health"), ("ar", "Santé")],
)
def test_a_term_is_named_in_the_first_language_of_the_chain_that_has_a_label(reader, name):
    term = TermFactory(labels={"en": "Health", "fr": "Santé"})

    with translation.override(reader):
        assert str(term) == name


def test_a_term_without_a_label_in_the_chain_is_named_in_any_language_or_by_its_code():
    assert TermFactory(labels={"pt": "Saúde"}).label_in("en") == "Saúde"
    assert TermFactory(code="health").label_in("en") == "health"


@pytest.mark.parametrize(
    ("labels", "data", "confidence"),
    [
        ([], {}, Confidence.VERIFIED),
        (["verified", "secondary"], {}, Confidence.SECONDARY),
        (["unverified", "verified"], {}, Confidence.UNVERIFIED),
        (["verified"], {"color": "#123456", "unverified": ["color"]}, Confidence.UNVERIFIED),
    ],
)
def test_a_term_is_as_sure_as_its_least_sure_label_or_fact(labels, data, confidence):
    term = TermFactory(data=data)
    for locale, mark in zip(("en", "fr"), labels, strict=False):
        TermLabelFactory(term=term, locale=locale, confidence=mark)

    assert term.confidence is confidence


@pytest.mark.parametrize(
    ("vocabulary", "parent", "problem"),
    [
        (Vocabulary.PLACES, Vocabulary.COUNTRIES, None),
        (Vocabulary.COUNTRIES, Vocabulary.REGIONS, None),
        (Vocabulary.REGIONS, Vocabulary.REGIONS, None),
        (Vocabulary.COUNTRIES, None, None),
        (Vocabulary.TOPICS, Vocabulary.TOPICS, None),
        (Vocabulary.PLACES, Vocabulary.REGIONS, "The broader term must be one of: Countries."),
        (Vocabulary.PLACES, None, "Choose the country of the place."),
        (Vocabulary.COUNTRIES, Vocabulary.COUNTRIES, "The broader term must be one of: Regions."),
        (Vocabulary.TOPICS, Vocabulary.AUDIENCES, "The broader term must be one of: Topics."),
    ],
)
def test_a_broader_term_is_of_the_vocabulary_above(vocabulary, parent, problem):
    above = parent and TermFactory(vocabulary=parent, code="above")
    term = Term(vocabulary=vocabulary, code="below", parent=above)

    assert problems(term) == ({"parent": [problem]} if problem else {})


def test_a_term_is_never_broader_than_itself():
    top = TermFactory()
    bottom = TermFactory(parent=TermFactory(parent=top))
    top.parent = bottom

    assert problems(top) == {"parent": ["A term cannot be broader than itself."]}


def test_vocabulary_and_code_of_a_stored_term_stay():
    term = TermFactory(code="health")
    term.code = "wellbeing"

    assert problems(term) == {"code": ["It was “health” and stays so. Make a new term instead."]}


@pytest.mark.parametrize("code", ["", "-a", "a b", "é", "a/b", "a\n", "x" * 65])
def test_a_code_that_no_link_could_carry_is_refused(code):
    assert list(problems(Term(vocabulary=Vocabulary.TOPICS, code=code))) == ["code"]


def test_a_merged_term_stays_retired():
    term = TermFactory(merged_into=TermFactory(), is_retired=True)
    term.is_retired = False

    assert list(problems(term)) == ["is_retired"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"latitude": -90, "longitude": 180.0}, None),
        ({"latitude": None, "longitude": None}, None),
        ({"latitude": 90.01, "longitude": 0}, "“90.01” is not between -90 and 90 degrees."),
        ({"latitude": 0, "longitude": -181}, "“-181” is not between -180 and 180 degrees."),
        ({"latitude": "5", "longitude": 0}, "“5” is not between -90 and 90 degrees."),
        ({"latitude": True, "longitude": 0}, "“True” is not between -90 and 90 degrees."),
        ({"latitude": float("nan"), "longitude": 0}, "“nan” is not between -90 and 90 degrees."),
        ({"latitude": 5.56}, "Give both latitude and longitude, or neither."),
    ],
)
def test_a_place_lies_on_earth(data, problem):
    place = TermFactory.build(place=True, parent=TermFactory(country=True), data=data)

    assert problems(place) == ({"__all__": [problem]} if problem else {})


def test_only_a_place_lies_anywhere():
    topic = TermFactory.build(data={"latitude": 1, "longitude": 1})

    assert problems(topic) == {"__all__": ["Only a place has a latitude and a longitude."]}


def test_querysets_read_as_sentences():
    used = TermFactory(code="used", labels={"en": "Used", "fr": "Utilisé"})
    retired = TermFactory(code="retired", is_retired=True, data={"unverified": ["color"]})
    guessed = TermFactory(vocabulary=Vocabulary.AUDIENCES, code="guessed")
    TermLabelFactory(term=guessed, confidence=Confidence.UNVERIFIED)

    assert list(Term.objects.in_vocabulary(Vocabulary.TOPICS)) == [retired, used]
    assert list(Term.objects.offered()) == [guessed, used]
    assert list(Term.objects.without_label_in("fr")) == [guessed, retired]
    assert list(Term.objects.unverified()) == [guessed, retired]


def test_terms_with_labels_are_named_in_three_queries(django_assert_num_queries):
    for number in range(3):
        region = TermFactory(region=True, labels={"en": f"Region {number}"})
        TermFactory(country=True, parent=region, labels={"en": f"Country {number}"})

    # The terms with their broader ones, their labels, the labels of the broader ones.
    with django_assert_num_queries(3):
        names = [(str(term), str(term.parent)) for term in Term.objects.with_labels()]

    assert ("Country 2", "Region 2") in names


def test_broader_terms_go_up_through_country_and_regions_and_into_groups(
    django_assert_num_queries,
):
    continent, group = TermFactory(region=True), TermFactory(region=True)
    region = TermFactory(region=True, parent=continent)
    country = TermFactory(country=True, parent=region)
    place = TermFactory(place=True, parent=country)
    topic = TermFactory()
    TermMapping.objects.create(source=country, target=group)
    TermMapping.objects.create(source=topic, target=TermFactory())

    with django_assert_num_queries(2):
        broader = broader_terms()

    assert broader[place.pk] == (country.pk, region.pk, group.pk, continent.pk)
    assert broader[country.pk] == (region.pk, group.pk, continent.pk)
    assert broader[topic.pk] == ()


def problems(term: Term) -> dict[str, list[str]]:
    try:
        term.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}
