"""What was imported before: whether a row is new, changed or the same, or now an editor's."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from modelcluster.models import ClusterableModel
from wagtail.models import Page

from .keys import digest_of
from .models import ImportRecord

#: What changes in a page's revision without an editor at work.
VOLATILE = frozenset(
    {
        "draft_title",
        "first_published_at",
        "go_live_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "path",
        "url_path",
        "wagtail_admin_comments",
    }
)

Name = tuple[str, str, str]


class Step(StrEnum):
    """What an import does with one thing in one language."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass
class Records:
    """The records of all imports; read once, and written row by row."""

    _records: dict[Name, ImportRecord] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Records":
        records = ImportRecord.objects.all()
        return cls({(record.kind, record.key, record.locale): record for record in records})

    def get(self, kind: str, key: str, locale: str = "") -> ImportRecord | None:
        return self._records.get((kind, key, locale))

    def step(
        self, kind: str, key: str, locale: str, digest: str, state: Callable[[], str | None]
    ) -> Step:
        """Decide what to do; `state` tells how the thing is stored now, None when it is not.

        What an editor changed, made or took away is the editor's.
        """
        record = self.get(kind, key, locale)
        if record is not None and record.digest == digest:
            return Step.UNCHANGED
        stored = state()
        if record is None:
            return Step.CREATED if stored is None else Step.KEPT
        if not record.digest and not record.state:
            return Step.CREATED  # begun by an import that did not come to its end
        return Step.CHANGED if stored == record.state else Step.KEPT

    def keep(
        self,
        kind: str,
        key: str,
        locale: str = "",
        *,
        digest: str,
        state: str,
        object_id: int | None = None,
    ) -> None:
        record, _created = ImportRecord.objects.update_or_create(
            kind=kind,
            key=key,
            locale=locale,
            defaults={"digest": digest, "state": state, "object_id": object_id},
        )
        self._records[kind, key, locale] = record

    def reread(self, kind: str, key: str, locale: str = "") -> ImportRecord | None:
        """Read a record again after what was done to it was taken back."""
        record = ImportRecord.objects.filter(kind=kind, key=key, locale=locale).first()
        if record is None:
            self._records.pop((kind, key, locale), None)
        else:
            self._records[kind, key, locale] = record
        return record

    def forget(self, kind: str, key: str, locale: str = "") -> None:
        ImportRecord.objects.filter(kind=kind, key=key, locale=locale).delete()
        self._records.pop((kind, key, locale), None)


def state_of_page(page: Page) -> str:
    """Hash what an editor would find in a page: its newest draft, and whether it is published."""
    revision = page.latest_revision
    content = revision.content if revision else page.serializable_data()
    kept = {name: value for name, value in content.items() if name not in VOLATILE}
    return digest_of([kept, page.live])


def state_of_object(thing: ClusterableModel) -> str:
    return digest_of(thing.serializable_data())
