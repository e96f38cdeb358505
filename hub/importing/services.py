"""Importing files of organisations, networks and pages, in any order and as often as one likes.

Everything is checked before anything is stored, each row is stored in a transaction of its own, and
a row that was imported before is left alone unless the file has changed. What an editor changed
since stays as the editor left it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.signal_handlers import disable_reference_index_auto_update

from hub.catalogue.healing import heal
from hub.catalogue.marks import postponed_healing
from hub.declarations import import_rows
from hub.localization.trees import ensure_locales

from .changes import Change, changes_of
from .files import KnownRow, Rows
from .labelled import LabelledRow
from .media import Media, render_presets
from .models import Step
from .page_rows import PageRow
from .pages import read_page
from .problems import MOST_TOLD, Findings, Problem, ProblemCode, Problems, RowError
from .references import References, find_page
from .storing import NOW, PageStore

#: The rows of upper apps have `row` and `steps` as well.
AnyRow = LabelledRow | PageRow | Any
T = TypeVar("T")
#: How many groups of the catalogue are rebuilt in one go at the end.
HEALED = 200
#: Pages name organisations, and the lists of networks name pages; rows of upper apps come last.
ORDER = ("organisation", "page", "network")


@dataclass
class Report:
    """What an import did, or would do: the step for every row and language, and the problems."""

    steps: list[tuple[str, str, Step]] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    notes: list[str] = field(default_factory=list)
    #: By key: what a dry run found to differ in the pages that would change.
    changes: list[tuple[str, *Change]] = field(default_factory=list)

    def count(self, step: Step) -> int:
        return sum(taken is step for _key, _locale, taken in self.steps)

    def add(self, row: KnownRow, steps: dict[str, Step]) -> None:
        self.steps += [(row.key, locale, step) for locale, step in steps.items()]


def import_files(
    *,
    paths: Sequence[Path],
    is_dry_run: bool = False,
    collection: str = "",
    user: Any = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Import all rows of these files, or only say what would happen and what is wrong."""
    with Rows(paths) as rows:
        report = Report()
        report.problems.extend(rows.problems)
        stores = {kind: store(user=user) for kind, store in import_rows().items()}
        work = Import(rows, report, stores, progress)
        checked = work.check()
        if is_dry_run:
            work.compare(sorted(checked, key=place_in_order))
            return report
        ensure_locales()
        with postponed_healing():
            media = Media(collection or _("Imported files"), user)
            work.stores["page"] = PageStore(media, cache(work.names), user)
            work.store(checked)
            render_presets(media.pictures)
            while heal(limit=HEALED):
                progress(len(checked), len(checked))
    return report


def place_in_order(row: KnownRow) -> int:
    return ORDER.index(row.family) if row.family in ORDER else len(ORDER)


@dataclass
class Import:
    """One import: reads every row, then stores those that are right, one at a time in memory."""

    rows: Rows
    report: Report
    stores: dict[str, Any]
    progress: Callable[[int, int], None]
    #: Rows of no page, which are few: each is compared with those before it.
    labelled: dict[KnownRow, Any] = field(default_factory=dict)

    @cached_property
    def references(self) -> References:
        return References.read(self.rows.known)

    def check(self) -> list[KnownRow]:
        """Read and check every row; rows with a problem, and those below them, are left out."""
        checked, pages = list[KnownRow](), list[KnownRow]()
        for row in self.counted(self.rows.known.values()):
            findings = Findings(row.place)
            try:
                if store := self.stores.get(row.family):
                    self.labelled[row] = store.read(self.rows.read(row), self.references, findings)
                else:
                    read_page(self.rows.read(row), self.references, findings)
            except (TypeError, ValueError, AttributeError) as error:
                message = _("the row has not the expected form: %(reason)s") % {"reason": error}
                findings.add(ProblemCode.INVALID, message)
            self.report.problems.extend(findings.problems)
            if not findings.problems:
                (pages if row.family == "page" else checked).append(row)
        return checked + parents_first(pages, self.report)

    def load(self, row: KnownRow) -> AnyRow:
        """Return a row that was checked, as it is going to be stored."""
        if row in self.labelled:
            return self.labelled[row]
        return read_page(self.rows.read(row), self.references, Findings(row.place))

    def names(self) -> dict[str, dict[str, str]]:
        """Name what is in the files by key and language; "" is the name in any other language."""
        names: dict[str, dict[str, str]] = {}
        for row in self.rows.known.values():
            data = self.rows.read(row).data
            if row.family == "page":
                said = {code: str(words.get("title")) for code, words in data["text"].items()}
                names[row.key] = {**said, "": said.get(data["source"], "")}
            elif row.family == "organisation" and row in self.labelled:
                words = self.labelled[row].labels
                said = {code: label.get("name", "") for code, label in words.items()}
                names[row.key] = {**said, "": str(data.get("name"))}
        return names

    def counted(self, rows: Collection[T]) -> Iterator[T]:
        """Say before each row how many are done."""
        for done, row in enumerate(rows):
            self.progress(done, len(rows))
            yield row

    def compare(self, rows: Sequence[KnownRow]) -> None:
        """Say of each row what would be done with it."""
        for row in self.counted(rows):
            loaded = self.load(row)
            steps = loaded.steps()
            self.report.add(row, steps)
            if Step.CHANGED in steps.values() and len(self.report.changes) < MOST_TOLD:
                self.report.changes += [(row.key, *one) for one in changes_of(loaded, steps)]

    def store(self, rows: Sequence[KnownRow]) -> None:
        """Store everything: first what others can refer to, then all that the rows say."""
        begun: list[tuple[KnownRow, dict[str, Step]]] = []
        for row in self.counted(rows):
            with row_of(row, self.report):
                loaded = self.load(row)
                steps = loaded.steps()
                if Step.CREATED in steps.values():
                    self.stores[row.family].begin(loaded)
                begun.append((row, steps))
        for row, steps in self.counted(sorted(begun, key=when_complete)):
            problems, store = self.report.problems.total, self.stores[row.family]
            with row_of(row, self.report):
                if any(step in NOW for step in steps.values()):
                    self.report.notes += store.complete(self.load(row), steps)
                self.report.add(row, steps)
            if self.report.problems.total > problems:
                store.discard(self.load(row))


def parents_first(pages: Sequence[KnownRow], report: Report) -> list[KnownRow]:
    """Order pages so that each follows its parent; those without one are problems."""
    here, placed = {page.key for page in pages}, list[KnownRow]()
    below: dict[str | None, list[KnownRow]] = {}
    for page in pages:
        below.setdefault(page.parent, []).append(page)
    for parent in list(below):
        if parent is None or (parent not in here and find_page(parent)):
            placed += below.pop(parent)
    for page in placed:  # which grows on the way
        placed += below.pop(page.key, ())
    for page in (page for waiting in below.values() for page in waiting):
        message = _("its parent “%(name)s” cannot be imported.") % {"name": page.parent}
        report.problems.append(Problem(page.place, ProblemCode.UNKNOWN_KEY, message))
    return placed


def when_complete(begun: tuple[KnownRow, dict[str, Step]]) -> tuple[int, bool]:
    """Order rows so that what is recognised follows the row that it is recognised in."""
    row, steps = begun
    return place_in_order(row), Step.RECOGNISED in steps.values()


@contextmanager
def row_of(row: KnownRow, report: Report) -> Iterator[None]:
    """Store one row entirely or not at all; what goes wrong is told of this row alone."""
    try:
        # Wagtail would look for references again after each of a page's many rows is saved.
        with transaction.atomic(), disable_reference_index_auto_update():
            yield
    except RowError as error:
        report.problems.append(Problem(row.place, error.code, str(error)))
    except (ValidationError, PermissionDenied, IntegrityError, ValueError) as error:
        problem = Problem(row.place, ProblemCode.NOT_STORED, words_of_error(error))
        report.problems.append(problem)


def words_of_error(error: Exception) -> str:
    """Say in words why a row could not be stored."""
    if not isinstance(error, ValidationError):
        return str(error)
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    messages = error.message_dict.items()
    return " ".join(f"{name}: {' '.join(said)}" for name, said in messages)
