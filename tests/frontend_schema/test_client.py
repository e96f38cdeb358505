"""The client for TypeScript: in step with the schema, small, and at home with the running hub."""

import gzip
import json
import tomllib
from pathlib import Path

import pytest

from tests.frontend_schema.conftest import PACKAGE, TITLES
from tests.frontend_schema.programs import node, tool

pytestmark = pytest.mark.node


def test_it_has_the_version_of_the_hub():
    about = json.loads((PACKAGE / "client" / "package.json").read_text())
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text())["project"]

    assert (about["name"], about["version"]) == (project["name"], project["version"])
    assert "dependencies" not in about


def test_its_operations_are_those_of_the_hub(kit: Path):
    said = tool("codegen", kit / "client", "--config", "codegen.yml")

    assert "warn" not in said.lower(), said
    made = (kit / "client" / "src" / "generated.ts").read_text()
    kept = (PACKAGE / "client" / "src" / "generated.ts").read_text()
    assert made == kept, "Run `make kit`."


def test_it_does_what_it_says_and_its_types_hold(kit: Path):
    tool("tsc", kit / "client")
    tool("vitest", kit / "client", "run")


def test_it_is_small(kit: Path):
    built = (kit / "client" / "dist" / "index.js").read_bytes()

    assert len(gzip.compress(built)) <= 6_000


@pytest.mark.usefixtures("kept_answers")
def test_it_pages_through_a_library_and_asks_again_for_what_has_changed(kit, address):
    said = node(kit.parent, "read_with_client.mjs", address, "3")

    report = json.loads(said)
    assert report["first"]["titles"] == report["again"]["titles"] == TITLES
    requests = [(seen["method"], seen["status"]) for seen in report["again"]["seen"]]
    assert requests == [("GET", 304)] * 3
    assert report["error"]["code"] == "BAD_USER_INPUT"
    assert len(report["error"]["requestId"]) == 32
