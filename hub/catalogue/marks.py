"""Marks: the cheap half of every change, made inside the transaction that changes something.

A mark gives the groups concerned a new version, says they are dirty, hides at once what may have to
be hidden, and moves the content generation on. The rebuild follows after the commit; when the
process dies between the two, the worker finds the mark.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page

from hub.declarations import page_types_by_model

from .generation import bump_generation
from .healing import heal, heal_groups
from .models import Entry, Group

#: How many groups one request rebuilds itself after its commit; the worker does the rest.
REBUILT_ON_THE_SPOT = 50
#: Keys in one SQL statement.
CHUNK = 500
_is_postponed: ContextVar[bool] = ContextVar("healing_is_postponed", default=False)


def mark_groups(groups: "QuerySet[Group]", *, may_hide: bool) -> None:
    """Mark these groups dirty, and hide their entries when the change may hide something.

    Where there are none, the change may still be seen: terms, for one, have public lists.
    """
    bump_generation()  # before these are looked up, for its lock: see there
    group_ids = list(groups.values_list("pk", flat=True))
    for start in range(0, len(group_ids), CHUNK):
        chunk = group_ids[start : start + CHUNK]
        Group.objects.filter(pk__in=chunk).mark_dirty()
        if may_hide:
            Entry.objects.filter(group__in=chunk, is_visible=True).update(is_visible=False)
    if group_ids:
        heal_after_commit(group_ids[:REBUILT_ON_THE_SPOT])


def mark_page(page: Page) -> None:
    """Mark the group of one page; a page that is neither live nor known marks nothing.

    A page that is no longer live, or that has an end, hides what it shows until it is rebuilt: all
    of its group when it is the source, else the readers' languages that show this very page.
    """
    page_type = page_types_by_model().get(page.specific_class)
    if page_type is None:
        return
    bump_generation()  # before the group is looked up, for its lock: see there
    groups = Group.objects.filter(translation_key=page.translation_key)
    group = groups.first()
    if group is None and not page.live:
        return
    if group is None:
        group, _created = Group.objects.get_or_create(
            translation_key=page.translation_key, defaults={"type": page_type.code, "version": 0}
        )
    if not page.live or page.expire_at is not None:
        locale = page.locale.language_code
        shown = Entry.objects.filter(group=group, is_visible=True)
        if locale != group.source_locale:
            shown = shown.filter(actual_locale=locale)
        shown.update(is_visible=False)
    groups.mark_dirty()
    heal_after_commit([group.pk])


def mark_subtree(page_id: int, *, may_hide: bool) -> None:
    """Mark every group with a page at or below this one, wherever it was moved meanwhile."""
    bump_generation()  # before the tree is looked at, for its lock: see there
    path = Page.objects.values_list("path", flat=True).get(pk=page_id)
    keys = Page.objects.filter(path__startswith=path).values("translation_key")
    mark_groups(Group.objects.filter(translation_key__in=keys), may_hide=may_hide)


def mark_dependents(kind: str, keys: Iterable[object], *, may_hide: bool = False) -> None:
    """Mark every group that was built from one of these objects."""
    dependents = Group.objects.depending_on(kind, keys).distinct()
    mark_groups(dependents, may_hide=may_hide)


def mark_keys(keys: Iterable[UUID], *, may_hide: bool = False) -> None:
    """Mark groups by translation key."""
    mark_groups(Group.objects.filter(translation_key__in=list(keys)), may_hide=may_hide)


def heal_after_commit(group_ids: list[int]) -> None:
    """Rebuild these groups after the commit; an error leaves them to the worker."""
    if not _is_postponed.get():
        transaction.on_commit(lambda: heal_groups(group_ids), robust=True)


@contextmanager
def postponed_healing() -> Iterator[None]:
    """Leave what is marked inside to one rebuild at the end; if the process dies, to the worker.

    For work that saves each of many pages several times, such as an import.
    """
    token = _is_postponed.set(True)
    try:
        yield
    finally:
        _is_postponed.reset(token)
        heal()
