"""The same answers on SQLite and PostgreSQL: order, case, accents, and what no database keeps.

Every expectation is written out, so that the suite proves it on whichever database it runs.
"""

import json

import pytest
from django.test import Client

from hub.networks.models import Network
from hub.organisations.models import Organisation
from hub.terms.models import Term
from tests.frontend_schema.ask import ask
from tests.site import add_report, library, translate

pytestmark = pytest.mark.django_db

IN_ORDER = [
    "(brackets)",
    "10 cities",
    "2 cities",
    "a b",
    "A-b",
    "A_b",
    "abc",
    "Ábd",
    "Apple",
    "éa",
    "Éclair",
    "ßb",
    "Zoo",
    "Zürich",
    "Ærø",
    "مدينة",
    "北京",
    "🙂",
]


RESOURCES = """query($order: ResourceOrder, $after: String) {
  list: resources(order: $order, first: 3, after: $after) {
    edges { node { title } } pageInfo { endCursor hasNextPage } } }"""
SEARCH = """query($order: SearchOrder!, $after: String) {
  list: search(filter: {type: {in: ["report"]}}, order: $order, first: 3, after: $after) {
    edges { node { page { title } } } pageInfo { endCursor hasNextPage } } }"""


def titles(query, order):
    """Page through a list, three at a time."""
    found, after, has_more = [], None, True
    while has_more:
        page = ask(query, order=order, after=after)["list"]
        nodes = [edge["node"] for edge in page["edges"]]
        found += [node.get("page", node)["title"] for node in nodes]
        after, has_more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return found


@pytest.mark.parametrize("query", [RESOURCES, SEARCH])
def test_titles_sort_by_letters_whatever_their_case_and_accents(home, committed, query):
    with committed():
        for title in reversed(IN_ORDER):
            add_report(library(home), title, slug=f"report-{IN_ORDER.index(title)}")
    assert titles(query, "TITLE") == IN_ORDER
    # All of one date: what was added last comes first among the newest, and last among the oldest.
    assert titles(query, "NEWEST") == IN_ORDER
    assert titles(query, "OLDEST") == IN_ORDER[::-1]


CODES = ["10", "9", "B", "a", "a-b", "a-c", "a_b", "aa", "b"]


def test_codes_and_slugs_sort_by_code_point(db):
    for code in reversed(CODES):
        Term.objects.create(vocabulary="topics", code=code)
        Network.objects.create(slug=code)
        Organisation.objects.create(slug=code, name=code)

    answer = ask("""{ topics { code } terms(vocabulary: TOPICS) { code } networks { slug }
      first: organisations(first: 4) { edges { node { slug } } pageInfo { endCursor } } }""")
    assert [item["code"] for item in answer["topics"]] == CODES
    assert [item["code"] for item in answer["terms"]] == CODES
    assert [item["slug"] for item in answer["networks"]] == CODES
    second = ask(
        "query($after: String) { organisations(after: $after) { edges { node { slug } } } }",
        after=answer["first"]["pageInfo"]["endCursor"],
    )
    edges = [*answer["first"]["edges"], *second["organisations"]["edges"]]
    assert [edge["node"]["slug"] for edge in edges] == CODES


@pytest.mark.parametrize(
    ("slug", "is_found"),
    [
        ("climat", True),
        ("Climat", False),
        ("CLIMAT", False),
        ("clímat", False),
        ("climat ", False),
        ("clima_", False),
        ("clima%", False),
        ("climat\u200b", False),
        ("", False),
    ],
)
def test_slugs_and_codes_are_found_as_they_are_written(home, committed, slug, is_found):
    topic = Term.objects.create(vocabulary="topics", code="climat")
    network = Network.objects.create(slug="climat")
    Organisation.objects.create(slug="climat", name="Climat")
    with committed():
        report = add_report(library(home), "Climat", slug="climat")
        report.hub_terms.create(term=topic)
        report.hub_networks.create(network=network)
        report.save_revision().publish()
    query = """query($slug: String!) { resource(slug: $slug) { id } network(slug: $slug) { slug }
      organisation(slug: $slug) { slug } resources(filter: {topic: {in: [$slug]}}) { totalCount }
      byNetwork: resources(filter: {network: {in: [$slug]}}) { totalCount } }"""

    answer = ask(query, slug=slug)

    assert {
        "resource": answer["resource"] is not None,
        "network": answer["network"] is not None,
        "organisation": answer["organisation"] is not None,
        "topic": answer["resources"]["totalCount"] == 1,
        "of the network": answer["byNetwork"]["totalCount"] == 1,
    } == dict.fromkeys(("resource", "network", "organisation", "topic", "of the network"), is_found)


def test_an_address_is_found_however_its_letters_are_written(home, committed):
    with committed():
        report = add_report(library(home), "Report")
        translate(report, "ar", title="تقرير", slug="تقرير-2022")
    encoded = "/ar/library/%D8%AA%D9%82%D8%B1%D9%8A%D8%B1-2022/"
    query = "query($path: String!) { page(path: $path) { path } }"

    for address in (encoded, encoded.lower(), "/ar/library/تقرير-2022/", "ar/library/تقرير-2022"):
        assert ask(query, path=address)["page"] == {"path": encoded}
    for other in ("/AR/library/تقرير-2022/", "/ar//library/تقرير-2022/", "/ar/library/تقرير"):
        assert ask(query, path=other)["page"] is None


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "a\udfff", "\udc00\ud800"])
@pytest.mark.parametrize("as_variable", [True, False])
@pytest.mark.parametrize(
    "call",
    [
        'resource(slug: "%s") { id }',
        'page(path: "%s") { id }',
        'node(id: "%s") { id }',
        'organisation(slug: "%s") { id }',
        'reports(after: "%s") { totalCount }',
        'reports(filter: {topic: {in: ["%s"]}}) { totalCount }',
        'menu(locale: "%s") { title }',
        'search(query: "%s") { totalCount }',
        'search(filter: {year: {in: ["%s"]}}) { totalCount }',
        'suggest(prefix: "%s") { title }',
        'related(id: "%s") { title }',
    ],
)
def test_what_no_database_keeps_is_refused_before_it_is_asked(db, call, text, as_variable):
    kind = "ID!" if "(id:" in call else "String!"
    escaped = json.dumps(text)[1:-1]
    query = f"{{ {call % escaped} }}"
    if as_variable:
        query = f"query($text: {kind}) {{ {call.replace(chr(34) + '%s' + chr(34), '$text')} }}"
    body = json.dumps({"query": query, "variables": {"text": text} if as_variable else {}})

    response = Client().post("/graphql/", body, content_type="application/json")

    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    # A pair in the wrong order, or half of one, is a syntax error in the text of a query already.
    assert error["message"] == "A text may not hold NUL or half a surrogate pair." or (
        not as_variable and error["message"].startswith("Syntax Error: Invalid Unicode escape")
    )
