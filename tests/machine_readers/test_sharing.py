"""The picture beside a link to a page: drawn from its title, for what everybody may read."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from hub.catalogue.models import Entry
from hub.machine_readers.sharing import HEIGHT, WIDTH, draw, words_of
from tests.site import add_report, library, translate

WORDS = {"kind": "Report", "site": "The hub", "language": "en", "direction": "ltr"}
#: The entry with its group and its words.
ONE_READ = 1


def address(page, locale="en"):
    return f"/{locale}/feeds/{page.translation_key}.png"


def size(content):
    picture = Image.open(BytesIO(content))
    return picture.format, picture.size


def test_each_language_has_a_picture_of_its_own(home, committed):
    with committed():
        report = add_report(library(home), "Report on cities")
        translate(report, "fr", title="Rapport sur les villes")
    english = Client().get(address(report))
    assert (english.status_code, english["Content-Type"]) == (200, "image/png")
    assert size(english.content) == ("PNG", (WIDTH, HEIGHT))
    french = Client().get(address(report, "fr"))
    assert size(french.content) == ("PNG", (WIDTH, HEIGHT))
    assert french.content != english.content
    fallback = Client().get(address(report, "es"))
    assert fallback.content == english.content


def test_a_picture_is_drawn_once(
    kept_answers, home, committed, monkeypatch, django_assert_num_queries
):
    with committed():
        report = add_report(library(home), "Report on cities")
    drawn = []
    monkeypatch.setattr(
        "hub.machine_readers.sharing.draw", lambda said: drawn.append(said["title"]) or b"PNG"
    )
    for _time in range(2):
        response = Client().get(address(report))
    with committed():
        add_report(library(home), "Another")  # a new generation, and the same words
    with django_assert_num_queries(ONE_READ):
        Client().get(address(report))
    assert drawn == ["Report on cities"]
    again = Client().get(address(report), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_what_is_not_public_has_no_picture(home, committed):
    with committed():
        report = add_report(library(home), "A draft", publish=False)
    assert Client().get(address(report)).status_code == 404
    assert Client().get(f"/en/feeds/{uuid4()}.png").status_code == 404


@pytest.mark.parametrize("title", ['#panic("no") *bold* $x$ \\ "', "نص 2030", "🎉 🏳️‍🌈", "W" * 400])
def test_any_title_is_words_and_no_markup(title):
    assert size(draw(WORDS | {"title": title})) == ("PNG", (WIDTH, HEIGHT))


def test_a_long_title_is_cut(home, committed):
    with committed():
        add_report(library(home), "Long " * 50)
    entry = Entry.objects.get(title__startswith="Long", locale="en")
    title = words_of(entry)["title"]
    assert (len(title), title[-1]) == (170, "…")
