"""What must be so of a group, whatever the text: its facets and dates, and who may read it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Bool, MatchAll, Query, Range

from hub.catalogue.querysets import Asker
from search.documents import EVERYONE, network_reach
from search.questions import Between, Condition, Every, HasFacet, Never, Some

from .writing import microseconds


def as_filter(condition: Condition) -> Query:
    """Return a condition as a filter; an empty one is true of everything."""
    match condition:
        case HasFacet(name, values):
            return any_of(f"facets.{name}", values)
        case Between(column, at_least, at_most):
            limits = {"gte": at_least, "lte": at_most}
            return Range(
                **{column: {key: plain(at) for key, at in limits.items() if at is not None}}
            )
        case Every(parts):
            return every(as_filter(part) for part in parts)
        case Some(parts):
            return some(as_filter(part) for part in parts) if parts else MatchAll()
        case Never(part):
            return Bool(must_not=[as_filter(part)])


def every(parts: Iterable[Query]) -> Query:
    return Bool(filter=list(parts))


def some(parts: Iterable[Query]) -> Query:
    return Bool(should=list(parts), minimum_should_match=1)


def plain(limit: Any) -> Any:
    """Return a limit as the index has it."""
    if isinstance(limit, datetime):
        return microseconds(limit)
    return limit.isoformat() if isinstance(limit, date) else limit


def readable(asker: Asker, locale: str, now: datetime, hidden: list[int]) -> Query:
    """Return what this asker may read in this language at this moment."""
    reach = [EVERYONE, *map(network_reach, sorted(asker.networks))]
    return Bool(
        filter=[
            any_of("reach", reach),
            Range(**{f"visible_until.{locale}": {"gt": microseconds(now)}}),
        ],
        must_not=[any_of("group", hidden)] if hidden else [],
    )


def any_of(field: str, values: Iterable[Any]) -> Query:
    return Q("terms", **{field: list(values)})
