"""What an absent, silent, odd or overloaded cluster does to those who search and write: little."""

import socket
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from search import engines as registry
from search.delivery import deliver
from search.engines.base import EngineAway
from search.engines.elasticsearch import ElasticsearchEngine, connection
from search.engines.elasticsearch.connection import Breaker, Refused
from search.models import EngineState
from tests.search.cluster import ask, document, found
from tests.site import add_report, library

pytestmark = pytest.mark.django_db


class Impostor(BaseHTTPRequestHandler):
    """A server that answers everything alike."""

    status, body, product = 200, b"{}", "Elasticsearch"

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.body)))
        self.send_header("X-Elastic-Product", self.product)
        self.end_headers()
        self.wfile.write(self.body)

    do_GET = do_POST = do_PUT = do_HEAD = answer

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def impostor(settings):
    """Yield a way to an engine whose cluster answers everything with this."""
    servers = []

    def start(**answer):
        handler = type("Handler", (Impostor,), answer)
        server = HTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        settings.HUB_ELASTICSEARCH_URL = [f"http://127.0.0.1:{server.server_port}"]
        return ElasticsearchEngine()

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 429},
        {"status": 500},
        {"status": 503, "body": b"<html>Bad gateway</html>"},
        {"status": 403, "body": b'{"error": {"type": "cluster_block_exception"}}'},
        {"body": b'{"hits": '},
        {"body": b"[]"},
        {"body": b"{}"},
        {"product": "Another"},
    ],
)
def test_whatever_a_cluster_answers_is_an_answer_or_an_absence(impostor, answer):
    engine = impostor(**answer)

    for attempt in (
        lambda: found(engine, "fig"),
        lambda: engine.write([document(1, 1, "Fig")]),
        engine.prepare,
        lambda: list(engine.stored()),
    ):
        with pytest.raises(EngineAway):
            attempt()


@pytest.mark.parametrize(
    ("status", "expected"),
    [(409, {}), (400, {1: "odd: why"}), (429, None), (503, None), (403, None)],
)
def test_each_item_of_a_bulk_is_judged_by_itself(impostor, status, expected):
    item = f'{{"index": {{"status": {status}, "error": {{"type": "odd", "reason": "why"}}}}}}'
    fine = '{"index": {"status": 200}}'
    engine = impostor(body=f'{{"errors": true, "items": [{item}, {fine}]}}'.encode())
    documents = [document(1, 1, "Fig"), document(2, 1, "Fig")]

    if expected is None:
        with pytest.raises(EngineAway):
            engine.write(documents)
    else:
        assert engine.write(documents) == expected


def test_a_closed_port_leaves_the_answer_to_the_embedded_engine(home, settings, committed):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.HUB_ELASTICSEARCH_URL = [f"http://127.0.0.1:{free.getsockname()[1]}"]
    registry.engines.cache_clear()
    try:
        with committed():
            add_report(library(home), "Zanzibar")
        while deliver():
            continue

        answer = ask("zanzibar")
        state = EngineState.objects.get(engine="elasticsearch")
    finally:
        registry.engines.cache_clear()

    assert (answer.engine, answer.is_degraded, answer.total) == ("embedded", True, 1)
    assert (state.failures > 0, state.error != "", state.leased_until) == (True, True, None)


def test_a_silent_cluster_is_waited_for_no_longer_than_set(settings, monkeypatch):
    monkeypatch.setattr(connection, "READ_SECONDS", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.HUB_ELASTICSEARCH_URL = [f"http://127.0.0.1:{silent.getsockname()[1]}"]
        engine = ElasticsearchEngine()
        started = time.monotonic()

        for _time in range(connection.FAILURES):
            with pytest.raises(EngineAway, match="timed out"):
                found(engine, "fig")
        with pytest.raises(EngineAway, match="failed 3 times in a row"):
            found(engine, "fig")

    assert time.monotonic() - started < 20


def test_a_breaker_opens_lets_one_try_and_closes(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(connection.time, "monotonic", lambda: now[0])
    breaker = Breaker()
    asked = []

    def attempt(error=None):
        try:
            with breaker.guarding():
                asked.append(now[0])
                if error:
                    raise error
        except EngineAway:
            return False
        return True

    for _time in range(5):
        attempt(EngineAway())
    assert len(asked) == 3

    now[0] += connection.REST_SECONDS
    assert (attempt(EngineAway()), attempt()) == (False, False)
    assert len(asked) == 4

    now[0] += connection.REST_SECONDS
    assert [attempt(), attempt(), attempt(Refused()), attempt(Refused())] == [
        True,
        True,
        False,
        False,
    ]
    assert [attempt(Refused()), attempt()] == [False, True]
