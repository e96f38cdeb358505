"""What every engine does alike: one suite, run once for each engine that is there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hub.catalogue.models import Group
from hub.catalogue.querysets import ANYONE, Asker
from hub.errors import CursorExpired
from hub.organisations.enums import ContributionRole
from hub.organisations.models import OrganisationLabel
from hub.pages.models import Contribution, PageNetwork, PageTerm
from search.audit import audit
from search.documents import LanguageDocument, build_documents
from search.models import Synonym, Word
from search.questions import (
    Between,
    Every,
    HasFacet,
    Mode,
    Never,
    Question,
    SearchOrder,
    Selection,
    Some,
)
from search.suggestions import NamedTerm, suggest
from tests.factories.hub import NetworkFactory, OrganisationFactory, TermFactory
from tests.site import add_report, library, translate

pytestmark = pytest.mark.django_db
#: A day on which the newer of two reports is still newer enough to stand first: as the years go by,
#: their ages weigh ever more alike, and the shorter one wins.
SOON_AFTER = datetime(2024, 6, 1, tzinfo=UTC)


def beginning(text, locale="en", first=8, asker=ANYONE):
    return Question(text=text, locale=locale, now=timezone.now(), first=first, asker=asker)


def suggested(*arguments, **more):
    """Name what is suggested: a title, or the label and the choice that a term leads to."""
    return [
        f"{found.label} ({found.facet}={found.value})"
        if isinstance(found, NamedTerm)
        else found.title
        for found in suggest(beginning(*arguments, **more))
    ]


def words_of(hit):
    return [highlight.html for highlight in hit.highlights]


@pytest.fixture
def shelf(home):
    return library(home)


@pytest.mark.parametrize(
    ("text", "locale", "found"),
    [
        ("refugee", "en", ["Annual report 2023"]),
        ("REFUGEES", "en", ["Annual report 2023"]),
        ("réfugié", "fr", ["Rapport annuel 2023"]),
        ("refugies", "fr", ["Rapport annuel 2023"]),
        ("accueil", "fr", ["Rapport annuel 2023"]),
        ("l'accueil", "fr", ["Rapport annuel 2023"]),
        ("municipality shelter", "en", ["Annual report 2023"]),
        ("roof", "en", ["Annual report 2023"]),
        ("A/73/12", "en", ["Annual report 2023"]),
        ("a/73/12", "fr", ["Rapport annuel 2023"]),
        ("checkpoint pandemic refugee", "en", None),
        ('"annual report"', "en", ["Annual report 2023", "Annual report 2021"]),
        ('"report annual"', "en", []),
        ("annual -pandemic", "en", ["Annual report 2023"]),
        ("title:annual", "en", ["Annual report 2023", "Annual report 2021"]),
        ("title:refugees", "en", []),
        ("how do cities welcome refugees?", "en", ["Annual report 2023"]),
    ],
)
def test_words_are_found_whatever_their_form(reports, searching, text, locale, found):
    titles = searching.titles(text, locale, now=SOON_AFTER)

    if found is None:  # no page has all the words, each has one
        assert sorted(titles) == ["Annual report 2021", "Annual report 2023", "Study of borders"]
    else:
        assert titles == found


def test_an_exact_title_comes_first(reports, shelf, committed, searching):
    with committed():
        add_report(shelf, "Borders", report_year=2012, summary="A study.")
    searching.deliver()

    assert searching.titles("borders") == ["Borders", "Study of borders"]


def test_the_newer_of_two_equal_matches_comes_first(reports, searching):
    titles = searching.titles("annual report", now=SOON_AFTER)

    assert titles[:2] == ["Annual report 2023", "Annual report 2021"]


def test_where_few_pages_have_all_words_those_with_half_of_them_follow(reports, searching):
    assert searching.titles("annual report", now=SOON_AFTER) == [
        "Annual report 2023",
        "Annual report 2021",
        "Study of borders",  # a report, and nothing that is annual
    ]


def test_quotes_numbers_and_words_of_titles_are_never_let_go(reports, searching):
    assert searching.titles("annual shelter wombat borders") != []
    assert searching.titles('"annual shelter" borders') == []
    assert searching.titles('"annual report 2021" borders') == ["Annual report 2021"]
    assert searching.titles("A/73/12 borders") == ["Annual report 2023"]
    assert searching.titles("title:study shelter") == ["Study of borders"]


def test_a_quote_has_no_synonyms(reports, searching):
    Synonym.objects.create(
        concept="roof", locale="en", preferred="shelter", variants="place of refuge"
    )

    assert searching.titles("place of refuge") == ["Annual report 2023"]
    assert searching.titles('"place of refuge"') == []


def test_a_synonym_that_is_no_word_does_no_harm(reports, searching):
    Synonym.objects.create(concept="roof", locale="en", preferred="shelter", variants="—")

    assert searching.titles("shelter") == ["Annual report 2023"]


def test_a_question_in_one_language_finds_a_text_in_another_and_says_so(reports, searching):
    answer = searching("checkpoints", "fr")

    assert [(hit.entry.title, hit.language) for hit in answer.hits] == [("Study of borders", "en")]
    assert answer.hits[0].entry.actual_locale == "en"


def test_a_term_is_found_by_its_name_in_any_language(reports, searching):
    assert sorted(searching.titles("santé")) == ["Annual report 2021", "Annual report 2023"]
    assert searching.titles("logement", "fr") == ["Rapport annuel 2023"]


def test_a_page_is_found_by_the_name_that_an_organisation_uses_itself(shelf, committed, searching):
    publisher = OrganisationFactory(slug="quokka", name="Quokka Fund")
    OrganisationLabel.objects.create(organisation=publisher, locale="en", description="A fund.")
    unlabelled = OrganisationFactory(name="Wombat Bank")
    roles = [
        Contribution(organisation=publisher, role=ContributionRole.PUBLISHER),
        Contribution(organisation=unlabelled, role=ContributionRole.FUNDER),
    ]
    with committed():
        add_report(shelf, "Budget", hub_contributions=roles)
    searching.deliver()

    assert searching.titles("wombat") == searching.titles("quokka fund") == ["Budget"]
    (facet,) = searching(facets=("publisher",)).facets
    assert [(row.value, row.label) for row in facet.values] == [("quokka", "Quokka Fund")]


def test_what_was_found_is_marked_and_safe(reports, searching):
    hit = searching("offer homes").hits[0]

    assert words_of(hit) == ["Municipalities <mark>offer</mark> <mark>homes</mark> &amp; shelter."]
    assert hit.highlights[0].weight == "body"
    assert hit.anchor == "a-roof-for-all"


def test_synonyms_stand_for_each_other(reports, synonyms, shelf, committed, searching):
    with committed():
        add_report(shelf, "The IMRF of 2022", summary="Local governments at the forum.")
    searching.deliver()

    assert searching.titles("International Migration Review Forum") == ["The IMRF of 2022"]
    assert searching.titles("Forum d’examen des migrations internationales", "fr") == [
        "The IMRF of 2022"
    ]


def test_an_ambiguous_word_is_asked_about_and_not_expanded(reports, synonyms, searching):
    answer = searching("GCF")

    assert [(meaning.word, meaning.label) for meaning in answer.ambiguity] == [
        ("GCF", "Global Cities Fund for Migrants and Refugees"),
        ("GCF", "Green Climate Fund"),
    ]
    assert answer.total == 0


def test_a_misspelt_long_word_is_corrected(reports, searching):
    long = searching("pandemik")
    short = searching("seaa")

    assert (long.did_you_mean, long.total) == ("pandemic", 1)
    assert (short.did_you_mean, short.total) == ("", 0)


def test_words_of_other_lengths_and_languages_crowd_no_correction_out(
    reports, searching, monkeypatch
):
    monkeypatch.setattr("search.spelling.MAX_COMPARED", 3)
    Word.objects.bulk_create(Word(locale="en", word=word) for word in ("paaa", "paab", "paac"))
    Word.objects.bulk_create(Word(locale="es", word=word) for word in ("paaaaaa", "paaaaab"))

    assert searching("pandemik").did_you_mean == "pandemic"


def test_a_correction_that_finds_nothing_visible_is_not_offered(
    reports, shelf, committed, searching
):
    with committed():
        hidden = add_report(shelf, "Xylophones")
    searching.deliver()
    with committed():
        hidden.unpublish()
    searching.deliver()

    answer = searching("xylophonez")

    assert (answer.total, answer.did_you_mean) == (0, "")


def test_facets_count_what_was_found_without_their_own_choice(reports, searching):
    answer = searching(
        "report",
        "fr",
        facets=("topics", "year", "type"),
        selections=(Selection("topics", ("housing",)),),
    )

    topics, years, types = answer.facets
    assert answer.total == 1
    assert [(v.value, v.label, v.count, v.is_selected) for v in topics.values] == [
        ("housing", "Logement", 1, True),
        ("health", "Santé", 2, False),
    ]
    assert [(value.value, value.count) for value in years.values] == [("2023", 1)]
    assert [(value.value, value.count) for value in types.values] == [("report", 1)]


@pytest.mark.parametrize(
    ("mode", "found"),
    [
        (Mode.ANY, ["Annual report 2021", "Annual report 2023"]),
        (Mode.ALL, ["Annual report 2023"]),
        (Mode.NONE, ["Study of borders"]),
    ],
)
def test_values_of_a_facet_go_together_as_chosen(reports, searching, mode, found):
    chosen = (
        Selection("topics", ("health", "housing"), mode),
        Selection("type", ("report",)),
    )

    assert sorted(searching.titles(selections=chosen)) == found


def test_none_of_no_values_leaves_nothing_out(reports, searching):
    chosen = (Selection("topics", (), Mode.NONE), Selection("type", ("report",)))

    assert len(searching.titles(selections=chosen)) == 3


def test_a_filter_tree_is_and_or_and_not(reports, searching):
    tree = Every(
        (
            HasFacet("type", ("report",)),
            Some((Between("year", 2019, 2020), HasFacet("topics", ("housing",)))),
            Never(Between("year", 2023, 2023)),
        )
    )

    assert searching.titles(condition=tree) == ["Study of borders"]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (SearchOrder.NEWEST, ["Annual report 2023", "Annual report 2021", "Study of borders"]),
        (SearchOrder.OLDEST, ["Study of borders", "Annual report 2021", "Annual report 2023"]),
        (SearchOrder.TITLE, ["Annual report 2021", "Annual report 2023", "Study of borders"]),
        (SearchOrder.RELEVANCE, ["Annual report 2023", "Annual report 2021", "Study of borders"]),
    ],
)
def test_browsing_pages_through_everything_in_order(reports, searching, order, found):
    titles, after = [], None
    for _page in range(3):
        answer = searching(
            order=order, first=1, after=after, condition=HasFacet("type", ("report",))
        )
        titles += [hit.entry.title for hit in answer.hits]
        after = answer.hits[-1].cursor
        assert answer.has_next == (len(titles) < 3)

    assert titles == found


def test_relevance_pages_through_all_hits_once(reports, searching):
    first = searching("report", first=1)
    second = searching("report", first=1, after=first.hits[0].cursor)

    assert first.total == second.total == 3
    assert first.hits[0].entry.pk != second.hits[0].entry.pk


def test_a_cursor_of_another_order_is_stale_and_nonsense_is_refused(reports, searching):
    cursor = searching("report", first=1).hits[0].cursor

    with pytest.raises(CursorExpired):
        searching("report", after=cursor, order=SearchOrder.TITLE)
    for nonsense in ("x", "WzFd", "eyJhIjoxfQ", "é"):
        with pytest.raises(ValidationError):
            searching("report", after=nonsense)


@pytest.mark.parametrize("hide", ["unpublish", "restrict", "expire", "delete"])
def test_what_is_hidden_is_gone_from_hits_totals_and_facets_before_it_is_delivered(
    reports, shelf, committed, searching, hide
):
    with committed():
        secret = add_report(shelf, "Zanzibar", summary="Zanzibar alone.")
    searching.deliver()
    assert searching("zanzibar", facets=("type",)).total == 1

    with committed():
        if hide == "unpublish":
            secret.unpublish()
        elif hide == "restrict":
            PageViewRestriction.objects.create(page=secret, restriction_type="login")
        elif hide == "expire":
            secret.expire_at = timezone.now() - timedelta(seconds=1)
            secret.save_revision().publish()
        else:
            secret.delete()

    for _time in ("before delivery", "after delivery"):
        answer = searching("zanzibar", facets=("type",))
        assert (answer.total, answer.hits) == (0, ())
        assert answer.facets[0].values == ()
        assert suggest(beginning("zanz")) == []
        searching.deliver()


def test_a_page_expires_in_the_language_that_has_a_date(reports, shelf, committed, searching):
    now = timezone.now()
    with committed():
        page = add_report(shelf, "Zanzibar", summary="Zanzibar alone.")
        french = translate(page, "fr", title="Zanzibar", expire_at=now + timedelta(hours=1))
    searching.deliver()
    assert french.expire_at

    found = {
        (locale, hours): searching("zanzibar", locale, now=now + timedelta(hours=hours)).total
        for locale in ("en", "fr")
        for hours in (0, 2)
    }

    assert found == {("en", 0): 1, ("en", 2): 1, ("fr", 0): 1, ("fr", 2): 0}


def test_only_its_networks_find_a_page_for_networks(reports, shelf, committed, searching):
    network = NetworkFactory(labels={"en": "MC2CM"})
    with committed():
        add_report(
            shelf,
            "Members only",
            summary="Quinoa.",
            reach="networks",
            hub_networks=[PageNetwork(network=network)],
        )
    searching.deliver()
    member = Asker(networks=frozenset({network.pk}))
    stranger = Asker(networks=frozenset({network.pk + 1}))

    assert searching.titles("quinoa") == []
    assert searching.titles("quinoa", asker=stranger) == []
    assert searching.titles("quinoa", asker=member) == ["Members only"]
    assert searching("", facets=("type",)).total + 1 == searching("", asker=member).total


def test_nothing_found_says_what_to_let_go(reports, searching):
    answer = searching("borders", selections=(Selection("topics", ("health",)),))

    assert answer.total == 0
    assert [(way.text, way.facet, way.total) for way in answer.relax] == [
        ("borders", "topics", 1),
        ("", "", 2),
    ]


def test_an_edit_a_rename_and_a_move_reach_the_index(reports, shelf, committed, searching):
    with committed():
        report = add_report(shelf, "Kumquat")
        other = add_report(shelf, "Elsewhere")
        report.move(other, pos="last-child")
    searching.deliver()
    assert searching.titles("kumquat") == ["Kumquat"]

    with committed():
        report.refresh_from_db()
        report.title = "Tamarind"
        report.save_revision().publish()
    searching.deliver()

    assert (searching.titles("kumquat"), searching.titles("tamarind")) == ([], ["Tamarind"])


@pytest.mark.parametrize(
    "text",
    [
        "*", "a*", "?", "(a+)+$", "AND OR NOT", "NEAR(a b)", '"', '""', "title:", "-", "--", "- -",
        "a AND (b", "col:x", "^boost~2", "\\", "';--", "🙂🙂", "\u202eabc", "x" * 256, "a " * 128,
        "'foo':* & !bar", "title:\"", "{title} : x", "été ÉTÉ ete",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_just_words(reports, searching, text):
    answer = searching(text, facets=("type",))

    assert answer.total >= 0


@pytest.mark.parametrize("text", ["x" * 257, "\x00", "\ud800"])
def test_what_is_no_text_is_refused_in_words(reports, searching, text):
    with pytest.raises(ValidationError) as refused:
        searching(text)
    assert list(refused.value.message_dict) == ["query"]


def test_the_index_is_what_the_catalogue_shows(reports, searching):
    found = audit(searching.engine)

    assert found.differences == 0
    assert found.pages_by_type["report"] == 3
    assert found.pages_by_language == {"en": 5, "fr": 3}


def test_a_title_is_suggested_by_the_beginnings_of_its_words(reports, searching):
    annual = suggest(beginning("rep ann"))

    assert sorted(row.title for row in annual) == ["Annual report 2021", "Annual report 2023"]
    assert [row.title for row in suggest(beginning("bord", first=1))] == ["Study of borders"]
    assert suggest(beginning("")) == suggest(beginning("%")) == []


def test_titles_that_are_alike_in_many_languages_crowd_no_page_out(
    shelf, committed, searching, monkeypatch
):
    languages = ["en", "fr", "es", "ar", "de", "it", "pt", "ru"]
    monkeypatch.setattr("search.engines.embedded.content_locales", lambda: languages)
    with committed():
        pages = [add_report(shelf, "Wombat") for _page in range(2)]
        add_report(shelf, "Wombats of the cities, in many more words than a title has")
    searching.deliver()
    groups = Group.objects.filter(translation_key__in=[page.translation_key for page in pages])
    text = LanguageDocument(title="Wombat", texts={"title": ("Wombat",)})
    searching.engine.write(
        [
            replace(document, languages=dict.fromkeys(languages, text))
            for document in build_documents(groups)
        ]
    )

    assert len(suggested("wombat", first=3)) == 3


def test_topics_and_places_are_suggested_by_what_readers_call_them(
    reports, shelf, committed, searching
):
    ghana = TermFactory(country=True, code="GH", labels={"en": "Ghana", "fr": "Ghana"})
    accra = TermFactory(place=True, code="accra", parent=ghana, labels={"en": "Accra"})
    TermFactory(place=True, code="accrington", parent=ghana, labels={"en": "Accrington"})
    with committed():
        add_report(shelf, "A city in Ghana", hub_terms=[PageTerm(term=accra)])
    searching.deliver()

    assert suggested("acc") == ["Accra (places=accra)"]  # no page is about Accrington
    assert suggested("GHA") == ["Ghana (countries=GH)", "A city in Ghana"]
    assert suggested("sante", "fr") == ["Santé (topics=health)"]
    assert suggested("logem", "fr") == ["Logement (topics=housing)"]
    assert suggested("health", "fr") == []  # they would not see what it has to do with Santé
    assert suggested("acc", "fr") == ["Accra (places=accra)"]  # the end of their chain
    assert suggested("zzz") == suggested("") == suggested("a" * 65) == []


def test_terms_and_pages_share_a_list(reports, shelf, committed, searching):
    topics = [TermFactory(code=f"tide-{n}", labels={"en": f"Tide {n}"}) for n in range(5)]
    with committed():
        for number in range(3):
            terms = [PageTerm(term=term) for term in topics]
            add_report(shelf, f"Tide tables {number}", hub_terms=terms)
    searching.deliver()

    def kinds(first):
        found = suggest(beginning("tide", first=first))
        return ["term" if isinstance(one, NamedTerm) else "page" for one in found]

    assert kinds(4) == ["term"] * 2 + ["page"] * 2
    assert kinds(7) == ["term"] * 4 + ["page"] * 3
    assert kinds(100) == ["term"] * 5 + ["page"] * 3
    assert (kinds(1), kinds(0)) == (["page"], [])


def test_a_term_without_a_page_that_its_reader_may_see_is_not_suggested(
    reports, shelf, committed, searching
):
    network = NetworkFactory()
    topics = [TermFactory(code=name, labels={"en": f"Quinoa {name}"}) for name in ("own", "gone")]
    members = {"reach": "networks", "hub_networks": [PageNetwork(network=network)]}
    with committed():
        add_report(shelf, "Members only", hub_terms=[PageTerm(term=topics[0])], **members)
        gone = add_report(shelf, "Soon gone", hub_terms=[PageTerm(term=topics[1])])
    searching.deliver()
    assert suggested("quin") == ["Quinoa gone (topics=gone)"]

    with committed():
        gone.unpublish()

    assert suggested("quin") == []
    member = Asker(networks=frozenset({network.pk}))
    assert suggested("quin", asker=member) == ["Quinoa own (topics=own)"]
