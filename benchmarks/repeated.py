"""What a repeated answer costs over HTTP, beside a static file of the same bytes, on one server."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from socket import socket
from statistics import median
from typing import Any
from urllib.parse import urlencode

from .charts import Chart
from .hub_site.graphql import ASKED, LONG_PATH
from .racing import ratio
from .sites import HUB, ROOT

SERVING = replace(HUB, settings="benchmarks.hub_site.serving")
#: Requests in one turn; their median is what the turn counts.
REQUESTS = 20
CONNECTIONS = 16
SECONDS = 3.0


@dataclass(frozen=True)
class Ask:
    """One request, sent again and again, as browsers and programs send it."""

    address: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def send(self, connection: HTTPConnection) -> tuple[bytes, str]:
        """Send it and read the whole answer; return its body as sent and its ETag."""
        connection.request("GET", self.address, headers={"Accept-Encoding": "gzip", **self.headers})
        response = connection.getresponse()
        body = response.read()
        if response.status != self.status:
            raise RuntimeError(f"{self.address}: {response.status} {body[:500]!r}")
        return body, response.headers.get("ETag", "")

    def times(self, connection: HTTPConnection) -> Iterator[float]:
        for _number in range(REQUESTS):
            started = time.perf_counter()
            self.send(connection)
            yield (time.perf_counter() - started) * 1000


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """Serve as in production, with one process, at a free port; return it and who starts it."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "hub.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--threads", str(CONNECTIONS), "--keep-alive", "60"]
    command += ["--log-level", "warning"]
    with subprocess.Popen(command, cwd=ROOT, env=SERVING.variables()) as process:
        try:
            wait_for(port)
            yield port, process.pid
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    give_up = time.monotonic() + 60
    while True:
        try:
            Ask("/health/live").send(HTTPConnection("127.0.0.1", port))
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)
        else:
            return


def address_of(query: str, variables: dict[str, Any]) -> str:
    return "/graphql/?" + urlencode({"query": query, "variables": json.dumps(variables)})


#: The questions and the page of the last one, by GET.
ASKED_BY_GET = {name: address_of(*asked) for name, asked in ASKED.items()} | {"page": LONG_PATH}


def rate(port: int, ask: Ask) -> float:
    """Return the requests a second that all connections get together."""
    until = time.monotonic() + SECONDS

    def run(_number: int) -> int:
        connection, sent = HTTPConnection("127.0.0.1", port), 0
        while time.monotonic() < until:
            ask.send(connection)
            sent += 1
        return sent

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sum(pool.map(run, range(CONNECTIONS))) / SECONDS


def repeated(rounds: int, _groups: Sequence[int]) -> Iterator[str | Chart]:
    """Ask each question again and again, a file of the same bytes in turn, and write a table."""
    folder = SERVING.folder / "static"
    folder.mkdir(exist_ok=True)
    with served() as (port, _pid):
        connection = HTTPConnection("127.0.0.1", port)
        answers = {name: Ask(address).send(connection) for name, address in ASKED_BY_GET.items()}
    for name, (body, _tag) in answers.items():
        (folder / f"{name}.bin").write_bytes(body)
    with served() as (port, _pid):  # which looks for static files when it starts
        drawn: dict[str, list[float]] = {"kept": [], "304": []}
        yield "| | bytes | static, ms | repeated ÷ static | 304 ÷ static |\n|---|--:|--:|--:|--:|"
        for name, address in ASKED_BY_GET.items():
            body, tag = answers[name]
            asks = [
                Ask(f"/static/{name}.bin"),
                Ask(address),
                Ask(address, status=304, headers={"If-None-Match": tag}),
            ]
            static, again, unchanged = turns_of(HTTPConnection("127.0.0.1", port), asks, rounds)
            cells = [name, f"{len(body):,}", f"{median(static):.2f}"]
            cells += [ratio(again, static), ratio(unchanged, static)]
            yield f"| {' | '.join(cells)} |"
            for line, times in (("kept", again), ("304", unchanged)):
                drawn[line].append(median(a / b for a, b in zip(times, static, strict=True)))
        rates = [rate(port, Ask(address)) for address in ("/static/Q1.bin", ASKED_BY_GET["Q1"])]
        yield (
            f"\nWith {CONNECTIONS} connections: {rates[0]:,.0f} static files a second,"
            f" Q1 repeated {rates[1]:,.0f} times"
        )
    yield Chart(
        name="repeated",
        title="A repeated answer over HTTP, divided by a static file of the same bytes",
        labels=list(ASKED_BY_GET),
        series=drawn,
    )


def turns_of(connection: HTTPConnection, asks: list[Ask], rounds: int) -> list[list[float]]:
    """Return the median of each turn, in milliseconds, for each of what is asked."""
    turns: list[list[float]] = [[] for _ask in asks]
    for _round in range(rounds):
        for found, ask in zip(turns, asks, strict=True):
            found.append(median(ask.times(connection)))
    return turns
