"""The library that every contender serves: made from one seed, as plain values without Django."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

SEED = 20_181_208
#: How many resources there are, by the name of their page model.
KINDS = {
    "Report": 40,
    "Toolkit": 12,
    "IndicatorFramework": 12,
    "CityAssessment": 12,
    "Programme": 12,
    "KnowledgePlatform": 12,
}
LONG_TITLE = "A report with twelve blocks"
LONG_SLUG = LONG_TITLE.lower().replace(" ", "-")
TOPICS = {
    f"on-{name}": f"About {name}"
    for name in ("access", "arrival", "climate", "data", "education", "finance", "health", "work")
}
PUBLISHERS = ("Assembly of Towns", "City Forum", "Fund for Places", "Institute of Mobility")
PICTURES = 6
TEXT = (
    "mayors share what worked when people arrive and settle in towns large or small with schools "
    "clinics homes papers jobs and neighbours who speak another language so that nobody waits for "
    "a national plan while budgets stay short and winters long across every region we asked"
)
WORDS = TEXT.split()


@dataclass(frozen=True, kw_only=True)
class File:
    title: str
    url: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One resource of the library; `body` is a list of block names with their plain values."""

    kind: str
    title: str
    summary: str
    issued_on: date
    picture: int
    publisher: int
    topics: tuple[str, ...]
    files: tuple[File, ...]
    phases: tuple[str, ...]
    body: tuple[tuple[str, Any], ...] = ()


@cache
def library() -> tuple[Item, ...]:
    """Make all resources; what the long page leads to comes before it."""
    draw = random.Random(SEED)
    days = iter(draw.sample(range(3000), k=sum(KINDS.values())))
    kinds = [kind for kind, count in KINDS.items() for _number in range(count)]
    items = [_item(kind, number, next(days), draw) for number, kind in enumerate(kinds)]
    long = Item(**vars(items.pop(0)) | {"title": LONG_TITLE, "body": _twelve_blocks(items, draw)})
    return (*items, long)


def _item(kind: str, number: int, day: int, draw: random.Random) -> Item:
    return Item(
        kind=kind,
        title=f"{' '.join(draw.sample(WORDS, k=3)).capitalize()} {number:03d}",
        summary=_sentences(draw, 3),
        issued_on=date(2016, 1, 1) + timedelta(days=day),
        picture=draw.randrange(PICTURES),
        publisher=draw.randrange(len(PUBLISHERS)),
        topics=tuple(draw.sample(sorted(TOPICS), k=draw.choice((3, 3, 4, 5)))),
        files=tuple(_files(number, draw)),
        phases=("Preparation", "Work in the cities") if kind == "Programme" else (),
    )


def _files(number: int, draw: random.Random) -> Iterator[File]:
    for language in ("en", "fr", "es")[: draw.choice((2, 2, 3))]:
        url = f"https://files.example.org/{number:03d}-{language}.pdf"
        yield File(title=f"Text in {language}", url=url, language=language)


def _sentences(draw: random.Random, count: int) -> str:
    sentences = (" ".join(draw.sample(WORDS, k=draw.randint(9, 16))) for _number in range(count))
    return " ".join(f"{sentence.capitalize()}." for sentence in sentences)


def _twelve_blocks(items: list[Item], draw: random.Random) -> tuple[tuple[str, Any], ...]:
    """Four images, four teasers of reports, text with a link, a heading, a quote, organisations."""
    reports = [item.title for item in items if item.kind == "Report"]
    figures = [
        {"image": number, "alt": _sentences(draw, 1), "caption": _sentences(draw, 1)}
        for number in range(4)
    ]
    text = f'<p>{_sentences(draw, 4)}</p><p>See <a linktype="page" id="{{id}}">this</a>.</p>'
    blocks: list[tuple[str, Any]] = [
        ("heading", {"text": "What cities did"}),
        ("rich_text", {"html": text, "page": draw.choice(reports)}),
    ]
    for figure, title in zip(figures, draw.sample(reports, k=4), strict=True):
        blocks += [("figure", figure), ("teaser", {"page": title})]
    return (
        *blocks,
        ("quote", {"text": _sentences(draw, 2), "attribution": "A mayor"}),
        ("organisations", {"title": "Partners", "organisations": [0, 2]}),
    )
