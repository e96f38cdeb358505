"""The demo: its library is complete and can be imported, and starting it again changes nothing."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from hub.accounts.roles import ROLES
from hub.catalogue.models import Entry
from hub.importing.models import Step
from hub.importing.services import import_files
from hub.localization.languages import content_locales
from hub.terms.services import seed_terms
from resources.management.commands import demo
from resources.models import HomePage

pytestmark = pytest.mark.django_db

FOLDERS = demo.demo_folders()


def rows():
    files = [file for folder in FOLDERS for file in sorted(folder.rglob("*.jsonl"))]
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def pages():
    return [row for row in rows() if row["type"] not in ("organisation", "network")]


def test_the_demo_library_can_be_imported_without_a_problem():
    seed_terms()

    report = import_files(paths=FOLDERS, is_dry_run=True)

    assert report.problems == []
    assert report.count(Step.CREATED) == len(report.steps) > 150


def test_the_demo_library_holds_what_was_promised():
    languages = Counter(locale for page in pages() for locale in page["text"])
    missing = [page for page in pages() if {"en", "fr", "es"} - set(page["text"])]

    assert len(pages()) >= 40
    assert set(languages) == set(content_locales())
    assert languages["ar"] >= 3
    assert missing  # so that fallback is seen
    assert {row["key"] for row in rows() if row["type"] == "network"} >= {"mc2cm", "m4d-net"}


def test_no_translation_of_the_demo_claims_a_review_that_did_not_happen():
    assert not [page["key"] for page in pages() if any(page.get("reviewed", {}).values())]


@pytest.fixture
def small(tmp_path, monkeypatch, settings):
    """Let the demo load a home page and a library only, so that a test takes seconds."""
    settings.DEBUG = True
    kept = [page for page in pages() if page["key"] in ("home", "library")]
    for page in kept:
        page["cover"] = None
        page["facts"]["pinned"] = None
        for text in page["text"].values():
            text["body"] = []
    file = tmp_path / "demo.jsonl"
    file.write_text("\n".join(json.dumps(page) for page in kept))
    monkeypatch.setattr(demo, "demo_folders", lambda: [tmp_path])
    monkeypatch.setattr(demo, "IMPORTED", tmp_path.parent / f"{tmp_path.name}-imported")
    return file


def start(*args):
    out = StringIO()
    call_command("demo", "--no-serve", *args, stdout=out, stderr=out)
    return out.getvalue()


def test_the_demo_makes_site_people_and_catalogue_and_tells_where_they_are(small):
    told = start()

    site = Site.objects.get(is_default_site=True)
    assert site.root_page.specific == HomePage.objects.get(locale__language_code="en")
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert set(Entry.objects.filter(type="home").values_list("locale", "actual_locale")) == {
        (code, code) for code in content_locales()
    }
    for email, _name, role in demo.PEOPLE:
        user = get_user_model().objects.get(email=email)
        assert [group.name for group in user.groups.all()] == [role]
        assert user.check_password(demo.PASSWORD)
        assert f"{email}" in told
    assert not get_user_model().objects.filter(is_superuser=True).exists()
    for path in ("/en/", "/fr/", "/es/", "/ar/", "/admin/", "/graphql/"):
        assert f"http://127.0.0.1:8000{path}\n" in told
    assert {role for _email, _name, role in demo.PEOPLE} <= {role.name for role in ROLES}


def test_starting_again_keeps_every_edit(small):
    start()
    home = HomePage.objects.get(locale__language_code="en")
    home.title = "Our hub"
    home.save_revision().publish()
    editor = get_user_model().objects.get(email="editor@example.org")
    editor.set_password("a password of my own")
    editor.save()
    editor.groups.clear()
    before = (Page.objects.count(), get_user_model().objects.count())
    rows = [json.loads(line) for line in small.read_text().splitlines()]
    rows[0]["text"]["en"]["title"] = "Another title"
    small.write_text("\n".join(json.dumps(row) for row in rows))

    start()

    home.refresh_from_db()
    editor.refresh_from_db()
    assert home.title == "Our hub"
    assert editor.check_password("a password of my own")
    assert not editor.groups.exists()
    assert (Page.objects.count(), get_user_model().objects.count()) == before


def test_starting_again_reads_the_library_only_if_it_changed(small, monkeypatch):
    start()
    monkeypatch.setattr(demo, "import_files", lambda **options: pytest.fail("read again"))
    start()

    small.write_text(small.read_text() + "\n")
    with pytest.raises(pytest.fail.Exception, match="read again"):
        start()


def test_a_site_with_a_root_page_of_its_own_keeps_it(small):
    root = Page.objects.get(depth=1)
    own = root.add_child(instance=Page(title="Ours", slug="ours"))
    Site.objects.update(root_page=own)

    start()

    assert Site.objects.get().root_page == own


def test_the_demo_does_not_start_in_production(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="not in production"):
        start()
    assert not get_user_model().objects.filter(email__endswith="@example.org").exists()


def test_the_demo_leaves_the_site_of_others_alone(settings):
    settings.DEBUG = True
    settings.ROOT_URLCONF = "tests.hub.one_address"
    before = (Page.objects.count(), get_user_model().objects.count())

    with pytest.raises(CommandError, match="your site"):
        start()
    assert (Page.objects.count(), get_user_model().objects.count()) == before


@pytest.mark.parametrize("address", ["0.0.0.0:8000", "hub.example.org:8000", "8000", "127.0.0.1:x"])
def test_the_demo_serves_this_machine_only(settings, address):
    settings.DEBUG = True

    with pytest.raises(CommandError, match="this machine only"):
        start("--address", address)


def test_a_port_that_is_taken_is_told_before_anything_is_begun(settings):
    settings.DEBUG = True
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(CommandError, match="in use"):
            call_command("demo", "--address", address)


def fetch(url):
    """Ask until somebody answers."""
    for _try in range(60):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.status
        except urllib.error.URLError:
            time.sleep(1)
    return None


@pytest.mark.proof
def test_the_whole_demo_starts_and_ends_with_its_worker(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--address", address],
        cwd=Path(demo.__file__).parents[3],
        env={"HUB_DATA_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for line in process.stdout:
            if "admin@example.org" in line:
                break
        assert fetch(f"http://{address}/fr/") == 200
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
