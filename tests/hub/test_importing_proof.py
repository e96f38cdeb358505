"""The proof of importing: killed twice, resumed, and whole, in flat memory and reasonable time.

HUB_PROOF_PAGES says how many pages in three languages; 12,000 take some hours.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.hub.importing_loop import LANGUAGES, rows
from tests.processes import memory_of
from tests.templates import REPOSITORY, migrated_template

pytestmark = pytest.mark.proof
PAGES = int(os.environ.get("HUB_PROOF_PAGES", "240"))
#: The importer may take half as long again as the loop that publishes the same pages.
LONGER = 1.5
#: How much more memory, in kilobytes, the whole import may take than its first third.
MORE_MEMORY = 30_000


class Site:
    """A site in a folder of its own, with SQLite."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder, self.database = folder, folder / "hub.sqlite3"
        shutil.copy(migrated_template(), self.database)
        self.run("prepare")

    def start(self, *arguments: str, log: str = "log") -> "subprocess.Popen[bytes]":
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "hub.settings.test",
            "HUB_DATABASE_URL": f"sqlite:///{self.database}",
            "HUB_DATA_DIR": str(self.folder),
            "PYTHONPATH": str(REPOSITORY),
        }
        with (self.folder / log).open("ab") as said:
            command = [sys.executable, *arguments]
            return subprocess.Popen(
                command, cwd=REPOSITORY, env=environment, stdout=said, stderr=said
            )

    def run(self, *arguments: str) -> float:
        """Run one of the parts of `importing_loop`; return the seconds of the processor it took.

        Those of a clock would be of all that goes on beside it.
        """
        process = self.start("-m", "tests.hub.importing_loop", *arguments, log=arguments[0])
        said = (self.folder / arguments[0]).read_text() if process.wait() == 0 else ""
        assert said, (self.folder / arguments[0]).read_text()[-3000:]
        return float(said.splitlines()[-1])

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.database, timeout=20)) as connection, connection:
            return connection.execute(sql).fetchall()

    def complete(self) -> int:
        """Count the pages that are there in a language as the file says."""
        found = self.ask("SELECT COUNT(*) FROM hub_importrecord WHERE kind='page' AND digest<>''")
        return int(str(found[0][0]))


def follow(site: Site, process: "subprocess.Popen[bytes]", until: int) -> list[tuple[int, int]]:
    """Watch an import until so many pages are complete, or its end: pages and kilobytes."""
    seen: list[tuple[int, int]] = []
    while process.poll() is None:
        complete = site.complete()
        seen.append((complete, memory_of(process.pid)))
        if complete >= until:
            break
        time.sleep(0.5)
    return seen


def tell(part: int, seen: list[tuple[int, int]]) -> None:
    """Print how far a part came, and what it held at its middle and at most."""
    middle, most = seen[len(seen) // 2], max(kilobytes for _pages, kilobytes in seen)
    sys.stdout.write(
        f"part {part}: {seen[-1][0]} pages, {middle[1]} kB at {middle[0]}, {most} kB\n"
    )
    sys.stdout.flush()


def test_a_large_import_survives_being_killed_twice(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows(PAGES)))
    languages, command = len(LANGUAGES), ("manage.py", "import_content", str(file))
    every = (PAGES + 3) * languages
    site = Site(tmp_path / "killed")
    for part in (1, 2):
        process = site.start(*command)
        tell(part, follow(site, process, every * part // 3))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert every * part // 3 <= site.complete() < every
        site.ask("UPDATE hub_importrun SET leased_until='2000-01-01'")  # a minute later
    process = site.start(*command)
    tell(3, follow(site, process, every + 1))
    assert process.wait() == 0, (site.folder / "log").read_text()[-3000:]
    site.run("begin_site")

    live = site.ask(
        "SELECT COUNT(*), COUNT(DISTINCT translation_key) FROM wagtailcore_page "
        "WHERE live AND depth > 1"
    )
    assert live == [(every, PAGES + 3)]
    assert site.complete() == every
    audit = site.start("manage.py", "work", "--once", log="work").wait()
    audit += site.start("manage.py", "search", "audit", log="audit").wait()
    said = (site.folder / "audit").read_text()
    sys.stdout.write(said)
    assert audit == 0, said


def test_an_import_is_flat_in_memory_and_takes_little_longer_than_a_loop(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows(PAGES)))
    site, every = Site(tmp_path / "import"), (PAGES + 3) * len(LANGUAGES)
    process = site.start("-m", "tests.hub.importing_loop", "import", str(file))
    seen = follow(site, process, every + 1)
    said = (site.folder / "log").read_text()
    assert process.wait() == 0, said[-3000:]
    taken = float(said.splitlines()[-1])

    loops = {way: Site(tmp_path / way).run(way, str(file)) for way in ("publish", "add")}

    filling = [kilobytes for complete, kilobytes in seen if complete and kilobytes]
    first, most = max(filling[: len(filling) // 3]), max(filling)
    ratios = {way: taken / seconds for way, seconds in loops.items()}
    sys.stdout.write(
        f"{PAGES} pages: {taken:.0f} s, loops {loops}, ratios {ratios}, {first} → {most} kB\n"
    )
    assert most - first < MORE_MEMORY
    assert ratios["publish"] < LONGER
