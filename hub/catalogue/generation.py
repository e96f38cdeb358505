"""The content generation: one row that grows whenever anything public may have changed."""

from datetime import date, datetime, time

from django.db.models import F
from django.utils.timezone import get_default_timezone, make_aware

from .models import Generation


def generation() -> Generation:
    """Return the row itself; one query."""
    row = Generation.objects.filter(pk=1).first()
    return row or Generation.objects.get_or_create(pk=1)[0]


def bump_generation() -> None:
    """Tell every process that something public may have changed.

    Its row stays locked until the commit. Who writes groups or entries does this before anything
    else: whoever held theirs and waited for this row would wait for one who waits for theirs. And
    who asks which groups a change concerns asks afterwards: a page that was moved below a shelf by
    one editor, while another restricts the shelf, would else be seen by neither of the two.
    """
    if not Generation.objects.filter(pk=1).update(number=F("number") + 1):
        Generation.objects.get_or_create(pk=1)


def note_due(moment: datetime) -> None:
    """Remember that a schedule changes what is public at this moment."""
    bump_generation()
    Generation.objects.filter(pk=1, next_due_at__gt=moment).update(next_due_at=moment)


def beginning_of(day: date) -> datetime:
    """Return the first moment of a day where the hub is."""
    return make_aware(datetime.combine(day, time.min), get_default_timezone())
