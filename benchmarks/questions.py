"""What every contender is asked, and what its answer must say, however it says it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

TITLES = {
    "Q1": "20 reports with title, summary, dates, cover preset and publisher, one locale",
    "Q2": "100 resources of all types, each with at least 3 topics and 2 files",
    "Q3": "one page with a body of 12 blocks, images and teasers among them",
}


@dataclass(frozen=True)
class Question:
    """A request, made anew each time, and a function that reads the facts out of its answer."""

    ask: Callable[[], HttpRequest]
    read: Callable[[Any], Any]


def report(
    *, title: str, summary: str, day: str, year: int, alt: str, size: Any, publishers: Iterable[str]
) -> list[Any]:
    return [title, summary, day, year, alt, *size, *publishers]


def resource(
    *, title: str, summary: str, topics: Any, files: Any, publishers: Any
) -> list[Any]:
    """The facts of one of a hundred; topics have no order that all contenders share."""
    labels = sorted((topic["code"], topic["label"]) for topic in topics)
    addresses = [(file["url"], file["title"]) for file in files]
    # The hub says PUBLISHER, as GraphQL writes enums.
    return [title, summary, labels, addresses, [item["role"].lower() for item in publishers]]


def words(html: str) -> str:
    """The text of a block, however its markup is written."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
