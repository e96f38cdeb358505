import json
import struct
import zlib
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from hub.media import archives
from hub.media.uploads import check_document_upload, check_image_upload
from tests.factories.media import (
    docx_bytes,
    image_bytes,
    make_document,
    make_image,
    name_parameter,
    pdf_bytes,
    upload,
    zip_bytes,
)

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
ENTITIES = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>&b;</d>'
MIMETYPE_ODT = "application/vnd.oasis.opendocument.text"


def png_header(width: int, height: int) -> bytes:
    """Make a PNG that says how large it is and holds no points: any size in 60 bytes."""
    chunks = [b"\x89PNG\r\n\x1a\n"]
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")):
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        chunks.append(struct.pack(">I", len(data)) + kind + data + checksum)
    return b"".join(chunks)


def animation(frames: int) -> bytes:
    buffer = BytesIO()
    pictures = [Image.new("L", (4, 4), number % 250) for number in range(frames)]
    pictures[0].save(buffer, "GIF", save_all=True, append_images=pictures[1:], duration=20)
    return buffer.getvalue()


def claimed_size(content: bytes, size: int) -> bytes:
    """Let the directory of a ZIP claim another size of its last part, as bombs do."""
    position = content.rindex(b"PK\x01\x02")
    return content[: position + 24] + struct.pack("<I", size) + content[position + 28 :]


def many_directory_bytes(content: bytes) -> bytes:
    end = content.rindex(b"PK\x05\x06")
    return content[: end + 12] + struct.pack("<I", 2**31) + content[end + 16 :]


def refusal(check, name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        check(upload(name, content))
    (message,) = caught.value.messages
    return message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Annual report. 2022.PDF", pdf_bytes()),
        ("form.docx", docx_bytes()),
        ("sheet.xlsx", zip_bytes({"[Content_Types].xml": "<T/>", "xl/workbook.xml": "<w/>"})),
        ("slides.pptx", zip_bytes({"[Content_Types].xml": "<T/>", "ppt/slide.xml": "<s/>"})),
        ("text.odt", zip_bytes({"mimetype": MIMETYPE_ODT, "content.xml": "<office/>"})),
        ("book.epub", zip_bytes({"mimetype": "application/epub+zip", "a.xhtml": HTML})),
        ("data.zip", zip_bytes({"cities.csv": "name;year"})),
        ("cities.csv", "ciudad;año\nMedellín;2021\n".encode("cp1252")),
        ("arabic.txt", "المدن".encode()),
        ("large.txt", ("é" * 100_000).encode()),
        ("talk.mp3", b"ID3\x04" + bytes(400)),
        ("talk.m4a", b"\x00\x00\x00\x20ftypM4A " + bytes(400)),
        ("talk.mp4", b"\x00\x00\x00\x20ftypisom" + bytes(400)),
        ("talk.vtt", b"WEBVTT\n\n00:00.000 --> 00:04.000\nWelcome"),
    ],
    ids=name_parameter,
)
def test_a_document_that_is_what_it_says_is_taken_and_stands_at_its_start(name, content):
    document = upload(name, content)

    check_document_upload(document)

    assert document.read() == content


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("report.pdf", HTML, "This file is a web page or a drawing with code inside"),
        ("report.pdf", SVG, "This file is a web page or a drawing with code inside"),
        ("cities.csv", b"name\n<script>alert(1)</script>", "This file is a web page"),
        ("report.pdf", docx_bytes(), "This is not a .pdf file, although its name says so."),
        ("form.docx", pdf_bytes(), "This is not a .docx file, although its name says so."),
        ("form.docx", zip_bytes({"a.txt": "a"}), "This is not a .docx file"),
        ("report.pdf", b"MZ\x90\x00" + bytes(200), "This is not a .pdf file"),
        ("note.txt", b"MZ\x90\x00" + bytes(200), "This is not a .txt file"),
        ("report.pdf", b"\n" * 20 + pdf_bytes(), "This is not a .pdf file"),
        ("photo.mp4", b"\x00\x00\x00\x18ftypheic" + bytes(99), "This is not a .mp4 file"),
        ("talk.mp3", b"MZ" + bytes(99), "This is not a .mp3 file"),
        ("logo.svg", SVG, "Files of this kind are not taken."),
        ("page.html", HTML, "Files of this kind are not taken."),
        ("report", pdf_bytes(), "Files of this kind are not taken."),
        ("report.pdf.exe", pdf_bytes(), "Files of this kind are not taken."),
        ("report.php.pdf", pdf_bytes(), "The name of this file says two things"),
        ("report.HTML.pdf", pdf_bytes(), "The name of this file says two things"),
        ("report.pdf", b"", "This file is empty."),
        ("report.pdf", pdf_bytes() + zip_bytes({"a.js": "run()"}), "Something is hidden behind"),
        ("data.zip", b"MZ" + zip_bytes({"a.txt": "a"}), "This is not a .zip file"),
        ("data.zip", zip_bytes({"a.txt": "a"}) + b"MZ", "This file is damaged, or something is"),
        ("data.zip", zip_bytes({"a.txt": "a"})[:60], "This file is damaged, or something is"),
        ("data.zip", zip_bytes({"../../etc/x": "a"}), "This file has parts that want to be"),
        ("data.zip", zip_bytes({"/etc/x": "a"}), "This file has parts that want to be"),
        ("data.zip", zip_bytes({"C:\\x": "a"}), "This file has parts that want to be"),
        ("data.zip", zip_bytes({"inner.zip": b"PK"}), "An archive inside another file"),
        ("form.docx", docx_bytes({"word/vbaProject.bin": b"x"}), "This document contains macros."),
        ("form.docx", docx_bytes({"word/x.xml": ENTITIES}), "This file has a part that is unsafe"),
        ("form.docx", docx_bytes({"word/x.xml": b"plain"}), "This file is damaged: one of its"),
    ],
    ids=name_parameter,
)
def test_a_document_that_lies_or_hides_something_is_refused(name, content, reason):
    assert refusal(check_document_upload, name, content).startswith(reason)


def test_a_small_archive_that_grows_without_end_is_refused():
    bomb = zip_bytes({"zeros.txt": bytes(50 * 1024 * 1024)})

    assert len(bomb) < 60_000
    assert refusal(check_document_upload, "data.zip", bomb).startswith("This file would grow")
    assert refusal(check_document_upload, "form.docx", bomb).startswith("This file would grow")
    assert refusal(check_document_upload, "report.pdf", bomb).startswith("This file would grow")


def test_an_archive_of_a_plausible_inflation_but_too_large_in_all_is_refused():
    content = zip_bytes({"a.txt": b"a"})

    assert refusal(
        check_document_upload, "data.zip", claimed_size(content, archives.MAX_INFLATED_BYTES + 1)
    ).startswith("This file would grow")


def test_a_well_packed_sheet_of_numbers_is_taken():
    sheet = b"<sheet>" + b"<c>0</c>" * 250_000 + b"</sheet>"
    content = zip_bytes({"[Content_Types].xml": "<T/>", "xl/sheet1.xml": sheet})

    check_document_upload(upload("sheet.xlsx", content))


def test_an_archive_of_very_many_parts_is_refused():
    content = zip_bytes({f"{number}": b"" for number in range(archives.MAX_ENTRIES + 1)})

    assert refusal(check_document_upload, "data.zip", content) == "This file holds too many parts."


def test_a_huge_directory_is_refused_before_it_is_loaded(monkeypatch):
    content = many_directory_bytes(zip_bytes({"a": "a"}))
    monkeypatch.setattr("zipfile.ZipFile", None)

    message = refusal(check_document_upload, "data.zip", content)

    assert message == "This file holds too many parts."


def test_a_locked_archive_is_refused():
    content = bytearray(zip_bytes({"a.txt": "a"}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1

    message = refusal(check_document_upload, "data.zip", bytes(content))

    assert message.startswith("This file is locked with a password")


def test_a_document_larger_than_the_limit_is_refused_by_its_size_alone():
    document = upload("report.pdf", b"%PDF-")
    document.size = 200 * 1024 * 1024

    with pytest.raises(ValidationError) as caught:
        check_document_upload(document)

    assert caught.value.messages == [
        "This file is too large: it has 200.0\xa0MB, and 25.0\xa0MB is the most."
    ]


@pytest.mark.parametrize(
    ("name", "image_format"),
    [
        ("photo.jpg", "JPEG"),
        ("photo.JPEG", "JPEG"),
        ("photo.png", "PNG"),
        ("photo.webp", "WEBP"),
        ("photo.gif", "GIF"),
        ("photo.avif", "AVIF"),
    ],
)
def test_an_image_that_is_what_it_says_is_taken(name, image_format):
    content = image_bytes((60, 40), image_format)
    image = upload(name, content)

    check_image_upload(image)

    assert image.read() == content


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("logo.svg", SVG, "Files of this kind are not taken."),
        ("logo.png", SVG, "This is not an image that can be read"),
        ("logo.png", HTML, "This is not an image that can be read"),
        ("logo.png", pdf_bytes(), "This is not an image that can be read"),
        ("logo.tiff", image_bytes((9, 9), "TIFF"), "Files of this kind are not taken."),
        ("logo.png", image_bytes((9, 9), "TIFF"), "This is not an image that can be read"),
        ("logo.png", image_bytes((9, 9), "JPEG"), "This is not a .png image but a JPEG"),
        ("logo.php.png", image_bytes((9, 9), "PNG"), "The name of this file says two things"),
        ("logo.png", b"", "This file is empty."),
        ("logo.png", image_bytes((9, 9), "PNG")[:20], "This is not an image that can be read"),
        ("logo.png", png_header(50_000, 50_000), "This image has too many points"),
        ("logo.png", png_header(9_000, 6_000), "This image has too many points: 50 million"),
        ("logo.png", png_header(40_000, 10), "This image has too many points"),
        ("film.gif", animation(201), "This animation has more than 200 frames."),
        (
            "logo.gif",
            image_bytes((9, 9), "GIF") + zip_bytes({"a.class": "x"}),
            "Something is hidden behind this image.",
        ),
    ],
    ids=name_parameter,
)
def test_an_image_that_lies_or_explodes_is_refused(name, content, reason):
    assert refusal(check_image_upload, name, content).startswith(reason)


def test_an_animation_of_a_usual_length_is_taken():
    check_image_upload(upload("film.gif", animation(30)))


@pytest.fixture
def editor_client(client):
    client.force_login(get_user_model().objects.create_superuser("editor", "e@example.org", "pw"))
    return client


@pytest.mark.django_db
def test_a_bomb_is_refused_before_the_form_decodes_it(monkeypatch):
    decoded = []
    monkeypatch.setattr("willow.Image.open", decoded.append)
    form_class = get_image_form(get_image_model())

    form = form_class(
        {"title": "Bomb", "collection": 1}, {"file": upload("a.png", png_header(50_000, 50_000))}
    )

    assert "too many points" in form.errors["file"][0]
    assert decoded == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "name", "good", "reason"),
    [
        ("wagtailimages:add", "a.png", image_bytes((60, 40), "PNG"), "not an image"),
        ("wagtaildocs:add", "a.pdf", pdf_bytes(), "a web page or a drawing"),
    ],
    ids=name_parameter,
)
def test_the_form_for_one_file_refuses_and_takes(editor_client, address, name, good, reason):
    models = {"wagtailimages:add": get_image_model(), "wagtaildocs:add": get_document_model()}

    refused = editor_client.post(reverse(address), {"title": "A", "file": upload(name, HTML)})
    taken = editor_client.post(reverse(address), {"title": "A", "file": upload(name, good)})

    assert refused.status_code == 200
    assert reason in refused.content.decode()
    assert taken.status_code == 302
    assert models[address].objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "GIF"])
def test_an_image_cut_off_in_its_middle_is_refused_by_the_form(image_format):
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    buffer = BytesIO()
    noise.save(buffer, image_format)
    content = buffer.getvalue()[: len(buffer.getvalue()) // 2]
    form_class = get_image_form(get_image_model())

    form = form_class(
        {"title": "Cut", "collection": 1}, {"file": upload(f"a.{image_format.lower()}", content)}
    )

    assert form.errors["file"] == [
        "This is not an image that can be read, although its name says so."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("handler", ["MemoryFileUploadHandler", "TemporaryFileUploadHandler"])
@pytest.mark.parametrize(
    ("address", "name", "good", "reason"),
    [
        ("wagtailimages:add_multiple", "a.png", image_bytes((60, 40), "PNG"), "not an image"),
        ("wagtaildocs:add_multiple", "a.pdf", pdf_bytes(), "a web page or a drawing"),
    ],
    ids=name_parameter,
)
def test_the_form_for_many_files_refuses_and_takes(
    editor_client, settings, handler, address, name, good, reason
):
    settings.FILE_UPLOAD_HANDLERS = [f"django.core.files.uploadhandler.{handler}"]

    def send(content):
        answer = editor_client.post(
            reverse(address), {"title": "A", "collection": "1", "files[]": upload(name, content)}
        )
        return json.loads(answer.content)

    refused, taken = send(HTML), send(good)

    assert refused["success"] is False
    assert reason in refused["error_message"]
    assert taken["success"] is True


@pytest.mark.django_db
def test_the_title_of_a_stored_file_can_be_edited_without_sending_it_again(editor_client):
    image, document = make_image(), make_document()

    for address, item in (("wagtailimages:edit", image), ("wagtaildocs:edit", document)):
        answer = editor_client.post(
            reverse(address, args=[item.pk]), {"title": "New", "collection": item.collection_id}
        )
        item.refresh_from_db()

        assert (answer.status_code, item.title) == (302, "New")


def test_reasons_are_told_in_the_language_of_the_editor(monkeypatch):
    monkeypatch.setattr(
        "hub.media.uploads._", lambda text: f"[{translation.get_language()}] {text}"
    )

    with translation.override("fr"):
        message = refusal(check_document_upload, "report.pdf", b"")

    assert message == "[fr] This file is empty."
