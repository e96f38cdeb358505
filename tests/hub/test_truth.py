"""Kill the editing process at any moment: nothing hidden is shown, and the catalogue heals."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.templates import migrated_template

REPOSITORY = Path(__file__).resolve().parents[2]
COMPARE = """
import django, json; django.setup()
from django.core.management import call_command
from hub.catalogue.healing import heal, mark_everything
from hub.catalogue.models import Group
from tests.hub.truth import catalogue, leaks
call_command("work", once=True, verbosity=0)
healed = catalogue()
mark_everything(); heal()
rebuilt = catalogue()
wrong = {name: [row for row in healed[name] if row not in rebuilt[name]][:3]
         + [row for row in rebuilt[name] if row not in healed[name]][:3] for name in healed}
print(json.dumps({"differences": wrong, "leaks": leaks(), "dirty": Group.objects.dirty().count(),
                  "sizes": {name: len(rows) for name, rows in rebuilt.items()}}, default=str))
"""


def run(database: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "hub.settings.test"),
        "HUB_DATABASE_URL": f"sqlite:///{database}",
        "HUB_DATA_DIR": str(database.parent),
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")]),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=3000,
    )


def prove(folder: Path, *, seed: int, operations: int, kills: int) -> dict[str, object]:
    """Run a plan with kills, let the worker heal, and compare with a rebuild from the pages."""
    database = folder / "hub.sqlite3"
    shutil.copy(migrated_template(), database)
    chosen = sorted(random.Random(seed).sample(range(operations), kills))
    progress = folder / "progress"
    killed = 0
    while not progress.exists() or int(progress.read_text()) < operations:
        ended = run(
            database,
            "-m",
            "tests.hub.truth",
            *("--seed", str(seed), "--stop", str(operations), "--progress", str(progress)),
            *("--kill", *map(str, chosen)),
        )
        assert ended.returncode in (0, -signal.SIGKILL), ended.stderr[-3000:]
        killed += ended.returncode == -signal.SIGKILL
    assert killed == kills
    compared = run(database, "-c", COMPARE)
    assert compared.returncode == 0, compared.stderr[-3000:]
    return json.loads(compared.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def check(result: dict[str, object]) -> None:
    empty = {name: [] for name in ("groups", "entries", "facets", "memberships", "dependencies")}
    assert result["differences"] == empty, json.dumps(result["differences"], indent=1)
    assert result["leaks"] == []
    assert result["dirty"] == 0
    assert result["sizes"]["entries"] > 20  # type: ignore[index]


def test_killed_edits_leave_no_leak_and_no_difference(tmp_path: Path) -> None:
    check(prove(tmp_path, seed=7, operations=40, kills=4))


@pytest.mark.proof
def test_two_thousand_edits_and_fifty_kills(tmp_path: Path) -> None:
    check(prove(tmp_path, seed=2026, operations=2000, kills=50))
