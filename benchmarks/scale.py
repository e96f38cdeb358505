"""What grows with the catalogue: the same questions with more and more groups, on each database."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from .charts import Chart
from .racing import Contender, Result, ratio, take_turns, workers_of
from .sites import DATABASES, grown

QUESTIONS = "benchmarks.hub_site.scale:QUESTIONS"
#: What is asked with nothing kept, and what is asked again where answers are kept.
COLD = {
    "Q1": "Q1",
    "Q2": "Q2",
    "Q3": "Q3",
    "middle": "Q1 in the middle of the list",
    "topic": "Q1 of a topic that every second report has",
    "page": "the HTML page of Q3",
    "submission": "a submission",
    "publish": "a page published, until the API says it",
}
REPEATED = {name: f"{COLD[name]}, repeated" for name in ("Q1", "Q2", "Q3", "page")}


def scale(rounds: int, groups: Sequence[int]) -> Iterator[str | Chart]:
    """Ask the hub everything with so many groups in its catalogue."""
    drawn: dict[str, list[float]] = {database: [] for database in DATABASES}
    for database, base in DATABASES.items():
        sites = {number: grown(base, number) for number in groups}
        yield f"\n{database}: ms with so many groups in the catalogue\n"
        sizes = " | ".join(f"{number:,}" for number in groups)
        yield f"| | {sizes} | {groups[-1]:,} ÷ {groups[0]:,} | the same, CPU | SQL |"
        yield f"|---|{'--:|' * len(groups)}--:|--:|--:|"
        for questions, settings in ((COLD, "settings"), (REPEATED, "serving")):
            contenders = {
                str(number): Contender(
                    replace(site, settings=f"benchmarks.hub_site.{settings}"), QUESTIONS
                )
                for number, site in sites.items()
            }
            with workers_of(contenders) as workers:
                for question, title in questions.items():
                    results = list(take_turns(workers, question, rounds=rounds).values())
                    yield row(title, results)
                    pairs = zip(results[-1].wall, results[0].wall, strict=True)
                    drawn[database].append(median(large / small for large, small in pairs))
    yield Chart(
        name="scale",
        title=f"Time with {groups[-1]:,} groups, divided by that with {groups[0]:,}",
        labels=[*COLD.values(), *REPEATED.values()],
        series=drawn,
    )


def row(title: str, results: list[Result]) -> str:
    """Write one question: its time with each size, and how the largest compares to the smallest."""
    smallest, largest = results[0], results[-1]
    cells = [title, *(f"{median(result.wall):.2f}" for result in results)]
    cells += [ratio(largest.wall, smallest.wall), ratio(largest.cpu, smallest.cpu)]
    return f"| {' | '.join(cells)} | {largest.queries} |"
