"""Maps: where a place stands, what is merged, which part of the world is shown, what is escaped."""

import re
from math import dist

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation

from hub.maps.drawing import (
    LARGEST_RADIUS,
    MOST_POINTS,
    SPACING,
    WORLD,
    Box,
    Point,
    box_around,
    draw_map,
    land,
    project,
)


def point(latitude, longitude, title="A city", **fields):
    return Point(latitude=latitude, longitude=longitude, title=title, **fields)


def marks(*points):
    """Lay out points; each mark as its place, its radius and the titles that it stands for."""
    found = draw_map(points, title="Cities")
    return [
        (mark.place, mark.radius, [point.title for point in mark.points]) for mark in found.marks
    ]


def drawn(*points, language="en"):
    with translation.override(language):
        html = render_to_string("hub/map.html", {"map": draw_map(points, title="Cities")})
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((0, 0), (0, 0)),
        ((48.85, 2.35), (18.8, -488.5)),  # Paris
        ((-33.87, 151.21), (1209.68, 338.7)),  # Sydney
        ((-90, -180), (-1440, 600)),  # the south pole, at the edge of the land
        ((90, 180), (1440, -840)),
    ],
)
def test_a_place_is_a_tenth_of_a_degree_for_each_unit(place, expected):
    assert project(*place) == pytest.approx(expected)


def test_the_land_is_small_and_lies_within_the_world():
    rings = land().splitlines()
    starts = [tuple(map(int, re.findall(r"-?\d+", ring)[:2])) for ring in rings]

    assert len(rings) == 119
    assert len(land()) < 15_000
    assert all(re.fullmatch(r"M-?\d+[ -]\d+l[\d -]+z", ring) for ring in rings)
    assert all(-1440 <= x <= 1440 and -840 <= y <= 600 for x, y in starts)


def test_places_of_one_region_are_seen_from_near_and_the_world_as_a_whole():
    one = [project(5.56, -0.2)]
    africa = [project(5, 0), project(-25, 40)]
    everywhere = [project(21, -158), project(-37, 175)]

    assert box_around(one) == Box(-361.6, -235.6, 720)
    assert box_around(africa) == Box(-215, -87.5, 750)
    assert box_around(everywhere) == WORLD == Box(-1584, -912, 3168)


def test_a_mark_at_the_edge_of_the_world_is_whole():
    corners = [point(84, -180), point(84, 180), point(-60, -180), point(-60, 180)]

    places = {mark.place for mark in draw_map(corners, title="Cities").marks}

    assert places == {
        "translate(45.5 22.7)",
        "translate(954.5 22.7)",
        "translate(45.5 477.3)",
        "translate(954.5 477.3)",
    }


def test_places_too_close_to_be_told_apart_share_a_mark_that_names_them_all():
    accra, lome = point(5.56, -0.2, "Accra", count=3), point(6.13, 1.22, "Lomé")
    quito = point(-0.18, -78.47, "Quito")

    assert marks(lome, quito, accra) == [
        ("translate(885.7 217.6)", "28.0", ["Accra", "Lomé"]),
        ("translate(100.0 289.6)", "14.0", ["Quito"]),
    ]


def test_no_mark_hides_another_and_their_number_is_bounded():
    grid = [
        point(latitude, longitude, f"{latitude} {longitude}", count=1 + latitude % 7)
        for latitude in range(-60, 84, 6)
        for longitude in range(-180, 180, 10)
    ]

    found = draw_map(grid, title="Cities").marks
    places = [(mark.x, mark.y) for mark in found]

    assert sum(len(mark.points) for mark in found) == MOST_POINTS
    assert min(dist(a, b) for a in places for b in places if a != b) >= SPACING
    assert max(float(mark.radius) for mark in found) == LARGEST_RADIUS < SPACING / 2


def test_the_same_places_make_the_same_map_in_every_language():
    english = marks(point(5.56, -0.2, "Accra"), point(6.13, 1.22, "Lomé"))
    other = marks(point(5.56, -0.2, "Zz"), point(6.13, 1.22, "Aa"))

    assert [found[:2] for found in english] == [found[:2] for found in other]


def test_without_places_there_is_no_map():
    assert draw_map([], title="Cities") is None


def test_one_thing_is_a_link_and_several_lead_to_the_list():
    page = drawn(
        point(5.56, -0.2, "Accra", url="/accra/", count=2),
        point(6.13, 1.22, "Lomé", url="/lome/"),
        point(-0.18, -78.47, "Quito", url="/quito/", language="es"),
        point(48.85, 2.35, "Paris"),
    )

    links = {link.title.string: link for link in page.svg.find_all("a")}

    assert {title: link["href"] for title, link in links.items()} == {
        "Accra and 1 more": "#map-1",
        "Paris": "#map-2",
        "Quito": "/quito/",
    }
    assert links["Quito"]["lang"] == "es"
    assert links["Accra and 1 more"].find("text").string == "3"
    group = page.find(id="map-1")
    assert [link["href"] for link in group.find_all("a")] == ["/accra/", "/lome/"]
    assert page.find(id="map-2").span.string == "Paris"
    assert page.find(id="map-3").a["lang"] == "es"


def test_what_a_title_says_is_text_and_nothing_else():
    hostile = '</title><script>alert("1")</script>'

    page = drawn(point(0, 0, hostile, url='/x/" onload="alert(1)'), point(40, 90, hostile))

    assert page.find("script") is None
    assert [link.title.string for link in page.svg.find_all("a")] == [hostile, hostile]
    assert {name for link in page.svg.find_all("a") for name in link.attrs} == {"href", "transform"}


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_numbers_are_the_same_in_every_language(language):
    places = point(5.56, -0.2, count=1234), point(-0.18, -78.47)

    english, other = drawn(*places), drawn(*places, language=language)

    for name, attribute in (("a", "transform"), ("circle", "r"), ("path", "transform")):
        assert [found[attribute] for found in other.find_all(name)] == [
            found[attribute] for found in english.find_all(name)
        ]
    assert other.find("text").string == "1234"


def test_a_map_says_when_nobody_has_verified_where_its_places_lie():
    unverified = point(40, 90, is_verified=False)

    sure, unsure = drawn(point(0, 0)), drawn(point(0, 0), unverified)

    assert sure.figcaption.string == "Land: Natural Earth. The map shows no borders."
    assert unsure.figcaption.string.startswith(
        "Nobody has verified where some of these places lie."
    )
