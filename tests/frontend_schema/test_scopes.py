"""Every field of the schema, asked with three keys and without one, gives each what is theirs."""

import json

import pytest
from graphql import execute_sync

from frontend_schema.schema import schema
from hub.catalogue.querysets import Asker
from hub.networks.models import Network, NetworkItem
from hub.pages.models import PageNetwork
from hub.types.context import build_context
from resources.models import Report
from search.delivery import deliver
from tests.frontend_schema.test_canary import canary, report
from tests.frontend_schema.walking import root_queries
from tests.site import add, library

pytestmark = pytest.mark.django_db

NAMES = ("alpha", "beta", "gamma")
#: Which networks each asker is of.
ASKERS = {"nobody": (), "alpha": ("alpha",), "beta": ("beta",), "both": ("alpha", "gamma")}


@pytest.fixture
def pages(home, committed):
    """Publish a report for each network alone, which the others pick for their lists in vain."""
    shelf = library(home)
    networks = [Network.objects.create(slug=name) for name in NAMES]
    with committed():
        found = [
            add(
                shelf,
                report(name, reach="networks", hub_networks=[PageNetwork(network=network)]),
            )
            for name, network in zip(NAMES, networks, strict=True)
        ]
        add(shelf, report("everyone"))
        for network in networks:
            for order, page in enumerate(found):
                NetworkItem.objects.create(network=network, page=page, sort_order=order)
    while deliver():
        continue
    return Report.objects.filter(reach="networks")


def answers(pages, asker):
    words = [canary(name) for name in (*NAMES, "everyone")]
    values = {
        "locale": ["en"],
        "id": [f"page:{page.translation_key}:en" for page in pages],
        "slug": [*NAMES, *(page.slug for page in pages)],
        "path": [f"/en/library/{page.slug}/" for page in pages],
        "network": NAMES,
        "first": [100],
        "input": [{}],
        "query": [*words, ""],
        "token": ["none"],
        "prefix": [word[:-1] for word in words],
        "facets": [list(schema._schema.type_map["FacetName"].values)],
    }
    for name, document, variables in root_queries(schema._schema, values, depth=4):
        context = build_context(None, asker=asker)
        result = execute_sync(
            schema._schema, document, context_value=context, variable_values=variables
        )
        assert not result.errors, (name, variables, result.errors)
        yield name, json.dumps(result.data, default=str).lower()


@pytest.mark.parametrize(("who", "of"), ASKERS.items())
def test_each_asker_gets_what_is_theirs_from_every_field(pages, who, of):
    networks = Network.objects.filter(slug__in=of).values_list("pk", flat=True)
    seen = {name: set() for name in NAMES}
    for field, answer in answers(pages, Asker(frozenset(networks))):
        for name in NAMES:
            if canary(name) in answer:
                seen[name].add(field)

    assert {name for name, fields in seen.items() if fields} == set(of)
    for name in of:
        assert {"reports", "resources", "page", "node", "search", "network"} <= seen[name]
