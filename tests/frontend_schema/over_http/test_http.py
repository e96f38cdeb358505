import gzip
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from . import library
from .conftest import ADDRESS, LEGACY, MODERN, Ask, code_of, post

HELLO = json.dumps({"query": "{ hello }"})


def get(accept: str = MODERN, **parameters: str) -> Any:
    return Client().get(f"{ADDRESS}?{urlencode(parameters)}", headers={"Accept": accept})


def test_an_answer_is_data_and_its_cost(ask: Ask) -> None:
    response = ask("{ hello resource { title } }")

    assert response.status_code == 200
    assert response["Content-Type"] == "application/graphql-response+json; charset=utf-8"
    assert response.json() == {
        "data": {"hello": "world", "resource": {"title": "Toolkit 0"}},
        "extensions": {"cost": {"requested": 1, "limit": 20_000}},
    }
    assert response["Vary"].split(", ")[0] == "Accept"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_nothing_acceptable_is_406() -> None:
    response = post(HELLO, Accept="application/xml")

    assert response.status_code == 406
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert code_of(response) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        'application/json;charset="UTF-8"',
        "Application/JSON; charset=utf8",
        "application/json; something=else",
    ],
)
def test_json_in_utf8_is_read(content_type: str) -> None:
    response = post('{"query": "{ echo(text: \\"Zürich 🌍\\") }"}'.encode(), content_type)

    assert response.status_code == 200
    assert response.json()["data"] == {"echo": "Zürich 🌍"}
    assert "Zürich 🌍".encode() in response.content


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "text/application/json",
        "application/jsonp",
        "application/json, text/plain",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
    ],
)
def test_any_other_content_type_is_415_and_not_executed(content_type: str) -> None:
    body = json.dumps({"query": "mutation { count }"})

    response = post(body, content_type)

    assert response.status_code == 415
    assert response["Accept-Post"] == LEGACY
    assert code_of(response) == "BAD_USER_INPUT"
    assert library.performed == []


def test_a_form_is_415_and_not_executed() -> None:
    response = Client(enforce_csrf_checks=True).post(ADDRESS, {"query": "mutation { count }"})

    assert response.status_code == 415
    assert library.performed == []


def test_a_compressed_body_is_415() -> None:
    response = post(gzip.compress(HELLO.encode()), **{"Content-Encoding": "gzip"})

    assert response.status_code == 415
    assert response["Accept-Encoding"] == "identity"


def test_a_whole_surrogate_pair_is_a_character(ask: Ask) -> None:
    assert ask('{ echo(text: "\\ud83c\\udf0d \\\\u0000") }').json()["data"] == {
        "echo": "🌍 \\u0000"
    }


def test_null_parameters_count_as_absent_and_unknown_ones_are_ignored(ask: Ask) -> None:
    response = ask("{ hello }", variables=None, operationName=None, extensions=None, id=[1])

    assert response.json()["data"] == {"hello": "world"}


TWO_OPERATIONS = "query One { hello } query Two { resource { title } }"


def test_one_of_several_operations_is_chosen_by_name(ask: Ask) -> None:
    assert ask(TWO_OPERATIONS, operationName="Two").json()["data"] == {
        "resource": {"title": "Toolkit 0"}
    }


@pytest.mark.parametrize("name", [None, "", "Three", "one"])
def test_which_operation_is_never_guessed(ask: Ask, name: str | None) -> None:
    response = ask(TWO_OPERATIONS, operationName=name)

    assert response.status_code == 400
    assert code_of(response) == "BAD_USER_INPUT"


def test_a_document_without_operation_is_refused(ask: Ask) -> None:
    assert ask("fragment F on Query { hello }").status_code == 400


def test_get_answers_queries() -> None:
    response = get(
        query="query Q($t: String!) { echo(text: $t) } query R { hello }",
        operationName="Q",
        variables='{"t": "é"}',
        extensions="",
    )

    assert response.status_code == 200
    assert response.json()["data"] == {"echo": "é"}


def test_head_answers_like_get_without_a_body() -> None:
    response = Client().head(f"{ADDRESS}?query={{hello}}")

    assert response.status_code == 200
    assert response.content == b""


@pytest.mark.parametrize("accept", [MODERN, LEGACY])
def test_get_never_executes_a_mutation(accept: str) -> None:
    response = get(accept, query="query Q { hello } mutation M { count }", operationName="M")

    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert library.performed == []


def test_a_mutation_goes_by_post(ask: Ask) -> None:
    assert ask("mutation { count(by: 2) }").json()["data"] == {"count": 2}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "QUERY"])
def test_other_methods_are_405(method: str) -> None:
    response = Client().generic(method, ADDRESS, HELLO, content_type=LEGACY)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert code_of(response) == "BAD_USER_INPUT"


def test_options_says_what_is_allowed() -> None:
    response = Client().options(ADDRESS)

    assert (response.status_code, response.content) == (204, b"")
    assert response["Allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("", 400),
        ("?variables=%7B%7D", 400),
        ("?query=%FF%FE", 400),
        ("?query=%7Bhello%7D&query=mutation%7Bcount%7D", 400),
        ("?query=%7Bhello%7D&variables=%7B", 400),
        ("?query=%7Bhello%7D&variables=[]", 400),
        ("?query=%7Bhello%7D&variables=NaN", 400),
        ("?" + "&".join(f"p{number}=1" for number in range(30)), 400),
        ("?query=%7Bhello%7D&x=" + "x" * 8_000, 414),
    ],
)
def test_an_address_that_is_no_request_is_refused_in_json(address: str, status: int) -> None:
    response = Client().get(f"{ADDRESS}{address}", headers={"Accept": MODERN})

    assert response.status_code == status
    assert code_of(response) == "BAD_USER_INPUT"


def test_raw_bytes_in_an_address_are_refused() -> None:
    response = Client().get(ADDRESS, QUERY_STRING="query={hello}#\xe9")

    assert response.status_code == 400


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{", {}),
        ("", {}),
        ("{ nothing }", {}),
        ("query($n: Int!) { echo(number: $n) }", {"n": None}),
        ("query($n: Int!) { echo(number: $n) }", {}),
        ("subscription { hello }", {}),
        ("{ a0: hello " + "a: hello " * 20 + "}", {}),
    ],
)
def test_a_failed_request_is_400_without_data_or_200_for_old_clients(
    ask: Ask, query: str, variables: dict[str, Any]
) -> None:
    modern = ask(query, variables=variables)
    legacy = ask(query, variables=variables, accept=LEGACY)

    assert (modern.status_code, legacy.status_code) == (400, 200)
    assert modern["Cache-Control"] == legacy["Cache-Control"] == "no-store"
    for response in (modern, legacy):
        assert "data" not in response.json()


def test_partial_data_has_a_status_of_its_own(ask: Ask) -> None:
    modern = ask('{ hello fail(how: "missing") }')
    legacy = ask('{ hello fail(how: "missing") }', accept=LEGACY)

    assert (modern.status_code, modern.reason_phrase) == (294, "Partial Success")
    assert legacy.status_code == 200
    for response in (modern, legacy):
        assert response.json()["data"] == {"hello": "world", "fail": None}


def test_a_null_that_reached_the_root_is_data_all_the_same(ask: Ask) -> None:
    response = ask("{ failHard }")

    assert response.status_code == 294
    assert response.json()["data"] is None


def test_the_request_id_of_a_proxy_is_kept_when_it_is_one() -> None:
    given = post(HELLO, **{"X-Request-Id": "edge-1.2_3"})
    forged = post(HELLO, **{"X-Request-Id": "x\x1b[31m injected"})

    assert given["X-Request-Id"] == "edge-1.2_3"
    assert len(forged["X-Request-Id"]) == 32


def test_other_sites_cannot_read_a_body_as_a_page(ask: Ask) -> None:
    response = ask('{ echo(text: "<script>alert(1)</script>") }')

    assert response["Content-Type"].startswith(MODERN)
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_context_that_fails_refuses_the_request_without_a_word_of_why(
    settings: Settings,
) -> None:
    settings.ROOT_URLCONF = f"{__package__}.closed_addresses"

    response = post(HELLO, Accept=LEGACY)

    assert response.status_code == 403
    assert code_of(response) == "FORBIDDEN"
    assert library.SECRET not in response.text
