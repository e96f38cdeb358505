"""No list is without an end: every one of the schema is asked for, full, without arguments."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from graphql import GraphQLField

from actions.enums import Scope
from actions.questions import Section, questions
from actions.showcases import showcases
from frontend_schema.schema import schema
from frontend_schema.weights import longest_list
from search.delivery import deliver

from .abundance import FIRST_NUMBER, NEEDLE, Abundance
from .routes import Route, askable_types, call_of, fields_of, is_list, leaf_of, routes

pytestmark = pytest.mark.django_db

GRAPHQL = schema._schema
#: What a list holds when nobody says how many.
DEFAULT_PAGE = 20
#: Lists that are short by nature, and those that only an odd question fills.
SHORT = {
    "SearchConnection.facets": 16,
    "SearchHit.highlights": 3,
    "SearchConnection.ambiguity": 0,
    "SearchConnection.relax": 0,
    "Query.questions": len(questions()),
    "Question.choices": len(Scope),
    "AnswersCheck.problems": sum(question.is_required for question in questions().values()),
    "AnswersCheck.advice": 0,
    "AnswersCheck.progress": len(Section),
    "AnswersCheck.showcases": len(showcases()),
    "Query.statistics": 7,
    "StatisticsSeries.numbers": 5,
}
#: There are more terms, and more countries, than any other list is long.
LONG = {"Query.terms": 1000, "StatisticsSeries.numbers": 300}
TYPES = {
    "IndexPage": "index",
    "InformationPage": "information",
    "PriorityObjectivePage": "priority",
}


@pytest.fixture(autouse=True)
def _patience(settings):
    """Count entries and not seconds: a busy machine is no fault of the API."""
    settings.HUB_GRAPHQL_LIMITS = {"seconds": 60}


@pytest.fixture
def abundance(home, committed):
    found = Abundance(home, committed)
    while deliver():
        continue
    return found


def post(query, **variables):
    body = json.dumps({"query": query, "variables": variables})
    return Client().post("/graphql/", body, content_type="application/json")


def literals(abundance):
    """Name for each required argument what leads to the stretched pages."""

    def literal(field, argument, target):
        if argument == "vocabulary":
            return "COUNTRIES"
        path = abundance.paths.get(TYPES.get(target) or snake(target), abundance.paths["report"])
        texts = {
            ("page", "path"): path,
            ("pageAt", "path"): path,
            ("resource", "slug"): path.strip("/").rpartition("/")[2],
            ("network", "slug"): "network-000",
            ("organisation", "slug"): "organisation-000",
            ("place", "slug"): "places-0",
            ("node", "id"): "term:regions:regions-0:en" if target == "Region" else None,
            ("search", "query"): NEEDLE,
        }
        if not target or target == "Suggestion":  # no ways to other types lead through these
            texts["suggest", "prefix"] = "Rep"
            texts["related", "id"] = f"page:{abundance.pages['report'].translation_key}:en"
        if (field, argument) == ("checkAnswers", "input"):
            return "{}"
        if (field, argument) == ("search", "facets"):
            return f"[{', '.join(GRAPHQL.type_map['FacetName'].values)}]"
        return json.dumps(texts[field, argument]) if texts.get((field, argument)) else None

    return literal


def snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]


def paged_fields() -> Iterator[tuple[str, str, GraphQLField]]:
    """Give every field that says how much is wanted, with the name of its type."""
    for kind, name, field in fields_of(GRAPHQL):
        if "first" in field.args:
            yield kind.name, name, field


def answer_at(route: Route, leaf: str):
    """Ask for a field at the end of a way; give the objects that have it, and the answer."""
    response = post(route.document(leaf))
    answer = response.json()
    assert "errors" not in answer, (route.document(leaf), answer["errors"])
    return list(route.follow(answer["data"])), response.content.decode()


def test_no_list_is_longer_than_it_says_however_much_there_is(abundance):
    literal = literals(abundance)
    ways = routes(GRAPHQL, literal)
    lengths = {}
    for kind, name, field in fields_of(GRAPHQL):
        if not is_list(field):
            continue
        most = {"first": "100"} if "first" in field.args else {}
        call = call_of(name, field, "", literal, **most)
        assert call is not None, f"Say with which arguments to ask for {kind.name}.{name}."
        found, text = answer_at(ways[kind.name], leaf_of(call, field))
        lengths[f"{kind.name}.{name}"] = max((len(item[name]) for item in found), default=0)
        for item in found:
            for row in item[name]:
                assert not isinstance(row, list) or len(row) <= longest_list(field)
        # Numbers of rows would be in seven digits.
        assert str(FIRST_NUMBER)[:4] not in text.replace("cursor", "")

    assert {kind.name for kind in askable_types(GRAPHQL)} <= ways.keys()
    expected = {
        f"{kind.name}.{name}": DEFAULT_PAGE if name == "edges" else longest_list(field)
        for kind, name, field in fields_of(GRAPHQL)
        if is_list(field)
    }
    assert lengths == expected | SHORT
    assert {name: size for name, size in expected.items() if size > 100} == LONG


def test_a_page_has_the_size_that_is_asked_for_or_is_refused(abundance):
    literal = literals(abundance)
    ways = routes(GRAPHQL, literal)
    for kind, name, field in paged_fields():
        for size in (0, 1, 100):
            below = "{ edges { cursor } }" if not is_list(field) else "{ __typename }"
            call = call_of(name, field, "", literal, first=str(size))
            found, _text = answer_at(ways[kind], f"{call} {below}")
            pages = [item[name] if is_list(field) else item[name]["edges"] for item in found]
            assert max(len(page) for page in pages) == size, f"{kind}.{name}"
        for size in ("null", "-1", "101", "2147483647", "2147483648", '"5"', "1.5", "true"):
            call = call_of(name, field, "", literal, first=size)
            query = ways[kind].document(leaf_of(call, field))
            answer = post(query).json()
            assert "data" not in answer, query
            codes = [error["extensions"]["code"] for error in answer["errors"]]
            assert codes == ["BAD_USER_INPUT"], query
