"""Clients that others wrote, as they come: they audit, generate types and page through."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from gql import Client, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.requests import RequestsHTTPTransport

import frontend_schema
from tests.site import add_report, library, make_site

PACKAGE = Path(frontend_schema.__file__).parent
OPERATIONS = PACKAGE / "operations"
COMPILER_OPTIONS = (
    *("--noEmit", "--strict", "--module", "esnext", "--moduleResolution", "bundler"),
)
TITLES = [f"Report {number:02d}" for number in range(25)]


def node(folder: Path, *command: str, **environment: str) -> str:
    """Run a program of the installed packages; what it says on either stream is returned."""
    run = subprocess.run(
        ["node", *command],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "CI": "1", "NO_COLOR": "1", **environment},
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout
    return run.stdout


@pytest.mark.node
def test_types_are_generated_without_a_warning(node_packages):
    said = node(
        node_packages,
        "node_modules/@graphql-codegen/cli/esm/bin.js",
        "--config=codegen.yml",
        HUB_SCHEMA=str(PACKAGE / "schema.graphql"),
        HUB_OPERATIONS=str(OPERATIONS / "*.graphql"),
    )

    assert "warn" not in said.lower(), said
    generated = (node_packages / "generated" / "operations.ts").read_text("utf-8")
    for name in ("Library", "NetworkLibrary", "PageByPath", "ResourceBySlug", "Vocabularies"):
        assert f"export type {name}Query = " in generated
    # What a front end writes with these types compiles, and what it may not write does not.
    node(node_packages, "node_modules/typescript/bin/tsc", *COMPILER_OPTIONS, "reader.ts")


@pytest.mark.node
@pytest.mark.django_db(transaction=True)
def test_every_audit_of_graphql_over_http_is_passed(node_packages, live_server, settings):
    """The authors of the specification publish them: what MUST be and what SHOULD be."""
    settings.HUB_GRAPHQL_INTROSPECTION = True  # some send variables to `__type`
    results = json.loads(node(node_packages, "audit.mjs", f"{live_server.url}/graphql/"))

    failed = [item for item in results if item["status"] != "ok"]
    assert failed == []
    assert len(results) == 61


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """Publish a library and serve it."""
    server: Any = request.getfixturevalue("live_server")
    home = make_site()
    for title in reversed(TITLES):
        add_report(library(home), title)
    return f"{server.url}/graphql/"


@pytest.mark.node
@pytest.mark.django_db(transaction=True)
def test_urql_pages_through_the_library(node_packages, address):
    said = node(
        node_packages, "read_library.mjs", address, str(OPERATIONS / "Library.graphql"), "10"
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
            query.variable_values = {"locale": "es", "first": 7, "after": after}
            page = session.execute(query)["resources"]
            titles += [edge["node"]["title"] for edge in page["edges"]]
            after, has_more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]

        query.variable_values = {"after": "forged"}
        with pytest.raises(TransportQueryError) as caught:
            session.execute(query)
    assert titles == TITLES
    assert caught.value.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"
