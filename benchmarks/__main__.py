"""Run the benchmarks: `make bench`, or `make bench ARGS="flatness --rounds 5"` for a part of it."""

import argparse
import os
import platform
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import django
import wagtail

from .questions import TITLES
from .racing import Contender, race, worker_of, workers_of
from .repeated import repeated
from .sites import GRAPPLE, HUB, Site, make_environments

CONTENDERS = {
    "hub": Contender(HUB, "benchmarks.hub_site.graphql:QUESTIONS"),
    "hub, query never seen": Contender(HUB, "benchmarks.hub_site.graphql:UNSEEN"),
    "wagtail-grapple": Contender(GRAPPLE, "benchmarks.grapple_site.graphql:QUESTIONS"),
    "Wagtail REST API v2": Contender(HUB, "benchmarks.hub_site.rest:QUESTIONS"),
    "by hand": Contender(HUB, "benchmarks.hub_site.by_hand:QUESTIONS"),
}
SEARCH = "benchmarks.hub_site.searching"
#: Groups in the catalogues that are searched.
SEARCHED = (1_000, 10_000, 100_000)
#: How often an answer is repeated to see where its time goes.
LOOKS = 100


def contenders(rounds: int) -> Iterator[str]:
    """Ask every contender Q1 to Q3, and look where the time of the hub goes."""
    with workers_of(CONTENDERS) as workers:
        for question, title in TITLES.items():
            yield f"\n{question}: {title}\n"
            yield from race(workers, question, rounds=rounds)
    with worker_of(CONTENDERS["hub"]) as worker:
        shares = [worker.ask("divide", question, LOOKS) for question in TITLES]
    yield "\nWhere the CPU time of the hub goes\n"
    yield f"| | {' | '.join(TITLES)} |\n|---|--:|--:|--:|"
    for part in sorted(shares[0] | shares[1] | shares[2], key=shares[1].get, reverse=True):
        yield f"| {part} | {' | '.join(f'{each.get(part, 0):.0%}' for each in shares)} |"


def grown(groups: int) -> Site:
    """Return a site with so many groups in its catalogue; the first to ask makes it."""
    site = replace(HUB, name=f"hub_{groups}")
    if not site.folder.exists():
        shutil.copytree(HUB.folder, site.folder)
        site.run("benchmarks.filling", "benchmarks.hub_site.growth", str(groups))
    return site


def flatness(rounds: int) -> Iterator[str]:
    """Ask the hub Q1 and Q3 with more and more groups in its catalogue."""
    growing = {
        f"{groups:,} groups": Contender(grown(groups), "benchmarks.hub_site.growth:QUESTIONS")
        for groups in (100_000, 10_000, 1_000)
    }
    with workers_of(growing) as workers:
        for question, title in {
            "Q1": "the first page of Q1",
            "middle": "a page of Q1 in the middle of the list",
            "topic": "Q1 of one topic, which every second report has",
            "Q3": "one page with twelve blocks",
        }.items():
            yield f"\n{title}\n"
            yield from race(workers, question, rounds=rounds)


def searching(rounds: int) -> Iterator[str]:
    """Make the indices, ask Q4 of each engine with more and more groups, and publish."""
    cluster = os.environ.get("HUB_ELASTICSEARCH_URL", "")
    for groups in SEARCHED:
        site = replace(grown(groups), elasticsearch=cluster)
        yield f"\nQ4 with {groups:,} groups: 20 hits with passages, six facets, one filter\n"
        yield site.tell(SEARCH, "rebuild")
        contenders = {"embedded": Contender(replace(site, elasticsearch=""), f"{SEARCH}:QUESTIONS")}
        if cluster:
            contenders = {
                "Elasticsearch": Contender(site, f"{SEARCH}:QUESTIONS"),
                "elasticsearch-py alone": Contender(site, f"{SEARCH}:ALONE"),
            } | contenders
        with workers_of(contenders) as workers:
            yield from race(workers, "Q4", rounds=rounds)
        if groups == SEARCHED[0]:
            yield "\nFrom publishing a page until it is found, with a worker\n"
            yield site.tell(SEARCH, "publish")


PARTS = {
    "contenders": contenders,
    "flatness": flatness,
    "repeated": repeated,
    "searching": searching,
}


def machine_line() -> str:
    """Say what the figures were measured with; above two, others take part in every number."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return (
        f"{models[0] if models else platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, Django {django.__version__}, "
        f"Wagtail {wagtail.__version__}, SQLite {sqlite3.sqlite_version}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[[], *PARTS], default=[])
    parser.add_argument("--rounds", type=int, default=15, help="turns of every contender")
    parser.add_argument("--again", action="store_true", help="with the data of the last run")
    arguments = parser.parse_args()
    if not arguments.again:
        make_environments()
        for folder in HUB.folder.parent.glob("hub_*0"):
            shutil.rmtree(folder)
        HUB.fill("benchmarks.hub_site.filling")
        GRAPPLE.fill("benchmarks.grapple_site.filling")
    print(machine_line(), flush=True)
    for part in arguments.part or PARTS:
        print(f"\n## {part}; load {os.getloadavg()[0]:.1f}", flush=True)
        for line in PARTS[part](arguments.rounds):
            print(line, flush=True)
    print(f"\nLoad at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
