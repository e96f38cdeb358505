"""Making an index anew while searches and edits go on."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from hub.catalogue.generation import bump_generation
from hub.catalogue.healing import heal_groups
from hub.catalogue.models import Group

from .delivery import deliver_to, note_delivered, note_refusal, send_again, wait
from .documents import build_documents
from .engines.base import Engine, EngineAway, Rebuildable, Stored
from .models import Indexed

logger = logging.getLogger(__name__)

BATCH = 200
#: How often a step is tried, with waits of two minutes in all: a node may start again meanwhile.
TRIES = 8

Result = TypeVar("Result")


def rebuild(engine: Engine) -> None:
    """Send everything again, where possible to a new index that then takes over.

    Raises EngineAway. Whoever runs it again after an interruption starts from the beginning.
    """
    if isinstance(engine, Rebuildable):
        rebuild_beside(engine)
        return
    send_again(engine)
    while deliver_to(engine):
        continue


def rebuild_beside(engine: Rebuildable) -> None:
    engine.begin_rebuild()
    filling = Filling(engine)
    filling.add(all_groups())
    # What was dirty had to wait: its entries did not yet say what its version promises.
    dirty = filling.left_out
    heal_groups(dirty)
    filling.add(batches(dirty))
    patiently(partial(engine.finish_rebuild, expected=len(filling.written)))
    # Until now the old index answered, and what it lacked was still to be delivered.
    for start in range(0, len(filling.written), BATCH):
        note_delivered(engine, filling.written[start : start + BATCH])
    Indexed.objects.filter(engine=engine.name, group__in=filling.refused).update(version=0)
    bump_generation()  # what was refused is looked at again


class Filling:
    """Fills a new index from the catalogue, and keeps in mind what it holds."""

    def __init__(self, engine: Rebuildable) -> None:
        self.engine = engine
        self.written: list[Stored] = []
        self.refused: list[int] = []
        self.left_out: list[int] = []

    def add(self, groups: Iterable[list[Group]]) -> None:
        for batch in groups:
            self.left_out = [*self.left_out, *(group.pk for group in batch if group.is_dirty)]
            documents = build_documents(group for group in batch if not group.is_dirty)
            refused = patiently(partial(self.engine.fill, documents))
            for document in documents:
                if document.group_id in refused:
                    note_refusal(self.engine, document, refused[document.group_id])
                    self.refused.append(document.group_id)
                else:
                    self.written.append(Stored(document.group_id, document.version))


def all_groups() -> Iterator[list[Group]]:
    start = 0
    while batch := list(Group.objects.order_by("pk").filter(pk__gt=start)[:BATCH]):
        yield batch
        start = batch[-1].pk


def batches(group_ids: list[int]) -> Iterator[list[Group]]:
    for start in range(0, len(group_ids), BATCH):
        yield list(Group.objects.filter(pk__in=group_ids[start : start + BATCH]).order_by("pk"))


def patiently(step: Callable[[], Result]) -> Result:
    """Try a step until the engine is there again, or for long enough to give up."""
    for failures in range(1, TRIES):
        try:
            return step()
        except EngineAway as error:
            logger.warning("A rebuild waits for its engine: %s", error)
            time.sleep(wait(failures).total_seconds())
    return step()
