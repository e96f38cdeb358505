"""Hundreds of requests by chance: none breaks the API, none gets an answer without an end."""

import json
from collections import Counter
from time import process_time

import pytest
from django.test import Client

from frontend_schema.errors import ErrorCode
from frontend_schema.schema import schema
from search.delivery import deliver

from .abundance import NEEDLE, Abundance
from .hostile import Requests

pytestmark = pytest.mark.django_db

REQUESTS = 500
MEDIA_TYPES = ["application/json", "application/graphql-response+json"]
MOST_BYTES = 2_000_000
MOST_SECONDS = 2
#: Words that only our own machinery knows.
INTERNALS = (
    *("Traceback", "sqlite", "psycopg", "django", "hub_", "/hub/", "site-packages", "NoneType"),
    *("object at 0x", "SELECT ", "UNIQUE", "violates", "strawberry"),
)


@pytest.fixture(autouse=True)
def _patience(settings):
    """Measure the work and not the clock: a busy machine is no fault of the API."""
    settings.HUB_GRAPHQL_LIMITS = {"seconds": 60}


@pytest.fixture
def known(home, committed):
    """Name what is there, by the argument that asks for it."""
    abundance = Abundance(home, committed)
    while deliver():
        continue
    paths = list(abundance.paths.values())
    first = ask({"query": "{ resources(first: 1) { edges { cursor node { id } } } }"})
    (edge,) = first.json()["data"]["resources"]["edges"]
    return {
        "path": [*paths, *paths, "/en/old/"],
        "slug": ["report", "toolkit", "network-000", "organisation-000", "places-0"],
        "network": ["network-000", "network-001"],
        "locale": ["en", "fr", "es", "ar"],
        "query": [NEEDLE, "needel", "report -toolkit", '"a needle"', "title:report", ""],
        "prefix": ["rep", "n"],
        "after": [edge["cursor"]],
        "id": [edge["node"]["id"], "term:topics:topics-0:fr", "network:network-000:en"],
        "in": ["topics-0", "en", "report", "organisation-000", "places-0"],
    }


def ask(parameters, *, accept="application/graphql-response+json", by_get=False):
    client = Client(raise_request_exception=False)
    if by_get:
        return client.get(
            "/graphql/",
            {"query": parameters["query"], "variables": json.dumps(parameters["variables"])},
            headers={"Accept": accept},
        )
    return client.post(
        "/graphql/",
        json.dumps(parameters),
        content_type="application/json",
        headers={"Accept": accept},
    )


def problems(response, seconds):
    """Say what is wrong with an answer, whatever was asked."""
    if response.status_code >= 500:
        yield f"status {response.status_code}"
    if len(response.content) > MOST_BYTES:
        yield f"{len(response.content)} bytes"
    if seconds > MOST_SECONDS:
        yield f"{seconds:.1f} seconds"
    answer = json.loads(response.content)
    errors = answer.get("errors", [])
    if response.status_code >= 400 and not errors:
        yield "a refusal without errors"
    for error in errors:
        code = error["extensions"]["code"]
        if code not in ErrorCode.__members__ or code in ("INTERNAL", "TIMEOUT"):
            yield f"code {code}: {error['message']}"
        if error["extensions"]["requestId"] != response["X-Request-Id"]:
            yield "another request id"
        if any(word in error["message"] for word in INTERNALS):
            yield f"told {error['message']}"


def outcome(response):
    """Say in a word how a request ended."""
    answer = json.loads(response.content)
    codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
    return "+".join(sorted(codes)) or "answered"


def run(known, seed, count):
    """Send some requests, stop at the first that goes wrong, and count how they ended."""
    requests = Requests(schema._schema, seed, known)
    outcomes = Counter()
    for number in range(count):
        parameters = requests.next()
        options = {
            "accept": requests.chance.choice(MEDIA_TYPES),
            "by_get": requests.chance.random() < 0.2,
        }
        started = process_time()
        response = ask(parameters, **options)
        found = list(problems(response, process_time() - started))
        assert not found, (number, found, parameters)
        outcomes[outcome(response)] += 1
    return outcomes


def test_no_request_breaks_the_api(known):
    outcomes = run(known, seed=3, count=REQUESTS)

    # The check can fail: enough was answered, and enough was refused, for each of these reasons.
    assert outcomes["answered"] > REQUESTS / 4
    assert outcomes["BAD_USER_INPUT"] > REQUESTS / 10
    assert outcomes["COST_EXCEEDED"] > 0


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(100, 120))
def test_no_request_of_a_long_run_breaks_the_api(known, seed):
    run(known, seed=seed, count=1_000)
