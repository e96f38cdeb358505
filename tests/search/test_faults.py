"""Nothing is lost on the way to the engines, and nobody is shown what is not public, in any storm.

The suite runs a short one on its own database, in front of its own cluster. `make proof` runs the
long one, on PostgreSQL where there is one, with a node of its own that is really stopped.
"""

import json
import os
import re
from contextlib import ExitStack

import pytest

from tests.search.node import Cluster, Node
from tests.search.proxy import Weather
from tests.search.storm import Plan, Storm


@pytest.fixture
def rage(tmp_path, database):
    def rage(cluster, plan):
        with ExitStack() as stack:
            found = Storm(tmp_path, database, cluster, plan, stack).rage()
        print(json.dumps(found, indent=1))  # noqa: T201 - the figures of a proof
        return found

    return rage


def check(found, plan):
    assert (found["edits"], found["killed"], found["stopped"]) == (
        plan.edits,
        plan.kills,
        plan.stops,
    )
    assert re.findall(r"(\w+): (\d+) differences", found["left"]["audit"]) == [
        ("elasticsearch", "0"),
        ("embedded", "0"),
    ]
    assert (found["leaks"], found["miscounted"]) == ([], [])
    assert found["undecided"] <= found["asked"] / 100
    assert found["left"]["leaks"] == []
    assert found["left"]["dead"] == {"elasticsearch": 0, "embedded": 0}
    assert (found["asked"] > 20, found["hits"] > found["asked"]) == (True, True)


@pytest.mark.elasticsearch
def test_a_storm_loses_no_edit_and_shows_nothing_hidden(rage, cluster, settings):
    weather = Weather(settings.HUB_ELASTICSEARCH_URL[0])
    plan = Plan(seed=11, edits=30, editors=2, kills=2, stops=1, away=3.0)

    found = rage(weather, plan)
    weather.stop()

    check(found, plan)
    assert 0 < found["degraded"] < found["asked"]


@pytest.mark.proof
@pytest.mark.elasticsearch
def test_ten_thousand_edits_fifty_kills_and_five_stops(rage):
    cluster = Node()
    edits = int(os.environ.get("HUB_PROOF_EDITS", "10000"))
    kills, stops = min(50, edits // 20), min(5, edits // 160)
    plan = Plan(
        seed=2026,
        edits=edits,
        editors=4,
        kills=kills,
        stops=stops,
        away=10.0,
        life=4.0,
        pause=0.25,
        whole=True,
    )
    cluster.start()
    try:
        found = rage(cluster, plan)
    finally:
        cluster.remove()

    check(found, plan)
    assert 0 < found["degraded"] < found["asked"]
    assert set(found["left"]["differences"].values()) == {0}


@pytest.mark.proof
@pytest.mark.elasticsearch
def test_a_cluster_of_three_loses_a_node_again_and_again(rage):
    cluster = Cluster()
    plan = Plan(seed=3, edits=60, editors=2, kills=2, stops=2, away=15.0, pause=0.25)
    try:
        cluster.start_all()
        found = rage(cluster, plan)
    finally:
        cluster.remove()

    check(found, plan)
    assert found["degraded"] < 0.5 * found["asked"]
