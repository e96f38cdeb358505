"""Rounds in which the contenders take turns, so that a busy machine is busy for all of them."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from .environments import ROOT, Site

#: Answers in one turn; their median is what the turn counts.
ANSWERS = 5


@dataclass(frozen=True, kw_only=True)
class Contender:
    name: str
    site: Site
    questions: str


@dataclass
class Result:
    """What one contender needed for one question; times in milliseconds, one a round."""

    queries: int
    bytes: int
    facts: Any
    sql: list[str]
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


class Worker:
    """The process of one contender."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def ask(self, command: str, question: str, times: int = 0) -> Any:
        assert self.process.stdin and self.process.stdout
        print(command, question, times, file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"The worker ended with {self.process.wait()} at {question}.")
        return json.loads(line)


@contextmanager
def worker_of(contender: Contender) -> Iterator[Worker]:
    command = [str(contender.site.python), "-m", "benchmarks.worker", contender.questions]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=contender.site.variables(), **pipes) as process:
        try:
            yield Worker(process)
        finally:
            process.stdin.close()


@contextmanager
def workers_of(contenders: Sequence[Contender]) -> Iterator[dict[str, Worker]]:
    with ExitStack() as stack:
        yield {each.name: stack.enter_context(worker_of(each)) for each in contenders}


def race(workers: dict[str, Worker], question: str, *, rounds: int) -> dict[str, Result]:
    """Check what every contender answers, then let them take turns: A B C A B C …"""
    results = {name: Result(**worker.ask("check", question)) for name, worker in workers.items()}
    for _round in range(rounds):
        for name, worker in workers.items():
            times = worker.ask("measure", question, ANSWERS)
            results[name].wall.append(median(wall for wall, _cpu in times) * 1000)
            results[name].cpu.append(median(cpu for _wall, cpu in times) * 1000)
    return results


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """The median of the rounds' ratios, with the smallest and the largest."""
    ratios = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    return f"{median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"
