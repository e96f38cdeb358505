"""One contender in a process of its own; it answers one command a line and never runs unasked.

    python -m benchmarks.worker <module:NAME of a dict of questions>
"""

import json
import sys
from importlib import import_module
from statistics import median
from time import perf_counter, process_time
from typing import Any

import django
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from .questions import Question


def answer(question: Question) -> tuple[float, float, HttpResponse]:
    """Time the view alone: routing and middleware are no contender's own."""
    request = question.ask()
    match = resolve(request.path_info)
    started, started_cpu = perf_counter(), process_time()
    response = match.func(request, *match.args, **match.kwargs)
    if hasattr(response, "render"):
        response.render()
    return perf_counter() - started, process_time() - started_cpu, response


def check(question: Question, _times: int) -> dict[str, Any]:
    """Answer once with everything warm, and say what it took and what it says."""
    answer(question)
    with CaptureQueriesContext(connection) as queries:
        response = answer(question)[2]
    content = json.loads(response.content)
    if response.status_code != 200 or (isinstance(content, dict) and content.get("errors")):
        raise RuntimeError(response.content[:2000])
    return {
        "queries": len(queries),
        "bytes": len(response.content),
        "facts": question.read(content),
        "sql": [query["sql"] for query in queries],
    }


def measure(question: Question, times: int) -> list[tuple[float, float]]:
    """Answer a few times; the first one wakes the processor's caches and does not count."""
    return [answer(question)[:2] for _number in range(times + 1)][1:]


def stages(question: Question, times: int) -> dict[str, float]:
    """Divide the time of an answer by parts; clocks cost time too, so this is run on its own."""
    from .stages import clock

    found: list[dict[str, float]] = []
    for _number in range(times):
        with clock() as running:
            answer(question)
        running.switch()
        found.append(running.times)
    return {name: median(each[name] for each in found) for name in found[0]}


def main() -> None:
    django.setup()
    module, _colon, name = sys.argv[1].partition(":")
    questions: dict[str, Question] = getattr(import_module(module), name)
    commands = {"check": check, "measure": measure, "stages": stages}
    for line in sys.stdin:
        command, question, times = line.split()
        print(json.dumps(commands[command](questions[question], int(times))), flush=True)


if __name__ == "__main__":
    main()
