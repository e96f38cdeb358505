"""What changed between two builds of a group, as one message for the outbox."""

from django.db.models import F

from hub.outbox.services import send

from .build import Built
from .models import Group, Reach, Tombstone


def bury(group: Group, built: Built) -> None:
    """Remember the addresses at which nobody finds this page any more.

    Who may not read it now, because it was restricted, is not told that it is gone.
    """
    taken = {entry.path for entry in built.entries}
    if taken:
        Tombstone.objects.filter(path__in=taken).delete()
    if built.reason == "restricted" or any(e.reach != Reach.EVERYONE for e in built.entries):
        return
    left = group.entries.filter(locale=F("actual_locale"), reach=Reach.EVERYONE)
    Tombstone.objects.bulk_create(
        [
            Tombstone(
                group=group, locale=entry.locale, path=entry.path, above=entry.card["ancestors"]
            )
            for entry in left.exclude(path__in=taken)
        ],
        update_conflicts=True,
        unique_fields=["path"],
        update_fields=["group", "locale", "above", "removed_at"],
    )


def announce(group: Group, built: Built) -> None:
    """Write a message when the public sees something new; edits between builds are one."""
    before = dict(group.entries.values_list("locale", "actual_locale"))
    after = {entry.locale: entry.actual_locale for entry in built.entries}
    if not before and not after:
        return
    languages_before, languages_after = set(before.values()), set(after.values())
    if not after:
        topic = f"page.{built.reason}"
    elif not before:
        topic = "page.published"
    elif languages_after - languages_before:
        topic = "page.translated"
    elif built.digest() != group.digest:
        topic = "page.updated"
    else:
        return
    send(
        topic=topic,
        key=str(group.translation_key),
        payload={
            "id": str(group.translation_key),
            "type": group.type,
            "version": group.version,
            "locales": sorted(languages_after),
            "gone": sorted(languages_before - languages_after),
            "networks": sorted(
                {*built.memberships, *group.memberships.values_list("network_id", flat=True)}
            ),
            "reach": built.entries[0].reach if built.entries else "",
        },
    )
