"""Rebuilds: the dear half of every change, made after the commit or by the worker."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from functools import reduce
from operator import or_
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, Site

from hub import days
from hub.declarations import page_types_by_model
from hub.media.visibility import private_collections_read_once
from hub.networks.models import Network
from hub.statements import is_outage
from hub.terms.broader import broader_terms
from hub.terms.models import Term

from .build import Built, Surroundings, build_group, load_pages
from .generation import beginning_of, bump_generation, note_due
from .models import LAST_DAY, Dependency, Entry, EntryContent, Facet, Group, Membership
from .news import announce, bury
from .visibility import restricted_paths, root_paths

logger = logging.getLogger(__name__)

#: Groups rebuilt in one transaction.
BATCH = 25
#: Seconds for which this process leaves a group alone that it could not rebuild.
REST = 300.0
_resting: dict[int, float] = {}


def heal(limit: int | None = None) -> int:
    """Rebuild whatever is dirty, oldest first; returns how many groups were rebuilt.

    What could not be rebuilt stays dirty and is tried again later: it keeps nothing else waiting.
    """
    now = monotonic()
    resting = [pk for pk, until in list(_resting.items()) if until > now]
    waiting = Group.objects.dirty().exclude(pk__in=resting)
    return heal_groups(list(waiting.order_by("pk").values_list("pk", flat=True)[:limit]))


def heal_groups(group_ids: Iterable[int]) -> int:
    """Rebuild those of these groups that are still dirty, in small transactions."""
    ids = sorted(set(group_ids))
    healed = 0
    for start in range(0, len(ids), BATCH):
        healed += rebuild_some(ids[start : start + BATCH])
    return healed


def rebuild_some(group_ids: list[int]) -> int:
    """Rebuild a batch, or each of it by itself when one of them cannot be described."""
    try:
        healed = rebuild_batch(group_ids)
    except Exception as error:
        if is_outage(error):  # no fault of any page
            raise
        if len(group_ids) > 1:
            return sum(rebuild_some([pk]) for pk in group_ids)
        logger.exception("Group %s cannot be rebuilt", *group_ids)
        _resting[group_ids[0]] = monotonic() + REST
        return 0
    for pk in group_ids:
        _resting.pop(pk, None)
    return healed


def rebuild_batch(group_ids: list[int]) -> int:
    """Rebuild a few dirty groups; the rows stay locked, so that two rebuilds never interleave."""
    if not Group.objects.dirty().filter(pk__in=group_ids).exists():
        return 0
    with transaction.atomic():
        bump_generation()  # first, for its lock: see there
        groups = list(
            Group.objects.select_for_update().dirty().filter(pk__in=group_ids).order_by("pk")
        )
        if not groups:
            return 0
        pages = load_pages([group.translation_key for group in groups])
        around = surroundings()
        with private_collections_read_once():
            built = {
                group: build_group(group, pages.get(group.translation_key, []), around)
                for group in groups
            }
        write(built)
    return len(groups)


def surroundings() -> Surroundings:
    """Read what every group of a rebuild is judged by: a few queries, however many groups."""
    # Wagtail keeps the roots of its sites in a cache that another process may have made stale.
    Site.clear_site_root_paths_cache()
    terms = Term.objects.values_list("pk", "vocabulary", "code", "merged_into")
    return Surroundings(
        now=timezone.now(),
        roots=root_paths(),
        restricted=restricted_paths(),
        broader=broader_terms(),
        codes={pk: (vocabulary, code) for pk, vocabulary, code, _merged in terms},
        merged={pk: merged for pk, _vocabulary, _code, merged in terms if merged},
        networks=dict(Network.objects.values_list("pk", "slug")),
    )


def write(built: dict[Group, Built]) -> None:
    """Replace what the catalogue holds of these groups, and tell the outbox what changed.

    As many queries as for one group: editors wait for each other until this is committed.
    """
    held = Entry.objects.filter(group__in=built).order_by("pk")
    held = held.only("group", "locale", "actual_locale", "reach", "ends_on", "path")
    before: dict[int, list[Entry]] = {group.pk: [] for group in built}
    for entry in held:
        before[entry.group_id].append(entry)
    announce(built, before)
    bury(built, before)
    shown = {(group.pk, entry.locale) for group, one in built.items() for entry in one.entries}
    left = [entry.pk for entry in held if (entry.group_id, entry.locale) not in shown]
    if left:
        Entry.objects.filter(pk__in=left).delete()
    write_entries(built)
    for one in built.values():
        note_turns(one)
    replace(
        Facet,
        built,
        [
            Facet(group=group, name=name, value=value[:100], is_implied=implied)
            for group, one in built.items()
            for (name, value), implied in one.facets.items()
        ],
    )
    memberships = [row for one in built.values() for row in one.memberships.values()]
    replace(Membership, built, memberships)
    replace(
        Dependency,
        built,
        [
            Dependency(group=group, kind=kind, key=key)
            for group, one in built.items()
            for kind, key in one.dependencies
        ],
    )
    note_rebuilt(built)


def note_rebuilt(built: dict[Group, Built]) -> None:
    # The version is the one read under the lock: a mark made since then keeps the group dirty.
    read = [Q(pk=group.pk, version=group.version) for group in built]
    Group.objects.filter(reduce(or_, read)).update(is_dirty=False)
    for group, one in built.items():
        now = {
            "source_locale": one.source_locale or group.source_locale,
            "digest": one.digest if one.entries else "",
            "is_removed": one.reason == "removed",
        }
        if any(getattr(group, name) != value for name, value in now.items()):
            Group.objects.filter(pk=group.pk).update(**now)


def write_entries(built: dict[Group, Built]) -> None:
    """Write the entries in place, so that their rows keep their ids."""
    names = [
        column.name
        for column in Entry._meta.concrete_fields
        if column.name not in ("id", "group", "locale")
    ]
    Entry.objects.bulk_create(
        [entry for one in built.values() for entry in one.entries],
        update_conflicts=True,
        unique_fields=["group", "locale"],
        update_fields=names,
    )
    rows = Entry.objects.filter(group__in=built).values_list("group", "locale", "pk")
    ids = {(group, locale): pk for group, locale, pk in rows}
    EntryContent.objects.bulk_create(
        [
            EntryContent(entry_id=ids[group.pk, locale], body=content.body, texts=content.texts)
            for group, one in built.items()
            for locale, content in one.contents.items()
        ],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["body", "texts"],
    )


def note_turns(built: Built) -> None:
    """Remember the days on which what a page tells of begins and is over."""
    today = days.today()
    turns = {entry.starts_on for entry in built.entries}
    turns |= {e.ends_on + timedelta(days=1) for e in built.entries if e.ends_on < LAST_DAY}
    if to_come := [day for day in turns if day > today]:
        note_due(beginning_of(min(to_come)))


def replace(
    model: type[Facet] | type[Membership] | type[Dependency],
    groups: Iterable[Group],
    wanted: list[Any],
) -> None:
    """Let the rows that hang beside the entries of these groups be the wanted ones.

    Most of them are as before: a rebuild after a term got another name changes none.
    """
    names = [column.attname for column in model._meta.concrete_fields if not column.primary_key]
    rows = model.objects.filter(group__in=groups).values_list("pk", *names)
    held = {tuple(values): pk for pk, *values in rows}
    new = {tuple(getattr(row, name) for name in names): row for row in wanted}
    if gone := [pk for values, pk in held.items() if values not in new]:
        model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(row for values, row in new.items() if values not in held)


def add_missing_groups() -> None:
    """Make a group, which is dirty, for every live page of a declared type that has none."""
    known = Group.objects.values("translation_key")
    for model, page_type in page_types_by_model().items():
        live = model._default_manager.filter(live=True, alias_of__isnull=True)
        missing = live.exclude(translation_key__in=known).values_list("translation_key", flat=True)
        groups = [Group(translation_key=key, type=page_type.code) for key in set(missing)]
        # Whoever publishes one of them at this moment may be faster.
        Group.objects.bulk_create(groups, ignore_conflicts=True)


def mark_everything() -> int:
    """Make the groups that are missing, and mark all of them dirty."""
    with transaction.atomic():
        bump_generation()
        add_missing_groups()
        return Group.objects.mark_dirty()


def check_all() -> None:
    """Find live pages that no group knows of, and groups whose page was changed behind our back."""
    add_missing_groups()
    live = Page.objects.filter(live=True).values("translation_key")
    with transaction.atomic():
        bump_generation()
        shown = Group.objects.filter(entries__isnull=False)
        shown.exclude(translation_key__in=live).mark_dirty()
    heal()
