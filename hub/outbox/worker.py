"""The worker: heals the catalogue, keeps schedules, delivers messages, runs the periodic jobs.

Every step takes a lease or a lock, so that several workers can run and any of them can die at any
moment.
"""

import logging
import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Event

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from hub.catalogue.healing import heal
from hub.catalogue.schedule import run_due
from hub.declarations import Consumer, consumers, declared, jobs
from hub.logs import without_persons

from .models import Delivery, DeliveryState, JobRun

#: Set when the process is asked to stop; what takes long looks at it.
STOPPING = Event()
logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
BATCH = 50
#: A periodic job that failed is not tried again sooner than this.
AFTER_FAILURE = timedelta(seconds=30)
#: Waits before the second, third … try; after the last one a delivery is given up.
BACKOFF = [timedelta(seconds=seconds) for seconds in (1, 5, 30, 300, 1800, 7200, 28800)]


def work_once() -> int:
    """Do everything that is due now, and return how much was done."""
    return run_due() + heal(limit=200) + deliver() + drain() + run_jobs()


def drain() -> int:
    """Let every app do some of what waits there; an error of one does not stop the others."""
    done = 0
    for name in declared("drains"):
        try:
            done += import_string(name)()
        except Exception:
            logger.exception("%s failed", name)
    return done


def deliver() -> int:
    """Deliver what waits, to each consumer in the order in which it happened for each key."""
    known = {consumer.name: consumer for consumer in consumers()}
    done = 0
    for delivery in claim(list(known)):
        done += attempt(delivery, known[delivery.consumer])
    return done


def claim(names: list[str], *, limit: int = BATCH, lease: timedelta = LEASE) -> list[Delivery]:
    """Lease the next deliveries; an earlier one of the same consumer and key goes first."""
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    earlier = Delivery.objects.filter(
        consumer=OuterRef("consumer"),
        key=OuterRef("key"),
        state=DeliveryState.WAITING,
        pk__lt=OuterRef("pk"),
    )
    with transaction.atomic():
        waiting = Delivery.objects.filter(
            free, state=DeliveryState.WAITING, consumer__in=names, next_try_at__lte=now
        ).exclude(Exists(earlier))
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True, of=("self",))
        claimed = list(waiting.select_related("message").order_by("pk")[:limit])
        Delivery.objects.filter(pk__in=[delivery.pk for delivery in claimed]).update(
            leased_until=now + lease
        )
    return claimed


def attempt(delivery: Delivery, consumer: Consumer) -> int:
    """Try one delivery, and note what came of it; consumers may be told twice and must not mind."""
    try:
        import_string(consumer.deliver)(delivery.message)
    except Exception as error:
        note_failure(delivery, told(error))
        return 0
    note_success(delivery)
    return 1


def note_success(delivery: Delivery, *, answer: str = "") -> None:
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.DELIVERED,
        leased_until=None,
        tried_at=timezone.now(),
        answer=answer,
        error="",
    )


def note_failure(
    delivery: Delivery,
    error: str,
    *,
    answer: str = "",
    backoff: Sequence[timedelta] = BACKOFF,
    at_least: timedelta = timedelta(0),
) -> None:
    tries = delivery.tries + 1
    dead = tries > len(backoff)
    wait = backoff[min(tries, len(backoff)) - 1] * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(
        tries=tries,
        state=DeliveryState.DEAD if dead else DeliveryState.WAITING,
        next_try_at=now + max(wait, at_least),
        leased_until=None,
        tried_at=now,
        answer=answer,
        error=error[:2000],
    )
    logger.warning("Delivery %s to %s failed (try %s)", delivery.pk, delivery.consumer, tries)


def run_jobs() -> int:
    """Run the periodic jobs that are due; each belongs to one worker at a time."""
    done, known = 0, {run.name: run for run in JobRun.objects.all()}
    for job in jobs():
        run = known.get(job.name) or JobRun.objects.get_or_create(name=job.name)[0]
        now = timezone.now()
        if run.next_run_at > now:
            continue
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
        mine = JobRun.objects.filter(free, pk=run.pk, next_run_at__lte=now)
        if not mine.update(leased_until=now + LEASE):
            continue
        error = run_job(import_string(job.run))
        JobRun.objects.filter(pk=run.pk).update(
            next_run_at=now + (max(job.every, AFTER_FAILURE) if error else job.every),
            leased_until=None,
            last_error=error,
        )
        done += 1
    return done


def run_job(run: Callable[[], object]) -> str:
    try:
        run()
    except Exception as error:
        logger.exception("A periodic job failed")
        return told(error)[:2000]
    return ""


def told(error: Exception) -> str:
    """Say what happened, as it is kept and shown: mail servers name whom they refused."""
    return without_persons(f"{type(error).__name__}: {error}")
