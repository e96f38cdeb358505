"""The engine itself: what `search.engines.base` asks for, done by a cluster."""

import time
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from elasticsearch import Elasticsearch

from search.analysis import words
from search.answers import Found
from search.documents import GroupDocument
from search.engines.base import EngineAway, Stored
from search.models import EngineState, Indexed
from search.questions import Question
from search.units import Unit

from . import connection, writing
from .asking import Request, completion, groups_of
from .connection import WRITE_SECONDS, Breaker, connect, failures_as_away
from .hidden import hidden_groups
from .indices import Indices, WrongIndex

#: Groups that an audit reads at once, and how long the cluster keeps its view between two reads.
SCANNED, KEEP_ALIVE = 1_000, "2m"
FORGETTING_SECONDS = 1.0


class ElasticsearchEngine:
    """Answers from one index behind an alias; each group is one document with a version."""

    name = "elasticsearch"

    def __init__(self) -> None:
        self.breaker = Breaker()

    @cached_property
    def client(self) -> Elasticsearch:
        """The client is made at the first use, after the process was forked."""
        return connect()

    @cached_property
    def writer(self) -> Elasticsearch:
        return self.client.options(request_timeout=WRITE_SECONDS)

    @cached_property
    def indices(self) -> Indices:
        return Indices(self.client)

    def find(self, question: Question, units: tuple[Unit, ...], *, is_loose: bool) -> Found:
        request = Request(question, units, is_loose=is_loose, engine=self.name)
        hidden = hidden_groups(self.name, question.locale, question.asker, question.now)
        with self.breaker.guarding(), failures_as_away():
            return request.found(self._search(request.body(hidden), question.asked_at))

    def complete(self, typed: Question) -> list[int]:
        if not words(typed.text) or not typed.first:
            return []
        hidden = hidden_groups(self.name, typed.locale, typed.asker, typed.now)
        with self.breaker.guarding(), failures_as_away():
            return groups_of(self._search(completion(typed, hidden), typed.asked_at))

    def _search(self, body: dict[str, Any], asked_at: float) -> Any:
        self.indices.check()
        left = connection.READ_SECONDS - (time.monotonic() - asked_at)
        if left <= 0:
            raise EngineAway("It took too long.")
        response = (
            self.client.options(request_timeout=left)
            .search(
                index=self.indices.alias,
                body=body,
                include_named_queries_score=True,
                allow_partial_search_results=False,
            )
            .body
        )
        if response["timed_out"]:
            raise EngineAway("It took too long.")
        return response

    def write(self, documents: list[GroupDocument]) -> dict[int, str]:
        targets = [self.indices.alias]
        if EngineState.objects.filter(engine=self.name).exclude(building="").exists():
            targets.append(self.indices.building)
        with failures_as_away():
            refused = writing.write(self.writer, documents, targets, optional=self.indices.building)
            # Once for a batch: what counts as delivered is no longer left out by `hidden_groups`.
            self.refresh()
        return refused

    def prepare(self) -> None:
        """Create the index where there is none; what was delivered to an older one is forgotten."""
        with failures_as_away():
            if self.indices.exists():
                self.indices.check()
                return
            Indexed.objects.filter(engine=self.name).delete()
            EngineState.objects.filter(engine=self.name).update(drained=0)
            self.indices.create(self.indices.alias)

    def stored(self) -> Iterator[Stored]:
        with failures_as_away():
            if not self.indices.exists():
                return
            self.refresh()
            view = self.writer.open_point_in_time(index=self.indices.alias, keep_alive=KEEP_ALIVE)
            try:
                yield from self._scan(view["id"])
            finally:
                self.writer.close_point_in_time(id=view["id"])

    def _scan(self, view: str) -> Iterator[Stored]:
        after: dict[str, Any] = {}
        while True:
            response = self.writer.search(
                pit={"id": view, "keep_alive": KEEP_ALIVE},
                sort=[{"group": "asc"}],
                size=SCANNED,
                version=True,
                docvalue_fields=[{"field": "type"}, {"field": "languages"}],
                track_total_hits=False,
                **after,
            )
            rows = response["hits"]["hits"]
            for row in rows:
                languages = tuple(row["fields"].get("languages", ()))
                yield Stored(int(row["_id"]), row["_version"], row["fields"]["type"][0], languages)
            if len(rows) < SCANNED:
                return
            after = {"search_after": rows[-1]["sort"]}

    def forget(self, group_ids: Iterable[int]) -> None:
        group_ids = list(group_ids)
        with failures_as_away():
            writing.forget(self.writer, group_ids, [self.indices.alias])
            # A refresh makes it forget the versions of what is gone, by a clock that is coarse.
            time.sleep(FORGETTING_SECONDS)
            self.refresh()
        Indexed.objects.filter(engine=self.name, group__in=group_ids).delete()

    def begin_rebuild(self) -> None:
        with failures_as_away():
            index = self.indices.begin()
        EngineState.objects.get_or_create(engine=self.name)
        EngineState.objects.filter(engine=self.name).update(building=index)

    def fill(self, documents: list[GroupDocument]) -> dict[int, str]:
        with failures_as_away():
            return writing.write(self.writer, documents, [self.indices.building])

    def finish_rebuild(self, *, expected: int) -> None:
        state = EngineState.objects.get(engine=self.name)
        with failures_as_away():
            self.indices.finish(state.building, expected=expected)
            EngineState.objects.filter(pk=state.pk, building=state.building).update(building="")
            self.indices.release(state.building)
            self.indices.delete_all_but_the_answering()

    def problem(self) -> str:
        """Return what a person has to do before this engine can answer, if anything."""
        try:
            with failures_as_away():
                self.indices.check()
        except WrongIndex as error:
            return str(error)
        except EngineAway:
            return ""
        return ""

    def refresh(self) -> None:
        """Make what was written findable, and what was hidden uncounted, at once."""
        self.writer.indices.refresh(index=self.indices.alias)
