"""The eight pictures that a cover can show; each draws itself from far to near."""

import math
from collections.abc import Callable
from itertools import pairwise

from .canvas import FIELD, Canvas, Point, mix

WIDTH, HEIGHT = FIELD


def draw_city(canvas: Canvas) -> None:
    """Draw three rows of roofs, the nearest with lights behind some windows."""
    palette, chance = canvas.palette, canvas.random
    canvas.sun((chance.uniform(380, 1220), 330), 120)
    canvas.hills(620, 50, mix(palette.horizon, palette.depths[0], 0.45))
    rows = (
        (620, 230, palette.depths[0]),
        (700, 270, palette.depths[1]),
        (790, 300, palette.depths[2]),
    )
    for base, tallest, color in rows:
        x = chance.uniform(-60, 0)
        while x < WIDTH:
            width = chance.choice((70, 90, 110, 140))
            height = chance.uniform(0.35, 1) * tallest
            _draw_house(canvas, (x, base - height), (width, height + 200), color)
            x += width + chance.choice((0, 0, 10, 26))
    canvas.box((0, 790), (WIDTH, 110), palette.depths[3])
    for _tree in range(14):
        center = (chance.uniform(0, WIDTH), chance.uniform(778, 792))
        canvas.circle(center, chance.uniform(18, 34), palette.depths[3])


def _draw_house(canvas: Canvas, corner: Point, size: Point, color: str) -> None:
    (x, y), (width, height) = corner, size
    canvas.box(corner, size, color)
    roof = canvas.random.choice(("flat", "flat", "gable", "dome", "shed", "mast"))
    if roof == "gable":
        canvas.polygon([(x, y), (x + width / 2, y - width * 0.42), (x + width, y)], color)
    elif roof == "dome":
        canvas.circle((x + width / 2, y), width * 0.36, color)
    elif roof == "shed":
        canvas.polygon([(x, y), (x + width, y - width * 0.3), (x + width, y)], color)
    elif roof == "mast":
        canvas.box((x + width * 0.2, y - 22), (width * 0.6, 24), color)
        canvas.path([(x + width / 2, y - 24), (x + width / 2, y - 78)], 4, color)
    lit, dark = canvas.palette.sun, mix(color, canvas.palette.paper, 0.16)
    columns = int((width - 20) // 24)
    left = x + (width - columns * 24 + 10) / 2
    for row in range(int(height // 34)):
        for column in range(columns):
            window = lit if canvas.random.random() < 0.13 else dark
            canvas.box((left + column * 24, y + 18 + row * 34), (14, 18), window, radius=2)


def draw_bridge(canvas: Canvas) -> None:
    """Draw a suspension bridge over quiet water."""
    palette, chance = canvas.palette, canvas.random
    canvas.sun((chance.uniform(640, 960), 360), 130)
    canvas.hills(560, 70, mix(palette.horizon, palette.depths[0], 0.5))
    canvas.hills(600, 40, palette.depths[0])
    _draw_water(canvas, 640)
    deck, top, steel = 600.0, chance.uniform(200, 270), palette.depths[3]
    left, length = chance.uniform(180, 440), chance.uniform(700, 860)
    towers = (left, left + length)
    for start in (left - length, left, left + length):
        end = start + length
        cable = [(x, _sag(x, start, end, top, deck - 36)) for x in _steps(start, end, 24)]
        for x, y in cable[1:-1]:
            canvas.path([(x, y), (x, deck)], 2.5, palette.depths[2])
        canvas.path(cable, 8, steel)
    for x in towers:
        _draw_tower(canvas, x, top, deck)
    canvas.box((-10, deck), (WIDTH + 20, 20), steel)
    canvas.box((-10, deck - 5), (WIDTH + 20, 6), palette.accent)


def _draw_tower(canvas: Canvas, x: float, top: float, deck: float) -> None:
    steel = canvas.palette.depths[3]
    for side in (-26, 26):
        high, low = x + side * 0.7, x + side
        canvas.polygon(
            [(low - 11, 780), (high - 8, top - 26), (high + 8, top - 26), (low + 11, 780)], steel
        )
    for level in (top + 10, top + 150, deck - 90):
        canvas.box((x - 24, level), (48, 14), steel)
    canvas.box((x - 60, 740), (120, 44), steel, radius=10)


def _sag(x: float, start: float, end: float, top: float, low: float) -> float:
    middle = (start + end) / 2
    return low - (low - top) * ((x - middle) / ((end - start) / 2)) ** 2


def _steps(start: float, end: float, count: int) -> list[float]:
    return [start + (end - start) * step / count for step in range(count + 1)]


def _draw_water(canvas: Canvas, level: float) -> None:
    palette, chance = canvas.palette, canvas.random
    canvas.box((0, level), (WIDTH, HEIGHT - level), palette.depths[1])
    for row in range(4):
        part = (row + 1) / 5
        y = level + (HEIGHT - level) * part
        canvas.hills(y, 7, mix(palette.depths[1], palette.depths[2], part))
    for _glint in range(26):
        x, y = chance.uniform(0, WIDTH), chance.uniform(level + 14, HEIGHT - 14)
        length = chance.uniform(24, 110)
        canvas.path([(x, y), (x + length, y)], 3, mix(palette.depths[1], palette.paper, 0.35))


def draw_people(canvas: Canvas) -> None:
    """Draw a crowd of very different people who stand together."""
    palette, chance = canvas.palette, canvas.random
    canvas.sun((chance.uniform(500, 1100), 360), 180)
    tones = (palette.depths[1], palette.depths[2], palette.accent, palette.depths[3], palette.sun)
    rows = ((560, 78, 0.45), (650, 96, 0.2), (770, 118, 0.0))
    for row, (shoulder, size, haze) in enumerate(rows):
        x, last = -40.0 + row * 70, -1
        while x < WIDTH + 80:
            choice = chance.choice([index for index in range(len(tones)) if index != last])
            last = choice
            color = mix(tones[choice], palette.horizon, haze)
            _draw_person(canvas, (x, shoulder + chance.uniform(-46, 34)), size, color)
            x += size * chance.uniform(1.7, 2.1)


def _draw_person(canvas: Canvas, shoulder: Point, size: float, color: str) -> None:
    (x, y), palette = shoulder, canvas.palette
    skin = canvas.random.choice(("#f0c8a4", "#d79f74", "#a86d47", "#7c4a30", "#543224"))
    hair = canvas.random.choice(("#2b2224", "#4a3128", "#6b4a34", palette.depths[3]))
    head = size * 0.42
    style = canvas.random.choice(("short", "scarf", "long", "bald", "bun"))
    center = (x, y - head * 0.95)
    if style == "long":
        canvas.box((x - head * 1.08, y - head * 1.9), (head * 2.16, head * 2.5), hair, radius=head)
    if style == "bun":
        canvas.circle((x, y - head * 2.15), head * 0.42, hair)
    canvas.box((x - size * 0.86, y), (size * 1.72, HEIGHT), color, radius=size * 0.62)
    if style == "scarf":
        scarf = mix(color, palette.depths[3] if color == palette.sun else palette.paper, 0.4)
        canvas.ellipse((x, y + head * 0.1), head * 1.35, head * 0.8, scarf)
        canvas.ellipse(center, head * 1.1, head * 1.24, scarf)
        canvas.ellipse((x, y - head * 0.84), head * 0.74, head * 0.88, skin)
        return
    neck = mix(skin, "#000000", 0.1)
    canvas.box((x - head * 0.34, y - head * 0.5), (head * 0.68, head), neck, radius=head * 0.34)
    canvas.ellipse(center, head * 0.92, head * 1.06, skin)
    if style != "bald":
        canvas.polygon(_fringe(center, head), hair)


def _fringe(center: Point, head: float) -> list[Point]:
    x, y = center
    crown = [math.radians(degrees) for degrees in range(190, 351, 8)]
    arc = [(x + head * 0.97 * math.cos(a), y + head * 1.12 * math.sin(a)) for a in crown]
    return [*arc, (x + head * 0.5, y - head * 0.45), (x - head * 0.4, y - head * 0.55)]


def draw_book(canvas: Canvas) -> None:
    """Draw an open book from which leaves rise."""
    palette, chance = canvas.palette, canvas.random
    canvas.sun((800, 380), 210)
    canvas.hills(760, 40, palette.depths[0])
    canvas.hills(810, 30, palette.depths[1])
    for side in (-1, 1):
        _draw_page(canvas, side, 30, palette.depths[3])
        _draw_page(canvas, side, 12, mix(palette.paper, palette.depths[1], 0.35))
        _draw_page(canvas, side, 0, palette.paper)
        for line in range(7):
            _draw_text_line(canvas, side, line, chance.uniform(0.62, 0.92))
    canvas.path([(800, 560), (800, 792)], 5, palette.depths[2])
    for number in range(15):
        height = number / 14
        x = 800 + chance.uniform(-1, 1) * (90 + 330 * height)
        color = chance.choice((palette.accent, palette.depths[1], palette.depths[2], palette.paper))
        _draw_leaf(canvas, (x, 500 - 400 * height), chance.uniform(20, 44), color)


def _page_height(part: float) -> float:
    return 62 * math.sin(math.pi * part**0.7) - 26 * part


def _draw_page(canvas: Canvas, side: int, drop: float, color: str) -> None:
    parts = [step / 24 for step in range(25)]
    reach = 440 + drop * 0.8
    top = [(800 + side * reach * part, 580 + drop - _page_height(part)) for part in parts]
    low = [(800 + side * reach * part, 800 + drop - _page_height(part)) for part in parts]
    canvas.polygon([*top, *reversed(low)], color)


def _draw_text_line(canvas: Canvas, side: int, line: int, length: float) -> None:
    parts = [0.1 + (length - 0.1) * step / 16 for step in range(17)]
    y = 612 + line * 25
    points = [(800 + side * 440 * part, y - _page_height(part)) for part in parts]
    canvas.path(points, 6, mix(canvas.palette.paper, canvas.palette.depths[1], 0.55))


def _draw_leaf(canvas: Canvas, center: Point, size: float, color: str) -> None:
    turn = canvas.random.uniform(0, math.pi)
    outline = []
    for degrees in range(0, 361, 12):
        angle = math.radians(degrees)
        along, across = size * math.cos(angle), size * 0.5 * math.sin(angle) * abs(math.sin(angle))
        outline.append(
            (
                center[0] + along * math.cos(turn) - across * math.sin(turn),
                center[1] + along * math.sin(turn) + across * math.cos(turn),
            )
        )
    canvas.polygon(outline, color)


def draw_chart(canvas: Canvas) -> None:
    """Draw columns that grow, and a line that connects them."""
    palette, chance = canvas.palette, canvas.random
    canvas.sun((chance.uniform(330, 560), 256), 110)
    for y in range(200, 760, 112):
        canvas.path([(150, y), (1450, y)], 2.5, mix(palette.horizon, palette.depths[0], 0.45))
    tops: list[Point] = []
    for number in range(9):
        growth = 0.2 + 0.72 * (number / 8) ** 1.15 + chance.uniform(-0.09, 0.09)
        x, height = 190 + number * 140, 520 * growth
        color = palette.accent if number == 6 else palette.depths[1 + number % 2]
        canvas.box((x, 760 - height), (84, height + 40), color, radius=16)
        tops.append((x + 42, 760 - height - 54))
    canvas.path(tops, 7, palette.depths[3])
    for point in tops:
        canvas.circle(point, 17, palette.depths[3])
        canvas.circle(point, 9, palette.paper)
    canvas.box((0, 760), (WIDTH, 140), palette.depths[3])
    canvas.hills(830, 12, mix(palette.depths[3], palette.depths[2], 0.4))


def draw_globe(canvas: Canvas) -> None:
    """Draw the earth rising like a sun, as a net of places that are in touch."""
    palette, chance = canvas.palette, canvas.random
    center, radius = (800.0, 800.0), 590.0
    for step in (3, 2, 1):
        glow = mix(mix(palette.sky, palette.horizon, 0.5), palette.sun, 0.26 - step * 0.08)
        canvas.circle(center, radius + step * 44, glow)
    canvas.circle(center, radius, palette.depths[2])
    for place in _spread_places(canvas, center, radius * 0.74, 5):
        _draw_land(canvas, place, chance.uniform(80, 135))
    line = mix(palette.depths[2], palette.paper, 0.22)
    for part in (0.3, 0.62, 0.87):
        canvas.ring(center, (radius * part, radius), 2.5, line)
    for part in (-0.8, -0.52, -0.24, 0.04):
        half, y = radius * math.sqrt(1 - part**2), center[1] + radius * part
        canvas.path([(center[0] - half, y), (center[0] + half, y)], 2.5, line)
    canvas.path([(center[0], center[1] - radius), (center[0], HEIGHT)], 2.5, line)
    places = _spread_places(canvas, center, radius * 0.9, 9)
    for first, second in pairwise(places):
        canvas.path(_arc(first, second), 4.5, palette.sun)
    for number, place in enumerate(places):
        canvas.circle(place, 20, palette.paper)
        canvas.circle(place, 12, palette.accent if number % 3 else palette.depths[3])


def _draw_land(canvas: Canvas, center: Point, size: float) -> None:
    shift, outline = canvas.random.uniform(0, 6), []
    for degrees in range(0, 361, 6):
        angle = math.radians(degrees)
        reach = size * (1 + 0.22 * math.sin(2 * angle + shift) + 0.12 * math.sin(5 * angle - shift))
        outline.append(
            (center[0] + 1.2 * reach * math.cos(angle), center[1] + 0.7 * reach * math.sin(angle))
        )
    canvas.polygon(outline, mix(canvas.palette.depths[2], canvas.palette.depths[1], 0.62))


def _place(canvas: Canvas, center: Point, radius: float) -> Point:
    """Choose a place on the half of the globe that is seen."""
    angle = canvas.random.uniform(math.pi * 1.05, math.pi * 1.95)
    distance = radius * math.sqrt(canvas.random.uniform(0.05, 1))
    return (center[0] + distance * math.cos(angle), center[1] + distance * math.sin(angle))


def _spread_places(canvas: Canvas, center: Point, radius: float, count: int) -> list[Point]:
    """Choose places far from each other, from left to right."""
    places = [_place(canvas, center, radius)]
    while len(places) < count:
        candidates = [_place(canvas, center, radius) for _try in range(12)]
        places.append(
            max(candidates, key=lambda point: min(math.dist(point, other) for other in places))
        )
    return sorted(places)


def _arc(first: Point, second: Point) -> list[Point]:
    """Bend the way between two places upward, as flights are drawn."""
    middle = ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)
    bend = (middle[0], middle[1] - 0.55 * math.dist(first, second))
    return [_between(first, bend, second, step / 24) for step in range(25)]


def _between(first: Point, bend: Point, second: Point, part: float) -> Point:
    weights = ((1 - part) ** 2, 2 * part * (1 - part), part**2)
    points = (first, bend, second)
    return (
        sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
    )


def draw_waves(canvas: Canvas) -> None:
    """Draw rolling water under a low sun, with one small boat."""
    palette, chance = canvas.palette, canvas.random
    canvas.sun((chance.uniform(420, 1180), 400), 150)
    boat = chance.choice((360.0, 1240.0))
    colors = (
        palette.depths[0],
        mix(palette.depths[0], palette.depths[1], 0.5),
        palette.depths[1],
        mix(palette.depths[1], palette.depths[2], 0.5),
        palette.depths[2],
        palette.depths[3],
    )
    for number, color in enumerate(colors):
        crest = _wave_crest(canvas, 470 + number * 78, 26 + number * 5)
        if number == 2:  # its hull is half behind this wave
            _draw_boat(canvas, min(crest, key=lambda point: abs(point[0] - boat)))
        canvas.polygon([*crest, (WIDTH + 10, HEIGHT), (0, HEIGHT)], color)
        canvas.path([(x, y + 2) for x, y in crest], 4, mix(color, palette.paper, 0.28))


def _wave_crest(canvas: Canvas, level: float, height: float) -> list[Point]:
    shift, length = canvas.random.uniform(0, 6), canvas.random.uniform(150, 210)
    return [(x, level - height * math.sin(x / length + shift)) for x in range(0, WIDTH + 11, 10)]


def _draw_boat(canvas: Canvas, keel: Point) -> None:
    x, y, palette = keel[0], keel[1] + 22, canvas.palette
    canvas.polygon([(x - 8, y - 56), (x - 8, y - 210), (x - 96, y - 62)], palette.paper)
    canvas.polygon([(x + 8, y - 56), (x + 8, y - 190), (x + 78, y - 62)], palette.accent)
    canvas.polygon(
        [(x - 112, y - 46), (x + 112, y - 46), (x + 74, y + 4), (x - 74, y + 4)], palette.depths[3]
    )


def draw_hands(canvas: Canvas) -> None:
    """Draw raised hands in many tones."""
    palette, chance = canvas.palette, canvas.random
    canvas.sun((800, 330), 190)
    tones = [palette.depths[1], palette.accent, palette.depths[2], palette.depths[3], palette.sun]
    for row, (base, size, haze) in enumerate(((560, 0.8, 0.42), (660, 1.0, 0.0))):
        count = 7 if row == 0 else 6
        for number in range(count):
            x = (number + 0.5 + chance.uniform(-0.12, 0.12)) * WIDTH / count
            away = abs(x - WIDTH / 2) / WIDTH
            color = mix(tones[(number + row * 2) % len(tones)], palette.horizon, haze)
            _draw_hand(canvas, (x, base + away * 150 + chance.uniform(-40, 40)), size, color)


def _draw_hand(canvas: Canvas, wrist: Point, size: float, color: str) -> None:
    """Draw an open hand: five round fingers on a palm, on an arm that leaves the field."""
    lean, mirror = canvas.random.uniform(-0.16, 0.16), canvas.random.choice((-1, 1))

    def at(x: float, y: float) -> Point:
        x, y = x * size * mirror, y * size
        return (
            wrist[0] + x * math.cos(lean) - y * math.sin(lean),
            wrist[1] + x * math.sin(lean) + y * math.cos(lean),
        )

    canvas.polygon([at(-38, -10), at(38, -10), at(62, 700), at(-62, 700)], color)
    canvas.polygon(
        [at(-36, 10), at(-58, -60), at(-58, -128), at(56, -128), at(54, -50), at(38, 10)], color
    )
    fingers = (
        (-45, -128, -62, -214),
        (-15, -134, -20, -250),
        (16, -134, 22, -244),
        (44, -126, 60, -200),
    )
    for x, y, tip_x, tip_y in fingers:
        canvas.path([at(x, y + 20), at(tip_x, tip_y)], 29 * size, color)
    canvas.path([at(-40, -30), at(-84, -84), at(-104, -132)], 32 * size, color)


MOTIFS: dict[str, Callable[[Canvas], None]] = {
    "city": draw_city,
    "bridge": draw_bridge,
    "people": draw_people,
    "book": draw_book,
    "chart": draw_chart,
    "globe": draw_globe,
    "waves": draw_waves,
    "hands": draw_hands,
}

#: Not to be drawn in the colours of fields.
WATER = {"bridge", "waves"}
