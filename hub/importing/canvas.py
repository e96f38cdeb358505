"""What covers are drawn on: a field of 1600 by 900 points in one of a few harmonious palettes."""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageColor, ImageDraw

FIELD = (1600, 900)
#: Drawn larger than it is kept: that is what makes the edges smooth.
_OVERSAMPLING = 2

Point = tuple[float, float]


@dataclass(frozen=True)
class Palette:
    """A sky, a sun, four depths of one colour from far to near, and one warm accent."""

    sky: str
    horizon: str
    sun: str
    depths: tuple[str, str, str, str]
    accent: str
    paper: str = "#fffaf2"
    is_watery: bool = True


PALETTES = (
    Palette(
        sky="#f9efe2",
        horizon="#f4cdae",
        sun="#f0a868",
        depths=("#dca088", "#a8707a", "#66506b", "#35344f"),
        accent="#d9654b",
    ),
    Palette(
        sky="#edf6f3",
        horizon="#b9ddd8",
        sun="#f3cf83",
        depths=("#8fc2bc", "#4f9a98", "#256a73", "#103f4c"),
        accent="#e07a5f",
    ),
    Palette(
        sky="#f7f4e6",
        horizon="#dfe6bd",
        sun="#f0c479",
        depths=("#b4c795", "#7fa565", "#46774f", "#22483f"),
        accent="#c8692f",
        is_watery=False,
    ),
    Palette(
        sky="#f1eff8",
        horizon="#c9c6e3",
        sun="#f5c39c",
        depths=("#aaa5cf", "#766fac", "#4a457f", "#282650"),
        accent="#e0787f",
    ),
    Palette(
        sky="#ecf4fa",
        horizon="#bad5ea",
        sun="#f4cd7c",
        depths=("#94b9d8", "#5286b3", "#295887", "#132f52"),
        accent="#e56b4c",
    ),
)


def mix(first: str, second: str, part: float) -> str:
    """Return the colour that lies `part` of the way from the first to the second."""
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


class Canvas:
    """Draw in the points of the field; `random` is the only chance there is, and it is seeded."""

    def __init__(self, palette: Palette, seed: str) -> None:
        self.palette = palette
        self.random = random.Random(seed)  # noqa: S311 - a picture, not a secret
        self.image = _gradient(palette.sky, palette.horizon)
        self._draw = ImageDraw.Draw(self.image)

    def polygon(self, points: Iterable[Point], color: str) -> None:
        self._draw.polygon([_scaled(point) for point in points], fill=color)

    def circle(self, center: Point, radius: float, color: str) -> None:
        self.ellipse(center, radius, radius, color)

    def ellipse(self, center: Point, width: float, height: float, color: str) -> None:
        x, y = center
        self._draw.ellipse(
            [_scaled((x - width, y - height)), _scaled((x + width, y + height))], fill=color
        )

    def box(self, corner: Point, size: Point, color: str, *, radius: float = 0) -> None:
        x, y = corner
        self._draw.rounded_rectangle(
            [_scaled(corner), _scaled((x + size[0], y + size[1]))],
            radius * _OVERSAMPLING,
            fill=color,
        )

    def path(self, points: Sequence[Point], width: float, color: str) -> None:
        """Draw a line with round ends and joints."""
        self._draw.line(
            [_scaled(point) for point in points],
            fill=color,
            width=round(width * _OVERSAMPLING),
            joint="curve",
        )
        for point in (points[0], points[-1]):
            self.circle(point, width / 2, color)

    def ring(self, center: Point, radius: Point, width: float, color: str) -> None:
        turn = [math.radians(degrees) for degrees in range(0, 363, 3)]
        (x, y), (wide, high) = center, radius
        self.path(
            [(x + wide * math.cos(angle), y + high * math.sin(angle)) for angle in turn],
            width,
            color,
        )

    def sun(self, center: Point, radius: float) -> None:
        """Draw the disc that all covers share, with a soft glow around it."""
        sky = mix(self.palette.sky, self.palette.horizon, center[1] / FIELD[1])
        for step in (3, 2, 1):
            glow = mix(sky, self.palette.sun, 0.31 - step * 0.09)
            self.circle(center, radius * (1 + step * 0.26), glow)
        self.circle(center, radius, self.palette.sun)

    def hills(self, level: float, height: float, color: str) -> None:
        """Draw a soft line of hills across the field, filled to the bottom."""
        first, second = self.random.uniform(0, 6), self.random.uniform(0, 6)
        crest = [
            (
                x,
                level
                - height * (0.6 * math.sin(x / 310 + first) + 0.4 * math.sin(x / 170 + second)),
            )
            for x in range(0, FIELD[0] + 21, 20)
        ]
        self.polygon([*crest, (FIELD[0] + 20, FIELD[1]), (0, FIELD[1])], color)


def _scaled(point: Point) -> Point:
    return (point[0] * _OVERSAMPLING, point[1] * _OVERSAMPLING)


def _gradient(top: str, bottom: str) -> Image.Image:
    size = (FIELD[0] * _OVERSAMPLING, FIELD[1] * _OVERSAMPLING)
    ramp = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), ramp)
