"""What a text is taken for, before any engine is asked."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest
from django.core.exceptions import ValidationError

from search.analysis import stem, words
from search.models import Synonym
from search.synonyms import expand, names, seed_synonyms
from search.units import Unit, checked_text, units_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Montréal’s Cities", ["montreal", "s", "cities"]),
        ("l’accueil d'Accra", ["accueil", "accra"]),
        ("A/73/12", ["a", "73", "12"]),
        ("Tánger — طنجة", ["tanger", "طنجة"]),
        ("re\u0301fugie\u0301s", ["refugies"]),  # as PDF files have accents
        ("مُهَاجِر", ["مهاجر"]),
        ("🙂 …", []),
    ],
)
def test_words_are_folded(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["city", "cities"]),
        ("fr", ["refugie", "refugies", "refugiee"]),
        ("fr", ["rue", "rues"]),
        ("fr", ["parler", "parle", "parlez", "parlent"]),
        ("fr", ["etranger", "etrangers", "etrangere", "etrangeres"]),
        ("fr", ["idee", "idees"]),
        ("fr", ["mal", "maux"]),
        ("es", ["ciudad", "ciudades"]),
        ("es", ["via", "vias"]),
        ("es", ["voz", "voces"]),
        ("xx", ["cities"]),
    ],
)
def test_forms_of_a_word_share_a_stem(language, forms):
    assert len({stem(form, language) for form in forms}) == 1


def test_threads_do_not_mix_up_their_words():
    """The stemmers of the library keep the word in hand on themselves."""
    texts = [f"{a}{b}isations" for a in ("organ", "local", "util", "real") for b in range(200)]
    alone = [stem.__wrapped__(text, "en") for text in texts]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            ways = [pool.map(stem.__wrapped__, texts, repeat("en")) for _thread in range(8)]
            together = [list(way) for way in ways]
    finally:
        sys.setswitchinterval(before)

    assert together == [alone] * 8


def test_numbers_have_no_forms():
    assert stem("2023", "en") == "2023"


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("local action", [Unit(("local",)), Unit(("action",))]),
        ("the action of cities", [Unit(("action",)), Unit(("cities",))]),
        ("what is", [Unit(("what",)), Unit(("is",))]),
        ('"the local action"', [Unit(("the", "local", "action"), is_literal=True)]),
        ("A/73/12", [Unit(("a", "73", "12"), is_literal=True)]),
        ("cities -borders", [Unit(("cities",)), Unit(("borders",), is_wanted=False)]),
        ("title:report", [Unit(("report",), only_title=True)]),
        ("« la ville »", [Unit(("la", "ville"), is_literal=True)]),
        ("city-to-city", [Unit(("city", "to", "city"))]),
        ("the e-course", [Unit(("e", "course"))]),
        ("well - known", [Unit(("well",)), Unit(("known",))]),
        ("", []),
    ],
)
def test_a_text_is_taken_apart(text, units):
    assert list(units_of(text, "en")) == units


def test_a_text_is_cut_to_a_bounded_number_of_words():
    assert len(units_of("word " * 50, "en")) == 16


def test_control_characters_are_space_and_half_letters_are_refused():
    assert checked_text("a\tb\u200bc\u202ed\n") == "a b c d"
    assert checked_text("e\u0301") == "é"
    for broken in ("x" * 257, "\ud800", "a\x00"):
        with pytest.raises(ValidationError):
            checked_text(broken)


@pytest.mark.django_db
def test_a_name_of_several_words_is_one_unit_with_its_other_names():
    Synonym.objects.create(
        concept="lrg",
        locale="en",
        preferred="local and regional government",
        variants="LRG\ncity hall",
    )
    Synonym.objects.create(concept="lrg", locale="fr", preferred="collectivité", variants="GLR")

    units = expand(units_of("new city halls", "en"), names(), "en")

    assert [unit.words for unit in units] == [("new",), ("city", "halls")]
    assert set(units[1].variants) == {
        ("local", "and", "regional", "government"),
        ("lrg",),
        ("city", "hall"),
        ("collectivite",),
        ("glr",),
    }


@pytest.mark.django_db
def test_a_name_is_known_without_the_words_that_a_question_leaves_out():
    Synonym.objects.create(concept="toolkit", locale="fr", preferred="boîte à outils")
    Synonym.objects.create(concept="toolkit", locale="en", preferred="toolkit")
    Synonym.objects.create(concept="nothing", locale="fr", preferred="de la")

    units = expand(units_of("la boîte à outils des villes", "fr"), names(), "fr")

    assert [unit.words for unit in units] == [("boite", "outils"), ("villes",)]
    assert set(units[0].variants) == {("boite", "a", "outils"), ("toolkit",)}
    assert expand(units_of("de la", "fr"), names(), "fr") == units_of("de la", "fr")


@pytest.mark.django_db
def test_synonyms_are_seeded_once_and_edits_stay():
    assert seed_synonyms() > 40
    row = Synonym.objects.get(concept="gcf", locale="en")
    assert list(row.ambiguous()) == [("GCF", ["Green Climate Fund"])]
    assert row.names() == ["Global Cities Fund for Migrants and Refugees", "Global Cities Fund"]
    row.variants = "Cities Fund"
    row.save()

    assert seed_synonyms() == 0
    assert Synonym.objects.get(concept="gcf", locale="en").variants == "Cities Fund"
