"""Importing files of organisations, networks and pages, in any order and as often as one likes.

Everything is checked before anything is stored, each row is stored in a transaction of its own, and
a row that was imported before is left alone unless the file has changed. What an editor changed
since stays as the editor left it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.signal_handlers import disable_reference_index_auto_update

from hub.catalogue.marks import postponed_healing
from hub.declarations import import_rows
from hub.localization.trees import ensure_locales

from .files import Row, read_files
from .labelled import LabelledRow
from .media import Media, render_presets
from .page_rows import PageRow
from .pages import read_page
from .problems import Findings, Problem, ProblemCode, RowError
from .records import Step
from .references import References, find_page
from .storing import NOW, PageStore

#: The rows of upper apps have `row` and `steps` as well.
AnyRow = LabelledRow | PageRow | Any
#: Pages name organisations, and the lists of networks name pages; rows of upper apps come last.
ORDER = ("organisation", "page", "network")


@dataclass
class Report:
    """What an import did, or would do: the step for every row and language, and the problems."""

    steps: list[tuple[str, str, Step]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, step: Step) -> int:
        return sum(taken is step for _key, _locale, taken in self.steps)

    def add(self, row: Row, steps: dict[str, Step]) -> None:
        self.steps += [(row.key, locale, step) for locale, step in steps.items()]


def import_files(
    *,
    paths: Sequence[Path],
    is_dry_run: bool = False,
    collection: str = "",
    user: Any = None,
    tell: Callable[[str], None] = lambda line: None,
) -> Report:
    """Import all rows of these files, or only say what would happen and what is wrong."""
    report = Report()
    rows, report.problems = read_files(paths)
    stores = {kind: store(user=user) for kind, store in import_rows().items()}
    cleaned = read_rows(rows, stores, report)
    if is_dry_run:
        for row in sorted(cleaned, key=place_in_order):
            report.add(row.row, row.steps())
        return report
    ensure_locales()
    with postponed_healing():
        media = Media(collection or _("Imported files"), user)
        stores["page"] = PageStore(media, names_of(cleaned), user)
        store_rows(cleaned, stores, report, tell)
        render_presets(media.pictures)
    return report


def place_in_order(row: AnyRow) -> int:
    family = row.row.family
    return ORDER.index(family) if family in ORDER else len(ORDER)


def read_rows(rows: Sequence[Row], stores: Mapping[str, Any], report: Report) -> list[AnyRow]:
    """Read and check every row; rows with a problem, and those below them, are left out."""
    references, cleaned, pages = References.read(rows), list[AnyRow](), list[PageRow]()
    for row in rows:
        findings = Findings(row.place)
        try:
            if store := stores.get(row.family):
                cleaned.append(store.read(row, references, findings))
            elif page := read_page(row, references, findings):
                pages.append(page)
        except (TypeError, ValueError, AttributeError) as error:
            message = _("the row has not the expected form: %(reason)s") % {"reason": error}
            findings.add(ProblemCode.INVALID, message)
        report.problems += findings.problems
    wrong = {problem.place for problem in report.problems}
    cleaned = [row for row in cleaned if row.row.place not in wrong]
    return cleaned + parents_first([p for p in pages if p.row.place not in wrong], report)


def parents_first(pages: Iterable[PageRow], report: Report) -> list[PageRow]:
    """Order pages so that each follows its parent; those without one are problems."""
    waiting = {page.key: page for page in pages}
    placed: dict[str, PageRow] = {}
    while ready := [
        page
        for page in waiting.values()
        if page.parent is None or page.parent in placed or find_page(page.parent)
    ]:
        for page in ready:
            placed[page.key] = waiting.pop(page.key)
    for page in waiting.values():
        message = _("its parent “%(name)s” cannot be imported.") % {"name": page.parent}
        report.problems.append(Problem(page.row.place, ProblemCode.UNKNOWN_KEY, message))
    return list(placed.values())


def names_of(rows: Iterable[AnyRow]) -> dict[str, dict[str, str]]:
    """Name everything in the files by key and language; "" is the name in any other language."""
    names: dict[str, dict[str, str]] = {}
    for row in rows:
        if isinstance(row, PageRow):
            titles = {code: str(words["title"]) for code, words in row.words.items()}
            names[row.key] = {**titles, "": row.title}
        elif row.row.family == "organisation":
            words = {code: label.get("name", "") for code, label in row.labels.items()}
            names[row.row.key] = {**words, "": str(row.facts["name"])}
    return names


def store_rows(
    rows: Iterable[AnyRow], stores: Mapping[str, Any], report: Report, tell: Callable[[str], None]
) -> None:
    """Store everything: first what others can refer to, then all that the rows say."""
    begun: list[tuple[AnyRow, Any, dict[str, Step]]] = []
    for row in rows:
        store = stores[row.row.family]
        with row_of(row, report):
            steps = row.steps()
            if Step.CREATED in steps.values():
                store.begin(row)
            begun.append((row, store, steps))
    for row, store, steps in sorted(begun, key=when_complete):
        problems = len(report.problems)
        with row_of(row, report):
            if any(step in NOW for step in steps.values()):
                tell(row.row.key)
                report.notes += store.complete(row, steps)
            report.add(row.row, steps)
        if len(report.problems) > problems:
            store.discard(row)


def when_complete(begun: tuple[AnyRow, Any, dict[str, Step]]) -> tuple[int, bool]:
    """Order rows so that what is recognised follows the row that it is recognised in."""
    row, _store, steps = begun
    return place_in_order(row), Step.RECOGNISED in steps.values()


@contextmanager
def row_of(row: AnyRow, report: Report) -> Iterator[None]:
    """Store one row entirely or not at all; what goes wrong is told of this row alone."""
    try:
        # Wagtail would look for references again after each of a page's many rows is saved.
        with transaction.atomic(), disable_reference_index_auto_update():
            yield
    except RowError as error:
        report.problems.append(Problem(row.row.place, error.code, str(error)))
    except (ValidationError, IntegrityError, ValueError) as error:
        problem = Problem(row.row.place, ProblemCode.NOT_STORED, words_of_error(error))
        report.problems.append(problem)


def words_of_error(error: Exception) -> str:
    """Say in words why a row could not be stored."""
    if not isinstance(error, ValidationError):
        return str(error)
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    messages = error.message_dict.items()
    return " ".join(f"{name}: {' '.join(said)}" for name, said in messages)
