"""Run the benchmarks: `make bench`, or `make bench ARGS="scale --rounds 5"` for a part of it."""

import argparse
import os
import platform
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

import django
import wagtail

from .charts import Chart, draw
from .memory import memory
from .questions import TITLES
from .racing import Contender, table, take_turns, worker_of, workers_of
from .repeated import repeated
from .scale import scale
from .sites import DATABASES, FILLING, GRAPPLE, HUB, SERVER, grown, make_environments, sites_made

CONTENDERS = {
    "hub": Contender(HUB, "benchmarks.hub_site.graphql:QUESTIONS"),
    "hub, query never seen": Contender(HUB, "benchmarks.hub_site.graphql:UNSEEN"),
    "wagtail-grapple": Contender(GRAPPLE, "benchmarks.grapple_site.graphql:QUESTIONS"),
    "Wagtail REST API v2": Contender(HUB, "benchmarks.hub_site.rest:QUESTIONS"),
    "by hand": Contender(HUB, "benchmarks.hub_site.by_hand:QUESTIONS"),
}
#: Address of a cluster, if there is one.
CLUSTER = os.environ.get("HUB_ELASTICSEARCH_URL", "")
SEARCH = "benchmarks.hub_site.searching"
#: Groups in the catalogues of `scale` and `searching`.
GROUPS = (1_000, 10_000, 100_000)
#: How often an answer is repeated to see where its time goes.
LOOKS = 100


def contenders(rounds: int, _groups: Sequence[int]) -> Iterator[str | Chart]:
    """Ask every contender Q1 to Q3, and look where the time of the hub goes."""
    drawn: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    with workers_of(CONTENDERS) as workers:
        for question, title in TITLES.items():
            yield f"\n{question}: {title}\n"
            results = take_turns(workers, question, rounds=rounds)
            yield from table(results)
            for name, result in results.items():
                drawn[name].append(median(result.cpu))
    yield Chart(
        name="contenders",
        title="Milliseconds of CPU for one answer",
        labels=list(TITLES),
        series=drawn,
    )
    with worker_of(CONTENDERS["hub"]) as worker:
        shares = [worker.ask("divide", question, LOOKS) for question in TITLES]
    yield "\nWhere the CPU time of the hub goes\n"
    yield f"| | {' | '.join(TITLES)} |\n|---|--:|--:|--:|"
    for part in sorted(shares[0] | shares[1] | shares[2], key=shares[1].get, reverse=True):
        yield f"| {part} | {' | '.join(f'{each.get(part, 0):.0%}' for each in shares)} |"


def searching(rounds: int, groups: Sequence[int]) -> Iterator[str | Chart]:
    """Make the indices, ask Q4 of each engine with more and more groups, and publish."""
    drawn: dict[str, list[float]] = {}
    for number in groups:
        yield f"\nQ4 with {number:,} groups: 20 hits with passages, six facets, one filter\n"
        contenders = {}
        for database, base in DATABASES.items():
            site = grown(base, number)
            if CLUSTER and base is HUB:
                engine = replace(site, elasticsearch=CLUSTER)
                contenders["Elasticsearch"] = Contender(engine, f"{SEARCH}:QUESTIONS")
                contenders["elasticsearch-py alone"] = Contender(engine, f"{SEARCH}:ALONE")
                yield engine.run(SEARCH, "rebuild", "elasticsearch")
            contenders[f"embedded, {database}"] = Contender(site, f"{SEARCH}:QUESTIONS")
            yield f"{site.run(SEARCH, 'rebuild', 'embedded')}, {database}"
        yield ""
        with workers_of(contenders) as workers:
            results = take_turns(workers, "Q4", rounds=rounds)
        yield from table(results)
        for name, result in results.items():
            drawn.setdefault(name, []).append(median(result.wall))
        if number == groups[0]:
            yield "\nFrom publishing a page until it is found, with a worker\n"
            yield next(iter(contenders.values())).site.run(SEARCH, "publish")
    yield Chart(
        name="searching",
        title="Milliseconds for Q4, by groups in the catalogue",
        labels=[f"{number:,}" for number in groups],
        series=drawn,
    )


def profile(_rounds: int, _groups: Sequence[int]) -> Iterator[str]:
    """Say which functions of the hub a query that is new, and a search, spend their time in."""
    HUB.run(SEARCH, "rebuild", "embedded")
    unseen, search = "benchmarks.hub_site.graphql:UNSEEN", f"{SEARCH}:QUESTIONS"
    for title, questions, name in (
        ("Q1, never seen", unseen, "Q1"),
        ("Q3, never seen", unseen, "Q3"),
        ("Q4, embedded", search, "Q4"),
    ):
        with worker_of(Contender(HUB, questions)) as worker:
            costs = worker.ask("costs", name, LOOKS)
        yield f"- {title}: {', '.join(f'`{place}` {share:.0%}' for place, share in costs.items())}"


PARTS = {
    "contenders": contenders,
    "scale": scale,
    "repeated": repeated,
    "searching": searching,
    "memory": memory,
    "profile": profile,
}


def machine_line() -> str:
    """Say what the figures were measured with; above two, others take part in every number."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    server = DATABASES["PostgreSQL"].on_server("SHOW server_version") if SERVER else ""
    return (
        f"{models[0] if models else platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, Django {django.__version__}, "
        f"Wagtail {wagtail.__version__}, SQLite {sqlite3.sqlite_version}"
        f"{', PostgreSQL ' + server.split()[0] if server else ''}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], default=[])
    parser.add_argument("--rounds", type=int, default=15, help="turns of every contender")
    parser.add_argument("--groups", type=int, nargs="+", default=GROUPS, help="in catalogues")
    parser.add_argument("--again", action="store_true", help="with data that is there, and keep it")
    parser.add_argument("--charts", type=Path, help="a folder for pictures of the figures")
    arguments = parser.parse_args()
    if not arguments.again:
        for site in sites_made():
            site.remove()
        make_environments()
        HUB.fill(FILLING)
        GRAPPLE.fill("benchmarks.grapple_site.filling")
    print(machine_line(), flush=True)
    for part in arguments.part or PARTS:
        print(f"\n## {part}; load {os.getloadavg()[0]:.1f}", flush=True)
        for said in PARTS[part](arguments.rounds, arguments.groups):
            if isinstance(said, str):
                print(said, flush=True)
            elif arguments.charts:
                draw(said, arguments.charts)
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}")
    if not arguments.again:  # a server of databases may serve others, too
        for site in sites_made():
            if site.postgres:
                site.remove()


if __name__ == "__main__":
    main()
