"""Totals, hits and counts of facets are those that a person would count, on every engine."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from frontend_schema.schema import schema
from hub.catalogue.models import Group
from hub.catalogue.querysets import ANYONE, Asker
from hub.networks.models import Network
from hub.types.context import Context
from resources.models import HomePage
from tests.search.counting import FACETS, expect, read_groups
from tests.search.generated import EXPIRY, WORDS, YEARS, make_generated_library

pytestmark = pytest.mark.django_db

SEED = 20260
QUERY = """query($query: String!, $filter: SearchFilter, $facets: [FacetName!]) {
  search(query: $query, filter: $filter, facets: $facets, first: 100) {
    totalCount engine degraded
    facets { name values { value count isSelected } }
    edges { node { page { id } } }
  }
}"""


@pytest.fixture(scope="session")
def rows_of_generated_library(snapshot, rows_of_a_site):
    def make():
        rows_of_a_site.restore()
        make_generated_library(HomePage.objects.get(), seed=SEED)

    return snapshot(make)


@pytest.fixture
def generated(rows_of_generated_library, db, searching):
    rows_of_generated_library.restore()
    searching.deliver()
    gather_statistics()


def gather_statistics():
    """Let PostgreSQL know what the tables hold, as it does by itself outside of a transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def random_tree(chance, groups, depth=0):
    """Make a filter of the API: choices in facets, ranges, and branches of the same."""
    tree = {}
    for facet, vocabulary in chance.sample(sorted(FACETS.values()), chance.choice([0, 1, 1, 2])):
        known = sorted({value for group in groups for value in group.values.get(vocabulary, ())})
        some = chance.sample(known, min(len(known), chance.choice([0, 1, 1, 2, 3])))
        unknown = ["nobody-has-this"] if chance.random() < 0.1 else []
        tree[facet] = {"in": some + unknown, "mode": chance.choice(["ANY", "ALL", "NONE"])}
    if chance.random() < 0.15:
        tree["years"] = some_of(chance, {"from": chance.choice(YEARS), "to": chance.choice(YEARS)})
    if chance.random() < 0.15:
        days = {"from": f"{chance.choice(YEARS)}-03-05", "to": f"{chance.choice(YEARS)}-09-20"}
        tree["date"] = some_of(chance, days)
    if depth < 3:
        for name, likelihood in (("and", 0.2), ("or", 0.35)):
            if chance.random() < likelihood:
                branches = range(chance.randrange(4))
                tree[name] = [random_tree(chance, groups, depth + 1) for _branch in branches]
        if chance.random() < 0.3:
            tree["not"] = random_tree(chance, groups, depth + 1)
    return tree


def some_of(chance, limits):
    return {name: limit for name, limit in limits.items() if chance.random() < 0.7}


def random_text(chance):
    words = chance.sample(WORDS, 3)
    return " ".join(
        chance.choice([[], [], words[:1], words[:2], ["-" + words[2]], [words[0], "-" + words[2]]])
    )


def answered(variables, asker, locale, now):
    result = schema.execute_sync(
        QUERY.replace("first: 100", f'first: 100, locale: "{locale}"'),
        variable_values=variables,
        context_value=Context(asker=asker, now=now),
    )
    assert not result.errors, (variables, result.errors)
    return result.data["search"]


def check_trees(engine, trees, *, seed):
    chance = random.Random(seed)
    groups = read_groups()
    network = Network.objects.get(slug="net-0")
    askers = [(ANYONE, set()), (Asker(frozenset({network.pk})), {"net-0"})]
    moments = [timezone.now(), timezone.now() + EXPIRY + timedelta(minutes=1)]
    totals = []
    for number in range(trees):
        variables = {
            "query": random_text(chance),
            "filter": random_tree(chance, groups),
            "facets": list(FACETS),
        }
        asker, networks = askers[number % 2]
        now = moments[number // 2 % 2]
        locale = chance.choice(["en", "fr", "es", "ar"])
        answer = answered(variables, asker, locale, now)
        expected = expect(groups, variables, networks=networks, now=now)
        keys = {edge["node"]["page"]["id"].split(":")[1] for edge in answer["edges"]}
        counts = {
            facet["name"]: {row["value"]: row["count"] for row in facet["values"]}
            for facet in answer["facets"]
        }
        said = (number, variables, networks, locale)
        assert (answer["engine"], answer["degraded"]) == (engine.name, False), said
        assert keys == expected.keys, said
        assert answer["totalCount"] == len(answer["edges"]) == len(expected.keys), said
        assert counts == expected.counts, said
        totals.append(len(keys))
    return totals


@pytest.mark.parametrize("trees", [40, pytest.param(200, marks=pytest.mark.proof)])
def test_counts_are_those_of_a_person_in_random_filters(generated, engine, trees):
    totals = check_trees(engine, trees, seed=SEED)

    # The trees tell something: they find nothing, a lot, and much between.
    assert len(set(totals)) > trees / 10
    assert 0.05 < totals.count(0) / trees < 0.6


def test_the_generated_library_has_all_that_is_counted(rows_of_generated_library, db):
    rows_of_generated_library.restore()
    groups = read_groups()

    assert 45 < len(groups) < Group.objects.filter(entries=None).count() + len(groups)
    assert any(group.until for group in groups)
    assert {len(group.words) for group in groups} == {1, 2, 3}
    assert any(group.readers and group.readers - {"net-0"} for group in groups)
    assert any(group.readers and "net-0" in group.readers for group in groups)
    for _facet, vocabulary in FACETS.values():
        assert any(group.values.get(vocabulary) for group in groups), vocabulary
