"""Q1 to Q3 of the hub beside the same content served in other ways."""

from statistics import median

from .environments import grapple_site, hub_site, make_environments
from .questions import TITLES
from .racing import Contender, Result, race, ratio, worker_of, workers_of

HUB = "the hub"


def run(database_url: str, *, rounds: int, is_filled: bool) -> str:
    """Measure everything on one database; the result is a table."""
    hub, grapple = hub_site("hub_site", database_url), grapple_site(database_url)
    if not is_filled:
        make_environments()
        hub.fill("benchmarks.hub_site.load")
        grapple.fill("benchmarks.grapple_site.load")
    graphql, rest = "benchmarks.hub_site.graphql", "benchmarks.hub_site.rest"
    contenders = [
        Contender(name=HUB, site=hub, questions=f"{graphql}:QUESTIONS"),
        Contender(name="the hub, new query", site=hub, questions=f"{graphql}:UNSEEN"),
        Contender(
            name="wagtail-grapple",
            site=grapple,
            questions="benchmarks.grapple_site.graphql:QUESTIONS",
        ),
        Contender(name="Wagtail REST API v2", site=hub, questions=f"{rest}:QUESTIONS"),
        Contender(
            name="by hand", site=hub, questions="benchmarks.hub_site.by_hand:QUESTIONS"
        ),
    ]
    lines = []
    with workers_of(contenders) as workers:
        for question, title in TITLES.items():
            results = race(workers, question, rounds=rounds)
            same_facts(question, results)
            lines += [f"\n{question}: {title}\n", *table(results)]
    with worker_of(contenders[0]) as worker:
        found = {name: worker.ask("stages", name, 40) for name in TITLES}
    return "\n".join([*lines, "\nWhere the time of the hub goes, in ms of CPU:\n", *stages(found)])


def same_facts(question: str, results: dict[str, Result]) -> None:
    """A contender that says less is no contender."""
    facts = results[HUB].facts
    assert facts, question
    for name, result in results.items():
        assert result.facts == facts, f"{question}: {name} says something else than {HUB}."


def table(results: dict[str, Result]) -> list[str]:
    hub = results[HUB]
    lines = [
        "| | ms | ms of CPU | hub ÷ it | hub ÷ it, CPU | SQL | bytes |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, result in results.items():
        times = f"{median(result.wall):.1f} | {median(result.cpu):.1f}"
        ratios = f"{ratio(hub.wall, result.wall)} | {ratio(hub.cpu, result.cpu)}"
        ratios = " | " if result is hub else ratios
        lines.append(f"| {name} | {times} | {ratios} | {result.queries} | {result.bytes:,} |")
    return lines


def stages(found: dict[str, dict[str, float]]) -> list[str]:
    names = list(next(iter(found.values())))
    lines = [f"| | {' | '.join(found)} |", "|---|" + "--:|" * len(found)]
    for name in names:
        times = " | ".join(f"{1000 * each[name]:.2f}" for each in found.values())
        lines.append(f"| {name} | {times} |")
    return lines
