"""Imports of which the site keeps a record: one stores at a time, and the worker goes on with one.

Whoever works on an import holds it by a lease that is renewed from row to row. When the process
dies, the lease ends, and the next one that asks begins at the first row that is not stored.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.catalogue.schedule import run_due
from hub.outbox import worker

from .models import ImportRun
from .services import Report, import_files

State = ImportRun.State
LEASE = timedelta(seconds=60)
#: How long an import waits for somebody to go on with it.
WAITS = timedelta(days=30)
#: How often a lease is renewed, and how many problems, changes and notes are kept to be read.
RENEWED, KEPT = 5.0, 200
logger = logging.getLogger(__name__)


class Busy(Exception):
    """Another process works on it, or stores another import."""


class Stopped(Exception):
    """The worker is asked to end; the import goes on with the next one."""


class Turn:
    """The right to work on one import, and what is told of how far it is."""

    def __init__(self, run: ImportRun, *, stores: bool) -> None:
        self.run, self.renewed = run, time.monotonic()
        now = timezone.now()
        late = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
        try:
            with transaction.atomic():
                dead = ImportRun.objects.filter(is_storing=True, leased_until__lt=now)
                dead.filter(upload="").exclude(pk=run.pk).update(state=State.FAILED)
                dead.update(is_storing=False)
                self.until = now + LEASE
                mine = ImportRun.objects.filter(late, pk=run.pk)
                if not mine.update(leased_until=self.until, is_storing=stores, done=0):
                    raise Busy
        except IntegrityError as error:
            raise Busy from error

    def tell(self, done: int, total: int) -> None:
        """Say how far it is; what else the worker has to do is done in between."""
        if time.monotonic() - self.renewed < RENEWED:
            return
        self.renewed = time.monotonic()
        self.keep(done=done, total=total, leased_until=timezone.now() + LEASE)

    def keep(self, *, leased_until: datetime | None, **values: Any) -> None:
        mine = ImportRun.objects.filter(pk=self.run.pk, leased_until=self.until)
        if not mine.update(leased_until=leased_until, **values):
            raise Busy  # it was held up for so long that another one took over
        if leased_until:
            self.until = leased_until

    def end(self, **values: Any) -> None:
        self.keep(leased_until=None, is_storing=False, **values)


def perform(
    run: ImportRun,
    paths: list[Path],
    *,
    beside: Callable[[], Any] = lambda: None,
    collection: str = "",
) -> Report:
    """Check or store an import, and keep what came of it."""
    is_dry_run = run.state == State.CHECKING
    turn = Turn(run, stores=not is_dry_run)

    def tell(done: int, total: int) -> None:
        beside()
        turn.tell(done, total)

    try:
        report = import_files(
            paths=paths,
            is_dry_run=is_dry_run,
            collection=collection,
            user=run.user,
            progress=tell,
        )
    except BaseException:
        turn.end()
        raise
    turn.end(state=State.CHECKED if is_dry_run else State.DONE, report=kept(report))
    return report


def kept(report: Report) -> dict[str, Any]:
    """Return what people are going to read of a report."""
    return {
        "counts": Counter(step.value for _key, _locale, step in report.steps),
        "problems": [[str(one.place), one.message] for one in report.problems[:KEPT]],
        "problem_count": report.problems.total,
        "changes": report.changes[:KEPT],
        "notes": report.notes[:KEPT],
    }


def drain() -> int:
    """Go on with the import that has waited longest; what else is due is done in between."""
    waiting = ImportRun.objects.filter(state__in=(State.CHECKING, State.WAITING))
    waiting = waiting.exclude(upload="")  # those are somebody's at the command line
    for run in waiting.exclude(leased_until__gte=timezone.now()).order_by("created_at"):
        try:
            perform(run, [Path(run.upload.path)], beside=go_on)
            if run.state == State.WAITING:
                forget(run)
        except (Busy, Stopped):
            continue
        except Exception as error:
            logger.exception("An import failed")
            problem = ["", _("It came to an end by an error: %(error)s") % {"error": error}]
            report = {"problems": [problem], "problem_count": 1}
            ImportRun.objects.filter(pk=run.pk).update(state=State.FAILED, report=report)
        return 1
    return 0


def forget(run: ImportRun) -> None:
    """Delete a file, which may name people; what came of it stays."""
    run.upload.delete(save=False)
    ImportRun.objects.filter(pk=run.pk).update(upload="")


def delete_old() -> None:
    """Delete imports that nobody went on with."""
    old = ImportRun.objects.filter(created_at__lt=timezone.now() - WAITS).exclude(upload="")
    for run in old:
        forget(run)
        run.delete()


def go_on() -> None:
    """Do what cannot wait for the end of an import."""
    if worker.STOPPING.is_set():
        raise Stopped
    run_due()
    worker.deliver()


def import_now(paths: list[Path], *, user: Any, wait: Callable[[], None], **options: Any) -> Report:
    """Import from the command line, after another import that is under way."""
    name = ", ".join(path.name for path in paths)[:255]
    run = ImportRun.objects.create(name=name, user=user, state=State.WAITING)
    ends = time.monotonic() + LEASE.total_seconds() + 2 * RENEWED
    while True:
        try:
            return perform(run, paths, **options)
        except Busy:
            if time.monotonic() > ends:
                run.delete()
                raise
            wait()
        except BaseException:
            ImportRun.objects.filter(pk=run.pk).update(state=State.FAILED)
            raise
