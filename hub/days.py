"""Days and times where the hub is; Wagtail's admin runs in the time zone of who is in it."""

from datetime import date, datetime, time

from django.utils import timezone


def today() -> date:
    return local().date()


def day_of(moment: date | datetime | None) -> date:
    """Return the day of a moment, by the one setting of the hub; a day is its own, None is now."""
    if moment is None or isinstance(moment, datetime):
        return local(moment).date()
    return moment


def local(moment: datetime | None = None) -> datetime:
    """Return a moment, or now, by the clock of the hub."""
    return timezone.localtime(moment, timezone.get_default_timezone())


def is_whole_day(moment: datetime) -> bool:
    """Tell whether a moment stands for its day: midnight and the minute before it do."""
    clock = local(moment).time().replace(second=0, microsecond=0)
    return clock in {time(0, 0), time(23, 59)}
