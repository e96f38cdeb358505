"""The short way through an operation says what the long one says, errors included."""

from enum import Enum
from typing import Any

import pytest
import strawberry
from strawberry.extensions import SchemaExtension
from strawberry.types.field import StrawberryField

from frontend_schema.execution import HubSchema


@strawberry.enum
class Colour(Enum):
    RED = "red"


@strawberry.interface
class Named:
    name: str


class LoudField(StrawberryField):
    """A field that reads its value in its own way, as those of strawberry-django do."""

    def get_result(self, source: Any, info: Any, args: Any, kwargs: Any) -> Any:
        return super().get_result(source, info, args, kwargs).upper()


@strawberry.type
class Term(Named):
    order: int | None = None
    loud: str = LoudField(default="quiet")

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
    def failing(self) -> list[Term | None]:
        """Return an error among values, which stands for itself."""
        failing: Any = [SHARED, ValueError("not read"), SHARED]
        return failing

    @strawberry.field
    def tuples(self) -> list[Term]:
        tuples: Any = (SHARED, SHARED)
        return tuples

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
        "{ pages { terms { name loud } } }",
        "{ pages { one: terms { name } two: terms { length again: length } } }",
        "{ named { ...N } } fragment N on Named { it: name ... on Page { terms { ...T } } } "
        "fragment T on Term { __typename length @include(if: false) order @skip(if: false) }",
        "{ failing { name } }",
        "{ tuples { name length } }",
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


def test_who_watches_fields_sees_each_of_them() -> None:
    seen: list[str] = []

    class Watch(SchemaExtension):
        def resolve(self, next_: Any, root: Any, info: Any, *args: Any, **kwargs: Any) -> Any:
            seen.append(".".join(str(part) for part in info.path.as_list()))
            return next_(root, info, *args, **kwargs)

    watched = HubSchema(query=Query, types=[Term, Page], extensions=[Watch])

    assert answer(watched, "{ tuples { name } }") == (
        {"tuples": [{"name": "shared"}, {"name": "shared"}]},
        [],
    )
    assert seen == ["tuples", "tuples.0.name", "tuples.1.name"]
