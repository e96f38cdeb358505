"""What people ask, counted by day without saying who: texts, how often, and what found nothing.

Questions are counted in memory, and written by a thread of its own: after a minute, or when many
different ones are together. SQLite lets one process write at a time, so that a write with every
search would wait for each edit and import, and make these wait. What a process has not written when
it ends is lost: these are numbers to learn from, not to account for.
"""

import logging
import re
import threading
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import monotonic

from django.conf import settings
from django.db import connection, transaction

from hub import days

from .answers import SearchAnswer
from .models import AskedText
from .questions import Every, Question

logger = logging.getLogger(__name__)

#: For so long, or until so many different texts are together, they are only counted in memory.
SECONDS, TEXTS = 60.0, 100
#: Different texts of one day that are kept; the others are counted together, under no text.
MOST_A_DAY = 2_000
LONGEST = 80
#: An address, or digits enough to ring or identify somebody, however they are grouped.
PERSONAL = re.compile(r"\S@\S|\d{7}|\d(?:\W{0,2}\d){8}")

#: Day, language and text.
Key = tuple[date, str, str]


@dataclass
class Buffer:
    """What was asked since the last write: how often, and how often it found nothing."""

    since: float = 0.0
    counts: dict[Key, tuple[int, int]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, key: Key, *, is_empty: bool) -> bool:
        """Count a question; tell whether it is time to write."""
        with self.lock:
            self.since = self.since if self.counts else monotonic()
            asked, empty = self.counts.get(key, (0, 0))
            self.counts[key] = (asked + 1, empty + is_empty)
            return len(self.counts) >= TEXTS or monotonic() - self.since >= SECONDS

    def take(self) -> dict[Key, tuple[int, int]]:
        with self.lock:
            taken, self.counts = self.counts, {}
            return taken


buffer = Buffer()
#: Held by the one thread that writes: while it waits for the database, no others pile up behind it.
writing = threading.Lock()


def days_kept() -> int:
    """Return for how many days counts are kept; with 0 nothing is counted."""
    return int(getattr(settings, "HUB_SEARCH_LOG_DAYS", 90))


def note(question: Question, answer: SearchAnswer) -> None:
    """Count a question that was answered; the next pages of it are the same question.

    What finds nothing within a choice says nothing of the text, and is not counted as that.
    """
    text = without_persons(question.text)
    if not text or question.after or not question.first or not days_kept():
        return
    is_narrowed = bool(question.selections) or question.condition != Every()
    key = (days.day_of(question.now), question.locale, text)
    if buffer.add(key, is_empty=not answer.total and not is_narrowed):
        threading.Thread(target=write_safely, args=(buffer.take(),), daemon=True).start()


def without_persons(text: str) -> str:
    """Return a text as it is counted; nothing of one that may say who asks, or of whom."""
    text = " ".join(text.split()).lower()
    return "" if PERSONAL.search(text) else text[:LONGEST].rstrip()


def write_safely(counts: dict[Key, tuple[int, int]]) -> None:
    """Write in a thread, with a connection of its own; what cannot be written is let go."""
    if not writing.acquire(blocking=False):
        return
    try:
        write(counts)
    except Exception:
        logger.exception("What people asked was not counted")
    finally:
        connection.close()
        writing.release()


def write(counts: dict[Key, tuple[int, int]]) -> None:
    with transaction.atomic():
        for day in sorted({key[0] for key in counts}):
            own = {key: numbers for key, numbers in counts.items() if key[0] == day}
            add_up(within_bounds(day, own))


def within_bounds(day: date, counts: dict[Key, tuple[int, int]]) -> dict[Key, tuple[int, int]]:
    """Put under no text what is new on a day that has enough of them."""
    rows = AskedText.objects.filter(day=day)
    room = MOST_A_DAY - rows.count()
    texts = {text for _day, _locale, text in counts}
    known = set(rows.filter(text__in=texts).values_list("day", "locale", "text"))
    bounded: dict[Key, tuple[int, int]] = {}
    for key, (asked, empty) in counts.items():
        if key not in known:
            room -= 1
        place = key if key in known or room >= 0 else (*key[:2], "")
        before = bounded.get(place, (0, 0))
        bounded[place] = (before[0] + asked, before[1] + empty)
    return bounded


def add_up(counts: dict[Key, tuple[int, int]]) -> None:
    """Add to what is counted already, also by another process at this moment."""
    table = AskedText._meta.db_table
    sql = (
        f"INSERT INTO {table} (day, locale, text, asked, found_nothing)"  # noqa: S608 - our own name
        " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (day, locale, text) DO UPDATE SET"
        f" asked = {table}.asked + excluded.asked,"
        f" found_nothing = {table}.found_nothing + excluded.found_nothing"
    )
    with connection.cursor() as cursor:
        # In one order, so that two processes never wait for each other.
        cursor.executemany(sql, [(*key, *counts[key]) for key in sorted(counts)])


def forget() -> int:
    """Delete what is older than the days that are kept."""
    first = days.today() - timedelta(days=days_kept())
    return AskedText.objects.filter(day__lt=first).delete()[0]
