"""The view at an address of its own, with a client that speaks GraphQL."""

import json
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from . import library

ADDRESS = "/graphql/"
MODERN = "application/graphql-response+json"
LEGACY = "application/json"

Ask = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def _own_addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = f"{__package__}.addresses"
    library.performed.clear()


@pytest.fixture
def ask() -> Ask:
    """Post a query the way a client of today does."""

    def send(query: str, *, accept: str = MODERN, **parameters: Any) -> HttpResponse:
        body = json.dumps({"query": query, **parameters})
        return Client().post(ADDRESS, body, content_type=LEGACY, headers={"Accept": accept})

    return send


def post(body: Any, content_type: str = LEGACY, **headers: str) -> Any:
    return Client().generic(
        "POST",
        ADDRESS,
        body,
        headers={"Accept": MODERN, **headers},
        CONTENT_TYPE=content_type,  # the client leaves it out when the body is empty
    )


def code_of(response: Any) -> str:
    (error,) = response.json()["errors"]
    assert error["extensions"]["requestId"] == response["X-Request-Id"]
    return error["extensions"]["code"]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Keep the requests of the audits out of the output."""


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    """Serve the small schema on a port of its own, as a site for development does."""
    settings.HUB_GRAPHQL_INTROSPECTION = settings.HUB_GRAPHQL_EXPLORER = True
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/graphql/"
    server.shutdown()
    server.server_close()
    thread.join()
