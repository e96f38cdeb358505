"""Which day it is where the hub is; Wagtail's admin runs in the time zone of who is in it."""

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    return day_of(None)


def day_of(moment: datetime | None) -> date:
    """Return the day of a moment, by the one setting of the hub; without a moment it is today."""
    return timezone.localdate(moment, timezone.get_default_timezone())
