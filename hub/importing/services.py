"""Importing files of organisations, networks and pages, in any order and as often as one likes.

Everything is checked before anything is stored, each row is stored in a transaction of its own, and
a row that was imported before is left alone unless the file has changed. What an editor changed
since stays as the editor left it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.signal_handlers import disable_reference_index_auto_update

from hub.catalogue.marks import postponed_healing
from hub.localization.trees import ensure_locales

from .files import Row, read_files
from .filling import PageContent
from .media import Media, render_presets
from .networks import NetworkRow, begin_network, finish_network, read_network
from .organisations import OrganisationRow, read_organisation, store_organisation
from .page_rows import PageRow
from .pages import read_page_row
from .problems import Findings, Problem, ProblemCode, RowError
from .records import Records, Step
from .references import References
from .storing import PageStore, page_steps, words_of_error
from .workshop import Workshop

AnyRow = OrganisationRow | NetworkRow | PageRow
NOW = (Step.CREATED, Step.CHANGED)


@dataclass
class Report:
    """What an import did, or would do: the step for every row and language, and the problems."""

    steps: list[tuple[str, str, Step]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, step: Step) -> int:
        return sum(taken is step for _key, _locale, taken in self.steps)

    def add(self, key: str, steps: dict[str, Step]) -> None:
        self.steps += [(key, locale, step) for locale, step in steps.items()]


@dataclass
class Plan:
    """The rows that can be imported, by key, and the rows as they stood in the files."""

    organisations: list[OrganisationRow] = field(default_factory=list)
    networks: list[NetworkRow] = field(default_factory=list)
    pages: list[PageRow] = field(default_factory=list)
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)


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
    references, records = References.read(rows), Records.read()
    plan = read_rows(rows, references, report)
    if is_dry_run:
        foretell(plan, records, report)
        return report
    ensure_locales()
    with Workshop() as workshop, postponed_healing():
        media = Media(records, collection or _("Imported files"), user, workshop)
        content = PageContent(references, media, names_of(plan))
        store = PageStore(records, references, content, user)
        store_plan(plan, store, report, tell)
        render_presets(media.pictures)
    return report


def read_rows(rows: Iterable[Row], references: References, report: Report) -> Plan:
    """Read and check every row; rows with a problem, and those below them, are left out."""
    plan = Plan()
    references.learn_pages(row.key for row in rows if row.family == "page")
    readers: dict[str, Any] = {
        "organisation": (read_organisation, plan.organisations),
        "network": (read_network, plan.networks),
        "page": (read_page_row, plan.pages),
    }
    for row in rows:
        read, found = readers[row.family]
        findings = Findings(row.place)
        try:
            cleaned = read(row, references, findings)
        except (TypeError, ValueError, AttributeError) as error:
            findings.add(
                ProblemCode.INVALID,
                _("the row has not the expected form: %(reason)s") % {"reason": error},
            )
        report.problems += findings.problems
        plan.rows[row.family, row.key] = row
        if not findings.problems:
            found.append(cleaned)
    plan.pages = parents_first(plan, references, report)
    return plan


def parents_first(plan: Plan, references: References, report: Report) -> list[PageRow]:
    """Order pages so that each follows its parent; those without one are problems."""
    waiting = {page.key: page for page in plan.pages}
    placed: dict[str, PageRow] = {}
    while ready := [
        page
        for page in waiting.values()
        if page.parent is None or page.parent in placed or references.find_page(page.parent)
    ]:
        for page in ready:
            placed[page.key] = waiting.pop(page.key)
    for page in waiting.values():
        message = _("its parent “%(name)s” cannot be imported.") % {"name": page.parent}
        report.problems.append(Problem(page.row.place, ProblemCode.UNKNOWN_KEY, message))
    return list(placed.values())


def foretell(plan: Plan, records: Records, report: Report) -> None:
    rows: list[OrganisationRow | NetworkRow] = [*plan.organisations, *plan.networks]
    for row in rows:
        report.add(row.key, {"": row.step(records)})
    for page in plan.pages:
        report.add(page.key, page_steps(page, records))


def names_of(plan: Plan) -> dict[str, dict[str, str]]:
    """Name everything in the files by key and language; "" is the name in any other language."""
    names: dict[str, dict[str, str]] = {}
    for organisation in plan.organisations:
        words = {code: label.get("name", "") for code, label in organisation.labels.items()}
        names[organisation.key] = {**words, "": str(organisation.facts["name"])}
    for page in plan.pages:
        titles = {code: str(words["title"]) for code, words in page.words.items()}
        names[page.key] = {**titles, "": titles[page.source]}
    return names


def store_plan(plan: Plan, store: PageStore, report: Report, tell: Callable[[str], None]) -> None:
    """Store everything: what pages name, the drafts of new pages, their content, then the lists."""
    records, references = store.records, store.references
    for organisation in plan.organisations:
        step = organisation.step(records)
        with row_of(plan, "organisation", organisation.key, report):
            if step in NOW:
                store_organisation(organisation, records, references)
            report.add(organisation.key, {"": step})
    networks = {row.key: row.step(records) for row in plan.networks}
    for network in plan.networks:
        with row_of(plan, "network", network.key, report):
            if networks[network.key] in NOW:
                begin_network(network, records, references)
    store_pages(plan, store, report, tell)
    for network in plan.networks:
        with row_of(plan, "network", network.key, report):
            if networks[network.key] in NOW:
                finish_network(network, records, references)
            report.add(network.key, {"": networks[network.key]})


def store_pages(plan: Plan, store: PageStore, report: Report, tell: Callable[[str], None]) -> None:
    steps = {page.key: page_steps(page, store.records) for page in plan.pages}
    begun = []
    for page in plan.pages:
        with row_of(plan, "page", page.key, report):
            if steps[page.key][page.source] is Step.CREATED:
                store.begin(page)
            begun.append(page)
    for page in begun:
        if any(step in NOW for step in steps[page.key].values()):
            store.content.order(page)
    store.content.media.workshop.open()
    for page in begun:
        problems = len(report.problems)
        with row_of(plan, "page", page.key, report):
            if any(step in NOW for step in steps[page.key].values()):
                tell(page.key)
                report.notes += store.complete(page, steps[page.key])
            report.add(page.key, steps[page.key])
        if len(report.problems) > problems:
            store.discard(page)


@contextmanager
def row_of(plan: Plan, family: str, key: str, report: Report) -> Iterator[None]:
    """Store one row entirely or not at all; what goes wrong is told of this row alone."""
    try:
        # Wagtail would look for references again after each of a page's many rows is saved.
        with transaction.atomic(), disable_reference_index_auto_update():
            yield
    except RowError as error:
        problem = Problem(plan.rows[family, key].place, error.code, str(error))
    except (ValidationError, IntegrityError) as error:
        message = words_of_error(error)
        problem = Problem(plan.rows[family, key].place, ProblemCode.NOT_STORED, message)
    else:
        return
    report.problems.append(problem)
