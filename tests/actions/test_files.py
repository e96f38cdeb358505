"""Files of an action: known by their content, bounded, and given to its people only."""

import errno
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from actions.models import DraftFile
from actions.services import files
from actions.services.drafts import Locked, start_draft
from actions.services.submitting import withdraw_draft
from actions.storage import private_storage
from tests.actions.test_writing import PEOPLE, log_in, path, statuses

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _private_folder(monkeypatch, tmp_path):
    field = DraftFile._meta.get_field("file")
    monkeypatch.setattr(field, "storage", FileSystemStorage(tmp_path))


@pytest.fixture
def draft(city):
    return start_draft(city.owner, city.organisation, locale="en")


def upload(name="report.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def picture():
    buffer = BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG")
    return buffer.getvalue()


def add(city, draft, sent=None, **options):
    options.setdefault("has_consent", False)
    return files.add_file(city.owner, draft.key, upload=sent or upload(), **options)


def test_a_file_is_kept_outside_of_what_the_web_server_shows(city, draft, settings):
    found = add(city, draft, upload("../../Bericht.pdf"))

    assert (found.name, found.media_type, found.size) == (
        "Bericht.pdf",
        "application/pdf",
        len(PDF),
    )
    assert found.file.name.endswith(f"{found.key}.pdf")
    assert not Path(private_storage().path(found.file.name)).is_relative_to(settings.MEDIA_ROOT)


@pytest.mark.parametrize(
    "sent",
    [
        upload("report.pdf", b"<html><script>alert(1)</script></html>"),
        upload("report.html", b"<html></html>"),
        upload("report.php.pdf"),
        upload("photo.svg", b"<svg/>"),
        upload("photo.png", PDF),
        upload("film.mp4", b"\0\0\0\x18ftypisom"),
        upload("none.pdf", b""),
        upload("noname", PDF),
    ],
    ids=lambda sent: sent.name,
)
def test_what_is_not_what_it_says_is_refused_in_words(city, draft, sent):
    with pytest.raises(ValidationError) as refused:
        add(city, draft, sent, has_consent=True)

    assert list(refused.value.message_dict) == ["file"]
    assert DraftFile.objects.count() == 0


def test_a_picture_needs_the_consent_of_the_people_in_it(city, draft):
    with pytest.raises(ValidationError) as refused:
        add(city, draft, upload("photo.png", picture()))
    kept = add(city, draft, upload("photo.png", picture()), has_consent=True, credit="A. Sender")

    assert list(refused.value.message_dict) == ["has_consent"]
    assert (kept.media_type, kept.credit, kept.has_consent) == ("image/png", "A. Sender", True)


def test_what_may_be_published_says_what_it_is(city, draft):
    with pytest.raises(ValidationError) as refused:
        add(city, draft, may_be_published=True)
    kept = add(city, draft, may_be_published=True, description="Report of 2025")

    assert list(refused.value.message_dict) == ["description"]
    assert (kept.description, kept.may_be_published) == ("Report of 2025", True)


def test_there_are_ten_files_at_most(city, draft):
    for number in range(files.MOST_FILES):
        add(city, draft, upload(f"{number}.pdf"))

    with pytest.raises(ValidationError, match="10 files at most"):
        add(city, draft)
    assert draft.files.count() == 10


def test_a_file_goes_while_the_action_can_be_written_in(
    city, draft, django_capture_on_commit_callbacks
):
    first, second = add(city, draft), add(city, draft)
    with django_capture_on_commit_callbacks(execute=True):
        files.delete_file(city.contributor, draft.key, first.key)
    withdraw_draft(city.owner, draft.key)

    with pytest.raises(Locked):
        files.delete_file(city.owner, draft.key, second.key)
    with pytest.raises(Locked):
        add(city, draft)
    assert list(draft.files.all()) == [second]
    assert not first.file.storage.exists(first.file.name)
    assert second.file.storage.exists(second.file.name)


def test_a_file_is_given_out_to_keep_and_never_as_a_page(client, city, draft):
    found = add(city, draft)
    log_in(client, city, "viewer")

    answer = client.get(path("action_file", draft.key, found.key))

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]


def test_a_file_is_added_and_taken_away_in_the_browser(client, city, draft):
    log_in(client, city, "contributor")

    added = client.post(path("action_upload", draft.key), {"file": upload(), "credit": "City"})
    found = DraftFile.objects.get()
    page = client.get(path("action_section", draft.key, "results")).content.decode()
    removed = client.post(path("action_file_delete", draft.key, found.key))

    assert added.url == path("action_section", draft.key, "results") + "#files"
    assert path("action_file", draft.key, found.key) in page
    assert (removed.status_code, DraftFile.objects.count()) == (302, 0)


def test_a_full_disk_is_told_and_changes_nothing(client, city, draft, monkeypatch):
    def fail(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    add(city, draft)
    log_in(client, city, "contributor")
    client.raise_request_exception = False
    monkeypatch.setattr(FileSystemStorage, "_save", fail)

    said = client.post(path("action_upload", draft.key), {"file": upload()})
    program = client.post(
        path("action_upload", draft.key), {"file": upload()}, headers={"Accept": "application/json"}
    )

    assert (said.status_code, said["Retry-After"]) == (507, "10")
    assert "There is no room for files just now" in said.content.decode()
    assert program.json()["errors"][0]["extensions"] == {"code": "STORAGE_FULL"}
    assert DraftFile.objects.count() == 1


def test_the_file_of_another_action_is_not_reached_through_ones_own(client, city, draft):
    found = add(city, draft)
    stranger = city.stranger
    own = start_draft(stranger, stranger.action_memberships.get().organisation, locale="en")
    log_in(client, city, "stranger")

    assert client.get(path("action_file", own.key, found.key)).status_code == 404
    assert client.post(path("action_file_delete", own.key, found.key)).status_code == 404
    assert DraftFile.objects.count() == 1


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(
    ("page", "method", "expected"),
    [
        ("action_file", "get", statuses(302, 404, 404, 200, 200, 200, 200)),
        ("action_file_delete", "post", statuses(302, 404, 404, 403, 302, 302, 403)),
    ],
)
def test_who_may_do_what_with_a_file(client, city, draft, page, method, expected, name):
    found = add(city, draft)
    log_in(client, city, name)

    answer = getattr(client, method)(path(page, draft.key, found.key))

    assert answer.status_code == expected[name]
    is_gone = method == "post" and name in ("contributor", "owner")
    assert DraftFile.objects.count() == (0 if is_gone else 1)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png")])
def test_a_picture_that_ends_in_its_middle_is_refused_while_another_can_be_sent(
    city, draft, kind, name
):
    buffer = BytesIO()
    Image.effect_noise((200, 200), 90).save(buffer, kind)
    half = upload(name, buffer.getvalue()[: buffer.tell() // 2])

    with pytest.raises(ValidationError) as refused:
        files.add_file(city.owner, draft.key, upload=half, has_consent=True)

    said = "This is not an image that can be read, although its name says so."
    assert refused.value.message_dict == {"file": [said]}
    assert DraftFile.objects.count() == 0
