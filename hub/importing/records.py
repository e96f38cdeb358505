"""What was imported before: whether a row is new, changed or the same, or now an editor's."""

from collections.abc import Callable
from typing import Any

from modelcluster.models import ClusterableModel
from wagtail.models import Page

from .keys import digest_of
from .models import ImportRecord, Step

#: What changes in a page's revision without an editor at work.
VOLATILE = (
    "draft_title first_published_at go_live_at has_unpublished_changes last_published_at "
    "latest_revision latest_revision_created_at live live_revision locked locked_at locked_by "
    "numchild path url_path wagtail_admin_comments"
)


def find_record(kind: str, key: str, locale: str = "") -> ImportRecord | None:
    return ImportRecord.objects.filter(kind=kind, key=key, locale=locale).first()


def next_step(
    kind: str, key: str, locale: str, digest: str, state: Callable[[], str | None]
) -> Step:
    """Decide what to do; `state` tells how the thing is stored now, None when it is not.

    What an editor changed, made or took away is the editor's.
    """
    record = find_record(kind, key, locale)
    if record is not None and record.digest == digest:
        return Step.UNCHANGED
    stored = state()
    if record is None:
        return Step.CREATED if stored is None else Step.KEPT
    if not record.digest and not record.state:
        return Step.CREATED  # begun by an import that did not come to its end
    return Step.CHANGED if stored == record.state else Step.KEPT


def keep_record(
    kind: str, key: str, locale: str = "", *, digest: str = "", state: str = "", **values: Any
) -> None:
    values |= {"digest": digest, "state": state}
    ImportRecord.objects.update_or_create(kind=kind, key=key, locale=locale, defaults=values)


def state_of_page(page: Page) -> str:
    """Hash what an editor would find in a page: its newest draft, and whether it is published."""
    revision = page.latest_revision
    content = revision.content if revision else page.serializable_data()
    volatile = VOLATILE.split()
    kept = {name: value for name, value in content.items() if name not in volatile}
    return digest_of([kept, page.live])


def state_of_object(thing: ClusterableModel) -> str:
    return digest_of(thing.serializable_data())
