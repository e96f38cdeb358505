"""What every contender is asked, and what its answer must say, however it says it."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

from .content import LONG_TITLE, PUBLISHERS, Item, library

TITLES = {
    "Q1": "20 reports with title, summary, dates, cover preset and publisher, one locale",
    "Q2": "100 resources of all types, each with at least 3 topics and 2 files",
    "Q3": "one page with a body of 12 blocks, images and teasers among them",
}


def missing(question: str, content: Any) -> list[str]:
    """Return the facts that an answer does not say, or not as often as it should."""
    if question == "Q4":
        return lacking_in_search(content)
    if question in ("submission", "publish"):  # which look at their answers themselves
        return []
    if question == "page":
        return missing("Q3", [content, *re.findall(r'alt="([^"]*)"', content)])
    facts = {"Q1": _q1, "Q2": _q2, "Q3": _q3}.get(question)
    if facts is None:  # a page of reports that are not of the library
        return [] if len(content["data"]["reports"]["edges"]) == 20 else ["20 reports"]
    wanted = Counter(plain(fact) for fact in facts())
    said = [plain(value) for value in leaves(content)]
    # Some write a block as fields, some as HTML: there a fact is a part of a value.
    count = "\n".join(said).count if question == "Q3" else Counter(said).__getitem__
    lacking = [fact for fact, times in wanted.items() if count(fact) < times]
    titles = [plain(item.title) for item in newest_reports()]
    if question == "Q1" and [value for value in said if value in titles] != titles:
        lacking.append("the order")
    return lacking


def lacking_in_search(content: Any) -> list[str]:
    """Look for 20 hits with passages and counts of 6 facets, from the hub or from the cluster."""
    if "data" not in content:
        hits, counted = content["hits"]["hits"], content["aggregations"].values()
        return [] if len(hits) >= 20 and len(counted) == 6 else ["hits or counts"]
    found = content["data"]["search"]
    lacking = [] if len(found["edges"]) == 20 else ["20 hits"]
    lacking += [] if all(edge["node"]["highlights"] for edge in found["edges"]) else ["passages"]
    lacking += [facet["name"] for facet in found["facets"] if not facet["values"]]
    return lacking + (["the engine that is measured"] if found["degraded"] else [])


def newest_reports() -> list[Item]:
    reports = [item for item in library() if item.kind == "Report"]
    return sorted(reports, key=lambda item: item.issued_on, reverse=True)[:20]


def _q1() -> Iterator[Any]:
    for item in newest_reports():
        yield from (item.title, item.summary, item.issued_on, item.issued_on.year)
        yield from (f"Picture {item.picture}", 480, 320, PUBLISHERS[item.publisher])


def _q2() -> Iterator[Any]:
    for item in library():
        yield from (item.title, item.summary, "publisher", *item.topics)
        yield from (f"About {topic.removeprefix('on-')}" for topic in item.topics)
        for file in item.files:
            yield from (file.url, file.title, file.language)


def _q3() -> Iterator[Any]:
    summaries = {item.title: item.summary for item in library()}
    yield LONG_TITLE
    for name, values in next(item.body for item in library() if item.title == LONG_TITLE):
        if name == "teaser":
            yield from (values["page"], summaries[values["page"]])
        elif name == "organisations":
            yield from (PUBLISHERS[number] for number in values["organisations"])
        elif name == "rich_text":
            yield values["html"].partition("</p>")[0]
        else:
            yield from (value for value in values.values() if isinstance(value, str))


def leaves(content: Any) -> Iterator[Any]:
    """Yield every value of an answer in its order."""
    if isinstance(content, dict | list):
        for value in content.values() if isinstance(content, dict) else content:
            yield from leaves(value)
    else:
        yield content


def plain(value: Any) -> str:
    """Return the text of a value, however its markup and its case are."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", str(value))).split()).casefold()
