"""What a network in front is told: for how long it may keep an answer, and when to drop all."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from hub import cdn
from hub.catalogue.generation import bump_generation
from hub.health import worker_problem
from hub.outbox.models import JobRun
from hub.outbox.worker import run_jobs
from tests.partner_sites import key_of, make_partner

pytestmark = pytest.mark.django_db
TOPICS = "/graphql/?query={topics{label}}"
NOON = datetime(2030, 6, 1, 12, tzinfo=UTC)


class Network(HTTPServer):
    """Another server, that writes down what it is asked to drop."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Purging)
        self.asked: list[tuple[Any, ...]] = []
        self.status = 200


class Purging(BaseHTTPRequestHandler):
    server: Network

    def purge(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        names = ("Surrogate-Key", "Authorization")
        headers = tuple(self.headers.get(name) for name in names)
        self.server.asked.append((self.command, self.path, *headers, json.loads(body or "null")))
        self.send_response(self.server.status)
        self.end_headers()

    do_PURGE = do_POST = purge

    def log_message(self, *_arguments: Any) -> None:
        pass


@pytest.fixture
def network(settings: Any) -> Iterator[Network]:
    server = Network()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    backend = {
        "BACKEND": "hub.cdn.SurrogateKeyBackend",
        "LOCATION": f"http://127.0.0.1:{server.server_port}/all",
        "HEADERS": {"Authorization": "Bearer of-the-network"},
    }
    settings.WAGTAILFRONTENDCACHE = {"network": backend}
    cache.delete(cdn.PURGED)
    yield server
    server.shutdown()
    server.server_close()


def test_a_change_is_told_at_once_and_once_more(network: Network, home: Any) -> None:
    purge = ("PURGE", "/all", "hub", "Bearer of-the-network", None)
    with time_machine.travel(NOON, tick=False) as clock:
        cdn.purge_changed()
        assert network.asked == [purge]  # what was kept before the worker began is unknown
        cdn.purge_changed()
        assert network.asked == [purge]
        clock.shift(cdn.AGAIN)
        for _turn in range(3):
            cdn.purge_changed()
        assert network.asked == [purge] * 2
        bump_generation()
        for _turn in range(3):
            cdn.purge_changed()
        assert network.asked == [purge] * 3
        clock.shift(timedelta(days=1))  # the day says what goes on, and what is over
        cdn.purge_changed()
        assert network.asked == [purge] * 4


def test_what_the_network_refused_is_asked_again(network: Network, home: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        run_jobs()
        clock.shift(cdn.AGAIN)
        run_jobs()
        network.asked.clear()
        network.status = 503
        bump_generation()
        clock.shift(5)
        run_jobs()
        run_jobs()
        assert len(network.asked) == 1
        assert worker_problem().startswith("the job purge-networks failed: HTTPError: 503")
        network.status = 200
        clock.shift(30)
        run_jobs()
        assert len(network.asked) == 2
        assert JobRun.objects.get(name="purge-networks").last_error == ""


def test_a_network_that_wants_a_body_gets_one(network: Network, settings: Any, home: Any) -> None:
    tags = {"tags": ["hub"]}
    settings.WAGTAILFRONTENDCACHE["network"] |= {"METHOD": "POST", "JSON": tags}
    cdn.purge_changed()
    assert network.asked == [("POST", "/all", "hub", "Bearer of-the-network", tags)]


def test_answers_say_for_how_long(settings: Any, kept_answers: None, home: Any) -> None:
    def said(path: str, **headers: str) -> tuple[str | None, ...]:
        response = Client().get(path, headers=headers)
        names = ("CDN-Cache-Control", "Surrogate-Control", "Surrogate-Key")
        return tuple(response.get(name) for name in names)

    nothing = (None, None, None)
    assert said("/en/") == nothing
    settings.HUB_CDN_SECONDS = 300
    bump_generation()
    for path in ("/en/", TOPICS):
        assert said(path) == ("public, max-age=300", "max-age=300", "hub")
        assert "no-cache" in Client().get(path)["Cache-Control"]  # to browsers
    key = key_of(make_partner("mc2cm"))
    assert said(TOPICS, authorization=f"Bearer {key}") == nothing
    assert said("/graphql/?query={nothing}") == said("/en/account/login/") == nothing
