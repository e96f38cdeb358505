"""The way from the catalogue to the engines: whatever is newer than what an engine has is sent.

A group is sent by its version, so that it does not matter how often, in which order and by whom. A
worker that dies leaves a lease that ends by itself, and nothing that is not sent again.
"""

import logging
import random
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone

from hub.catalogue.generation import bump_generation, generation
from hub.catalogue.models import Group

from .documents import GroupDocument, build_documents
from .engines import engines
from .engines.base import Engine, EngineAway, Stored
from .models import EngineState, Indexed

logger = logging.getLogger(__name__)

#: Groups in one request to an engine.
BATCH = 200
LEASE = timedelta(seconds=30)
#: Waits after an engine was away: doubled from the first to the last.
FIRST_WAIT, LAST_WAIT = 1.0, 60.0
#: How often a document is offered that an engine refused; then it waits for an editor.
MAX_TRIES = 8


def deliver() -> int:
    """Send each engine the next groups that it has not; return how many were sent."""
    return sum(deliver_to(engine) for engine in engines())


def deliver_to(engine: Engine) -> int:
    """Send one batch, unless another worker does or the engine is given a rest."""
    current = generation().number
    state = state_of(engine)
    if state.drained == current or not take_lease(engine):
        return 0
    try:
        # First of all: an index that has to be made holds nothing of what was delivered before.
        engine.prepare()
        groups = list(pending(engine)[:BATCH])
        sent = send(engine, groups)
    except EngineAway as error:
        note_absence(state, error)
        return 0
    is_drained = len(groups) < BATCH and not waiting(engine).exists()
    EngineState.objects.filter(engine=engine.name).update(
        leased_until=None,
        failures=0,
        error="",
        drained=current if is_drained else F("drained"),
    )
    return sent


def state_of(engine: Engine) -> EngineState:
    row = EngineState.objects.filter(engine=engine.name).first()
    return row or EngineState.objects.get_or_create(engine=engine.name)[0]


def is_up_to_date() -> bool:
    """Tell whether every engine has all that is public now; one query."""
    return EngineState.objects.up_to_date([engine.name for engine in engines()])


def take_lease(engine: Engine) -> bool:
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    mine = EngineState.objects.filter(free, engine=engine.name, next_try_at__lte=now)
    return bool(mine.update(leased_until=now + LEASE))


@contextmanager
def leased(engine: Engine) -> Iterator[None]:
    """Keep all workers from this engine, after the one that writes to it now. Raises EngineAway."""
    give_up = time.monotonic() + 2 * LEASE.total_seconds()
    while not take_lease(engine):
        if time.monotonic() > give_up:
            raise EngineAway("It is resting, or others never stop writing to it.")
        time.sleep(0.2)
    try:
        yield
    finally:
        EngineState.objects.filter(engine=engine.name).update(leased_until=None)


def pending(engine: Engine) -> "QuerySet[Group]":
    """Return the groups that are rebuilt and newer than what the engine has, oldest first.

    What the engine refused waits for its next try, or for a newer version.
    """
    now = timezone.now()
    relation = FilteredRelation("indexed", condition=Q(indexed__engine=engine.name))
    is_new = Q(at__isnull=True) | Q(at__version__lt=F("version"))
    is_refused = Q(at__failed_version=F("version"))
    is_due = Q(at__tries__lt=MAX_TRIES, at__next_try_at__lte=now)
    groups = Group.objects.filter(is_dirty=False).annotate(at=relation)
    found: QuerySet[Group] = groups.filter(is_new & (Q(at__isnull=True) | ~is_refused | is_due))
    return found.order_by("pk")


def waiting(engine: Engine) -> "QuerySet[Indexed]":
    """Return what the engine refused and will be offered again."""
    refused = Indexed.objects.filter(engine=engine.name, failed_version__gt=F("version"))
    return refused.filter(tries__lt=MAX_TRIES)


def dead(engine: Engine) -> "QuerySet[Indexed]":
    """Return what the engine refused for good, with the reasons."""
    refused = Indexed.objects.filter(engine=engine.name, failed_version__gt=F("version"))
    return refused.filter(tries__gte=MAX_TRIES)


def send(engine: Engine, groups: list[Group]) -> int:
    """Write the documents of these groups, and note which version the engine has now."""
    if not groups:
        return 0
    documents = build_documents(groups)
    # Not within the transaction: on SQLite nobody could write while a cluster takes its time.
    refused = engine.write(documents)
    with transaction.atomic():
        note_delivered(engine, [item for item in documents if item.group_id not in refused])
        for document in documents:
            if document.group_id in refused:
                note_refusal(engine, document, refused[document.group_id])
    return len(documents) - len(refused)


def note_delivered(engine: Engine, documents: Iterable[GroupDocument | Stored]) -> None:
    rows = [
        Indexed(engine=engine.name, group_id=document.group_id, version=document.version)
        for document in documents
    ]
    Indexed.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["engine", "group"],
        update_fields=["version", "failed_version", "tries", "next_try_at", "error"],
    )


def note_refusal(engine: Engine, document: GroupDocument, reason: str) -> None:
    row, _created = Indexed.objects.get_or_create(engine=engine.name, group_id=document.group_id)
    row.tries = row.tries + 1 if row.failed_version == document.version else 1
    row.failed_version = document.version
    row.error = reason[:2000]
    row.next_try_at = timezone.now() + wait(row.tries)
    row.save()
    logger.warning("%s refused group %s (try %s)", engine.name, document.group_id, row.tries)


def note_absence(state: EngineState, error: Exception) -> None:
    failures = state.failures + 1
    EngineState.objects.filter(pk=state.pk).update(
        leased_until=None,
        failures=failures,
        error=str(error)[:2000],
        next_try_at=timezone.now() + wait(failures),
    )
    logger.warning("Search engine %s is away (%s times)", state.engine, failures)


def wait(failures: int) -> timedelta:
    seconds = min(FIRST_WAIT * 2 ** (failures - 1), LAST_WAIT)
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311 - jitter


def retry(engine: Engine) -> int:
    """Offer again what was given up; returns how much."""
    found = dead(engine).update(tries=0, next_try_at=timezone.now())
    bump_generation()
    return found


def send_again(engine: Engine, group_ids: Iterable[int] | None = None) -> None:
    """Have these groups, or all, sent as if the engine had never had them."""
    rows = Indexed.objects.filter(engine=engine.name)
    never = {"version": 0, "failed_version": 0, "tries": 0, "error": ""}
    if group_ids is None:
        rows.update(**never)
    else:
        ids = list(group_ids)
        for start in range(0, len(ids), BATCH):
            rows.filter(group__in=ids[start : start + BATCH]).update(**never)
    # Not `drained`: a worker that is about to say how far it is would overwrite it.
    bump_generation()


def waiting_groups() -> dict[str, int]:
    """Count what each engine does not know yet."""
    return {engine.name: pending(engine).count() for engine in engines()}


def given_up_groups() -> dict[str, int]:
    return {engine.name: dead(engine).count() for engine in engines()}
