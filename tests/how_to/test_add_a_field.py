"""`docs/how-to/add-a-field.md` is done as it is written, on a copy of the repository."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import templates

PAGE = templates.REPOSITORY / "docs" / "how-to" / "add-a-field.md"
BLOCK = re.compile(r'^```(\w+) title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
FOLDERS = ("hub", "resources", "courses", "actions", "search", "frontend_schema", "tests")
FILES = ("manage.py", "pyproject.toml", "requirements.lock")


def copy_repository(to: Path) -> None:
    ignored = shutil.ignore_patterns("node_modules", "__pycache__", "axe", "demo")
    for name in FOLDERS:
        shutil.copytree(templates.REPOSITORY / name, to / name, ignore=ignored)
    for name in ("resources/demo", "actions/demo"):
        (to / name).symlink_to(templates.REPOSITORY / name)
    for name in FILES:
        shutil.copy(templates.REPOSITORY / name, to)


def change(path: Path, diff: str) -> None:
    """Apply a block; what stands in it without a plus must be in the file exactly once."""
    lines = diff.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] != "+")
    after = "".join(line[1:] for line in lines if line[0] != "-")
    text = path.read_text("utf-8")
    assert text.count(before) == 1, f"{path.name} holds no such lines:\n{before}"
    path.write_text(text.replace(before, after), "utf-8")


def run(copy: Path, command: str, **more: str) -> str:
    words = [sys.executable if word == "python" else word for word in command.split()]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hub.settings.test",
        "HUB_DATA_DIR": str(copy / "data"),
        "HUB_DATABASE_URL": "",  # SQLite, whatever the suite runs on
        **more,
    }
    done = subprocess.run(
        words, cwd=copy, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def migrate_as_a_test_would(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Migrate a copy of the database that is migrated already, for the tests of the copy."""
    folder = copy / "data" / "test-databases"
    folder.mkdir(parents=True)
    database = shutil.copy(templates.migrated_template(), folder / "new.sqlite3")
    monkeypatch.setattr(templates, "REPOSITORY", copy)
    run(copy, "python manage.py migrate --verbosity=0", HUB_DATABASE_URL=f"sqlite:///{database}")
    Path(database).rename(folder / f"{templates.state_of_migrations()}.sqlite3")


def test_a_newcomer_adds_a_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = BLOCK.findall(PAGE.read_text("utf-8"))
    assert [language for language, _title, _text in blocks].count("diff") == 5
    copy_repository(tmp_path)

    for language, title, text in blocks:
        if language == "diff":
            change(tmp_path / title, text)
        elif language == "python":
            (tmp_path / title).write_text(text, "utf-8")
        elif title == "the test":
            migrate_as_a_test_would(tmp_path, monkeypatch)
            assert "1 passed" in run(tmp_path, f"{text.strip()} -q -p no:cacheprovider")
        else:
            run(tmp_path, text.strip())

    schema = (tmp_path / "frontend_schema" / "schema.graphql").read_text("utf-8")
    report = schema.partition("type Report ")[2].partition("\n}")[0]
    assert '"""How it was made."""\n  method: String\n' in report
