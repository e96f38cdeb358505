"""From a question to the body of a request, and from the response to what was found."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Bool, Query

from hub.localization.languages import content_locales
from search.answers import Found, Match
from search.cursors import read_cursor, read_offset
from search.questions import WINDOW, Question, SearchOrder, Selection, conditions_of
from search.ranking import Scored, ShownAs, page_of, ranked
from search.units import Unit

from .conditions import as_filter, every, readable
from .connection import READ_SECONDS
from .matching import COMPLETE, beginning, relevance, unwanted, wanted

#: Values of one facet that are counted; an answer shows fewer, and those that are chosen.
MAX_VALUES = 1_000
#: Hits that the hub puts in order together; each costs the cluster a look at its titles and scores.
RANKED = 200
TIMEOUT = f"{READ_SECONDS:.0f}s"
#: By what each order sorts, and in which direction the groups of one key follow.
SORTS = {
    SearchOrder.NEWEST: ("sort_date", "desc"),
    SearchOrder.OLDEST: ("sort_date", "asc"),
    SearchOrder.TITLE: ("sort_titles.{locale}", "asc"),
    SearchOrder.UPDATED: ("updated_at", "desc"),
}


class Request:
    """One question, ready to be sent; a cursor that is none is refused when it is made."""

    def __init__(
        self,
        question: Question,
        units: tuple[Unit, ...],
        *,
        is_loose: bool,
        engine: str,
    ) -> None:
        self.question = question
        self.wanted = [unit for unit in units if unit.is_wanted]
        self.unwanted = [unit for unit in units if not unit.is_wanted]
        self.is_loose = is_loose
        self.is_ranked = question.order is SearchOrder.RELEVANCE and bool(self.wanted)
        self.start = read_offset(question.after, engine=engine) if self.is_ranked else 0
        self.position = () if self.is_ranked else read_position(question, engine)

    def body(self, hidden: list[int]) -> dict[str, Any]:
        question = self.question
        search = Search().query(self.query(hidden))
        if question.selections:
            search = search.post_filter(every(map(as_filter, conditions_of(question.selections))))
        for name in question.facets:
            count_facet(search, question, name)
        search = search.extra(
            track_total_hits=True,
            timeout=TIMEOUT,
            **(self.best() if self.is_ranked else self.place()),
        )
        return search.to_dict()

    def query(self, hidden: list[int]) -> Query:
        question = self.question
        filters = [
            readable(question.asker, question.locale, question.now, hidden),
            as_filter(question.condition),
        ]
        must: list[Query] = []
        if self.is_ranked:
            must = [relevance(self.wanted, question, is_loose=self.is_loose)]
        elif self.wanted:
            filters.append(wanted(self.wanted, question, is_loose=self.is_loose))
        return Bool(must=must, filter=filters, must_not=[unwanted(unit) for unit in self.unwanted])

    @property
    def skipped(self) -> int:
        return self.start // RANKED * RANKED

    def best(self) -> dict[str, Any]:
        """Ask for the stretch of hits with the page in it, or for two: the hub orders each."""
        stretches = 1 + (self.start - self.skipped + self.question.first) // RANKED
        size = min(stretches * RANKED, WINDOW - self.skipped)
        return {
            "from": self.skipped,
            "size": size if self.question.first else 0,
            "sort": [{"_score": "desc"}, {"group": "asc"}],
            "docvalue_fields": [
                "group",
                f"shown_in.{self.question.locale}",
                {"field": "sort_date", "format": "strict_date"},
                *(f"title_exact.{locale}" for locale in content_locales()),
            ],
        }

    def place(self) -> dict[str, Any]:
        """Return where the answer starts and in which order it is."""
        key, direction = sort_key(self.question)
        by_key = {"order": direction}
        if key == "sort_date":
            by_key["format"] = "strict_date"  # else a position would be a number
        place: dict[str, Any] = {
            # One more than asked for, to know whether others follow.
            "size": self.question.first + 1,
            "sort": [{key: by_key}, {"group": direction}],
            "docvalue_fields": ["group", f"shown_in.{self.question.locale}"],
        }
        if self.position:
            place["search_after"] = list(self.position)
        return place

    def found(self, response: Any) -> Found:
        rows = response["hits"]["hits"]
        total = response["hits"]["total"]["value"]
        counts = {name: counts_of(response, name) for name in self.question.facets}
        if self.is_ranked:
            return page_of(
                [*self.ranked(rows[:RANKED]), *self.ranked(rows[RANKED:])],
                self.question,
                self.start,
                total=total,
                counts=counts,
                skipped=self.skipped,
            )
        shown = rows[: self.question.first]
        shown_in = f"shown_in.{self.question.locale}"
        return Found(
            matches=tuple(
                Match(row["fields"]["group"][0], 0.0, row["fields"][shown_in][0]) for row in shown
            ),
            total=total,
            has_next=len(rows) > self.question.first,
            positions=tuple(tuple(row["sort"]) for row in shown),
            counts=counts,
        )

    def ranked(self, rows: Any) -> list[Match]:
        shown_in = f"shown_in.{self.question.locale}"
        scored, shown_as, complete = [], {}, set()
        for row in rows:
            fields, scores = row["fields"], row["matched_queries"]
            (group,) = fields["group"]
            day = date.fromisoformat(fields["sort_date"][0])
            shown_as[group] = ShownAs(fields[shown_in][0], day)
            if scores.pop(COMPLETE, None) is not None:
                complete.add(group)
            for locale, score in scores.items():
                scored.append(Scored(group, locale, fields[f"title_exact.{locale}"][0], score))
        return ranked(scored, shown_as, self.question, tuple(self.wanted), complete)


def count_facet(search: Search[Any], question: Question, name: str) -> None:
    """Count a facet without its own selection, and those of its values that are chosen apart."""
    others = every(map(as_filter, question.without(name)))
    bucket = search.aggs.bucket(name, "filter", filter=others)
    field = f"facets.{name}"
    bucket.bucket("values", "terms", field=field, size=MAX_VALUES)
    if chosen := chosen_in(question.selections, name):
        bucket.bucket("chosen", "terms", field=field, include=chosen, size=len(chosen))


def chosen_in(selections: Iterable[Selection], name: str) -> list[str]:
    values = (value for chosen in selections if chosen.name == name for value in chosen.values)
    return list(dict.fromkeys(values))


def counts_of(response: Any, name: str) -> dict[str, int]:
    found = response["aggregations"][name]
    rows = [*found["values"]["buckets"], *found.get("chosen", {"buckets": ()})["buckets"]]
    return {row["key"]: row["doc_count"] for row in rows}


def sort_key(question: Question) -> tuple[str, str]:
    field, direction = SORTS.get(question.order, SORTS[SearchOrder.NEWEST])
    return field.format(locale=question.locale), direction


def read_position(question: Question, engine: str) -> tuple[Any, ...]:
    """Return the sort key and the group after which to go on."""
    if not question.after:
        return ()
    position = read_cursor(question.after, engine=engine, order=question.order)
    try:
        key, group = position
        if type(group) is not int or not 0 < group < 2**63:
            raise ValueError
        return checked_key(key, question), group
    except (ValueError, TypeError) as error:
        raise ValidationError({"after": _("This is not a cursor of this list.")}) from error


def checked_key(key: Any, question: Question) -> Any:
    """Refuse a key that is not of the type of its field."""
    if question.order is SearchOrder.UPDATED:
        if type(key) is not int or not -(2**63) <= key < 2**63:
            raise ValueError
        return key
    if not isinstance(key, str):
        raise ValueError
    key.encode()  # half a surrogate pair passes JSON and no server
    return key if question.order is SearchOrder.TITLE else date.fromisoformat(key).isoformat()


def completion(typed: Question, hidden: list[int]) -> dict[str, Any]:
    """Return the body that asks for titles with such words."""
    search = Search().query(
        Bool(
            must=[beginning(typed)],
            filter=[readable(typed.asker, typed.locale, typed.now, hidden)],
        )
    )
    return search.extra(
        size=typed.first,
        timeout=TIMEOUT,
        docvalue_fields=["group"],
        sort=[{"_score": "desc"}, {"group": "asc"}],
    ).to_dict()


def groups_of(response: Any) -> list[int]:
    return [row["fields"]["group"][0] for row in response["hits"]["hits"]]
