"""A map of the world with marks that lead somewhere; a template draws it without any script."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from math import dist, sqrt
from pathlib import Path

from django.utils.translation import ngettext

#: The picture is this wide, whatever part of the world it shows.
WIDTH = 1000
#: Marks keep this distance: 24 pixels where the picture is 278 wide, on the smallest phone.
SPACING = 88
#: How large the mark of one thing is, and how large it can grow.
RADIUS, LARGEST_RADIUS = 14, 40
#: More would be a picture of dots, and slow to make.
MOST_POINTS = 300
#: A unit is a tenth of a degree of latitude; the file of the land is in the same units.
X_PER_DEGREE, Y_PER_DEGREE = 8, -10
#: What the land covers: from the south of Chile to the north of Greenland.
SOUTH, NORTH = -60, 84
#: Every map is twice as wide as it is high. The whole world has a margin, so that a mark at its
#: edge is whole; nothing nearer than 90 degrees of longitude, for the land is drawn coarsely.
RATIO, WIDEST, NARROWEST = 2, 3168.0, 720.0
#: How much wider a map is than what lies on it.
MARGIN = 1.25


@dataclass(frozen=True)
class Box:
    """A part of the map by its upper left corner and its width."""

    x: float
    y: float
    width: float


WORLD = Box(-WIDEST / 2, Y_PER_DEGREE * (SOUTH + NORTH) / 2 - WIDEST / RATIO / 2, WIDEST)


def project(latitude: float, longitude: float) -> tuple[float, float]:
    """Place a point; what lies farther south or north than the land stands at the edge."""
    return X_PER_DEGREE * longitude, Y_PER_DEGREE * min(max(latitude, SOUTH), NORTH)


def box_around(places: Iterable[tuple[float, float]]) -> Box:
    """Return the smallest box that shows these places well."""
    xs, ys = zip(*places, strict=True)
    reach = max(max(xs) - min(xs), (max(ys) - min(ys)) * RATIO)
    width = max(reach * MARGIN, NARROWEST)
    if width >= WIDEST:
        return WORLD
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return Box(middle_x - width / 2, middle_y - width / RATIO / 2, width)


@dataclass(frozen=True, kw_only=True)
class Point:
    """A place on earth where something is, with where it leads."""

    latitude: float
    longitude: float
    title: str
    url: str = ""
    #: How many things are there.
    count: int = 1
    #: The language of the title, when it is not that of the page.
    language: str = ""
    is_verified: bool = True


@dataclass(kw_only=True)
class Mark:
    """What is drawn for one point, or for several that lie too close to be told apart."""

    x: float
    y: float
    points: list[Point] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(point.count for point in self.points)

    @property
    def place(self) -> str:
        """Say where to move the mark; the language of the page must not touch the numbers."""
        return f"translate({self.x:.1f} {self.y:.1f})"

    @property
    def radius(self) -> str:
        return f"{min(RADIUS * sqrt(max(self.count, 1)), LARGEST_RADIUS):.1f}"

    @property
    def label(self) -> str:
        first, others = self.points[0].title, len(self.points) - 1
        if not others:
            return first
        text = ngettext("%(place)s and %(count)d more", "%(place)s and %(count)d more", others)
        return text % {"place": first, "count": others}

    @property
    def url(self) -> str:
        """Lead to the only thing that is there; else the mark leads to its line of the list."""
        urls = {point.url for point in self.points}
        return urls.pop() if len(urls) == 1 else ""

    @property
    def language(self) -> str:
        return self.points[0].language if len(self.points) == 1 else ""


@dataclass(frozen=True, kw_only=True)
class Map:
    """What the template `hub/map.html` draws."""

    title: str
    box: Box
    marks: tuple[Mark, ...]
    view: str = f"0 0 {WIDTH} {WIDTH // RATIO}"
    #: What a pointer can hit.
    reach: int = SPACING // 2

    @property
    def land(self) -> str:
        return land()

    @property
    def land_place(self) -> str:
        scale = WIDTH / self.box.width
        return f"scale({scale:.4f}) translate({-self.box.x:.1f} {-self.box.y:.1f})"

    @property
    def is_verified(self) -> bool:
        return all(point.is_verified for mark in self.marks for point in mark.points)


def draw_map(points: Iterable[Point], *, title: str) -> Map | None:
    """Lay out a map of the most important points; None when there is nothing to show."""
    shown = sorted(points, key=importance)[:MOST_POINTS]
    if not shown:
        return None
    places = [project(point.latitude, point.longitude) for point in shown]
    box = box_around(places)
    marks: list[Mark] = []
    for point, place in zip(shown, places, strict=True):
        mark_at(marks, *in_picture(box, place)).points.append(point)
    return Map(title=title, box=box, marks=tuple(marks))


def importance(point: Point) -> tuple[float | str, ...]:
    """Sort by count, then by place: titles would make another map in every language."""
    return -point.count, -point.latitude, point.longitude, point.title


def in_picture(box: Box, place: tuple[float, float]) -> tuple[float, float]:
    scale = WIDTH / box.width
    return (place[0] - box.x) * scale, (place[1] - box.y) * scale


def mark_at(marks: list[Mark], x: float, y: float) -> Mark:
    """Return the nearest mark that is too close for another one, or a new one."""
    close = [mark for mark in marks if dist((mark.x, mark.y), (x, y)) < SPACING]
    if close:
        return min(close, key=lambda mark: dist((mark.x, mark.y), (x, y)))
    marks.append(Mark(x=x, y=y))
    return marks[-1]


@cache
def land() -> str:
    """Read the land of the world; README.md says where it is from."""
    return Path(__file__).with_name("land.svgpath").read_text(encoding="ascii")
