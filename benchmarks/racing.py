"""Rounds in which the contenders take turns, so that a busy machine is busy for all of them."""

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from .sites import ROOT, Site

#: Answers in one turn; their median is what the turn counts.
ANSWERS = 5


@dataclass(frozen=True)
class Contender:
    site: Site
    questions: str


@dataclass
class Result:
    """What one contender needed for one question; times in milliseconds, one a round."""

    queries: int
    bytes: int
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


class Worker:
    """The process of one contender."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def ask(self, command: str, question: str, times: int = 0) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        print(command, question, times, file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"The worker ended with {self.process.wait()} at {question}.")
        return json.loads(line)


@contextmanager
def worker_of(contender: Contender) -> Iterator[Worker]:
    site = contender.site
    command = [site.python, "-m", "benchmarks.worker", contender.questions]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=site.variables(), **pipes) as process:
        try:
            yield Worker(process)
        finally:
            process.stdin.close()


@contextmanager
def workers_of(contenders: Mapping[str, Contender]) -> Iterator[dict[str, Worker]]:
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(worker_of(contender))
            for name, contender in contenders.items()
        }


def take_turns(workers: Mapping[str, Worker], question: str, *, rounds: int) -> dict[str, Result]:
    """Check what every contender answers, and let them take turns."""
    results = {name: Result(**worker.ask("check", question)) for name, worker in workers.items()}
    for _round in range(rounds):
        for name, worker in workers.items():
            times = worker.ask("measure", question, ANSWERS)
            results[name].wall.append(median(wall for wall, _cpu in times) * 1000)
            results[name].cpu.append(median(cpu for _wall, cpu in times) * 1000)
    return results


def table(results: Mapping[str, Result]) -> Iterator[str]:
    """Write what everybody needed; the ratios are of the first contender to each other."""
    first = next(iter(results.values()))
    yield f"| | ms | ms of CPU | {next(iter(results))} ÷ it | the same, CPU | SQL | bytes |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, it in results.items():
        times = f"{median(it.wall):.1f} | {median(it.cpu):.1f}"
        ratios = f"{ratio(first.wall, it.wall)} | {ratio(first.cpu, it.cpu)}"
        ratios = " | " if it is first else ratios
        yield f"| {name} | {times} | {ratios} | {it.queries} | {it.bytes:,} |"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Return the median of the rounds' ratios, with their quarters."""
    ratios = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    quarter = len(ratios) // 4
    return f"{median(ratios):.2f} ({ratios[quarter]:.2f}–{ratios[-1 - quarter]:.2f})"
