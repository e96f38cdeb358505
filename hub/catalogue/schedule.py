"""Schedules to the second: who finds that a publication or an end is due runs it first."""

import logging
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone
from wagtail.models import Page, Revision

from .generation import generation
from .models import FAR_FUTURE, Generation

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
#: After a try that failed: a page may be deleted by an editor while it is published here.
WAIT = timedelta(seconds=5)


def run_due(current: Generation | None = None) -> int:
    """Publish and unpublish what is due; under a lease, so that one process does it.

    Returns 1 when it ran. A process that does not get the lease goes on, as does one whose try
    fails: visibility is also compared with the clock in every query, so that nothing expired is
    ever shown.
    """
    now = timezone.now()
    row = current or generation()
    if row.next_due_at > now:
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
        # Under the lock, so that a schedule made at this moment is either read here or waits.
        Generation.objects.select_for_update().get(pk=1)
        Generation.objects.filter(pk=1).update(leased_until=None, next_due_at=next_due(now))
    return 1


def next_due(now: datetime) -> datetime:
    """Return the next moment after `now` at which a schedule changes what is public."""
    starts = Revision.objects.filter(approved_go_live_at__gt=now).aggregate(
        at=Min("approved_go_live_at")
    )
    ends = Page.objects.filter(live=True, expire_at__gt=now).aggregate(at=Min("expire_at"))
    return min(moment for moment in (starts["at"], ends["at"], FAR_FUTURE) if moment is not None)
