"""The short way to what is kept: the same to the letter, and for nobody who says who they are."""

import logging
from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError
from django.test import Client
from django.utils.cache import patch_vary_headers

from hub import repeated_answers
from hub.accounts.tokens import issue_token
from tests.site import add_report, library, translate

GRAPHQL = "/graphql/?" + urlencode({"query": "{ reports(first: 5) { edges { node { title } } } }"})
PAGE = "/en/library/cities/"
SHORT, LONG = 0, 1


class Counting:
    """The end of the long way: counts who comes by."""

    passed = 0

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        Counting.passed += 1
        return self.get_response(request)


class VaryingByAgent(Counting):
    def __call__(self, request):
        response = self.get_response(request)
        patch_vary_headers(response, ["User-Agent"])
        return response


@pytest.fixture(autouse=True)
def report(kept_answers, home, committed, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Counting"]
    with committed():
        report = add_report(library(home), "Report on cities", slug="cities", summary="Long " * 200)
        translate(report, "fr", title="Rapport")
    return report


def ask(client, address, **headers):
    """Return an answer, and how often somebody went the long way for it."""
    before = Counting.passed
    response = client.get(address, headers={"accept-encoding": "gzip", **headers})
    return response, Counting.passed - before


def known(address, **headers):
    """Return somebody who has asked often enough for the short way."""
    client = Client()
    for _time in range(2):
        ask(client, address, **headers)
    return client


def said(response):
    headers = {name: text for name, text in response.items() if name != "X-Request-Id"}
    return response.status_code, headers, response.content


@pytest.mark.parametrize("headers", [{}, {"accept-language": "fr"}, {"accept-encoding": "br"}])
@pytest.mark.parametrize("address", [GRAPHQL, PAGE, "/en/", "/sitemap-en-0.xml"])
def test_both_ways_give_the_same_answer(address, headers):
    client = Client()
    made, way_of_made = ask(client, address, **headers)
    by_long, way_of_long = ask(client, address, **headers)
    by_short, way_of_short = ask(client, address, **headers)

    assert (way_of_made, way_of_long, way_of_short) == (LONG, LONG, SHORT)
    assert said(by_short) == said(by_long)
    assert by_short["Content-Security-Policy"] == made["Content-Security-Policy"]
    assert by_short["X-Request-Id"] != by_long["X-Request-Id"]


@pytest.mark.parametrize("address", [GRAPHQL, PAGE])
def test_who_has_it_already_is_told_so(address):
    client = known(address)
    tag = ask(client, address)[0]["ETag"]

    response, way = ask(client, address, **{"if-none-match": tag})

    assert (response.status_code, response.content, way) == (304, b"", SHORT)
    assert (response["ETag"], response["Content-Length"]) == (tag, "0")


def test_another_language_is_another_answer():
    client = known(GRAPHQL, accept="application/json")

    assert ask(client, GRAPHQL, accept="application/json", **{"accept-language": "fr"})[1] == LONG
    assert ask(client, GRAPHQL, accept="application/graphql-response+json")[1] == LONG
    assert ask(client, GRAPHQL, accept="application/json")[1] == SHORT


@pytest.mark.parametrize("address", [GRAPHQL, PAGE])
def test_who_says_who_they_are_goes_the_long_way(address):
    client = known(address)
    person = get_user_model().objects.create_user("reader", "reader@example.org")

    assert ask(client, address, authorization=f"Bearer {issue_token(person)[1]}")[1] == LONG
    assert ask(client, address, authorization="Bearer of nothing")[1] == LONG
    client.cookies["anything"] = "1"
    assert ask(client, address)[1] == LONG
    client.cookies.clear()
    assert ask(client, address)[1] == SHORT


def test_another_host_is_refused_as_ever():
    client = known(PAGE)

    response, _way = ask(client, PAGE, host="evil.example")

    assert response.status_code == 400


@pytest.mark.parametrize("address", [GRAPHQL, PAGE])
def test_a_publication_is_in_the_next_answer(report, committed, address):
    client = known(address)
    report.title = "Report on towns"
    with committed():
        report.save_revision().publish()

    response, way = ask(client, address, **{"accept-encoding": "identity"})

    assert (b"Report on towns" in response.content, way) == (True, LONG)


def test_an_answer_that_differs_by_anything_else_is_not_given_to_all(settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.VaryingByAgent"]

    assert ask(known(PAGE), PAGE)[1] == LONG


def test_without_a_database_the_long_way_answers(monkeypatch):
    client = known(PAGE)

    def fail():
        raise OperationalError

    monkeypatch.setattr(repeated_answers, "public_version", fail)
    assert ask(client, PAGE)[1] == LONG


def test_strangers_cannot_fill_the_memory(monkeypatch):
    monkeypatch.setattr(repeated_answers, "MOST_KNOWN", 3)
    client = Client()
    for number in range(4):
        address = f"{PAGE}?{number}"
        assert [ask(client, address)[1] for _time in range(3)] == [LONG, LONG, SHORT]

    assert ask(client, f"{PAGE}?0")[1] == LONG
    assert ask(client, f"{PAGE}?3")[1] == SHORT


def test_the_log_names_the_route_of_the_short_way_too(caplog):
    client = known(GRAPHQL)
    with caplog.at_level(logging.INFO, "hub.tracing"):
        assert ask(client, GRAPHQL)[1] == SHORT

    assert [record.getMessage() for record in caplog.records] == ["GET graphql/ 200"]
