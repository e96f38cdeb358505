"""Whether a process that serves grows: what it holds on the way through many requests."""

import os
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import local

from .charts import Chart
from .content import WORDS
from .hub_site.graphql import ASKED
from .repeated import ASKED_BY_GET, CONNECTIONS, SERVING, Ask, address_of, served

REQUESTS = 100_000
STEP = 5_000
#: From then on nothing should grow: caches are full, each thread has its connections.
WARM = 10_000
SEARCH = """
query S($q: String!) {
  search(query: $q, first: 20) { totalCount edges { node { page { title } } } }
}
"""


def memory(_rounds: int, _groups: Sequence[int]) -> Iterator[str | Chart]:
    """Send 96 % of what was asked before, 3 % of queries never seen, 1 % of searches."""
    SERVING.run("benchmarks.hub_site.searching", "rebuild", "embedded")
    held: dict[int, float] = {}
    with served() as (port, pid), ThreadPoolExecutor(CONNECTIONS) as pool:
        worker = int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
        connections = local()

        def send(number: int) -> None:
            if not hasattr(connections, "own"):
                connections.own = HTTPConnection("127.0.0.1", port)
            ask_for(number).send(connections.own)

        for start in range(0, REQUESTS, STEP):
            held[start] = megabytes(worker)
            list(pool.map(send, range(start, start + STEP)))
        held[REQUESTS] = megabytes(worker)
    growth = (held[REQUESTS] - held[WARM]) / (REQUESTS - WARM) * 10_000
    yield f"- {held[0]:.0f} MB at first, {held[WARM]:.0f} MB after {WARM:,} requests,"
    yield f"  {held[REQUESTS]:.0f} MB after {REQUESTS:,}: {growth:+.2f} MB for each 10,000"
    yield Chart(
        name="memory",
        title="MB of one process, by thousands of requests",
        labels=[str(number // 1000) for number in held],
        series={"resident": list(held.values())},
        kind="Line",
    )


def ask_for(number: int) -> Ask:
    """Return the request with this number."""
    kind = number % 100
    if kind == 0:
        words = random.Random(number).sample(WORDS, k=2)
        return Ask(address_of(SEARCH, {"q": " ".join(words)}))
    if kind < 4:
        query, variables = ASKED[f"Q{kind}"]
        return Ask(address_of(f"{query}# {number}", variables))
    return Ask(list(ASKED_BY_GET.values())[number % len(ASKED_BY_GET)])


def megabytes(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
