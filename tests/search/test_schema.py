"""Search as partner sites ask it: answers, errors, and what an answer costs."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from hub.catalogue.models import Entry, Facet
from hub.catalogue.querysets import ANYONE
from search.questions import Question
from search.services import related, search
from tests.frontend_schema.ask import ask
from tests.site import add_report, library

pytestmark = pytest.mark.django_db


def post(query, **variables):
    body = json.dumps({"query": query, "variables": variables})
    return Client().post("/graphql/", body, content_type="application/json").json()


def refusals(query, **variables):
    answer = post(query, **variables)
    assert not answer.get("data")
    return [error["extensions"]["code"] for error in answer["errors"]]


def titles(answer):
    return [edge["node"]["page"]["title"] for edge in answer["search"]["edges"]]


def test_a_hit_says_what_was_found_where_and_in_which_language(reports, engine):
    answer = ask(
        """query($text: String!) { search(query: $text, locale: "fr") {
          totalCount engine degraded didYouMean
          pageInfo { hasNextPage hasPreviousPage }
          edges { node {
            anchor matchedLocale { code }
            highlights { weight html anchor }
            file { title url }
            page { __typename title path isFallback locale { code } ... on Report { year } }
          } } } }""",
        text="checkpoints",
    )

    (edge,) = answer["search"].pop("edges")
    assert answer["search"] == {
        "totalCount": 1,
        "engine": engine.name,
        "degraded": False,
        "didYouMean": None,
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False},
    }
    assert edge["node"]["matchedLocale"] == {"code": "en"}
    assert edge["node"]["highlights"] == [
        {"weight": "summary", "html": "<mark>Checkpoints</mark> at the sea.", "anchor": None}
    ]
    assert (edge["node"]["anchor"], edge["node"]["file"]) == (None, None)
    assert edge["node"]["page"] == {
        "__typename": "Report",
        "title": "Study of borders",
        "path": "/en/library/study-of-borders/",
        "isFallback": True,
        "locale": {"code": "en"},
        "year": 2019,
    }


def test_a_passage_is_marked_and_names_its_place_and_its_file(reports):
    (edge,) = ask(
        """{ search(query: "offer shelter") { edges { node {
          anchor highlights { weight html anchor } file { title url } } } } }"""
    )["search"]["edges"]

    assert edge["node"]["anchor"] == "a-roof-for-all"
    assert edge["node"]["highlights"][0] == {
        "weight": "body",
        "html": "Municipalities <mark>offer</mark> homes &amp; <mark>shelter</mark>.",
        "anchor": "a-roof-for-all",
    }
    assert edge["node"]["file"] == {
        "title": "Shelter in figures",
        "url": "https://example.org/f",
    }


def test_facets_are_counted_without_their_own_choice(reports):
    answer = ask(
        """{ search(query: "report", facets: [TOPIC, YEAR], locale: "fr",
             filter: {topic: {in: ["housing"]}}) {
          totalCount facets { name values { value label count isSelected } } } }"""
    )["search"]

    assert answer == {
        "totalCount": 1,
        "facets": [
            {
                "name": "TOPIC",
                "values": [
                    {"value": "housing", "label": "Logement", "count": 1, "isSelected": True},
                    {"value": "health", "label": "Santé", "count": 2, "isSelected": False},
                ],
            },
            {
                "name": "YEAR",
                "values": [{"value": "2023", "label": "2023", "count": 1, "isSelected": False}],
            },
        ],
    }


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ({"topic": {"in": ["health", "housing"]}}, ["Annual report 2021", "Annual report 2023"]),
        ({"topic": {"in": ["health", "housing"], "mode": "ALL"}}, ["Annual report 2023"]),
        (
            {"topic": {"in": ["housing"], "mode": "NONE"}, "type": {"in": ["report"]}},
            ["Annual report 2021", "Study of borders"],
        ),
        ({"years": {"from": 2020, "to": 2022}}, ["Annual report 2021"]),
        ({"date": {"to": "2020-01-01"}}, ["Study of borders"]),
        (
            {"or": [{"year": {"in": ["2019"]}}, {"topic": {"in": ["housing"]}}]},
            ["Annual report 2023", "Study of borders"],
        ),
        (
            {"type": {"in": ["report"]}, "not": {"topic": {"in": ["health"]}}},
            ["Study of borders"],
        ),
    ],
)
def test_a_filter_is_choices_ranges_and_a_tree(reports, filter, found):
    answer = ask(
        """query($filter: SearchFilter) { search(filter: $filter, order: TITLE) {
          edges { node { page { title } } } } }""",
        filter=filter,
    )

    assert titles(answer) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("RELEVANCE", ["Annual report 2023", "Annual report 2021", "Study of borders"]),
        ("NEWEST", ["Annual report 2023", "Annual report 2021", "Study of borders"]),
        ("OLDEST", ["Study of borders", "Annual report 2021", "Annual report 2023"]),
        ("TITLE", ["Annual report 2021", "Annual report 2023", "Study of borders"]),
        ("UPDATED", ["Study of borders", "Annual report 2021", "Annual report 2023"]),
    ],
)
def test_an_order_is_paged_through_by_cursor(reports, order, found):
    query = """query($order: SearchOrder!, $after: String) {
      search(filter: {type: {in: ["report"]}}, order: $order, first: 1, after: $after) {
        edges { node { page { title } } }
        pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
    read, after = [], None
    while len(read) < 3:
        answer = ask(query, order=order, after=after)
        page = answer["search"]["pageInfo"]
        assert page["hasPreviousPage"] == (after is not None)
        read += titles(answer)
        assert page["hasNextPage"] == (len(read) < 3)
        after = page["endCursor"]

    assert read == found


def test_a_misspelling_is_corrected_and_nothing_found_says_what_to_let_go(reports):
    query = """query($text: String!, $filter: SearchFilter) {
      search(query: $text, filter: $filter) {
        totalCount didYouMean relax { text without totalCount } } }"""

    corrected = ask(query, text="pandemik")["search"]
    nothing = ask(query, text="borders", filter={"topic": {"in": ["health"]}})["search"]

    assert corrected == {"totalCount": 1, "didYouMean": "pandemic", "relax": []}
    assert nothing == {
        "totalCount": 0,
        "didYouMean": None,
        "relax": [
            {"text": "borders", "without": "TOPIC", "totalCount": 1},
            {"text": "", "without": None, "totalCount": 2},
        ],
    }


def test_an_ambiguous_word_is_asked_about(reports, synonyms):
    answer = ask('{ search(query: "GCF") { ambiguity { word label text } } }')

    assert [meaning["label"] for meaning in answer["search"]["ambiguity"]] == [
        "Global Cities Fund for Migrants and Refugees",
        "Green Climate Fund",
    ]


CURSOR = "{ search(first: 1, order: NEWEST) { pageInfo { endCursor } } }"


@pytest.mark.parametrize(
    "arguments",
    [
        f'query: "{"x" * 257}"',
        "first: 101",
        "first: -1",
        'after: "nonsense"',
        'after: ""',
        "order: BEST",
        'filter: {colour: {in: ["red"]}}',
        'locale: "xx"',
        "filter: {topic: {in: [" + '"t", ' * 101 + "]}}",
        "filter: " + "{not: " * 6 + '{topic: {in: ["t"]}}' + "}" * 6,
    ],
)
def test_what_cannot_be_answered_is_bad_input(reports, arguments):
    if arguments == 'after: ""':  # the beginning of a list
        assert post(f"{{ search({arguments}) {{ totalCount }} }}")["data"]["search"]["totalCount"]
    else:
        assert refusals(f"{{ search({arguments}) {{ totalCount }} }}") == ["BAD_USER_INPUT"]


def test_a_cursor_of_another_order_is_stale(reports):
    after = ask(CURSOR)["search"]["pageInfo"]["endCursor"]
    query = "query($after: String) { search(order: TITLE, after: $after) { totalCount } }"

    assert refusals(query, after=after) == ["CURSOR_EXPIRED"]


def test_the_beginning_of_a_title_is_completed(reports):
    query = """query($prefix: String!, $locale: String) {
      suggest(prefix: $prefix, locale: $locale) { title path type } }"""

    found = ask(query, prefix="ann rep", locale="fr")["suggest"]
    assert sorted(found, key=lambda link: link["title"]) == [
        {
            "title": "Annual report 2021",
            "path": "/en/library/annual-report-2021/",
            "type": "report",
        },
        {
            "title": "Rapport annuel 2023",
            "path": "/fr/library/annual-report-2023/",
            "type": "report",
        },
    ]
    assert ask(query, prefix=" ")["suggest"] == []
    assert refusals("query($p: String!) { suggest(prefix: $p) { title } }", p="x" * 257) == [
        "BAD_USER_INPUT"
    ]


def test_a_topic_is_suggested_with_the_filter_that_it_leads_to(reports):
    query = """query($prefix: String!) { suggest(prefix: $prefix, locale: "fr") {
      kind title path url type facet value } }"""

    (page,) = ask(query, prefix="rapport")["suggest"]
    (topic,) = ask(query, prefix="log")["suggest"]

    assert (page["kind"], page["title"]) == ("PAGE", "Rapport annuel 2023")
    assert page["url"] == "http://127.0.0.1:8000" + page["path"]
    assert topic == {
        "kind": "TOPIC",
        "title": "Logement",
        "path": None,
        "url": None,
        "type": None,
        "facet": "TOPIC",
        "value": "housing",
    }
    found = ask('{ search(filter: {topic: {in: ["housing"]}}) { totalCount } }')
    assert found["search"]["totalCount"] == 1


def test_what_is_related_shares_most(reports):
    first = ask('{ search(query: "2023") { edges { node { page { id } } } } }')
    key = first["search"]["edges"][0]["node"]["page"]["id"]
    query = "query($id: ID!) { related(id: $id) { title } }"

    assert ask(query, id=key)["related"] == [{"title": "Annual report 2021"}]
    assert refusals(query, id="term:topics:health:en") == ["BAD_USER_INPUT"]
    assert ask(query, id="page:00000000-0000-0000-0000-000000000000:en")["related"] == []


def test_a_page_of_very_many_cities_has_related_pages(reports):
    group = Entry.objects.get(title="Annual report 2023", locale="en").group
    cities = (Facet(group=group, name="places", value=f"city-{n}") for n in range(1_500))
    Facet.objects.bulk_create(cities)

    question = Question(locale="en", now=timezone.now())
    found = related(group.translation_key, question)

    assert [row.title for row in found] == ["Annual report 2021"]


def test_the_api_and_the_service_answer_alike(reports):
    answer = ask('{ search(query: "cities") { edges { node { page { title } } } } }')
    question = Question(text="cities", locale="en", now=timezone.now(), asker=ANYONE)

    assert titles(answer) == [hit.entry.title for hit in search(question).hits]
    assert len(titles(answer)) == 2


#: What is due, whether the engines have all, synonyms, total, hits, cards.
BROWSING = 6
#: And the score in each of four languages instead of the hits, and how they are shown.
SEARCHING = BROWSING + 3 + 1
#: What is counted at once, and again for a facet in which something is chosen.
COUNTING, CHOSEN = 1, 1
#: Labels of one vocabulary; those of types, years and languages are no rows.
LABELS = 1
HITS = "edges { node { page { title } highlights { html } file { url } } }"


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
@pytest.mark.parametrize(
    ("field", "queries"),
    [
        (f"search {{ totalCount {HITS} }}", BROWSING),
        (f'search(query: "report") {{ totalCount {HITS} }}', SEARCHING),
        (
            f'search(query: "report", facets: [TYPE, YEAR]) {{ facets {{ name }} {HITS} }}',
            SEARCHING + COUNTING,
        ),
        (
            'search(query: "report", facets: [TYPE, TOPIC], filter: {topic: {in: ["health"]}})'
            f" {{ facets {{ name }} {HITS} }}",
            SEARCHING + COUNTING + CHOSEN + LABELS,
        ),
        # Only numbers: neither hits nor their cards, but whether the word is one that is written.
        (
            'search(query: "report", first: 0, facets: [TYPE]) { totalCount facets { name } }',
            BROWSING - 2 + COUNTING + 1,
        ),
        # What is due, whether the engines have all, the titles, the cards, what topics and places
        # are called.
        ('suggest(prefix: "rep") { title }', 5),
        # No title, so no cards, but whether the topics that fit have a page.
        ('suggest(prefix: "hea") { title facet }', 5),
    ],
)
def test_the_number_of_queries_is_that_of_the_question(
    reports, home, committed, searching, django_assert_num_queries, field, queries
):
    ask(f"{{ {field} }}")
    with django_assert_num_queries(queries):
        ask(f"{{ {field} }}")

    with committed():
        for number in range(5):
            add_report(library(home), f"Report {number}")
    searching.deliver()
    with django_assert_num_queries(queries):
        ask(f"{{ {field} }}")
