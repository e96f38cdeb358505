"""Covers drawn from nothing but a motif and a seed, for pages that have no photograph.

Every motif stands in the same scene: a sky, a sun, and four depths of one colour.
"""

import random
from collections.abc import Iterable, Sequence
from io import BytesIO
from math import cos, pi, radians, sin, sqrt

from PIL import Image, ImageColor, ImageDraw, ImageOps

WIDTH, HEIGHT = 1600, 900
#: A picture is drawn larger than it is kept: that is what makes its edges smooth.
SCALE = 1.5
PAPER = "#fffaf2"
#: Sky, horizon, sun, four depths from far to near, and one warm accent.
PALETTES = (
    "#f9efe2 #f4cdae #f0a868 #dca088 #a8707a #66506b #35344f #d9654b",
    "#edf6f3 #b9ddd8 #f3cf83 #8fc2bc #4f9a98 #256a73 #103f4c #e07a5f",
    "#f1eff8 #c9c6e3 #f5c39c #aaa5cf #766fac #4a457f #282650 #e0787f",
    "#ecf4fa #bad5ea #f4cd7c #94b9d8 #5286b3 #295887 #132f52 #e56b4c",
)
SKINS = ("#f0c8a4", "#d79f74", "#a86d47", "#7c4a30", "#543224")

Points = Sequence[tuple[float, float]]


class Scene:
    """Sky and sun, on which a motif draws; all chance comes from the seed."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a picture, not a secret
        sky, horizon, self.sun, *self.depths, self.accent = self.chance.choice(PALETTES).split()
        self.tones = [*self.depths[1:], self.accent, self.sun]
        size = (round(WIDTH * SCALE), round(HEIGHT * SCALE))
        below, above = (Image.new("RGB", size, color) for color in (horizon, sky))
        self.image = Image.composite(below, above, Image.linear_gradient("L").resize(size))
        self.pen, self.haze = ImageDraw.Draw(self.image), mix(sky, horizon, 0.4)
        x = self.chance.uniform(300, 1300)
        for step in (3, 2, 1, 0):
            self.disc(x, 330, 120 + 32 * step, mix(self.haze, self.sun, (1, 0.3, 0.2, 0.1)[step]))

    def polygon(self, points: Iterable[tuple[float, float]], color: str) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], color)

    def box(
        self, x: float, y: float, size: tuple[float, float], color: str, *, r: float = 0
    ) -> None:
        corners = [x * SCALE, y * SCALE, (x + size[0]) * SCALE, (y + size[1]) * SCALE]
        self.pen.rounded_rectangle(corners, r * SCALE, color)

    def disc(self, x: float, y: float, radius: float, color: str) -> None:
        self.box(x - radius, y - radius, (2 * radius, 2 * radius), color, r=radius)

    def line(self, points: Points, width: float, color: str) -> None:
        """Draw a line with round ends and joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, color, round(width * SCALE), "curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width / 2, color)

    def wave(self, level: float, height: float, color: str) -> Points:
        """Draw a soft line across the field, filled to the bottom, and return it."""
        shift, length = self.chance.uniform(0, 6), self.chance.uniform(150, 300)
        crest = [(x, level - height * sin(x / length + shift)) for x in range(0, WIDTH + 9, 8)]
        self.polygon([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], color)
        return crest


def mix(first: str, second: str, part: float) -> str:
    """Return the colour that lies `part` of the way from the first to the second."""
    pairs = zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def city(scene: Scene) -> None:
    for depth, color in enumerate(scene.depths[:3]):
        for x in range(-30, WIDTH, 120):
            width, top = scene.chance.choice((80, 104, 128)), scene.chance.randint(360, 560)
            scene.box(x, top + 90 * depth, (width, HEIGHT), color)
            for window in range(width // 24 * 10):
                row, column = divmod(window, width // 24)
                light = scene.sun if scene.chance.random() < 0.13 else mix(color, PAPER, 0.16)
                y = top + 90 * depth + 18 + row * 34
                scene.box(x + 9 + column * 24, y, (14, 18), light, r=2)
    scene.box(0, 800, (WIDTH, 100), scene.depths[3])


def bridge(scene: Scene) -> None:
    scene.wave(560, 60, scene.depths[0])
    scene.wave(650, 7, scene.depths[1])
    scene.wave(760, 7, scene.depths[2])
    left, sag = scene.chance.uniform(220, 600), scene.chance.uniform(300, 370)
    steel = scene.depths[3]
    for start in (left - 780, left, left + 780):
        cable = [(start + x, 564 - sag * (x / 390 - 1) ** 2) for x in range(0, 781, 30)]
        for x, y in cable:
            scene.line([(x, y), (x, 600)], 2.5, scene.depths[2])
        scene.line(cable, 8, steel)
        scene.box(start - 60, 750, (120, 40), steel, r=10)
        scene.line([(start, 780), (start, 544 - sag)], 30, steel)
    scene.box(0, 595, (WIDTH, 26), steel)


def people(scene: Scene) -> None:
    for shoulder, size, far in ((560, 78, 0.45), (650, 96, 0.2), (770, 118, 0)):
        head = size * 0.42
        for x in range(-20, WIDTH + 80, size * 2):
            coat, skin = scene.chance.choice(scene.tones), scene.chance.choice(SKINS)
            y = shoulder + scene.chance.uniform(-46, 34)
            scene.disc(x, y - head * 1.35, head * 1.08, scene.chance.choice(("#2b2224", coat)))
            coat = mix(coat, scene.haze, far)
            scene.box(x - size * 0.86, y, (size * 1.72, HEIGHT), coat, r=size * 0.6)
            scene.box(x - head * 0.34, y - head, (head * 0.68, head * 1.5), skin, r=head * 0.34)
            scene.disc(x, y - head * 0.9, head * 0.95, skin)


def book(scene: Scene) -> None:
    scene.wave(760, 40, scene.depths[0])
    scene.wave(810, 30, scene.depths[1])
    parts, pale = [step / 24 for step in range(25)], mix(PAPER, scene.depths[1], 0.4)
    for side in (-1, 1):
        top = [(800 + side * 450 * p, 580 - 62 * sin(pi * p**0.7) + 26 * p) for p in parts]
        for drop, color in ((30, scene.depths[3]), (12, pale), (0, PAPER)):
            outline = [(x, y + drop) for x, y in top]
            scene.polygon([*outline, *((x, y + 220) for x, y in reversed(outline))], color)
        for row in range(7):
            words = top[3 : scene.chance.randint(15, 22)]
            scene.line([(x, y + 32 + row * 25) for x, y in words], 6, pale)


def chart(scene: Scene) -> None:
    tops = []
    for number, color in enumerate((*scene.tones, *scene.tones[:4])):
        x, y = 190 + number * 140, 650 - 46 * number - scene.chance.uniform(-45, 45)
        scene.box(x, y, (84, HEIGHT), color, r=16)
        tops.append((x + 42, y - 54))
        scene.disc(x + 42, y - 54, 15, scene.depths[3])
    scene.line(tops, 7, scene.depths[3])
    scene.box(0, 760, (WIDTH, 140), scene.depths[3])


def globe(scene: Scene) -> None:
    scene.disc(800, 800, 590, scene.depths[2])
    grid, turn = mix(scene.depths[2], PAPER, 0.22), [radians(step) for step in range(180, 361, 3)]
    for part in (0.02, 0.3, 0.62, 0.87):
        scene.line([(800 + 590 * part * cos(a), 800 + 590 * sin(a)) for a in turn], 2.5, grid)
        half, y = 590 * sqrt(1 - part**2), 800 - 590 * part
        scene.line([(800 - half, y), (800 + half, y)], 2.5, grid)
    distances = [(angle, scene.chance.uniform(180, 540)) for angle in turn[5:-5:6]]
    places = [(800 + far * cos(angle), 800 + far * sin(angle)) for angle, far in distances]
    scene.line(places, 4.5, scene.sun)
    for x, y in places:
        scene.disc(x, y, 18, scene.accent)


def waves(scene: Scene) -> None:
    for number in range(6):
        far, near = scene.depths[number // 2 : number // 2 + 2]
        crest = scene.wave(470 + number * 78, 26 + number * 5, mix(far, near, number % 2 / 2))
        scene.line(crest, 4, mix(far, PAPER, 0.3))


def hands(scene: Scene) -> None:
    for number in range(13):
        size, base = (1.0, 660) if number > 6 else (0.8, 560)
        x = (number % 7 + 0.5 + (number > 6) * 0.5 + scene.chance.uniform(-0.1, 0.1)) * WIDTH / 7
        y = base + abs(x - 800) / 10 + scene.chance.uniform(-40, 40)
        color = mix(scene.tones[number % 5], scene.haze, 0 if number > 6 else 0.42)
        scene.line([(x, y + 20), (x, HEIGHT)], 84 * size, color)
        scene.line([(x, y - 70 * size), (x, y - 40 * size)], 96 * size, color)
        for root, tip, height in FINGERS:
            line = [(x + root * size, y - 50 * size), (x + tip * size, y - height * size)]
            scene.line(line, 30 * size, color)


FINGERS = ((-40, -62, 214), (-13, -20, 250), (14, 22, 244), (40, 60, 200), (32, 112, 124))
MOTIFS = {draw.__name__: draw for draw in (city, bridge, people, book, chart, globe, waves, hands)}


def draw_cover(motif: str, *, seed: str, size: tuple[int, int] = (1200, 675)) -> bytes:
    """Draw a motif and return it as a JPEG; the same seed gives the same bytes."""
    scene = Scene(f"{motif}:{seed}")
    MOTIFS[motif](scene)
    buffer = BytesIO()
    cover = ImageOps.fit(scene.image, size, Image.Resampling.LANCZOS)
    cover.save(buffer, "JPEG", quality=88, subsampling=0)
    return buffer.getvalue()
