"""Importing in the admin: a file is checked by the worker, looked at, and stored when wished."""

import json
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from hub.accounts.roles import ensure_roles
from hub.demo.site import make_room
from hub.importing import runs
from hub.importing.models import ImportRun
from hub.outbox import worker
from hub.private_files import PrivateStorage
from tests.looks import WIDE, faults_of_admin

from .test_importing import HELP, HOME, page, with_text

pytestmark = pytest.mark.django_db
State = ImportRun.State


@pytest.fixture(autouse=True)
def room(monkeypatch, tmp_path):
    storage = PrivateStorage(location=tmp_path / "private")
    monkeypatch.setattr(ImportRun._meta.get_field("upload"), "storage", storage)
    make_room()


def log_in(client, role="", **values):
    ensure_roles()
    names = {"username": "anybody", "email": "anybody@example.org"}
    user = get_user_model().objects.create(**names, **values)
    user.groups.add(*Group.objects.filter(name=role))
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client):
    """Log somebody in who may publish everywhere, also where there is no page yet."""
    return log_in(client, is_superuser=True)


def upload(client, *rows, name="rows.jsonl"):
    content = "\n".join(map(json.dumps, rows)).encode()
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("hub_imports:index"), {"file": file}, follow=True)


def text_of(response):
    main = BeautifulSoup(response.content, "html.parser").find("main")
    return " ".join(main.get_text(" ").split())


@pytest.mark.parametrize("role", ["Editors", "Reviewers", "Translators"])
def test_only_administrators_import(client, role):
    log_in(client, role)
    run = ImportRun.objects.create(name="rows")

    index, one = reverse("hub_imports:index"), reverse("hub_imports:run", args=[run.key])

    home = reverse("wagtailadmin_home")
    assert [client.get(url).url for url in (index, one)] == [home, home]
    assert [client.post(url).url for url in (index, one)] == [home, home]
    assert ImportRun.objects.get().state == State.CHECKING


def test_administrators_do(client):
    log_in(client, "Administrators")

    assert "Imports" in text_of(client.get(reverse("hub_imports:index")))
    assert reverse("hub_imports:index") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_may_not_publish_a_page_is_told_so(client):
    log_in(client, "Administrators")  # of a site that begins elsewhere
    upload(client, HOME)
    ImportRun.objects.update(state=State.WAITING)

    runs.drain()

    problem = ["rows.jsonl:1 home", "You do not have permission to publish this page."]
    assert ImportRun.objects.get().report["problems"] == [problem]
    assert not Page.objects.filter(slug="hub").exists()


def test_an_import_that_nobody_goes_on_with_is_deleted_with_its_file(client, tmp_path):
    log_in(client, is_superuser=True)
    upload(client, HOME)
    kept = ImportRun.objects.create(name="done", state=State.DONE)

    runs.delete_old()
    assert len(list((tmp_path / "private").rglob("*.jsonl"))) == 1
    ImportRun.objects.update(created_at=timezone.now() - timedelta(days=31))
    runs.delete_old()

    assert list((tmp_path / "private").rglob("*.jsonl")) == []
    assert list(ImportRun.objects.all()) == [kept]


def test_a_file_is_checked_looked_at_and_imported(client, administrator, tmp_path):
    shown = text_of(upload(client, HOME, {**HELP, "parent": "nowhere"}))
    run = ImportRun.objects.get()
    assert "Waits to be checked. 0 of 0 rows" in shown
    assert (run.user, run.name, run.state) == (administrator, "rows.jsonl", State.CHECKING)
    address = reverse("hub_imports:run", args=[run.key])
    assert b'data-under-way="1"' in client.get(address).content

    assert len(list((tmp_path / "private").rglob("*.jsonl"))) == 1
    assert runs.drain() == 1
    shown = text_of(client.get(address))
    assert "Checked. new: 2" in shown
    assert "1 problem; its row is left out rows.jsonl:2 help its parent “nowhere”" in shown
    assert b"data-under-way" not in client.get(address).content
    assert not Page.objects.filter(slug="hub").exists()
    assert runs.drain() == 0

    shown = text_of(client.post(address, follow=True))
    assert "Waits to be imported." in shown
    assert runs.drain() == 1
    assert "Imported. new: 2" in text_of(client.get(address))
    assert page("home").live
    assert page("home").owner == administrator
    assert not list((tmp_path / "private").rglob("*.jsonl"))  # it may name people
    assert "rows.jsonl" in text_of(client.get(reverse("hub_imports:index")))


def test_what_would_change_is_shown_field_by_field(client, administrator):
    upload(client, HOME, HELP)
    ImportRun.objects.update(state=State.WAITING)
    runs.drain()
    changed = with_text(HELP, "en", title="Help us", body=[{"type": "heading", "text": "Ask"}])
    changed["facts"] = {"kind": "contact"}

    upload(client, HOME, changed)
    runs.drain()

    run = ImportRun.objects.first()
    assert run.report["counts"] == {"unchanged": 2, "changed": 1}
    assert run.report["changes"] == [
        ["help", "en", "kind", "other", "contact"],
        ["help", "en", "title", "Help", "Help us"],
        ["help", "en", "body", " Ask. ", "Ask"],
    ]
    shown = text_of(client.get(reverse("hub_imports:run", args=[run.key])))
    assert "help title (en) Help Help us" in shown


@pytest.mark.parametrize("name", ["rows.exe", "rows"])
def test_what_cannot_hold_rows_is_not_taken(client, administrator, name):
    shown = upload(client, HOME, name=name)

    assert "Choose a file of lines, a table or an archive." in shown.content.decode()
    assert not ImportRun.objects.exists()


def test_an_import_begins_once(client, administrator):
    run = ImportRun.objects.create(name="rows", state=State.DONE)

    shown = client.post(reverse("hub_imports:run", args=[run.key]), follow=True)

    assert "This was begun already." in shown.content.decode()
    assert ImportRun.objects.get().state == State.DONE


def test_the_worker_goes_on_with_its_other_work_and_stops_when_it_is_told_to(
    client, administrator, monkeypatch
):
    upload(client, HOME, HELP)
    delivered = []
    monkeypatch.setattr(worker, "deliver", lambda: delivered.append(1))

    runs.drain()
    assert len(delivered) == 4  # before each of two rows is checked, and compared
    ImportRun.objects.update(state=State.WAITING)
    worker.STOPPING.set()
    try:
        assert runs.drain() == 0
    finally:
        worker.STOPPING.clear()

    run = ImportRun.objects.get()
    assert (run.state, run.leased_until, run.is_storing) == (State.WAITING, None, False)
    assert runs.drain() == 1
    assert page("help").live


def test_an_error_ends_an_import_and_is_told(client, administrator, monkeypatch):
    upload(client, HOME)
    monkeypatch.setattr(runs, "import_files", lambda **options: 1 / 0)

    assert runs.drain() == 1

    run = ImportRun.objects.get()
    assert run.state == State.FAILED
    problem = "It came to an end by an error: division by zero"
    assert run.report == {"problems": [["", problem]], "problem_count": 1}
    assert problem in text_of(client.get(reverse("hub_imports:run", args=[run.key])))


@pytest.mark.browser
def test_the_pages_break_no_rule(
    client: Any,
    administrator: Any,
    browse: Any,
    axe: str,
) -> None:
    upload(client, HOME, HELP)
    ImportRun.objects.update(state=State.WAITING)
    runs.drain()
    changed = with_text(HELP, "en", title="Help us", summary="What to do. " * 30)
    upload(client, HOME, changed, {**HELP, "key": "other", "parent": "nowhere"})
    runs.drain()
    waiting = ImportRun.objects.create(name="long.zip", done=30, total=120)
    checked = ImportRun.objects.get(state=State.CHECKED)
    paths = {"list": reverse("hub_imports:index"), "export": reverse("hub_exports:index")}
    paths |= {
        name: reverse("hub_imports:run", args=[run.key])
        for name, run in (("waiting", waiting), ("checked", checked))
    }

    broken: dict[str, list[str]] = {}
    for name, path in paths.items():
        broken |= faults_of_admin(browse(path, **WIDE), axe, f"imports-{name}")

    assert broken == {}
