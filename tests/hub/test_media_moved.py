"""Files that are put where nobody may see them, in each way in which the admin does that."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model

from hub.catalogue.models import Entry
from hub.media.models import PageFile
from tests.factories.media import make_collection, make_document, make_image
from tests.site import add_report, library


@pytest.fixture
def shown(home: Any, committed: Any) -> tuple[Any, Any]:
    """Publish a page with a cover and a file, both of one collection."""
    collection = make_collection("Pictures and files")
    image, document = make_image(collection=collection), make_document(collection=collection)
    files = [PageFile(title="Report", languages=["en"], document=document)]
    with committed():
        add_report(library(home), "Report", cover=image, hub_files=files)
    assert seen() == (True, 1)
    assert image.renditions.exists()
    return image, document


def seen() -> tuple[bool, int]:
    """Tell whether readers see the cover, and how many files."""
    card = Entry.objects.get(type="report", locale="en", is_visible=True).card
    return card["cover"] is not None, len(card["files"])


def save_there(client: Client, files: tuple[Any, Any], private: Any) -> None:
    for file in files:
        file.collection = private
        file.save()


def put_there_together(client: Client, files: tuple[Any, Any], private: Any) -> None:
    for file in files:
        model = file._meta
        address = reverse("wagtail_bulk_action", args=[model.app_label, model.model_name, BULK])
        answer = client.post(f"{address}?id={file.pk}&next=/admin/", {"collection": private.pk})
        assert answer.status_code == 302


BULK = "add_to_collection"


def move_their_collection(client: Client, files: tuple[Any, Any], private: Any) -> None:
    collection = files[0].collection
    address = reverse("wagtailadmin_collections:edit", args=[collection.pk])
    answer = client.post(address, {"name": collection.name, "parent": private.pk})
    assert answer.status_code == 302


@pytest.mark.parametrize("hide", [save_there, put_there_together, move_their_collection])
def test_what_is_put_below_a_private_collection_is_seen_no_more(
    admin_client: Client, shown: tuple[Any, Any], committed: Any, hide: Any
) -> None:
    private = make_collection("Private", is_private=True)

    with committed():
        hide(admin_client, shown, private)

    assert seen() == (False, 0)
    image = get_image_model().objects.get()
    assert image.collection.path.startswith(private.path)
    assert not image.renditions.filter(filter_spec__contains="format-webp").exists()


def test_a_saved_image_leaves_the_sizes_of_other_private_ones_alone(
    home: Any, committed: Any
) -> None:
    waiting = make_image(collection=make_collection("Private", is_private=True))
    waiting.get_rendition("max-165x165")  # as the admin lists it

    with committed():
        make_image()

    assert waiting.renditions.count() == 1


@pytest.mark.parametrize("show", [put_there_together, move_their_collection])
def test_what_is_put_into_the_open_is_seen_again(
    admin_client: Client, shown: tuple[Any, Any], committed: Any, show: Any
) -> None:
    private, public = make_collection("Private", is_private=True), make_collection("Public")
    with committed():
        shown[0].collection.move(private, "sorted-child")
    assert seen() == (False, 0)
    for file in shown:
        file.refresh_from_db()

    with committed():
        show(admin_client, shown, public)

    assert seen() == (True, 1)
