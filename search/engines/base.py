"""What every engine can do; nothing outside of this folder knows which one answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from hub.catalogue.models import Entry
from hub.catalogue.querysets import EntryQuerySet
from search.answers import Found
from search.documents import GroupDocument
from search.questions import Question
from search.units import Unit


class EngineAway(Exception):
    """The engine cannot be asked or written to now; the same may work in a moment."""


@dataclass(frozen=True)
class Stored:
    """What an engine says it holds of a group, for the audit."""

    group_id: int
    version: int
    type: str = ""
    shown_in: tuple[str, ...] = ()


def readable_entries(question: Question) -> EntryQuerySet:
    """Return what this asker may read in this language at this moment."""
    return Entry.objects.visible_to(question.asker, now=question.now).in_locale(question.locale)


class Engine(Protocol):
    name: ClassVar[str]

    def find(self, question: Question, units: tuple[Unit, ...], *, is_loose: bool) -> Found:
        """Find groups that have all wanted units, or with `is_loose` any of them.

        Of the wanted units `question.lacking` may be missing; groups that have all come first.

        Raises EngineAway, ValidationError for a cursor that is none, and CursorExpired for one of
        another engine or order.
        """

    def complete(self, typed: Question) -> list[int]:
        """Return the groups whose title has words that begin like its text, the best first."""

    def write(self, documents: list[GroupDocument]) -> dict[int, str]:
        """Store documents; an older version never replaces a newer one.

        Returns the reasons of those that will never be accepted. Raises EngineAway.
        """

    def prepare(self) -> None:
        """Make what is missing before the first write. Raises EngineAway."""

    def stored(self) -> Iterator[Stored]:
        """Return all that is held, in the order of group ids; also the marks of hidden groups."""

    def forget(self, group_ids: Iterable[int]) -> None:
        """Remove groups altogether, whatever their version."""


@runtime_checkable
class Rebuildable(Engine, Protocol):
    """An engine that makes a new index beside the one that answers."""

    def begin_rebuild(self) -> None:
        """Begin an empty index, which gets all that is written from now on. Raises EngineAway.

        What an earlier rebuild left unfinished is removed.
        """

    def fill(self, documents: list[GroupDocument]) -> dict[int, str]:
        """Store documents in the new index alone, as `write` does. Raises EngineAway."""

    def finish_rebuild(self, *, expected: int) -> None:
        """Have the new index answer, if it holds that many groups. Raises EngineAway."""
