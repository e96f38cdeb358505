"""Proof that an engine holds what the catalogue shows, and the repair where it does not."""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from hub.catalogue.generation import generation
from hub.catalogue.models import Entry, Group

from .delivery import dead, leased, send_again, state_of
from .engines import engines
from .engines.base import Engine, EngineAway, Stored
from .models import EngineState, Indexed

logger = logging.getLogger(__name__)

BATCH = 500


@dataclass
class Audit:
    """The differences between the catalogue and an engine, by group id."""

    missing: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    #: Right by version, wrong by type or by the languages it is found in.
    different: list[int] = field(default_factory=list)
    #: Those of the stale that are newer than the catalogue, as after a restore from a backup.
    ahead: list[int] = field(default_factory=list)
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


def audit_engines() -> None:
    """Audit every engine and have sent to it what it lacks: what the worker does every hour."""
    for engine in engines():
        try:
            found = audit(engine, repair=True)
        except EngineAway as error:
            logger.warning("Search engine %s could not be audited: %s", engine.name, error)
            continue
        if found.differences:
            logger.warning("Search engine %s differed: %s", engine.name, found.summary())


def audit(engine: Engine, *, repair: bool = False) -> Audit:
    """Compare every group; with `repair`, what differs is about to be sent. Raises EngineAway.

    Edits may go on: what is on its way to the engine is no difference. No text is read.
    """
    found = Audit()
    # In this order: each of the later ones is at least as new as those before.
    owed = versions_owed(engine)
    stored = {row.group_id: row for row in engine.stored()}
    for expected in expectations():
        held = stored.pop(expected.group_id, None)
        compare(found, expected, held, owed.get(expected.group_id, 0))
    found.extra = sorted(stored)
    if repair and found.differences:
        mend(engine, found)
    EngineState.objects.filter(engine=engine.name).update(
        audited_at=timezone.now(), audit=found.summary()
    )
    return found


def versions_owed(engine: Engine) -> dict[int, int]:
    """Return which version of each group the engine must have by now, or a newer one.

    While it is behind, this is what it accepted.
    """
    versions = dict(Group.objects.filter(is_dirty=False).values_list("pk", "version"))
    if state_of(engine).drained == generation().number:
        return versions
    return dict(Indexed.objects.filter(engine=engine.name).values_list("group", "version"))


def expectations() -> Iterator[Stored]:
    """Return what an engine should hold: every group, hidden ones by their version alone."""
    start = 0
    while ids := list(
        Group.objects.filter(pk__gt=start).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        types: dict[int, str] = {}
        shown: dict[int, set[str]] = {}
        entries = Entry.objects.filter(group__in=ids, is_visible=True).order_by("pk")
        for group, language, kind in entries.values_list("group", "actual_locale", "type"):
            types.setdefault(group, kind)
            shown.setdefault(group, set()).add(language)
        # After the entries: what changed in between has a version that no engine has yet.
        groups = Group.objects.filter(pk__in=ids).order_by("pk")
        for group, version, kind in groups.values_list("pk", "version", "type"):
            languages = tuple(sorted(shown.get(group, ())))
            yield Stored(group, version, types.get(group, kind), languages)
        start = ids[-1]


def compare(found: Audit, expected: Stored, held: Stored | None, owed: int) -> None:
    if expected.shown_in:
        found.pages_by_type[expected.type] += 1
        found.pages_by_language.update(expected.shown_in)
    if held is None:
        if owed:
            found.missing.append(expected.group_id)
    elif held.version > expected.version:
        found.stale.append(expected.group_id)
        found.ahead.append(expected.group_id)
    elif held.version < owed:
        found.stale.append(expected.group_id)
    elif held.version == expected.version and (held.type, held.shown_in) != (
        expected.type,
        expected.shown_in,
    ):
        found.different.append(expected.group_id)


def mend(engine: Engine, found: Audit) -> None:
    """Forget what should not be there, and have sent what should; what was given up stays so."""
    if wrong := [*found.extra, *found.ahead]:
        with leased(engine):
            engine.forget(wrong)
    given_up = set(dead(engine).values_list("group", flat=True))
    lacking = {*found.missing, *found.stale, *found.different} - given_up
    send_again(engine, sorted(lacking))
