"""From degrees to the units of the map, and the part of the world that is worth showing."""

from collections.abc import Iterable
from dataclasses import dataclass

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
