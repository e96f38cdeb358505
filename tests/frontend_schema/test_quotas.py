"""What one sender may ask for in a minute, and how it is told."""

import json
import threading

import pytest
import time_machine
from django.test import Client

from frontend_schema.errors import Refused
from frontend_schema.quotas import Sender, take
from hub.accounts.identity import block_of

NOON = "2027-01-05T12:00:10+00:00"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(settings):
    settings.HUB_GRAPHQL_LIMITS = {"cost_per_minute": 10}
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def ask(query="{ __typename }", address="192.0.2.1"):
    body = json.dumps({"query": query})
    return Client(REMOTE_ADDR=address).post("/graphql/", body, content_type="application/json")


def cost_of(query):
    return ask(query, "198.51.100.9").json()["extensions"]["cost"]["requested"]


def test_each_answer_says_what_is_left():
    response = ask()
    minute, day = '"cost";q=10;w=60', '"cost-per-day";q=20000000;w=86400'
    assert response["RateLimit-Policy"] == f"{minute}, {day}"
    left = 10 - response.json()["extensions"]["cost"]["requested"]
    in_day, seconds = 20_000_000 - 10 + left, 12 * 3600 - 10
    assert response["RateLimit"] == (f'"cost";r={left};t=50, "cost-per-day";r={in_day};t={seconds}')
    assert "RateLimit" in response["Access-Control-Expose-Headers"]


def test_beyond_it_is_refused_until_the_minute_is_over(settings, noon):
    one = cost_of("{ networks { slug } }")
    settings.HUB_GRAPHQL_LIMITS = {"cost_per_minute": 2 * one}
    for _time in range(2):
        assert ask("{ networks { slug } }").status_code == 200
    refused = ask("{ networks { slug } }")
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["extensions"]["code"]) == (429, "RATE_LIMITED")
    assert (refused["Retry-After"], refused["RateLimit"]) == ("50", '"cost";r=0;t=50')
    assert ask("{ networks { slug } }", "192.0.2.2").status_code == 200  # somebody else
    noon.shift(50)
    assert ask("{ networks { slug } }").status_code == 200


def test_what_holds_no_object_costs_something_too(settings):
    settings.HUB_GRAPHQL_LIMITS = {"cost_per_minute": 3}

    statuses = [ask("{ signatoryCount }").status_code for _time in range(5)]

    assert statuses == [200, 200, 200, 429, 429]


def test_what_is_kept_costs_nothing(kept_answers):
    first = ask()
    assert "RateLimit" in first
    for _time in range(30):
        again = ask()
        assert (again.status_code, again.content) == (200, first.content)
    assert "RateLimit" not in again


def test_the_count_is_exact_when_many_ask_at_once():
    outcomes = []

    def take_one():
        try:
            outcomes.append(take(Sender("one", 100, 1000), 3)[0].left)
        except Refused:
            outcomes.append(None)

    threads = [threading.Thread(target=take_one) for _number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(left for left in outcomes if left is not None) == list(range(1, 100, 3))


def test_a_day_has_its_own_bound_and_what_is_refused_costs_nothing(noon):
    sender = Sender("one", cost_per_minute=100, cost_per_day=150)
    assert [quota.left for quota in take(sender, 100)] == [0, 50]
    with pytest.raises(Refused) as minute:
        take(sender, 1)
    assert minute.value.headers["Retry-After"] == "50"
    noon.shift(60)
    with pytest.raises(Refused) as day:
        take(sender, 60)
    assert day.value.headers["Retry-After"] == str(12 * 3600 - 70)
    assert [quota.left for quota in take(sender, 50)] == [50, 0]


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
    ],
)
def test_a_network_is_one_sender(address, block):
    assert block_of(address) == block


def test_a_forged_header_makes_no_other_sender():
    for number in range(20):
        client = Client(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        body = json.dumps({"query": "{ networks { slug } }"})
        last = client.post("/graphql/", body, content_type="application/json")
    assert last.status_code == 429
