"""Exporting in the admin: an archive of what was chosen, for those who may also import."""

import io
import json
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from hub.importing.services import import_files
from tests.factories.media import make_document

from .test_exporting import bring, terms  # noqa: F401 - a fixture
from .test_importing import EVERYTHING, page
from .test_importing_admin import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(tmp_path):
    assert bring(tmp_path / "in", *EVERYTHING).problems == []


@pytest.fixture
def administrator(client):
    return log_in(client, "Administrators")


def download(client, **chosen):
    return client.post(reverse("hub_exports:index"), chosen)


def opened(response):
    return ZipFile(io.BytesIO(b"".join(response.streaming_content)))


@pytest.mark.parametrize("role", ["Editors", "Reviewers", "Translators"])
def test_only_administrators_export(client, role):
    log_in(client, role)

    answers = [client.get(reverse("hub_exports:index")), download(client)]

    assert [answer.url for answer in answers] == [reverse("wagtailadmin_home")] * 2


def test_the_page_offers_every_type_language_and_filter(client, administrator):
    shown = client.get(reverse("hub_exports:index")).content.decode()

    for choice in ("report", "course", "action", "organisation", "fr", "gcm_objective", "network"):
        assert f'value="{choice}"' in shown or f'name="{choice}"' in shown
    assert reverse("hub_exports:index") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_what_was_chosen_comes_as_an_archive_that_an_import_takes(client, administrator, library):
    answer = download(client, types=["report"], years="2022..", format="jsonl")
    archive = opened(answer)
    rows = [json.loads(line) for line in archive.read("export.jsonl").splitlines()]
    nothing = opened(download(client, topic="none, of-these", format="jsonl"))

    assert answer["Content-Disposition"] == 'attachment; filename="export.zip"'
    assert [row["key"] for row in rows] == ["report-2022"]
    named = {file["file"] for row in rows for file in row["facts"]["files"] if "file" in file}
    assert set(archive.namelist()) == {"export.jsonl", *named}
    assert nothing.read("export.jsonl") == b""


def test_everything_comes_as_a_table_as_well(client, administrator, library, tmp_path):
    titles = set(Page.objects.values_list("title", flat=True))
    archive = opened(download(client, format="csv"))
    archive.extractall(tmp_path / "again")

    report = import_files(paths=[tmp_path / "again"])

    assert archive.namelist()[0] == "export.csv"
    assert report.problems == []
    assert set(Page.objects.values_list("title", flat=True)) == titles


def test_what_cannot_be_said_is_told_beside_the_rows(client, administrator, library):
    report = page("report-2022")
    document = make_document()
    report.hub_files.add(type(report.hub_files.first())(title="It", document=document))
    report.save_revision().publish()
    call_command("catalogue", "heal", verbosity=0)
    document.file.delete(save=False)

    archive = opened(download(client, format="jsonl"))

    assert "is missing" in archive.read("notes.txt").decode()


def test_a_year_that_is_none_is_told_and_nothing_is_sent(client, administrator):
    answer = download(client, years="last", format="jsonl")

    assert answer.status_code == 200
    assert "Write a year, or two with two dots between them." in answer.content.decode()
