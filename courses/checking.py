"""The addresses at which courses are taken elsewhere are asked, a few at a time, day by day."""

from collections import defaultdict
from datetime import timedelta
from time import monotonic
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from hub import days
from hub.blocks.rich_text import web_address
from hub.catalogue.marks import mark_keys
from hub.catalogue.models import Entry
from hub.catalogue.querysets import ANYONE
from hub.outgoing import reach

from .models import CheckedAddress

#: How long an answer counts. Shorter than a day, so that each address is asked on every day.
PAUSE = timedelta(hours=20)
#: One run asks no more than this, and ends before its lease does.
MOST, SECONDS = 40, 120


def check_addresses() -> None:
    """Ask those that wait longest; courses whose note changes are told again."""
    courses = courses_by_address()
    CheckedAddress.objects.exclude(url__in=courses).delete()
    new = (CheckedAddress(url=url) for url in courses)
    CheckedAddress.objects.bulk_create(new, ignore_conflicts=True)
    due = Q(asked_at=None) | Q(asked_at__lt=timezone.now() - PAUSE)
    waiting = CheckedAddress.objects.filter(due).order_by(F("asked_at").asc(nulls_first=True), "pk")
    end = monotonic() + SECONDS
    for row in waiting[:MOST]:
        if monotonic() < end:
            check(row, courses[row.url])


def check(row: CheckedAddress, courses: set[UUID]) -> None:
    was_silent = row.is_silent
    found = reach(row.url)
    row.note(answered=found.answered, moved_to=found.moved_to, day=days.today())
    row.asked_at = timezone.now()
    row.save()
    if row.is_silent != was_silent:
        mark_keys(courses)


def courses_by_address() -> dict[str, set[UUID]]:
    """Name the courses that everyone may see by the addresses that they lead to."""
    found: dict[str, set[UUID]] = defaultdict(set)
    entries = Entry.objects.visible_to(ANYONE).filter(type="course")
    for key, card in entries.values_list("group__translation_key", "card"):
        links = [file["url"] for file in card["files"] if file["is_link"]]
        for url in [*links, *(row["url"] for row in card["editions"])]:
            if web_address(url) and len(url) <= 500:
                found[url].add(key)
    return found
