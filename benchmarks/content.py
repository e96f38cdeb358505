"""The library that every contender serves: made from one seed, as plain values without Django."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

SEED = 20_181_208
KINDS = {
    "report": 40,
    "toolkit": 12,
    "indicator_framework": 12,
    "city_assessment": 12,
    "programme": 12,
    "knowledge_platform": 12,
}
LONG_TITLE = "A report with twelve blocks"
TOPICS = (
    *("access", "arrival", "climate", "data", "education", "finance", "governance", "health"),
    *("housing", "inclusion", "protection", "work"),
)
PUBLISHERS = ("Assembly of Towns", "City Forum", "Fund for Places", "Institute of Mobility")
PICTURES = 6
FILTERS = {
    "card": "fill-480x320|format-webp",
    "large": "max-1200x1200|format-webp",
    "double": "max-2400x2400|format-webp",
}
WORDS = (
    "mayors share what worked when people arrive and settle in towns large or small with schools "
    "clinics homes papers jobs and neighbours who speak another language so that nobody waits for "
    "a national plan while budgets stay short and winters long across every region we asked"
).split()


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
    body: tuple[tuple[str, dict[str, Any]], ...] = ()

    @property
    def slug(self) -> str:
        return self.title.lower().replace(" ", "-")


@cache
def library() -> tuple[Item, ...]:
    """All resources; the parents of city assessments come before them."""
    draw = random.Random(SEED)
    days = iter(draw.sample(range(3000), k=sum(KINDS.values())))
    kinds = [kind for kind, count in KINDS.items() for _number in range(count)]
    items = [_item(kind, number, next(days), draw) for number, kind in enumerate(kinds)]
    # The long page is read after all that it leads to has been made.
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
        topics=tuple(draw.sample(TOPICS, k=draw.choice((3, 3, 4, 5)))),
        files=tuple(_files(number, draw)),
        phases=("Preparation", "Work in the cities") if kind == "programme" else (),
    )


def _files(number: int, draw: random.Random) -> Iterator[File]:
    for language in ("en", "fr", "es")[: draw.choice((2, 2, 3))]:
        url = f"https://files.example.org/{number:03d}-{language}.pdf"
        yield File(title=f"Text in {language}", url=url, language=language)


def _sentences(draw: random.Random, count: int) -> str:
    return " ".join(
        " ".join(draw.sample(WORDS, k=draw.randint(9, 16))).capitalize() + "."
        for _number in range(count)
    )


def _twelve_blocks(items: list[Item], draw: random.Random) -> tuple[tuple[str, Any], ...]:
    """Four images, four teasers of reports, text with a link, a heading, a quote, organisations."""
    reports = [item.title for item in items if item.kind == "report"]
    figures = [
        ("figure", {"picture": number, "alt": _sentences(draw, 1), "caption": _sentences(draw, 1)})
        for number in range(4)
    ]
    teasers = [("teaser", {"page": title}) for title in draw.sample(reports, k=4)]
    text = f'<p>{_sentences(draw, 4)}</p><p>See <a linktype="page" id="{{id}}">this</a>.</p>'
    return (
        ("heading", {"text": "What cities did"}),
        ("rich_text", {"html": text, "page": draw.choice(reports)}),
        *(block for pair in zip(figures, teasers, strict=True) for block in pair),
        ("quote", {"text": _sentences(draw, 2), "attribution": "A mayor"}),
        ("organisations", {"title": "Partners", "publishers": [0, 2]}),
    )


def picture(number: int) -> bytes:
    """A photograph's size and weight, in colours that differ from picture to picture."""
    draw = random.Random(SEED + number)
    image = Image.new("RGB", (2400, 1600), _colour(draw))
    canvas = ImageDraw.Draw(image)
    for _spot in range(60):
        left, top, size = draw.randrange(2400), draw.randrange(1600), draw.randrange(80, 700)
        canvas.ellipse((left, top, left + size, top + size), fill=_colour(draw))
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _colour(draw: random.Random) -> tuple[int, int, int]:
    return draw.randrange(256), draw.randrange(256), draw.randrange(256)
