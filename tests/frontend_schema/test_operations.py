"""The operations that come with the package: fit to be copied, and far inside the limits."""

import json
from pathlib import Path

import pytest
from django.test import Client
from graphql import OperationDefinitionNode, parse, validate

import frontend_schema
from frontend_schema.limits import Limits
from frontend_schema.schema import schema
from frontend_schema.trusted import own_operations
from hub.networks.models import Network, NetworkItem
from search.delivery import deliver
from tests.site import add_report, library

FOLDER = Path(frontend_schema.__file__).parent / "operations"
NAMES = [
    *("Library", "NetworkLibrary", "PageByPath", "ResourceBySlug", "Search", "Vocabularies"),
    *("Widget", "WidgetDetail"),
]
REQUIRED = {
    "NetworkLibrary": {"slug": "mc2cm"},
    "PageByPath": {"path": "/en/library/report/"},
    "ResourceBySlug": {"slug": "report"},
    "WidgetDetail": {"id": "page:none:en"},
}


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.graphql").read_text("utf-8")


def post(name, **variables):
    body = json.dumps({"query": text_of(name), "variables": REQUIRED.get(name, {}) | variables})
    return Client().post("/graphql/", body, content_type="application/json").json()


def test_they_are_the_examples_of_the_explorer():
    assert list(own_operations()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_is_valid_and_named_like_its_file(name):
    document = parse(text_of(name))
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert operation.name.value == name
    assert validate(schema._schema, document) == []
    assert text_of(name).startswith("# ")


@pytest.fixture
def site(home, committed):
    network = Network.objects.create(slug="mc2cm")
    with committed():
        report = add_report(library(home), "Report", summary="What cities did.")
        NetworkItem.objects.create(network=network, page=report, note="Start here.")
        shelf = library(home)
        shelf.pinned = report
        shelf.save_revision().publish()
    deliver()
    return home


@pytest.mark.parametrize("name", NAMES)
def test_each_is_answered_and_leaves_room_for_more(site, name):
    answer = post(name, locale="fr")
    assert "errors" not in answer
    assert answer["extensions"]["cost"]["requested"] < Limits().cost / 2


def test_their_answers_hold_what_they_promise(site):
    entrance = post("Library", locale="fr")["data"]
    assert entrance["library"]["pinned"]["title"] == "Report"
    (edge,) = entrance["resources"]["edges"]
    assert edge["node"]["isFallback"] is True

    assert post("ResourceBySlug")["data"]["resource"]["reportKind"] == "OTHER"
    assert post("PageByPath")["data"]["pageAt"]["page"]["title"] == "Report"
    (edge,) = post("NetworkLibrary")["data"]["network"]["resources"]["edges"]
    assert edge["note"] == "Start here."
    (edge,) = post("Search", query="report")["data"]["search"]["edges"]
    assert edge["node"]["page"]["title"] == "Report"
    assert post("Vocabularies")["data"]["networks"] == [{"slug": "mc2cm", "name": "mc2cm"}]
