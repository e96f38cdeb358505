"""Backup, destruction, restore: by the commands, in processes of their own, on either database."""

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from hub import backups
from tests.templates import REPOSITORY

STATE = """
def state():
    from hub.catalogue.models import Entry
    rows = Entry.objects.order_by("locale", "path")
    pages = [[str(row.group.translation_key), row.locale, row.path, row.title] for row in rows]
    return {"pages": pages, "documents": [one.url for one in get_document_model().objects.all()]}
"""
BEGIN = """
import json
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.documents import get_document_model
from tests.journeys.beginning import begin
from actions.storage import private_storage
"""


def run(code: str, database: str, folder: Path) -> Any:
    """Run something in a hub; return what it printed last."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings.dev",
        "HUB_DATABASE_URL": database,
        "HUB_DATA_DIR": str(folder),
        "HUB_ELASTICSEARCH_URL": "",
        "HUB_LOG_LEVEL": "ERROR",
        "HUB_REDIS_URL": "",
        "PYTHONPATH": str(REPOSITORY),
    }
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", BEGIN + STATE + code]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def files_of(folder: Path) -> dict[str, str]:
    """Hash every uploaded file."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for kind in ("media", "private")
        for path in sorted((folder / kind).rglob("*"))
        if path.is_file()
    }


FILL_AND_BACK_UP = """
begin()
get_document_model().objects.create(title="Guide", file=ContentFile(b"words", name="guide.txt"))
private_storage().save("passport.txt", ContentFile(b"of one person"))
call_command("work", once=True)
call_command("backup", "{backup}")
print(json.dumps(state()))
"""
DESTROY_AND_RESTORE = """
from django.core.management import CommandError
from wagtail.models import Page
Page.objects.filter(depth__gt=1).delete()
get_document_model().objects.all().delete()
private_storage().save("later.txt", ContentFile(b"came after the backup"))
try:
    call_command("restore", "{backup}")
    refused = ""
except CommandError as error:
    refused = str(error)
lost = state()
call_command("restore", "{backup}", replace=True)
call_command("prepare")
call_command("search", "audit")
print(json.dumps([refused, lost, state()]))
"""


def test_what_was_destroyed_is_there_again(database: str, tmp_path: Path) -> None:
    data, backup = tmp_path / "data", tmp_path / "backup"
    data.mkdir()

    before = run(FILL_AND_BACK_UP.format(backup=backup), database, data)
    files = files_of(data)
    shutil.rmtree(data / "media")
    refused, lost, after = run(DESTROY_AND_RESTORE.format(backup=backup), database, data)

    titles = {title for _key, locale, _path, title in before["pages"] if locale == "en"}
    assert titles == {"Home", "Library", "Study of cities"}
    assert before["documents"] == ["/documents/1/guide.txt"]
    assert refused.startswith("There is something here already.")
    assert lost == {"pages": [], "documents": []}
    assert after == before
    assert sorted(files) == ["media/documents/guide.txt", "private/passport.txt"]
    assert files_of(data) == files


def make_backup(folder: Path) -> None:
    """Make a backup without a database in it, which is looked at last."""
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "a.txt").write_text("a")
    files = {"media/a.txt": backups.sha256_of(folder / "media" / "a.txt")}
    manifest = {"made_at": "2027-01-05", "database": connection.vendor, "files": files}
    (folder / backups.MANIFEST).write_text(json.dumps(manifest))


def change_a_file(folder: Path) -> None:
    (folder / "media" / "a.txt").write_text("b")


def lose_a_file(folder: Path) -> None:
    (folder / "media" / "a.txt").unlink()


def end_too_early(folder: Path) -> None:
    (folder / backups.MANIFEST).unlink()


def come_from_another_database(folder: Path) -> None:
    manifest = json.loads((folder / backups.MANIFEST).read_text()) | {"database": "oracle"}
    (folder / backups.MANIFEST).write_text(json.dumps(manifest))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (change_a_file, "is missing, or is not what was backed up"),
        (lose_a_file, "is missing, or is not what was backed up"),
        (end_too_early, "holds no finished backup"),
        (come_from_another_database, "is one of oracle, not"),
    ],
)
def test_a_backup_that_is_not_whole_is_not_restored(spoil: Any, said: str, tmp_path: Path) -> None:
    make_backup(tmp_path)
    spoil(tmp_path)

    with pytest.raises(CommandError, match=said):
        call_command("restore", str(tmp_path), replace=True)


def test_a_backup_never_writes_over_another(tmp_path: Path) -> None:
    make_backup(tmp_path)

    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", str(tmp_path))


def test_a_file_that_was_still_being_written_is_copied_again(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT, settings.HUB_PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    (tmp_path / "media").mkdir()
    growing, gone = tmp_path / "media" / "growing.txt", tmp_path / "media" / "gone.txt"
    growing.write_text("half")
    gone.write_text("deleted while the database is copied")

    backups.copy_files(tmp_path / "backup")
    growing.write_text("half and the rest")
    gone.unlink()
    backups.copy_files(tmp_path / "backup")

    copied = {path.name: path.read_text() for path in (tmp_path / "backup" / "media").iterdir()}
    assert copied == {
        "growing.txt": "half and the rest",
        "gone.txt": "deleted while the database is copied",
    }
