"""Files as people send them: what is wrong is told in words, and nothing is stored by halves."""

import json
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from hub.demo.site import make_room
from hub.importing import runs
from hub.importing.files import Rows
from hub.importing.models import ImportRun, Step
from hub.importing.problems import ProblemCode
from hub.importing.services import import_files
from hub.importing.storing import PageStore
from resources.models import UpdatePage
from tests.factories.media import pdf_bytes

from .test_importing import HELP, HOME, changed, page

pytestmark = pytest.mark.django_db
TABLE = (
    "type,key,parent,title_en,title_fr,date,lists\n"
    "home,home,,Hub,Carrefour,,\n"
    "update,news,index,Été,Été,2024-03-31,\n"
)
INDEX = "index,index,home,News,Nouvelles,,updates\n"
State = ImportRun.State


@pytest.fixture(autouse=True)
def room():
    make_room()


def told(report):
    return [(str(one.place), one.code, one.message) for one in report.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_save_it(tmp_path, encoding, separator):
    file = tmp_path / "rows.csv"
    file.write_text((TABLE + INDEX).replace(",", separator), encoding=encoding)

    report = import_files(paths=[file], is_dry_run=True)

    assert told(report) == []
    assert report.count(Step.CREATED) == 6


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("03/04/2024", "“03/04/2024” can be two days. Write year, month and day: 2024-03-31."),
        ("31.3.2024", "“31.3.2024” can be two days. Write year, month and day: 2024-03-31."),
        (
            "45382",
            "“45382” is how a spreadsheet counts days (2024-03-31?). Write year, month and day.",
        ),
        ("soon", "“soon” value has an invalid date format. It must be in YYYY-MM-DD format."),
    ],
)
def test_days_that_a_spreadsheet_wrote_are_explained(tmp_path, date, message):
    file = tmp_path / "rows.csv"
    file.write_text((TABLE + INDEX).replace("2024-03-31", date))

    assert told(import_files(paths=[file], is_dry_run=True)) == [
        ("rows.csv:3 news", ProblemCode.INVALID, f"date: {message}")
    ]


def test_a_day_with_an_empty_hour_is_a_day(tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text((TABLE + INDEX).replace("2024-03-31", "2024-03-31 00:00:00"))

    import_files(paths=[file])

    assert str(UpdatePage.objects.first().date) == "2024-03-31"


def test_a_language_that_the_site_lacks_is_told_as_that(tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text((TABLE + INDEX).replace("title_fr", "title_de"))

    problems = told(import_files(paths=[file], is_dry_run=True))

    assert problems[0] == ("rows.csv:2 home", ProblemCode.UNKNOWN_LANGUAGE, "de")
    assert len(problems) == 3


def archive(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def test_an_archive_holds_rows_with_their_documents(tmp_path):
    help_row = changed(HELP)
    help_row["facts"] = {
        "files": [{"languages": ["en"], "title": {"en": "Plan"}, "file": "files/plan.pdf"}]
    }
    lines = "\n".join(map(json.dumps, [HOME, help_row]))
    packed = archive(
        tmp_path / "all.zip", {"in/rows.jsonl": lines, "in/files/plan.pdf": pdf_bytes()}
    )

    assert told(import_files(paths=[packed])) == []
    assert page("help").hub_files.get().document.title == "Plan"


def link(name):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"../rows.csv": "a"}, "This file has parts that want to be unpacked elsewhere."),
        ({"/etc/rows.csv": "a"}, "This file has parts that want to be unpacked elsewhere."),
        ({link("rows.csv"): "/etc/passwd"}, "This file has parts that lead elsewhere."),
        (
            {"rows.csv": b"0" * 6_000_000},
            "This file would grow too large when it is unpacked.",
        ),
        ({f"{number}.csv": "" for number in range(2001)}, "This file holds too many parts."),
    ],
)
def test_an_archive_that_climbs_or_explodes_is_refused(tmp_path, files, message):
    packed = archive(tmp_path / "all.zip", files)

    assert told(import_files(paths=[packed])) == [
        ("all.zip:1", ProblemCode.UNREADABLE, f"the file cannot be read: {message}")
    ]
    assert not (tmp_path / "rows.csv").exists()


def test_an_archive_that_is_cut_off_is_refused(tmp_path):
    packed = archive(tmp_path / "all.zip", {"rows.csv": TABLE})
    packed.write_bytes(packed.read_bytes()[:-30])

    [problem] = told(import_files(paths=[packed]))

    assert problem[:2] == ("all.zip:1", ProblemCode.UNREADABLE)


def test_only_the_first_thousand_problems_are_kept_and_all_are_counted(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text("no\n" * 1500)

    report = import_files(paths=[file], is_dry_run=True)

    assert (len(report.problems), report.problems.total) == (1000, 1500)


def long_table(path: Path, rows: int) -> Path:
    text = "A text of some length. " * 40
    with path.open("w") as file:
        file.write("type,key,parent,title_en,text_en\n")
        for number in range(rows):
            file.write(f"information,page-{number},home,Page {number},{text}\n")
    return path


#: What a process takes at most to read a table, in kilobytes, beyond what it took before.
READING = """
import resource, sys
from pathlib import Path
import django
django.setup()
from hub.importing.files import Rows
with Rows([]): pass
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with Rows([Path(sys.argv[1])]) as rows:
    assert len(rows.known) == int(sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_of_a_long_file_only_keys_and_places_stay_in_memory(tmp_path):
    file = long_table(tmp_path / "rows.csv", 20_000)
    wanted = [sys.executable, "-c", READING, str(file), "20000"]

    taken = int(subprocess.run(wanted, check=True, capture_output=True, text=True).stdout)

    assert file.stat().st_size > 19_000_000
    assert taken * 1024 < 20_000 * 700  # a row itself would take three times that


def test_rows_are_read_again_one_by_one(tmp_path):
    file = long_table(tmp_path / "rows.csv", 3)

    with Rows([file]) as rows:
        known = list(rows.known.values())
        again = [rows.read(row).data["text"]["en"]["title"] for row in reversed(known)]

    assert again == ["Page 2", "Page 1", "Page 0"]


@pytest.fixture
def rows(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, [HOME, HELP])))
    return file


def test_a_second_import_says_that_another_one_is_under_way(rows, monkeypatch):
    until = timezone.now() + timedelta(hours=1)
    other = ImportRun.objects.create(name="other", is_storing=True, leased_until=until)
    monkeypatch.setattr(runs, "LEASE", timedelta(seconds=-20))

    with pytest.raises(CommandError, match="Another import is under way"):
        call_command("import_content", str(rows))

    assert not Page.objects.filter(slug="help").exists()
    other = ImportRun.objects.get()
    assert (other.name, other.is_storing, other.leased_until) == ("other", True, until)


def test_an_import_takes_over_from_one_whose_process_died(rows):
    past = timezone.now() - timedelta(seconds=1)
    dead = ImportRun.objects.create(
        name="dead", is_storing=True, leased_until=past, state=State.WAITING
    )

    call_command("import_content", str(rows))

    dead.refresh_from_db()
    assert (dead.is_storing, dead.state) == (False, State.FAILED)
    done = ImportRun.objects.get(name="rows.jsonl")
    assert (done.state, done.is_storing, done.leased_until) == (State.DONE, False, None)
    assert done.report["counts"] == {"created": 3}


def test_one_that_lost_its_turn_ends_before_its_next_row(rows, monkeypatch):
    monkeypatch.setattr(runs, "RENEWED", 0)
    run = ImportRun.objects.create(name="rows", state=State.WAITING)
    complete = PageStore.complete

    def lose(store, row, steps):
        ImportRun.objects.update(leased_until=timezone.now() + timedelta(hours=1))
        return complete(store, row, steps)

    monkeypatch.setattr(PageStore, "complete", lose)
    with pytest.raises(runs.Busy):
        runs.perform(run, [rows])

    assert page("home").live
    assert not page("help").live
