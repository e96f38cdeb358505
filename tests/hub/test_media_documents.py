import hashlib
import logging
from datetime import datetime

import pytest
from django.core.files.base import ContentFile

from hub.catalogue.description import Description
from hub.media.documents import count_pages, describe_document, load_documents
from hub.media.models import DocumentFacts
from tests.factories.media import (
    docx_bytes,
    make_collection,
    make_document,
    name_parameter,
    pdf_bytes,
)

pytestmark = pytest.mark.django_db


def describe(document):
    return describe_document(document, description=Description())


def test_a_document_is_plain_data_with_the_facts_of_its_file():
    content = pdf_bytes(pages=3)
    document = make_document(content)

    data = describe(document)

    updated_at = datetime.fromisoformat(data.pop("updated_at"))
    assert data == {
        "url": f"/documents/{document.pk}/{document.filename}",
        "title": "Annual report",
        "media_type": "application/pdf",
        "bytes": len(content),
        "pages": 3,
        "checksum": hashlib.sha256(content).hexdigest(),
    }
    assert updated_at.tzinfo is not None


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        (
            "form.docx",
            docx_bytes(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("cities.csv", "ville;année\nÉvry;2022".encode("cp1252"), "text/csv"),
        ("note.txt", "Déclaration".encode("utf-16"), "text/plain"),
        ("page.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "text/html"),
        ("noise.pdf", b"\x00\x01\x02\x03" * 50, "application/octet-stream"),
    ],
    ids=name_parameter,
)
def test_the_type_is_what_the_content_says_and_only_a_pdf_has_pages(name, content, media_type):
    data = describe(make_document(content, name=name))

    assert (data["media_type"], data["pages"]) == (media_type, None)


def test_facts_are_found_out_once(django_assert_num_queries):
    document = make_document()
    describe(document)
    (loaded,) = load_documents([document.pk]).values()
    DocumentFacts.objects.update(pages=77)
    (loaded,) = load_documents([document.pk]).values()

    with django_assert_num_queries(1):  # the private collections
        data = describe(loaded)

    assert data["pages"] == 77


def test_another_file_of_the_same_name_is_read_again():
    document = make_document(pdf_bytes(pages=1))
    describe(document)
    storage, name = document.file.storage, document.file.name

    storage.delete(name)
    storage.save(name, ContentFile(pdf_bytes(pages=2)))
    (loaded,) = load_documents([document.pk]).values()

    assert describe(loaded)["pages"] == 2
    assert DocumentFacts.objects.get().pages == 2


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 and nothing else", pdf_bytes(pages=2)[:200], b"%PDF-" + b"[" * 200_000],
    ids=name_parameter,
)
def test_pages_of_a_damaged_pdf_are_unknown(content):
    assert describe(make_document(content))["pages"] is None


def test_counting_gives_up_after_its_time(monkeypatch):
    monkeypatch.setattr("hub.media.documents.MAX_COUNTING_SECONDS", 0.01)

    assert count_pages(ContentFile(pdf_bytes())) is None


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_document_below_a_private_collection_is_left_out(depth):
    collection = make_collection("Private", is_private=True)
    for level in range(depth):
        collection = make_collection(f"Level {level}", parent=collection)

    assert describe(make_document(collection=collection)) is None


def test_a_missing_file_is_left_out_with_a_warning_that_names_only_its_number(caplog):
    document = make_document(name="letter-of-ana-silva.pdf")
    document.file.storage.delete(document.file.name)

    with caplog.at_level(logging.WARNING, logger="hub.media.documents"):
        assert describe(document) is None

    assert f"Document {document.pk} cannot be read" in caplog.text
    assert "ana" not in caplog.text


def test_no_document_is_none():
    assert describe(None) is None


def test_the_page_depends_on_the_document_even_when_it_is_private():
    document = make_document(collection=make_collection("Private", is_private=True))
    description = Description()

    describe_document(document, description=description)

    assert description.dependencies == {("document", str(document.pk))}
