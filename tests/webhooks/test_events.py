"""Which site is told what of a page: whoever could or can read it, and nobody else."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import PageViewRestriction

from actions.models import Action, ActionRepository
from hub.catalogue.models import Reach
from hub.catalogue.news import announce_concluded
from hub.networks.models import Network, NetworkItem
from hub.outbox.models import Delivery
from hub.pages.models import PageNetwork
from hub.partners.models import PartnerSite
from hub.webhooks.events import body_for, networks_of_sites
from hub.webhooks.models import WebhookEndpoint
from tests.site import add, add_report, library, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def networks():
    return [Network.objects.create(slug=slug) for slug in ("blue", "green")]


@pytest.fixture
def listen(db):
    """Return what makes a webhook of a site of these networks."""

    def listen(name, *its_networks, **fields):
        site = PartnerSite.objects.create(name=name)
        site.networks.set(its_networks)
        site.save()
        url = f"https://{name}.example/hook"
        return WebhookEndpoint.objects.create(site=site, url=url, secret="-", **fields)

    return listen


def heard(endpoint):
    """Return what an endpoint was told, in order, as it would be sent now, and forget it."""
    networks = networks_of_sites({endpoint.site_id}).get(endpoint.site_id, frozenset())
    rows = Delivery.objects.filter(consumer=endpoint.consumer).order_by("pk")
    found = [body_for(endpoint, networks, row.message) for row in rows.select_related("message")]
    rows.delete()
    return [(body["type"], body["data"]) for body in found if body]


def types(endpoint):
    return [event for event, _data in heard(endpoint)]


def put_into(page, *networks, reach=Reach.EVERYONE):
    page = page.get_latest_revision_as_object()
    there = {row.network_id: row for row in page.hub_networks.all()}
    page.hub_networks.set([there.get(n.pk) or PageNetwork(network=n) for n in networks])
    page.reach = reach
    page.save_revision().publish()


def test_a_page_is_told_of_from_its_first_day_to_its_last(home, listen, committed):
    endpoint = listen("site")
    with committed():
        report = add_report(library(home), "Annual report")
    [(first, data)] = heard(endpoint)
    assert (first, data) == (
        "page.published",
        {
            "id": str(report.translation_key),
            "type": "report",
            "version": data["version"],
            "locales": ["en"],
            "gone": [],
            "networks": [],
        },
    )

    with committed():
        report.summary = "New words."
        report.save_revision().publish()
    with committed():
        french = translate(report, "fr", title="Rapport")
    [updated, translated] = [row for row in heard(endpoint) if row[1]["type"] == "report"]
    assert (updated[0], translated[0]) == ("page.updated", "page.translated")
    assert translated[1]["locales"] == ["en", "fr"]
    assert translated[1]["version"] > updated[1]["version"] > data["version"]

    with committed():
        french.unpublish()
    [(event, data)] = heard(endpoint)
    assert (event, data["locales"], data["gone"]) == ("page.updated", ["en"], ["fr"])
    with committed():
        report.unpublish()
    [(event, data)] = heard(endpoint)
    assert (event, data["locales"], data["gone"]) == ("page.unpublished", [], ["en"])


def test_a_page_that_is_restricted_or_deleted_says_nothing_of_itself(home, listen, committed):
    endpoint = listen("site")
    with committed():
        secret = add_report(library(home), "Title to be hidden")
        gone = add_report(library(home), "Title to be forgotten")
    heard(endpoint)

    with committed():
        PageViewRestriction.objects.create(page=secret, restriction_type="login")
    with committed():
        gone.delete()

    told = heard(endpoint)
    assert [event for event, _data in told] == ["page.restricted", "page.removed"]
    assert "hidden" not in json.dumps(told)
    with committed():
        secret.title = "Changed while hidden"
        secret.save_revision().publish()
    assert heard(endpoint) == []


def test_nobody_is_told_of_a_draft(home, listen, committed):
    endpoint = listen("site")
    with committed():
        draft = add_report(library(home), "Draft", publish=False)
        draft.save_revision()

    assert heard(endpoint) == []


def test_a_page_for_some_networks_is_told_to_their_sites_alone(home, listen, networks, committed):
    blue, green = networks
    own, other, both, none = (
        listen("own", blue),
        listen("other", green),
        listen("both", blue, green),
        listen("none"),
    )
    with committed():
        page = add_report(library(home), "For blue", publish=False)
        put_into(page, blue, reach=Reach.NETWORKS)
    assert [types(one) for one in (own, other, both, none)] == [
        ["page.published"],
        [],
        ["page.published"],
        [],
    ]

    with committed():
        put_into(page, green, reach=Reach.NETWORKS)
    told = [heard(one) for one in (own, other, both, none)]
    assert [[event for event, _data in rows] for rows in told] == [
        ["page.restricted"],
        ["page.published"],
        ["page.updated"],
        [],
    ]
    assert [told[place][0][1]["networks"] for place in (0, 1)] == [[], ["green"]]
    assert (told[0][0][1]["locales"], told[0][0][1]["gone"]) == ([], ["en"])

    with committed():
        put_into(page, green)
    assert [types(one) for one in (own, other, none)] == [
        ["page.published"],
        ["page.updated"],
        ["page.published"],
    ]

    with committed():
        put_into(page, green, reach=Reach.NETWORKS)
    with committed():
        page.refresh_from_db()
        page.unpublish()
    assert [types(one) for one in (own, other, none)] == [
        ["page.restricted"],
        ["page.updated", "page.unpublished"],
        ["page.restricted"],
    ]


def test_a_picked_page_that_becomes_one_of_the_network_is_told_to_it(
    home, listen, networks, committed
):
    """A curated list makes no page readable; to belong to the network does."""
    blue, green = networks
    own = listen("own", blue)
    with committed():
        page = add_report(library(home), "Picked", publish=False)
        put_into(page, green, reach=Reach.NETWORKS)
        NetworkItem.objects.create(network=blue, page=page)
        blue.save()
    assert heard(own) == []

    with committed():
        put_into(page, green, blue, reach=Reach.NETWORKS)

    assert types(own) == ["page.published"]


def test_a_webhook_chooses_events_types_and_networks(home, listen, networks, committed):
    blue, _green = networks
    by_event = listen("by-event", topics=["page.updated"])
    by_type = listen("by-type", page_types=["library"])
    by_network = listen("by-network", blue, only_networks=True)
    with committed():
        page = add_report(library(home), "Everybody's")
    assert [heard(one) for one in (by_event, by_type, by_network)] == [[], [], []]

    with committed():
        put_into(page, blue)
    [(event, data)] = heard(by_network)
    assert (event, data["networks"]) == ("page.updated", ["blue"])
    with committed():
        put_into(page)
    [(event, data)] = heard(by_network)
    assert (event, data["networks"]) == ("page.updated", [])
    assert types(by_event) == ["page.updated", "page.updated"]


def test_a_site_that_left_a_network_meanwhile_hears_nothing_of_it(
    home, listen, networks, committed
):
    blue, _green = networks
    own = listen("own", blue)
    with committed():
        page = add_report(library(home), "For blue", publish=False)
        put_into(page, blue, reach=Reach.NETWORKS)
    own.site.networks.set([])
    own.site.save()

    assert Delivery.objects.filter(consumer=own.consumer).count() == 1
    assert heard(own) == []


def test_an_action_that_is_over_is_told_once(home, listen, committed):
    endpoint = listen("site")
    today = timezone.localdate()
    with committed():
        repository = add(home, ActionRepository(title="Actions", slug="actions"))
        action = add(
            repository,
            Action(title="A", starts_on=today - timedelta(days=9), ends_on=today),
        )
    heard(endpoint)

    announce_concluded()
    assert heard(endpoint) == []
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        announce_concluded()
        announce_concluded()
        [(event, data)] = heard(endpoint)
        assert (event, data["id"]) == ("page.concluded", str(action.translation_key))
        with committed():
            action.ends_on = timezone.localdate() + timedelta(days=1)
            action.save_revision().publish()
        announce_concluded()
        assert types(endpoint) == ["page.updated"]
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        announce_concluded()
        assert types(endpoint) == ["page.concluded"]
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        announce_concluded()
        assert heard(endpoint) == []


def test_an_action_that_was_over_when_its_city_said_so_is_told_at_once(home, listen, committed):
    endpoint = listen("site")
    today = timezone.localdate()
    with committed():
        repository = add(home, ActionRepository(title="Actions", slug="actions"))
        action = add(repository, Action(title="A", starts_on=today - timedelta(days=90)))
    heard(endpoint)

    with committed():
        action.ends_on = today - timedelta(days=30)
        action.save_revision().publish()

    assert types(endpoint) == ["page.concluded"]


def test_whom_a_message_is_for_costs_two_queries(listen, networks, django_assert_num_queries):
    for number in range(5):
        listen(f"site-{number}", *networks)
    seen = {"locales": ["en"], "networks": [], "readers": None}
    payload = {"id": "a", "type": "report", "version": 1, "before": seen, "now": seen}

    from hub.webhooks.events import names_of_listeners

    with django_assert_num_queries(2):  # the endpoints, and the networks of their sites
        assert len(names_of_listeners("page.updated", payload)) == 5
    with django_assert_num_queries(0):
        assert names_of_listeners("action.submitted", {}) == []
