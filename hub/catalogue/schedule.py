"""Schedules to the second: who finds that a publication or an end is due runs it first."""

import logging
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone
from wagtail.models import Page, Revision

from hub import days

from .generation import beginning_of, bump_generation, generation
from .models import FAR_FUTURE, LAST_DAY, Entry, Generation

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
#: After a try that failed: a page may be deleted by an editor while it is published here.
WAIT = timedelta(seconds=5)


def run_due() -> int:
    """Publish and unpublish what is due; under a lease, so that one process does it.

    Returns 1 when it ran. A process that does not get the lease goes on, as does one whose try
    fails: visibility is also compared with the clock in every query, so that nothing expired is
    ever shown.
    """
    now = timezone.now()
    if generation().next_due_at > now:
        return 0
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    if not Generation.objects.filter(free, pk=1, next_due_at__lte=now).update(
        leased_until=now + LEASE
    ):
        return 0
    try:
        call_command("publish_scheduled", verbosity=0)
    except Exception:
        logger.exception("What was due could not be published; it is tried again in %s", WAIT)
        Generation.objects.filter(pk=1).update(leased_until=timezone.now() + WAIT)
        return 0
    with transaction.atomic():
        # Under its lock, so that a schedule made at this moment is either read here or waits.
        bump_generation()
        Generation.objects.filter(pk=1).update(leased_until=None, next_due_at=next_due(now))
    return 1


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
