"""The short way through an operation says what the long one says, errors included."""

from enum import Enum
from typing import Any

import pytest
import strawberry

from frontend_schema.execution import HubSchema


@strawberry.enum
class Colour(Enum):
    RED = "red"


@strawberry.interface
class Named:
    name: str


@strawberry.type
class Term(Named):
    order: int | None = None

    @strawberry.field
    def length(self) -> int:
        COUNTED.append(self.name)
        return len(self.name)

    @strawberry.field
    def broken(self) -> str | None:
        raise ValueError(f"{self.name} is broken")


@strawberry.type
class Page(Named):
    size: int
    colour: Colour = Colour.RED
    note: str | None = None
    terms: list[Term] = strawberry.field(default_factory=list)

    @strawberry.field
    def path(self, info: strawberry.Info) -> str:
        return f"{info.field_name}/{self.name}"

    @strawberry.field
    def shout(self, times: int = 1) -> str:
        return self.name.upper() * times

    @strawberry.field
    def refused(self) -> str:
        raise ValueError("never")


COUNTED: list[str] = []
SHARED = Term(name="shared", order=2)


@strawberry.type
class Query:
    @strawberry.field
    def pages(self) -> list[Page | None]:
        own = Term(name="own")
        return [
            Page(name="one", size=1, terms=[SHARED, own]),
            Page(name="two", size=2, note="word", terms=[SHARED]),
        ]

    @strawberry.field
    def odd(self) -> list[Page | None]:
        """Values that are not what their type says."""
        odd: Any = [
            Page(name=None, size=1),
            Page(name="large", size=2**40),
            Page(name="text", size="many"),
            Page(name="fine", size=3, colour="green"),
            None,
            Page(name="hole", size=4, terms=[SHARED, None]),
            Page(name="good", size=5),
        ]
        del odd[-1].note
        return odd

    @strawberry.field
    def named(self) -> list[Named]:
        return [SHARED, Page(name="page", size=1), SHARED]


LONG = strawberry.Schema(query=Query, types=[Term, Page])
SHORT = HubSchema(query=Query, types=[Term, Page])


def answer(schema: strawberry.Schema, query: str) -> Any:
    result = schema.execute_sync(query)
    return result.data, [(error.message, error.path) for error in result.errors or []]


@pytest.mark.parametrize(
    "query",
    [
        "{ pages { name size colour note path shout terms { name order length } } }",
        "{ pages { __typename again: name name twice: shout(times: 2) ... on Page { size } } }",
        "{ named { __typename name ... on Term { order } ... on Page { size path } } }",
        "{ pages { terms { name broken } } }",
        "{ pages { name refused } }",
        "{ odd { name size } }",
        "{ odd { name colour } }",
        "{ odd { terms { name } } }",
        "{ odd { name note } }",
        "{ pages { ...F } } fragment F on Page { name @skip(if: true) size @include(if: true) }",
        "{ __schema { queryType { fields { name args { name } } } } }",
    ],
)
def test_short_and_long_way_agree(query: str) -> None:
    assert answer(SHORT, query) == answer(LONG, query)


def test_an_object_that_stands_twice_is_asked_once() -> None:
    COUNTED.clear()
    data, errors = answer(SHORT, "{ pages { terms { length } } }")

    assert data == {
        "pages": [{"terms": [{"length": 6}, {"length": 3}]}, {"terms": [{"length": 6}]}]
    }
    assert (errors, COUNTED) == ([], ["shared", "own"])
