"""A statement that would outlast the answer is ended by the database, on either one."""

import json
from time import monotonic

import pytest
import strawberry
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory

from frontend_schema.execution import HubSchema
from frontend_schema.views import GraphQLView
from hub.statements import bounded_statements

pytestmark = pytest.mark.django_db


def forever() -> str:
    if connection.vendor == "postgresql":
        return "SELECT pg_sleep(60)"
    return "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"


def run(sql):
    # A savepoint, because PostgreSQL wants one after an error.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_a_statement_is_ended_and_the_next_one_is_free_again():
    started = monotonic()
    with pytest.raises(OperationalError), bounded_statements(started + 0.2):
        run(forever())
    assert monotonic() - started < 10

    assert run("SELECT 1") == 1
    if connection.vendor == "postgresql":
        assert run("SHOW statement_timeout") == "0"


def test_a_block_without_statements_sends_none(django_assert_num_queries):
    with django_assert_num_queries(0), bounded_statements(monotonic()):
        pass
    with django_assert_num_queries(1), bounded_statements(monotonic() + 60):
        connection.cursor().execute("SELECT 1")


@strawberry.type
class Query:
    @strawberry.field
    def slow(self) -> int | None:
        return run(forever())

    @strawberry.field
    def quick(self) -> int:
        return 1


def test_a_client_is_told_that_it_took_too_long(settings):
    settings.HUB_GRAPHQL_LIMITS = {"seconds": 0.3}
    view = GraphQLView.as_view(schema=HubSchema(query=Query), context_factory=lambda *sent: None)
    body = json.dumps({"query": "{ slow quick }"})

    response = view(RequestFactory().post("/", body, content_type="application/json"))

    answer = json.loads(response.content)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["TIMEOUT"]
    assert "data" not in answer or answer["data"] == {"slow": None, "quick": 1}
