"""Schedules to the second: who finds that a publication or an end is due runs it first."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from hub import days

from .generation import beginning_of, bump_generation, generation
from .models import FAR_FUTURE, LAST_DAY, Entry, Generation

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
#: Until what failed is tried again, such as a page whose new address another one has taken.
WAIT = timedelta(minutes=1)


def run_due() -> int:
    """Publish and unpublish what is due; under a lease, so that one process does it.

    Returns 1 when all of it was done. A process that does not get the lease goes on: visibility is
    also compared with the clock in every query, so that nothing expired is ever shown.
    """
    now = timezone.now()
    if generation().next_due_at > now:
        return 0
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    if not Generation.objects.filter(free, pk=1, next_due_at__lte=now).update(
        leased_until=now + LEASE
    ):
        return 0
    is_done = publish_due(now)
    with transaction.atomic():
        # Under its lock, so that a schedule made at this moment is either read here or waits.
        bump_generation()
        due = next_due(now) if is_done else min(next_due(now), timezone.now() + WAIT)
        Generation.objects.filter(pk=1).update(leased_until=None, next_due_at=due)
    return int(is_done)


def publish_due(now: datetime) -> bool:
    """Publish and unpublish what is due, each by itself; tell whether all of it could be.

    Wagtail's command ends with the first that fails, and has by then taken back that it was due.
    """
    done = [is_done_with(one) for one in whatever_is_due(now)]
    return all(done)


def whatever_is_due(now: datetime) -> Iterator[DraftStateMixin | Revision]:
    for model in apps.get_models():
        if model is Page or (issubclass(model, DraftStateMixin) and not issubclass(model, Page)):
            ended = model._default_manager.filter(live=True, expire_at__lte=now)
            yield from ended.order_by("expire_at")
    begun = Revision.objects.filter(approved_go_live_at__lte=now)
    yield from begun.order_by("approved_go_live_at")


def is_done_with(due: DraftStateMixin | Revision) -> bool:
    """Publish a version, or unpublish a page; one that cannot be stays due, and alone."""
    try:
        with transaction.atomic():
            if isinstance(due, Revision):
                due.publish(log_action="wagtail.publish.scheduled")
            else:
                due.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except Exception:
        kind = type(due).__name__
        logger.exception("%s %s was due and failed; it is tried again in %s", kind, due.pk, WAIT)
        return False
    return True


def next_due(now: datetime) -> datetime:
    """Return the next moment after `now` at which a schedule changes what is public."""
    starts = Revision.objects.filter(approved_go_live_at__gt=now).aggregate(
        at=Min("approved_go_live_at")
    )
    ends = Page.objects.filter(live=True, expire_at__gt=now).aggregate(at=Min("expire_at"))
    moments = (starts["at"], ends["at"], next_turn(now), FAR_FUTURE)
    return min(moment for moment in moments if moment is not None)


def next_turn(now: datetime) -> datetime | None:
    """Return the next midnight after which something in the catalogue has begun or is over."""
    today = days.day_of(now)
    begins = Entry.objects.filter(starts_on__gt=today).aggregate(day=Min("starts_on"))["day"]
    ending = Entry.objects.filter(ends_on__gte=today, ends_on__lt=LAST_DAY)
    last = ending.aggregate(day=Min("ends_on"))["day"]
    turns = [begins, last + timedelta(days=1) if last else None]
    return min((beginning_of(day) for day in turns if day), default=None)
