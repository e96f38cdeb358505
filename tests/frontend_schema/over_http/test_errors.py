import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from graphql import GraphQLError
from pytest_django.fixtures import Settings

from frontend_schema import documents
from frontend_schema.errors import ErrorCode, present
from frontend_schema.execution import DeadlinePassed

from . import library
from .conftest import LEGACY, MODERN, Ask

FORBIDDEN = "You may not do this."
MISSING = "There is no such thing, or you may not see it."
OURS = "Something went wrong on our side. Please quote the request id."
AWAY = "The hub is away for a moment. Please try again in a little while."
TOO_SLOW = "The answer took too long. Ask for less at once, or try again later."


def errors_of(response: Any) -> list[dict[str, Any]]:
    return response.json()["errors"]


def test_the_codes_are_those_of_the_contract() -> None:
    assert [code.value for code in ErrorCode] == [
        "BAD_USER_INPUT",
        "UNAUTHENTICATED",
        "FORBIDDEN",
        "NOT_FOUND",
        "CONFLICT",
        "LOCKED",
        "CURSOR_EXPIRED",
        "COST_EXCEEDED",
        "RATE_LIMITED",
        "DOCUMENT_UNKNOWN",
        "TIMEOUT",
        "UNAVAILABLE",
        "INTERNAL",
    ]


@pytest.mark.parametrize("field", ["fail", "failAsField"])
@pytest.mark.parametrize(
    ("how", "code", "message"),
    [
        ("validation", "BAD_USER_INPUT", "year: Give a year. It has four digits."),
        ("plain_validation", "BAD_USER_INPUT", "Give a year."),
        ("permission", "FORBIDDEN", FORBIDDEN),
        ("missing", "NOT_FOUND", MISSING),
        ("no_page", "NOT_FOUND", MISSING),
        ("cursor", "CURSOR_EXPIRED", "Start again without the cursor."),
        ("database", "INTERNAL", OURS),
        ("bug", "INTERNAL", OURS),
    ],
)
def test_an_exception_of_a_resolver_becomes_a_code(
    ask: Ask, field: str, how: str, code: str, message: str
) -> None:
    response = ask(f'{{ {field}(how: "{how}") }}')

    assert errors_of(response) == [
        {
            "message": message,
            "locations": [{"line": 1, "column": 3}],
            "path": [field],
            "extensions": {"code": code, "requestId": response["X-Request-Id"]},
        }
    ]
    assert library.SECRET not in response.text


def test_an_unknown_exception_is_logged_with_the_request_id(
    ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    response = ask('{ fail(how: "bug") }')

    (record,) = caplog.records
    assert (record.name, record.levelno) == ("frontend_schema.errors", logging.ERROR)
    assert response["X-Request-Id"] in record.getMessage()
    assert library.SECRET in caplog.text


@pytest.mark.parametrize("how", ["validation", "permission", "missing", "cursor"])
def test_what_a_client_did_is_not_logged_as_ours(
    ask: Ask, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    ask(f'{{ fail(how: "{how}") }}')

    assert caplog.records == []


def test_a_value_that_a_resolver_must_not_return_stays_inside(ask: Ask) -> None:
    response = ask("{ brokenNumber }")

    assert errors_of(response)[0]["extensions"]["code"] == "INTERNAL"
    assert library.SECRET not in response.text


def test_a_statement_that_the_database_stopped_is_a_timeout(ask: Ask) -> None:
    response = ask("{ cancelled }")

    assert errors_of(response)[0]["extensions"]["code"] == "TIMEOUT"
    assert library.SECRET not in response.text


@pytest.mark.parametrize("accept", [MODERN, LEGACY])
@pytest.mark.parametrize("how", ["no_database", "no_connection"])
def test_without_the_database_every_client_is_told_to_come_back(
    ask: Ask, accept: str, how: str
) -> None:
    response = ask(f'{{ hello fail(how: "{how}") }}', accept=accept)

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert response["Cache-Control"] == "no-store"
    assert response.json() == {
        "errors": [
            {
                "message": AWAY,
                "extensions": {"code": "UNAVAILABLE", "requestId": response["X-Request-Id"]},
            }
        ]
    }


def test_at_most_five_errors_go_out(ask: Ask) -> None:
    resolvers = ask("{ " + " ".join(f'f{n}: fail(how: "missing")' for n in range(8)) + " }")
    validation = ask("{ " + " ".join(f"unknown{n}" for n in range(8)) + " }")

    assert len(errors_of(resolvers)) == len(errors_of(validation)) == 5


@pytest.mark.parametrize(
    ("query", "variables", "part"),
    [
        ("{ hello", {}, "Syntax Error: Expected Name, found <EOF>."),
        ("{ unknown }", {}, "Cannot query field 'unknown' on type 'Query'."),
        ("{ echo(size: 1) }", {}, "Unknown argument 'size' on field 'Query.echo'."),
        ("query($n: Int) { echo(number: $n) }", {"n": "x"}, "$n"),
        ("query($d: Date) { echo(day: $d) }", {"d": "tomorrow"}, "$d"),
        ('{ echo(day: "tomorrow") }', {}, "Date"),
        ("{ echo(scope: EVERYWHERE) }", {}, "EVERYWHERE"),
        ("query($s: Scope) { echo(scope: $s) }", {"s": "EVERYWHERE"}, "EVERYWHERE"),
        ('{ echo(only: {slug: "a", number: 1}) }', {}, "exactly one"),
        ("query($o: Only) { echo(only: $o) }", {"o": {"slug": "a", "number": 1}}, "exactly one"),
        (
            "fragment F on Query { echo(only: {slug: $s}) } query($s: String) { ...F }",
            {"s": "a"},
            "must be non-null",
        ),
    ],
)
def test_what_is_wrong_with_a_query_stays_readable(
    ask: Ask, query: str, variables: dict[str, Any], part: str
) -> None:
    response = ask(query, variables=variables)

    (error,) = errors_of(response)
    assert response.status_code == 400
    assert part in error["message"].replace("must be non-nullable", "must be non-null")
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ('{ echo(moment: "never") }', {}),
        ("query($m: Moment) { echo(moment: $m) }", {"m": "never"}),
        ("query($c: Choice) { echo(choice: $c) }", {"c": {"since": "never"}}),
    ],
)
def test_the_reason_of_a_scalar_stays_inside(
    ask: Ask, query: str, variables: dict[str, Any]
) -> None:
    response = ask(query, variables=variables)

    (error,) = errors_of(response)
    assert response.status_code == 400
    assert "Expected value of type 'Moment'; found: " in error["message"]
    assert library.SECRET not in response.text


@pytest.mark.parametrize(
    "query", ["{ helo }", "{ echo(scope: EVERYON) }", "{ resourse { title } }", "{ echo(txt: 1) }"]
)
def test_names_are_guessed_only_where_the_schema_may_be_asked_for(
    ask: Ask, settings: Settings, query: str
) -> None:
    settings.HUB_GRAPHQL_INTROSPECTION = True
    helped = ask(query)
    settings.HUB_GRAPHQL_INTROSPECTION = False
    refused = ask(query)

    assert "Did you mean" in helped.text
    assert "Did you mean" not in refused.text
    assert refused.status_code == 400


def test_a_guess_about_a_variable_is_left_out_too(ask: Ask) -> None:
    query = "query($s: Scope, $c: Choice) { echo(scope: $s, choice: $c) }"

    response = ask(query, variables={"s": "EVERYON", "c": {"slugg": "x"}})

    assert response.status_code == 400
    assert "Did you mean" not in response.text
    assert "EVERYONE" not in response.text


def test_an_exception_inside_the_validation_is_masked(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_options: Any) -> Iterator[GraphQLError]:
        raise KeyError("Zed")

    monkeypatch.setattr(documents, "find_errors", broken)

    response = ask("{ never: hello }")

    assert response.status_code == 500
    assert errors_of(response)[0]["message"] == OURS
    assert "Zed" not in response.text


def test_an_error_that_quotes_blanks_without_end_takes_no_time(ask: Ask) -> None:
    started = time.perf_counter()
    response = ask("query One { hello }", operationName=" " * 90_000)

    assert response.status_code == 400
    assert time.perf_counter() - started < 1


def test_a_guess_that_is_cut_short_is_left_out_too() -> None:
    error = GraphQLError("x" * 470 + " Did you mean 'aNameOfTheSchema'?")

    (told,) = present([error], request_id="1", most=5, with_suggestions=False)

    assert told["message"] == "x" * 470


def test_an_error_quotes_only_so_much_of_a_value(ask: Ask) -> None:
    response = ask("query($n: Int) { echo(number: $n) }", variables={"n": "x" * 9_000})

    assert len(errors_of(response)[0]["message"]) <= 500


@pytest.mark.parametrize(("accept", "status"), [(MODERN, 503), (LEGACY, 200)])
def test_a_query_that_takes_too_long_is_stopped_between_two_objects(
    ask: Ask, settings: Settings, accept: str, status: int
) -> None:
    settings.HUB_GRAPHQL_LIMITS = {"seconds": 0.01}

    response = ask("{ slow { code } hello }", accept=accept)

    assert response.status_code == status
    assert response.json() == {
        "errors": [
            {
                "message": TOO_SLOW,
                "extensions": {"code": "TIMEOUT", "requestId": response["X-Request-Id"]},
            }
        ],
        "extensions": {"cost": {"requested": 100, "limit": 20_000}},
    }


def test_no_resolver_can_swallow_the_deadline() -> None:
    assert not issubclass(DeadlinePassed, Exception)


def test_a_query_in_time_is_answered(ask: Ask) -> None:
    assert len(ask("{ slow { code } }").json()["data"]["slow"]) == 3


def test_the_schema_runs_without_the_view_too() -> None:
    result = library.schema.execute_sync("{ hello }")

    assert (result.data, result.errors) == ({"hello": "world"}, None)


def test_a_server_error_is_json_even_without_an_accept_header(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(library.schema, "run", lambda *_a, **_k: 1 / 0)

    response = Client().get("/graphql/?query={hello}")

    assert response.status_code == 500
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert errors_of(response)[0]["extensions"]["code"] == "INTERNAL"
