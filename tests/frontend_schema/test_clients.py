"""Clients that others wrote, as they come: they audit and page through."""

import json

import pytest
from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.requests import RequestsHTTPTransport

from tests.frontend_schema.conftest import PACKAGE, TITLES
from tests.frontend_schema.programs import node

OPERATIONS = PACKAGE / "operations"


@pytest.mark.node
@pytest.mark.django_db(transaction=True)
def test_every_audit_of_graphql_over_http_is_passed(node_packages, live_server, settings):
    """The authors of the specification publish them: what MUST be and what SHOULD be."""
    settings.HUB_GRAPHQL_INTROSPECTION = True  # some send variables to `__type`
    results = json.loads(node(node_packages, "audit.mjs", f"{live_server.url}/graphql/"))

    failed = [item for item in results if item["status"] != "ok"]
    assert failed == []
    assert len(results) == 61


@pytest.mark.node
@pytest.mark.django_db(transaction=True)
def test_urql_pages_through_the_library(node_packages, address):
    said = node(
        node_packages, "read_library.mjs", address, str(OPERATIONS / "Library.graphql"), "3"
    )
    assert json.loads(said) == {"requests": 3, "titles": TITLES}


@pytest.mark.django_db(transaction=True)
def test_gql_for_python_pages_through_the_library(address):
    schema = (PACKAGE / "schema.graphql").read_text("utf-8")
    query = gql((OPERATIONS / "Library.graphql").read_text("utf-8"))
    titles, after, has_more = [], None, True

    # The client checks the query against the schema file before it sends it.
    with Client(transport=RequestsHTTPTransport(address), schema=schema) as session:
        while has_more:
            query.variable_values = {"locale": "es", "first": 2, "after": after}
            page = session.execute(query)["resources"]
            titles += [edge["node"]["title"] for edge in page["edges"]]
            after, has_more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]

        query.variable_values = {"after": "forged"}
        with pytest.raises(TransportQueryError) as caught:
            session.execute(query)
    assert titles == TITLES
    assert caught.value.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"
