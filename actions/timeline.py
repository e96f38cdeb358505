"""Where an action is in its own life."""

from datetime import date

from .enums import Timeline

#: Actions are welcome that started as of 2019 (brief/faq.txt, "started before December 2018").
FIRST_DAY = date(2019, 1, 1)


def timeline_on(day: date, starts_on: date | None, ends_on: date | None) -> Timeline | None:
    """Tell where an action is on a day, its last one included; None without a start."""
    if ends_on is not None and ends_on < day:
        return Timeline.CONCLUDED
    if starts_on is None:
        return None
    return Timeline.PLANNED if starts_on > day else Timeline.ONGOING
