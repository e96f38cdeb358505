"""A small schema in the shape of the hub's, for tests of what stands around a schema."""

from datetime import date
from enum import Enum
from time import sleep
from typing import Generic, NewType, TypeVar

import strawberry
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from strawberry import UNSET
from strawberry.schema.config import StrawberryConfig

from frontend_schema.execution import HubSchema
from hub.errors import CursorExpired

T = TypeVar("T")
SECRET = "secret of /srv/hub"


@strawberry.type
class PageInfo:
    has_next_page: bool = False
    end_cursor: str | None = None


@strawberry.type
class Edge(Generic[T]):
    cursor: str
    node: T


@strawberry.type
class Connection(Generic[T]):
    edges: list[Edge[T]]
    page_info: PageInfo
    total_count: int


@strawberry.type
class Topic:
    code: str = "governance"
    label: str = "Governance"

    @strawberry.field
    def topics(self) -> list["Topic"]:
        return [Topic()]


@strawberry.interface
class Resource:
    id: strawberry.ID
    title: str
    summary: str = "A summary"

    @strawberry.field
    def topics(self) -> list[Topic]:
        return [Topic(), Topic(), Topic()]

    @strawberry.field(metadata={"list_size": 30})
    def blocks(self) -> list[Topic]:
        return [Topic()]

    @strawberry.field
    def words(self) -> list[str]:
        return ["one", "two"]

    @strawberry.field(metadata={"cost": 7})
    def views(self) -> int:
        return 1

    @strawberry.field
    def related(self, first: int = 6) -> list["Resource"]:
        return resources(min(first, 2))

    @strawberry.field
    def parts(self, first: int = 20, after: str | None = None) -> Connection["Resource"]:
        return connection(min(first, 2))


@strawberry.type
class Report(Resource):
    year: int = 2022


@strawberry.type
class Toolkit(Resource):
    @strawberry.field
    def components(self) -> list[Topic]:
        return [Topic(), Topic()]


def resources(count: int) -> list[Resource]:
    return [
        Report(id=strawberry.ID(str(number)), title=f"Report {number}")
        if number % 2
        else Toolkit(id=strawberry.ID(str(number)), title=f"Toolkit {number}")
        for number in range(count)
    ]


def connection(count: int) -> Connection[Resource]:
    edges = [Edge(cursor=str(item.id), node=item) for item in resources(count)]
    return Connection(edges=edges, page_info=PageInfo(), total_count=count)


class Scope(Enum):
    EVERYONE = "everyone"
    NETWORKS = "networks"


def parse_moment(value: str) -> str:
    raise ValueError(SECRET)


Moment = NewType("Moment", str)


@strawberry.input
class Choice:
    slug: str | None = UNSET
    since: Moment | None = UNSET
    codes: list[str] | None = UNSET


@strawberry.input(one_of=True)
class Only:
    slug: str | None = UNSET
    number: int | None = UNSET


FAILURES: dict[str, Exception] = {
    "validation": ValidationError({"year": ["Give a year.", "It has four digits."]}),
    "plain_validation": ValidationError("Give a year."),
    "permission": PermissionDenied(SECRET),
    "missing": ObjectDoesNotExist(SECRET),
    "no_page": Http404(SECRET),
    "cursor": CursorExpired("Start again without the cursor."),
    "database": IntegrityError(SECRET),
    "no_database": OperationalError(SECRET),
    "no_connection": InterfaceError(SECRET),
    "bug": KeyError(SECRET),
}


class StatementTimeout(Exception):
    sqlstate = "57014"


@strawberry.type
class Query:
    @strawberry.field
    def hello(self) -> str:
        return "world"

    @strawberry.field
    def resources(self, first: int = 20, after: str | None = None) -> Connection[Resource]:
        return connection(first)

    @strawberry.field
    def resource(self) -> Resource | None:
        return resources(1)[0]

    @strawberry.field
    def topics(self) -> list[Topic]:
        return [Topic()]

    @strawberry.field
    def search(self, first: int | None = None, last: int | None = None) -> list[Topic]:
        return [Topic()] * (first or last or 100)

    @strawberry.field
    def echo(
        self,
        text: str = "",
        number: int = 0,
        day: date | None = None,
        scope: Scope = Scope.EVERYONE,
        choice: Choice | None = None,
        only: Only | None = None,
        moment: Moment | None = None,
    ) -> str:
        return text

    @strawberry.field
    def fail(self, how: str) -> str | None:
        raise FAILURES[how]

    @strawberry.field
    def fail_hard(self) -> str:
        raise FAILURES["bug"]

    @strawberry.field
    def fail_as_field(self, how: str) -> str | None:
        return FAILURES[how]  # type: ignore[return-value]  # an exception that is returned counts too

    @strawberry.field
    def cancelled(self) -> str | None:
        raise OperationalError(SECRET) from StatementTimeout()

    @strawberry.field
    def broken_number(self) -> int | None:
        return SECRET  # type: ignore[return-value]  # a bug of ours

    @strawberry.field
    def slow(self) -> list[Topic]:
        sleep(0.02)
        return [Topic()] * 3


@strawberry.type
class Mutation:
    @strawberry.mutation
    def count(self, by: int = 1) -> int:
        performed.append(by)
        return sum(performed)


performed: list[int] = []
scalars = {Moment: strawberry.scalar(name="Moment", serialize=str, parse_value=parse_moment)}
schema = HubSchema(
    query=Query,
    mutation=Mutation,
    types=[Report, Toolkit],
    config=StrawberryConfig(scalar_map=scalars),
)
