"""What scripts on the pages of other sites may ask, in headers and in a real browser."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from .conftest import ADDRESS, Ask

ELSEWHERE = "https://partner.example"


def cors(response: HttpResponse) -> dict[str, str]:
    return {
        name.removeprefix("Access-Control-"): value
        for name, value in response.items()
        if name.startswith("Access-Control-")
    }


READABLE = {
    "Allow-Origin": "*",
    "Expose-Headers": "ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id",
}


def test_every_site_may_read_an_answer(ask: Ask) -> None:
    assert cors(ask("{ hello }")) == READABLE
    assert cors(Client().get(ADDRESS, {"query": "{ hello }"}, headers={"Origin": ELSEWHERE})) == (
        READABLE
    )
    assert cors(Client().get(f"{ADDRESS}schema.graphql")) == READABLE


@pytest.mark.parametrize("query", ["{ nothing }", "{", '{ fail(how: "bug") }'])
def test_every_site_may_read_an_error(ask: Ask, query: str) -> None:
    assert cors(ask(query)) == READABLE


def test_a_browser_that_asks_first_is_told_what_it_may_send() -> None:
    headers = {
        "Origin": ELSEWHERE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = Client().options(ADDRESS, headers=headers)

    assert response.status_code == 204
    assert cors(response) == READABLE | {
        "Allow-Methods": "GET, POST",
        "Allow-Headers": "*, Authorization",
        "Max-Age": "86400",
    }


def test_cookies_are_never_welcome(ask: Ask) -> None:
    """Without this header, no browser sends JSON with cookies or shows the answer."""
    assert "Access-Control-Allow-Credentials" not in ask("{ hello }")
    assert "Access-Control-Allow-Credentials" not in Client().options(ADDRESS)


FETCH = """async ([address, credentials]) => {
  const body = JSON.stringify({ query: "{ hello }" });
  const headers = { "Content-Type": "application/json" };
  try {
    const response = await fetch(address, { method: "POST", headers, body, credentials });
    return [await response.json(), response.headers.get("X-Request-Id")?.length];
  } catch (error) {
    return error.name;
  }
}"""


@pytest.mark.browser
def test_a_script_on_another_site_reads_the_api(chromium: Any, address: str) -> None:
    # To a browser, this name is another site; the policy of the page would keep it at home.
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address.replace('127.0.0.1', 'localhost')}schema.graphql")

    answer, length_of_id = page.evaluate(FETCH, [address, "omit"])
    refused = page.evaluate(FETCH, [address, "include"])
    context.close()

    assert (answer["data"], length_of_id) == ({"hello": "world"}, 32)
    assert refused == "TypeError"
