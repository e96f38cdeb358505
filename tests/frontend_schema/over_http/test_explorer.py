import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.test import Client
from pytest_django.fixtures import Settings

from frontend_schema import trusted

from . import library
from .conftest import ADDRESS, LEGACY

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ADDRESSES = re.compile(r"""(?:src|href|action|data-address)=["']([^"']+)""")


def open_in_browser(query: str = "", **headers: str) -> Any:
    return Client().get(f"{ADDRESS}{query}", headers={"Accept": BROWSER, **headers})


@pytest.fixture
def _explorer_is_on(settings: Settings) -> None:
    settings.HUB_GRAPHQL_EXPLORER = True


@pytest.mark.usefixtures("_explorer_is_on")
def test_a_browser_gets_a_page_at_the_same_address() -> None:
    response = open_in_browser()

    assert response.status_code == 200
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert {"Accept", "Accept-Language"} <= set(response["Vary"].split(", "))
    assert response["Referrer-Policy"] == "no-referrer"
    assert '<form id="request"' in response.text


@pytest.mark.usefixtures("_explorer_is_on")
def test_it_opens_with_a_query_that_shows_the_library() -> None:
    page = BeautifulSoup(open_in_browser().content, "html.parser")

    assert page.find(id="query").string == trusted.own_operations()["Library"]
    assert page.find(id="example").find(selected=True).string == "Library"


@pytest.mark.usefixtures("_explorer_is_on")
def test_everything_on_the_page_comes_from_us() -> None:
    response = open_in_browser()

    addresses = ADDRESSES.findall(response.text)
    assert set(addresses) == {
        "data:,",  # no icon, so that the browser asks for none
        "/graphql/",
        "/graphql/schema.graphql",
        "/static/frontend_schema/explorer.css",
        "/static/frontend_schema/explorer.js",
    }
    for address in addresses:
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/"))


@pytest.mark.usefixtures("_explorer_is_on")
def test_the_page_works_under_the_policy_of_public_pages() -> None:
    """Nothing runs or styles inline: the only script without an address is data."""
    response = open_in_browser()

    scripts = re.findall(r"<script([^>]*)>", response.text)
    assert [script for script in scripts if "src=" not in script] == [
        ' id="examples" type="application/json"'
    ]
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", response.text)
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]


def test_the_script_writes_text_and_keeps_queries_out_of_addresses() -> None:
    path = finders.find("frontend_schema/explorer.js")
    script = Path(str(path)).read_text("utf-8")

    for dangerous in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "Function("):
        assert dangerous not in script
    for leaking in (
        "pushState",
        "replaceState",
        "URLSearchParams",
        "localStorage",
        "http:",
        "https:",
    ):
        assert leaking not in script


@pytest.mark.usefixtures("_explorer_is_on")
@pytest.mark.parametrize(
    ("language", "direction", "word"), [("en", "ltr", "Variables (JSON)"), ("ar", "rtl", "")]
)
def test_the_page_is_in_the_language_of_the_browser(
    language: str, direction: str, word: str
) -> None:
    response = open_in_browser(**{"Accept-Language": language})

    assert f'<html lang="{language}" dir="{direction}">' in response.text
    assert word in response.text


@pytest.mark.usefixtures("_explorer_is_on")
def test_every_field_has_a_label() -> None:
    text = open_in_browser().text

    fields = re.findall(r'<(?:textarea|select|input) id="(\w+)"', text)
    assert {"query", "variables", "filter"} <= set(fields)
    assert {field for field in fields if f'<label for="{field}">' not in text} == set()


@pytest.mark.usefixtures("_explorer_is_on")
@pytest.mark.parametrize("accept", ["*/*", LEGACY, f"{LEGACY}, text/html;q=0.9"])
def test_a_program_never_gets_the_page(accept: str) -> None:
    response = Client().get(ADDRESS, headers={"Accept": accept})

    assert response.status_code == 400
    assert response["Content-Type"].startswith(LEGACY)


@pytest.mark.usefixtures("_explorer_is_on")
def test_a_query_in_the_address_is_answered_and_not_shown_in_the_page() -> None:
    response = open_in_browser("?query={hello}")

    assert response.json()["data"] == {"hello": "world"}


@pytest.mark.parametrize(
    ("explorer_setting", "debug", "status"),
    [(None, False, 400), (None, True, 200), (False, True, 400), (True, False, 200)],
)
def test_the_page_is_off_unless_the_site_is_one_for_development(
    settings: Settings, explorer_setting: bool | None, debug: bool, status: int
) -> None:
    settings.DEBUG = debug
    if explorer_setting is not None:
        settings.HUB_GRAPHQL_EXPLORER = explorer_setting

    response = open_in_browser()

    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html" if status == 200 else LEGACY)


def test_examples_are_the_operations_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "operations"
    folder.mkdir()
    (folder / "reports.graphql").write_text("{ hello }")
    (folder / "notes.txt").write_text("not an operation")
    monkeypatch.setattr(trusted, "OPERATIONS", folder)
    trusted.own_operations.cache_clear()

    found = trusted.own_operations()
    page = get_template("frontend_schema/explorer.html").render({"examples": found})
    trusted.own_operations.cache_clear()

    assert found == {"reports": "{ hello }"}
    assert "<option selected>reports</option>" in page


def test_the_schema_is_served_as_a_file_even_without_introspection(settings: Settings) -> None:
    settings.HUB_GRAPHQL_INTROSPECTION = False

    response = Client().get(f"{ADDRESS}schema.graphql")

    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == library.schema.as_str() + "\n"


def test_a_schema_that_did_not_change_is_not_sent_again() -> None:
    address = f"{ADDRESS}schema.graphql"
    tag = Client().get(address)["ETag"]

    response = Client().get(address, headers={"If-None-Match": tag})

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == tag
