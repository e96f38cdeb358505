"""The twelve checks of graphql-cop, as they would be run against a public site."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from . import library
from .conftest import ADDRESS, LEGACY, Ask


@pytest.fixture(autouse=True)
def _public_site(settings: Settings) -> None:
    settings.DEBUG = False


def executed(response: Any) -> bool:
    return "data" in response.json()


def test_alias_overloading(ask: Ask) -> None:
    assert not executed(
        ask("query cop { " + " ".join(f"a{n}: __typename" for n in range(101)) + " }")
    )


def test_array_batching() -> None:
    batch = json.dumps([{"query": "query cop { __typename }"}] * 10)

    response = Client().post(ADDRESS, batch, content_type=LEGACY)

    assert response.status_code == 400
    assert not executed(response)


def test_directive_overloading(ask: Ask) -> None:
    response = ask("query cop { __typename " + "@aa" * 10 + " }")
    many = ask("query cop { __typename " + "@skip(if: false)" * 200 + " }")

    assert len(response.json()["errors"]) <= 5
    assert len(many.json()["errors"]) == 1
    assert not executed(response)
    assert not executed(many)


def test_circular_introspection(ask: Ask) -> None:
    assert not executed(
        ask(
            "query cop { __schema { types { fields { type { fields { type { fields { type"
            " { fields { type { name } } } } } } } } } } }"
        )
    )


def test_introspection(ask: Ask) -> None:
    assert not executed(ask("query cop { __schema { types { name fields { name } } } }"))


def test_field_duplication(ask: Ask) -> None:
    assert not executed(ask("query cop { " + "__typename " * 500 + "}"))


def test_field_suggestions(ask: Ask) -> None:
    assert "Did you mean" not in ask("query cop { helo }").text


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}?query=%7Bhello%7D"])
def test_an_interface_for_people(address: str) -> None:
    response = Client().get(address, headers={"Accept": "text/html"})

    assert response.status_code == 406
    assert response["Content-Type"].startswith(LEGACY)


def test_mutations_over_get() -> None:
    response = Client().get(f"{ADDRESS}?query=mutation+cop+%7Bcount%7D")

    assert response.status_code == 405
    assert library.performed == []


def test_mutations_by_a_form() -> None:
    response = Client().post(
        f"{ADDRESS}?query=mutation+%7Bcount%7D",
        "query=mutation+cop+%7Bcount%7D",
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 415
    assert library.performed == []


def test_a_multipart_upload() -> None:
    form = {"operations": '{"query": "mutation { count }"}', "map": "{}"}

    assert Client().post(ADDRESS, form).status_code == 415
    assert library.performed == []


def test_tracing(ask: Ask) -> None:
    assert set(ask("query cop { __typename }").json()["extensions"]) == {"cost"}


def test_unhandled_errors(ask: Ask) -> None:
    for query in ("query cop {", "qwerty cop { abc }", "{ a(", "\x00", "}" * 100):
        text = ask(query).text
        assert "Traceback" not in text
        assert "site-packages" not in text
        assert "exception" not in text.lower()
