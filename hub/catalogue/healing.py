"""Rebuilds: the dear half of every change, made after the commit or by the worker."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from hub import days
from hub.declarations import page_types_by_model
from hub.media.visibility import private_collections_read_once
from hub.networks.models import Network
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


def heal(limit: int | None = None) -> int:
    """Rebuild whatever is dirty, oldest first; returns how many groups were rebuilt."""
    group_ids = list(Group.objects.dirty().order_by("pk").values_list("pk", flat=True)[:limit])
    return heal_groups(group_ids)


def heal_groups(group_ids: Iterable[int]) -> int:
    """Rebuild those of these groups that are still dirty, in small transactions."""
    ids = sorted(set(group_ids))
    healed = 0
    for start in range(0, len(ids), BATCH):
        healed += rebuild_batch(ids[start : start + BATCH])
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
            for group in groups:
                write(group, build_group(group, pages.get(group.translation_key, []), around))
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


def write(group: Group, built: Built) -> None:
    """Replace what the catalogue holds of a group, and tell the outbox what changed."""
    announce(group, built)
    bury(group, built)
    Entry.objects.filter(group=group).exclude(
        locale__in=[entry.locale for entry in built.entries]
    ).delete()
    write_entries(built)
    note_turns(built)
    replace(
        Facet,
        group,
        {
            (name, value): Facet(group=group, name=name, value=value[:100], is_implied=implied)
            for (name, value), implied in built.facets.items()
        },
    )
    replace(
        Membership,
        group,
        dict(built.memberships.items()),
    )
    replace(
        Dependency,
        group,
        {
            (kind, key): Dependency(group=group, kind=kind, key=key)
            for kind, key in built.dependencies
        },
    )
    # The version is the one read under the lock: a mark made since then keeps the group dirty.
    Group.objects.filter(pk=group.pk, version=group.version).update(is_dirty=False)
    Group.objects.filter(pk=group.pk).update(
        source_locale=built.source_locale or group.source_locale,
        digest=built.digest() if built.entries else "",
        is_removed=built.reason == "removed",
    )


def write_entries(built: Built) -> None:
    """Write the entries in place, so that their rows keep their ids."""
    if not built.entries:
        return
    names = [
        column.name
        for column in Entry._meta.concrete_fields
        if column.name not in ("id", "group", "locale")
    ]
    Entry.objects.bulk_create(
        built.entries, update_conflicts=True, unique_fields=["group", "locale"], update_fields=names
    )
    ids = dict(Entry.objects.filter(group=built.entries[0].group_id).values_list("locale", "pk"))
    EntryContent.objects.bulk_create(
        [
            EntryContent(entry_id=ids[locale], body=content.body, texts=content.texts)
            for locale, content in built.contents.items()
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
    model: type[Facet] | type[Membership] | type[Dependency], group: Group, rows: dict[Any, Any]
) -> None:
    """Replace the rows of a group that hang beside its entries."""
    model.objects.filter(group=group).delete()
    for row in rows.values():
        row.group = group
    model.objects.bulk_create(rows.values())


def mark_everything() -> int:
    """Make a group for every live page of a declared type, and mark all groups dirty."""
    known = set(Group.objects.values_list("translation_key", flat=True))
    missing: dict[object, Group] = {}
    for model, page_type in page_types_by_model().items():
        keys = model._default_manager.filter(live=True, alias_of__isnull=True)
        for key in keys.values_list("translation_key", flat=True):
            if key not in known:
                missing.setdefault(key, Group(translation_key=key, type=page_type.code))
    with transaction.atomic():
        bump_generation()
        Group.objects.bulk_create(missing.values())
        return Group.objects.mark_dirty()


def check_all() -> None:
    """Find live pages that no group knows of, and groups whose page was changed behind our back."""
    known = Group.objects.values("translation_key")
    for model, page_type in page_types_by_model().items():
        strangers = model._default_manager.filter(live=True, alias_of__isnull=True)
        for page in strangers.exclude(translation_key__in=known).values_list(
            "translation_key", flat=True
        ):
            Group.objects.get_or_create(translation_key=page, defaults={"type": page_type.code})
    live = Page.objects.filter(live=True).values("translation_key")
    with transaction.atomic():
        bump_generation()
        shown = Group.objects.filter(entries__isnull=False)
        shown.exclude(translation_key__in=live).mark_dirty()
    heal()
