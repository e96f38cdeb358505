import json
import logging

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from hub.catalogue.description import Description
from hub.media.images import ImagePreset, describe_image
from tests.factories.media import image_bytes, make_collection, make_image

pytestmark = pytest.mark.django_db


def describe(image, **fields):
    fields.setdefault("alt", "A bridge")
    return describe_image(image, description=Description(), **fields)


def test_an_image_is_plain_data_in_every_preset():
    image = make_image(focal_point_x=400, focal_point_y=225)
    image.focal_point_width = image.focal_point_height = 100

    data = describe(image, alt=" A bridge ", credit="Ana Silva")

    renditions = data.pop("renditions")
    assert data == {
        "alt": "A bridge",
        "credit": "Ana Silva",
        "is_decorative": False,
        "width": 1600,
        "height": 900,
        "focal_point": {"x": 0.25, "y": 0.25},
    }
    assert {name: (row["width"], row["height"]) for name, row in renditions.items()} == {
        "THUMBNAIL": (160, 160),
        "CARD": (480, 320),
        "WIDE": (960, 540),
        "LARGE": (1200, 675),
        "LOGO": (213, 120),
    }
    json.dumps(data)


def test_a_rendition_is_a_stored_webp_file_of_the_size_it_says():
    image = make_image()

    card = describe(image)["renditions"]["CARD"]

    stored = image.renditions.get(filter_spec=ImagePreset.CARD.value.single)
    assert card["url"] == stored.url
    assert card["media_type"] == "image/webp"
    with stored.file.open() as file, Image.open(file) as opened:
        assert (opened.format, opened.size) == ("WEBP", (480, 320))


@pytest.mark.parametrize(
    ("size", "densities"),
    [
        ((1600, 900), ["1x", "2x"]),
        ((720, 480), ["1x", "1.5x"]),
        ((500, 400), ["1x"]),
        ((120, 90), ["1x"]),
    ],
)
def test_the_source_set_tells_the_truth_about_small_originals(size, densities):
    card = describe(make_image(image_bytes(size)))["renditions"]["CARD"]

    sources = [source.split(" ") for source in card["srcset"].split(", ")]

    assert sources[0][0] == card["url"]
    assert [density for _url, density in sources] == densities
    assert card["width"] <= size[0]


def test_a_decorative_image_has_no_text_and_no_focal_point_is_none():
    data = describe(make_image(), alt="ignored", is_decorative=True)

    assert (data["alt"], data["is_decorative"], data["focal_point"]) == ("", True, None)


def test_no_image_is_none():
    assert describe(None) is None


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_an_image_below_a_private_collection_is_left_out_and_never_rendered(depth):
    collection = make_collection("Private", is_private=True)
    for level in range(depth):
        collection = make_collection(f"Level {level}", parent=collection)
    image = make_image(collection=collection)

    assert describe(image) is None
    assert image.renditions.count() == 0


def test_a_broken_image_is_left_out_with_a_warning_that_names_only_its_number(caplog):
    image = make_image(title="Portrait of Ana Silva")
    image.file.storage.delete(image.file.name)
    image.file.storage.save(image.file.name, ContentFile(image_bytes()[:400]))

    with caplog.at_level(logging.WARNING, logger="hub.media.images"):
        assert describe(image) is None

    assert f"Image {image.pk} cannot be shown" in caplog.text
    assert "Ana" not in caplog.text


def test_a_missing_file_leaves_the_image_out():
    image = make_image()
    image.file.storage.delete(image.file.name)

    assert describe(image) is None


@pytest.mark.parametrize("is_private", [False, True])
def test_the_page_depends_on_the_image_whether_it_is_shown_or_not(is_private):
    image = make_image(collection=make_collection("Any", is_private=is_private))
    description = Description()

    describe_image(image, alt="A bridge", description=description)

    assert description.dependencies == {("image", str(image.pk))}
