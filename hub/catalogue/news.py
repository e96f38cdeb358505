"""What changed between two builds of a group, as one message for the outbox."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from hub import days
from hub.outbox.models import Message
from hub.outbox.services import send

from .build import Built
from .generation import beginning_of
from .models import Entry, Group, Membership, Reach, Tombstone

#: For how long after its last day a page is told to be over.
LATE = timedelta(days=7)


def bury(built: dict[Group, Built], before: dict[int, list[Entry]]) -> None:
    """Remember the addresses at which nobody finds a page any more.

    Who may not read it now, because it was restricted, is not told that it is gone.
    """
    taken = {entry.path for one in built.values() for entry in one.entries}
    Tombstone.objects.filter(path__in=taken).delete()
    left = [
        entry.pk
        for group, one in built.items()
        if one.reason != "restricted" and all(e.reach == Reach.EVERYONE for e in one.entries)
        for entry in before[group.pk]
        if entry.locale == entry.actual_locale
        and entry.reach == Reach.EVERYONE
        and entry.path not in taken
    ]
    if not left:
        return
    Tombstone.objects.bulk_create(
        [
            Tombstone(
                group_id=entry.group_id,
                locale=entry.locale,
                path=entry.path,
                above=entry.card["ancestors"],
            )
            for entry in Entry.objects.filter(pk__in=left)
        ],
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["group", "locale", "above", "removed_at"],
    )


def announce(built: dict[Group, Built], before: dict[int, list[Entry]]) -> None:
    """Write a message of each page of which somebody sees something new."""
    networks: dict[int, list[Membership]] = {group.pk: [] for group in built}
    for row in Membership.objects.filter(group__in=built):
        networks[row.group_id].append(row)
    for group, one in built.items():
        announce_group(group, one, before[group.pk], networks[group.pk])


def announce_group(
    group: Group, built: Built, entries: list[Entry], memberships: list[Membership]
) -> None:
    """Tell what became of a page; edits between two builds are one."""
    before = sight(entries, memberships)
    now = sight(built.entries, built.memberships.values())
    topic = topic_of(built, before, now)
    is_same = before == now and built.digest == group.digest
    if not topic or (topic == "page.updated" and is_same):
        return
    is_over = bool(built.entries) and built.entries[0].ends_on < days.today()
    if topic == "page.updated" and is_over and entries[0].ends_on >= days.today():
        topic = "page.concluded"
    tell(group, topic, before=before, now=now)


def topic_of(built: Built, before: dict[str, Any], now: dict[str, Any]) -> str:
    """Say in one word what happened to a page; nobody ever saw what it says nothing of."""
    if not now["locales"]:
        return f"page.{built.reason}" if before["locales"] else ""
    if not before["locales"]:
        return "page.published"
    return "page.translated" if {*now["locales"]} - {*before["locales"]} else "page.updated"


def sight(entries: list[Entry], memberships: Iterable[Membership]) -> dict[str, Any]:
    """Say in which languages a page can be read, in which networks it is, and who reads it.

    The readers are the networks whose sites do; None is everyone.
    """
    is_open = bool(entries) and entries[0].reach == Reach.EVERYONE
    rows = list(memberships) if entries else []
    return {
        "locales": sorted({entry.actual_locale for entry in entries}),
        "networks": sorted(row.network_id for row in rows),
        "readers": None if is_open else sorted(r.network_id for r in rows if r.grants_access),
    }


def tell(group: Group, topic: str, *, before: dict[str, Any], now: dict[str, Any]) -> None:
    """Write a message of a page: how it could be read, and how it can."""
    key = str(group.translation_key)
    about = {"id": key, "type": group.type, "version": group.version}
    send(topic=topic, key=key, payload={**about, "before": before, "now": now})


def announce_concluded() -> None:
    """Tell of each page once that what it tells of is over.

    The message itself is all there is to remember. Nobody is told late of what has been over for
    longer than a week, as whoever begins to listen would be.
    """
    today = days.today()
    over = Entry.objects.filter(
        is_visible=True, locale=F("actual_locale"), ends_on__gte=today - LATE, ends_on__lt=today
    )
    recent = concluded().filter(created_at__gte=beginning_of(today - LATE))
    told = dict(recent.values_list("key", "created_at"))
    rows = over.values_list("group", "group__translation_key", "ends_on").distinct()
    for group_id, key, ends_on in rows:
        if str(key) in told and told[str(key)] >= after_day(ends_on):
            continue  # most were told half an hour ago
        with transaction.atomic():
            announce_once(Group.objects.select_for_update().get(pk=group_id))


def concluded() -> QuerySet[Message]:
    """Return the messages of pages that are over, the newest last."""
    return Message._default_manager.filter(topic="page.concluded").order_by("created_at")


def after_day(day: date) -> datetime:
    return beginning_of(day + timedelta(days=1))


def announce_once(group: Group) -> None:
    entries = list(group.entries.all())
    since = after_day(entries[0].ends_on) if entries else None
    if since and not concluded().filter(key=group.translation_key, created_at__gte=since).exists():
        seen = sight(entries, group.memberships.all())
        tell(group, "page.concluded", before=seen, now=seen)
