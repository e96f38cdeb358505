"""One contender in a process of its own: `python -m benchmarks.worker <module:questions>`.

It answers one command a line and never runs unasked.
"""

import json
import signal
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from importlib import import_module
from time import perf_counter, process_time
from types import FrameType
from typing import Any

import django
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from .questions import missing
from .sites import ROOT

#: Makes a request, or gets ready what a service does; the time of that does not count.
Ask = Callable[[], HttpRequest | Callable[[], HttpResponse]]
#: Whose time it is, by a part of a file's path; the innermost frame that is named here counts.
PARTS = {
    "/benchmarks/": "",
    "/django/test/": "",
    "/graphql/": "GraphQL execution",
    "/strawberry/": "GraphQL execution",
    "/frontend_schema/plain_execution": "GraphQL execution",
    "/json/": "JSON of cards, bodies and the answer",
    "/django/db/": "SQL, and rows in Django",
    "/hub/": "the hub's resolvers and loaders",
    "/resources/": "the hub's resolvers and loaders",
    "/frontend_schema/": "the view, its limits and headers",
}
#: Whose functions are named as costs, and how many.
OURS = ("/hub/", "/resources/", "/courses/", "/actions/", "/search/", "/frontend_schema/")
LARGEST = 3


def answer(ask: Ask) -> tuple[float, float, HttpResponse]:
    """Time the view alone: routing and middleware are no contender's own."""
    asked = ask()
    work = view_of(asked) if isinstance(asked, HttpRequest) else asked
    started, started_cpu = perf_counter(), process_time()
    response = work()
    if hasattr(response, "render"):
        response.render()
    return perf_counter() - started, process_time() - started_cpu, response


def view_of(request: HttpRequest) -> Callable[[], HttpResponse]:
    match = resolve(request.path_info)
    return partial(match.func, request, *match.args, **match.kwargs)


def check(question: str, ask: Ask, _times: int) -> dict[str, int]:
    """Answer with everything warm, and say what it took; who says less is no contender."""
    answer(ask)
    with CaptureQueriesContext(connection) as queries:
        response = answer(ask)[2]
    is_page = response["Content-Type"].startswith("text/html")
    content = response.content.decode() if is_page else json.loads(response.content)
    if lacking := missing(question, content):
        raise RuntimeError(f"{question} lacks {lacking[:5]} in {response.content[:2000]!r}")
    return {"queries": len(queries), "bytes": len(response.content)}


def measure(_question: str, ask: Ask, times: int) -> list[tuple[float, float]]:
    """Answer a few times; the first one wakes the processor's caches and does not count."""
    return [answer(ask)[:2] for _number in range(times + 1)][1:]


def divide(_question: str, ask: Ask, times: int) -> dict[str, float]:
    """Return everybody's share of the time."""
    seen = look(ask, times, part_of)
    return {part: count / seen.total() for part, count in seen.items()}


def costs(_question: str, ask: Ask, times: int) -> dict[str, float]:
    """Return the largest shares by function of the hub, with what libraries do for each."""
    seen = look(ask, times, function_of)
    return {place: count / seen.total() for place, count in seen.most_common(LARGEST)}


def part_of(frame: FrameType) -> str | None:
    path = path_of(frame)
    return next((name for mark, name in PARTS.items() if mark in path), None)


def function_of(frame: FrameType) -> str | None:
    path = path_of(frame)
    if any(mark in path for mark in ("/benchmarks/", "/django/test/")):
        return ""
    is_ours = path.startswith(OURS)
    return f"{path.removeprefix('/')}: {frame.f_code.co_qualname}" if is_ours else None


def path_of(frame: FrameType) -> str:
    return "/" + frame.f_code.co_filename.removeprefix(f"{ROOT}/")


def look(ask: Ask, times: int, name_of: Callable[[FrameType], str | None]) -> Counter[str]:
    """Look every millisecond of CPU at who is running: the innermost that has a name counts."""
    seen: Counter[str] = Counter()

    def count(_signal: int, frame: FrameType | None) -> None:
        while frame:
            name = name_of(frame)
            if name:
                seen[name] += 1
            if name is not None:  # the making of requests counts for nobody
                return
            frame = frame.f_back

    measure("", ask, times // 10)
    signal.signal(signal.SIGPROF, count)
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    measure("", ask, times)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return seen


def main() -> None:
    django.setup()
    module, _colon, name = sys.argv[1].partition(":")
    questions: dict[str, Ask] = getattr(import_module(module), name)
    commands: dict[str, Callable[[str, Ask, int], Any]] = {
        "check": check,
        "measure": measure,
        "divide": divide,
        "costs": costs,
    }
    for line in sys.stdin:
        command, question, times = line.split()
        print(json.dumps(commands[command](question, questions[question], int(times))), flush=True)


if __name__ == "__main__":
    main()
