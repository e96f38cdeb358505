"""The explorer in a real browser, under the real policy."""

from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    context = chromium.new_context(locale="en")
    page = context.new_page()
    page.problems = []
    page.requested = []
    page.on(
        "console", lambda message: message.type == "error" and page.problems.append(message.text)
    )
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("request", lambda request: page.requested.append(request.url))
    page.goto(address)
    yield page
    context.close()


def test_a_query_is_run_and_its_answer_shown(page: Any, address: str) -> None:
    page.get_by_label("Query").fill("query($n: Int) { resources(first: $n) { edges { cursor } } }")
    page.get_by_label("Variables (JSON)").fill('{"n": 2}')
    page.get_by_role("button", name="Run").click()

    page.get_by_text("cost 3 of 20000").wait_for()
    assert '"cursor": "1"' in page.locator("#answer").text_content()
    assert "Status 200" in page.get_by_role("status").text_content()

    page.get_by_label("Variables (JSON)").fill("[1]")
    page.keyboard.press("Control+Enter")
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("Variables (JSON)").get_attribute("aria-invalid") == "true"

    assert page.problems == []
    assert page.url == address
    assert {url.split("/")[2] for url in page.requested} == {address.split("/")[2]}
    assert not any("?" in url for url in page.requested)


def test_an_answer_is_shown_as_text_and_never_as_a_page(page: Any) -> None:
    page.get_by_label("Query").fill('{ echo(text: "<img src=x onerror=alert(1)>") }')
    page.keyboard.press("Control+Enter")

    page.get_by_text("onerror").last.wait_for()
    assert page.locator("img").count() == 0
    assert page.problems == []


def test_the_schema_stands_beside_it(page: Any) -> None:
    page.locator("#type-Query[open]").wait_for()
    page.get_by_label("Find a type or field").fill("totalcount")

    shown = page.locator("#types > details:visible")
    assert shown.locator("summary").first.text_content() == "ResourceConnection"
    page.get_by_label("Find a type or field").fill("")
    page.get_by_role("link", name="[Topic!]!").first.click()
    page.locator("#type-Topic[open]").wait_for()
    assert page.problems == []


def test_what_was_typed_outlives_a_reload(page: Any) -> None:
    page.get_by_label("Query").fill("{ hello }")
    page.get_by_role("button", name="Run").click()
    page.get_by_text("world").wait_for()
    page.reload()

    assert page.get_by_label("Query").input_value() == "{ hello }"
