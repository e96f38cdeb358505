"""The whole demo site, and pages as machines read them."""

import json
import os
from collections import Counter
from io import StringIO

import extruct
import pytest
from django.core.management import call_command
from django.test import override_settings

from courses.models import Course
from resources.management.commands import demo
from tests.courses.making import make_site_with_course
from tests.site import make_site

IS_WHOLE = bool(os.environ.get("HUB_PROOF"))


@pytest.fixture(scope="session")
def rows_of_the_demo_site(snapshot, tmp_path_factory):
    """Load the demo of all apps without drawings and made-up files, which take most of the time.

    Some pages of each type, and all of them where long proofs are wanted.
    """
    folders, counts = [], Counter()
    for number, source in enumerate(demo.demo_folders()):
        folder = tmp_path_factory.mktemp(f"demo{number}")
        for file in sorted(source.rglob("*.jsonl")):
            rows = [plain(json.loads(line)) for line in file.read_text().splitlines()]
            rows = [row for row in rows if is_kept(row, counts)]
            (folder / file.name).write_text("\n".join(json.dumps(row) for row in rows))
        folders.append(folder)

    def load():
        call_command("demo", "--no-serve", stdout=StringIO(), stderr=StringIO())

    with pytest.MonkeyPatch.context() as patch, override_settings(DEBUG=True):
        patch.setattr(demo, "demo_folders", lambda: folders)
        patch.setattr(demo, "ensure_demo", lambda password: [])
        return snapshot(load)


def is_kept(row, counts):
    counts[row["type"]] += 1
    is_page = "parent" in row and row["type"] != "index"
    is_wanted = not is_page or counts[row["type"]] <= 3
    return IS_WHOLE or (is_wanted and row["type"] != "network")


def plain(row):
    row.pop("cover", None)
    for text in row.get("text", {}).values():
        text["body"] = []
    facts = row.get("facts", {})
    if "files" in facts:
        facts["files"] = [file for file in facts["files"] if not file.get("generate")]
    if not IS_WHOLE:  # what they lead to may be left out
        facts |= {name: [] for name in ("relations", "networks") if name in facts}
        facts |= {name: None for name in ("pinned",) if name in facts}
    return row


@pytest.fixture
def demo_site(rows_of_the_demo_site, db):
    rows_of_the_demo_site.restore()


@pytest.fixture
def linked_data(client):
    """Get what a page says in the words of schema.org, the way others read it."""

    def linked_data(path):
        html = client.get(path).content.decode()
        found = extruct.extract(html, base_url=f"http://127.0.0.1:8000{path}", syntaxes=["json-ld"])
        (document,) = found["json-ld"]
        assert document["@context"] == "https://schema.org"
        return document["@graph"]

    return linked_data


@pytest.fixture(scope="session")
def rows_of_a_course(snapshot):
    return snapshot(lambda: make_site_with_course(make_site()))


@pytest.fixture
def course(rows_of_a_course, db):
    rows_of_a_course.restore()
    return Course.objects.get()
