"""What a partner site gets by its key, what nobody else gets, and how its keys end."""

import json
from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from frontend_schema.quotas import record_usage
from hub.pages.models import PageNetwork
from hub.partners.models import PartnerKey
from hub.partners.services import replace_key, revoke_key
from tests.factories.hub import NetworkFactory
from tests.partner_sites import key_of, make_partner
from tests.site import add_report, library

TITLES = "{ resources { totalCount edges { node { title } } } }"
VIEWER = "{ viewer { name email isPartnerSite quotas { name left } } }"


@pytest.fixture
def networks(home, committed):
    """Publish a report for everyone, and one for each of two networks."""
    shelf = library(home)
    with committed():
        add_report(shelf, "Everyone")
        for slug in ("first", "second"):
            network = PageNetwork(network=NetworkFactory(slug=slug))
            add_report(shelf, slug, reach="networks", hub_networks=[network])


def send(query, key="", **headers):
    if key:
        headers["Authorization"] = f"Bearer {key}"
    body = json.dumps({"query": query})
    return Client().post("/graphql/", body, content_type="application/json", headers=headers)


def titles(key="", **headers):
    data = send(TITLES, key, **headers).json()["data"]["resources"]
    assert data["totalCount"] == len(data["edges"])
    return sorted(edge["node"]["title"] for edge in data["edges"])


def code_of(response):
    (error,) = response.json()["errors"]
    return response.status_code, error["extensions"]["code"]


def test_a_key_reads_what_is_for_its_networks(networks):
    first = key_of(make_partner("first"))
    both = key_of(make_partner("first", "second", name="Both"))
    public = key_of(make_partner("first", name="Public"), reads_networks=False)

    assert titles() == titles(public) == ["Everyone"]
    assert titles(first) == ["Everyone", "first"]
    assert titles(both) == ["Everyone", "first", "second"]


def test_what_is_kept_for_one_reach_is_not_for_another(networks, kept_answers):
    site = make_partner("first")
    one, other = key_of(site), key_of(make_partner("second", name="Other"))
    for _time in range(2):
        assert titles() == ["Everyone"]
        assert titles(one) == ["Everyone", "first"]
        assert titles(other) == ["Everyone", "second"]
    # Two keys of one reach share an answer; what stands in between may keep none.
    same = send(TITLES, key_of(make_partner("first", name="Same")))
    assert "RateLimit" not in same
    assert same["Cache-Control"] == "private, no-cache"
    assert "Authorization" in same["Vary"]
    assert "public" in send(TITLES)["Cache-Control"]


@pytest.mark.parametrize("kept", [False, True])
def test_a_key_ends_at_once(networks, kept, request):
    if kept:
        request.getfixturevalue("kept_answers")
    site = make_partner("first")
    text = key_of(site)
    assert titles(text) == ["Everyone", "first"]
    revoke_key(site.keys.get())
    assert code_of(send(TITLES, text)) == (401, "UNAUTHENTICATED")

    other = key_of(site)
    assert titles(other) == ["Everyone", "first"]
    site.is_active = False
    site.save()
    assert code_of(send(TITLES, other)) == (401, "UNAUTHENTICATED")


def test_a_key_that_was_replaced_opens_for_a_week_more(networks):
    site = make_partner("first")
    with time_machine.travel("2027-03-01T12:00:00Z", tick=False) as clock:
        old = key_of(site, reads_previews=True)
        new_key, new = replace_key(site.keys.get())
        assert titles(old) == titles(new) == ["Everyone", "first"]
        assert new_key.reads_previews
        clock.shift(7 * 24 * 3600)
        assert code_of(send(TITLES, old)) == (401, "UNAUTHENTICATED")
        assert titles(new) == ["Everyone", "first"]
        clock.shift(365 * 24 * 3600)
        assert code_of(send(TITLES, new)) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("text", ["partner_", "partner_wrong", "partner_" + "x" * 5000, "nonsense"])
def test_a_key_that_nobody_knows_opens_nothing(networks, text):
    response = send(VIEWER, text)
    assert code_of(response) == (401 if text.startswith("partner_") else 200, "UNAUTHENTICATED")


def test_the_text_of_a_key_is_kept_nowhere(networks):
    text = key_of(make_partner("first"))
    key = PartnerKey.objects.get()
    stored = [str(getattr(key, field.name)) for field in key._meta.fields]
    assert not any(text in value for value in stored)
    assert (key.prefix, len(key.prefix)) == (text[:14], 14)


def test_a_browser_uses_a_key_where_its_site_allows_it(networks):
    site = make_partner("first", origins="https://partner.example\nhttps://other.example:8443/")
    text = key_of(site)
    for origin in ("https://partner.example", "https://other.example:8443", "http://testserver"):
        assert titles(text, Origin=origin) == ["Everyone", "first"]
    for origin in ("https://evil.example", "https://partner.example.evil.example", "null"):
        assert code_of(send(TITLES, text, Origin=origin)) == (403, "FORBIDDEN")
    preflight = Client().options("/graphql/", headers={"Origin": "https://partner.example"})
    assert "Authorization" in preflight["Access-Control-Allow-Headers"]


def test_the_last_use_is_kept_to_the_hour(networks):
    text = key_of(make_partner("first"))
    with time_machine.travel("2027-03-01T12:00:00Z", tick=False) as clock:
        for minutes, hour in ((0, 12), (30, 12), (31, 13)):
            clock.shift(minutes * 60)
            titles(text)
            assert PartnerKey.objects.get().last_used_at.hour == hour


def test_viewer_says_who_asks_and_what_is_left(networks, settings):
    text = key_of(make_partner("first", cost_per_minute=100, cost_per_day=1000))
    answers = [send(VIEWER, text) for _time in range(2)]
    cost = answers[0].json()["extensions"]["cost"]["requested"]
    for time, answer in enumerate(answers, 1):
        assert answer.json()["data"]["viewer"] == {
            "name": "A partner",
            "email": None,
            "isPartnerSite": True,
            "quotas": [
                {"name": "cost", "left": 100 - time * cost},
                {"name": "cost-per-day", "left": 1000 - time * cost},
            ],
        }
    assert send(VIEWER).json()["data"] == {"viewer": None}
    drafts = send("{ viewer { drafts { totalCount } } }", text)
    assert code_of(drafts) == (200, "UNAUTHENTICATED")


def test_all_keys_of_a_site_have_one_quota(networks):
    cost = send(TITLES).json()["extensions"]["cost"]["requested"]
    site = make_partner("first", cost_per_minute=2 * cost)
    keys = [key_of(site), key_of(site)]
    assert [send(TITLES, key).status_code for key in [*keys, keys[0]]] == [200, 200, 429]
    assert send(TITLES).status_code == 200


def test_what_a_site_speaks_is_its_default(home):
    from tests.site import ensure_locales

    ensure_locales("fr")
    key = key_of(make_partner(default_locale="fr"))
    query = "{ topics { label } home { locale { code } isFallback } }"
    asked = send(query, key).json()["data"]["home"]
    assert asked == {"locale": {"code": "en"}, "isFallback": True}
    assert send(query).json()["data"]["home"] == {"locale": {"code": "en"}, "isFallback": False}


def test_a_key_costs_two_queries(networks, kept_answers, django_assert_num_queries):
    text = key_of(make_partner("first"))
    titles(text)
    titles(text)
    with django_assert_num_queries(3):  # key and site, networks, generation
        titles(text)
    titles()
    with django_assert_num_queries(1):
        titles()


def test_what_a_site_used_is_written_down_by_day(networks):
    site = make_partner("first")
    text = key_of(site)
    with time_machine.travel("2027-03-01T23:59:00Z", tick=False) as clock:
        cost = send(TITLES, text).json()["extensions"]["cost"]["requested"]
        clock.shift(120)
        send(TITLES, text)
        send(TITLES, text)
        for _time in range(2):
            record_usage()
    rows = list(site.usage.values_list("day", "cost"))
    assert rows == [(date(2027, 3, 1), cost), (date(2027, 3, 2), 2 * cost)]

    with time_machine.travel("2027-03-02T01:00:00Z", tick=False):
        cache.clear()
        send(TITLES, text)
        record_usage()
    assert list(site.usage.values_list("day", "cost")) == rows
