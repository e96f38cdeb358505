"""Proof that an engine holds what the catalogue shows, and the repair where it does not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from hub.catalogue.models import Group

from .delivery import deliver_to, send_again
from .documents import build_documents
from .engines.base import Engine, Stored
from .models import EngineState

BATCH = 500


@dataclass
class Audit:
    """The differences between the catalogue and an engine, by group id."""

    missing: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    #: Right by version, wrong by type or by the languages it is found in.
    different: list[int] = field(default_factory=list)
    pages_by_type: Counter[str] = field(default_factory=Counter)
    pages_by_language: Counter[str] = field(default_factory=Counter)

    @property
    def differences(self) -> int:
        return sum(map(len, (self.missing, self.stale, self.extra, self.different)))

    def summary(self) -> dict[str, object]:
        return {
            "missing": len(self.missing),
            "stale": len(self.stale),
            "extra": len(self.extra),
            "different": len(self.different),
            "by_type": dict(sorted(self.pages_by_type.items())),
            "by_language": dict(sorted(self.pages_by_language.items())),
        }


def audit(engine: Engine, *, repair: bool = False) -> Audit:
    """Compare every group; with `repair`, mend what differs. Raises EngineAway."""
    found = Audit()
    stored = {row.group_id: row for row in engine.stored()}
    for expected in expectations():
        compare(found, expected, stored.pop(expected.group_id, None))
    found.extra = sorted(stored)
    if repair and found.differences:
        mend(engine, found)
    EngineState.objects.filter(engine=engine.name).update(
        audited_at=timezone.now(), audit=found.summary()
    )
    return found


def expectations() -> Iterator[Stored]:
    """Return what an engine should hold: every group, hidden ones by their version alone."""
    groups = Group.objects.order_by("pk").filter(is_dirty=False)
    start = 0
    while batch := list(groups.filter(pk__gt=start)[:BATCH]):
        for document in build_documents(batch):
            languages = tuple(sorted(document.languages))
            yield Stored(document.group_id, document.version, document.type, languages)
        start = batch[-1].pk


def compare(found: Audit, expected: Stored, held: Stored | None) -> None:
    if expected.shown_in:
        found.pages_by_type[expected.type] += 1
        found.pages_by_language.update(expected.shown_in)
    if held is None:
        found.missing.append(expected.group_id)
    elif held.version != expected.version:
        found.stale.append(expected.group_id)
    elif (held.type, held.shown_in) != (expected.type, expected.shown_in):
        found.different.append(expected.group_id)


def mend(engine: Engine, found: Audit) -> None:
    """Forget what is wrong, whatever its version, and send what should be there."""
    wrong = [*found.extra, *found.stale, *found.different]
    engine.forget(wrong)
    send_again(engine, [*found.missing, *found.stale, *found.different])
    while deliver_to(engine):
        continue
