"""What Prometheus reads, and who may."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from hub.catalogue.models import Group
from hub.outbox.models import Delivery, DeliveryState, Message

TOKEN = "of-prometheus"
AUTHORIZATION = {"Authorization": f"Bearer {TOKEN}"}
pytestmark = pytest.mark.django_db
Sample = tuple[str, tuple[tuple[str, str], ...]]


@pytest.fixture
def open_metrics(settings: Any) -> None:
    settings.HUB_METRICS_TOKEN = TOKEN


def figures(client: Client) -> dict[Sample, float]:
    answer = client.get("/health/metrics", headers=AUTHORIZATION)
    assert answer.status_code == 200
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


@pytest.mark.parametrize(
    ("token", "sent"),
    [
        ("", {}),
        ("", {"Authorization": "Bearer "}),
        (TOKEN, {}),
        (TOKEN, {"Authorization": "Bearer of-somebody"}),
        (TOKEN, {"Authorization": f"Basic {TOKEN}"}),
    ],
)
def test_without_the_token_there_is_nothing(
    client: Client, settings: Any, token: str, sent: dict[str, str]
) -> None:
    settings.HUB_METRICS_TOKEN = token

    answer = client.get("/health/metrics", headers=sent)

    assert (answer.status_code, answer.content) == (404, b"")


def deliver(consumer: str, state: DeliveryState, hours: int) -> None:
    message = Message.objects.create(
        topic="page.published", key="1", created_at=timezone.now() - timedelta(hours=hours)
    )
    Delivery.objects.create(message=message, key="1", consumer=consumer, state=state)


@pytest.mark.usefixtures("open_metrics")
def test_what_waits_is_counted_for_each_consumer(client: Client) -> None:
    before = figures(client)
    deliver("webhook:1", DeliveryState.WAITING, 2)
    deliver("webhook:2", DeliveryState.WAITING, 1)
    deliver("webhook:2", DeliveryState.DEAD, 9)
    deliver("mail", DeliveryState.WAITING, 3)
    deliver("mail", DeliveryState.DELIVERED, 9)
    Group.objects.create(translation_key=uuid4(), type="report")
    Group.objects.create(translation_key=uuid4(), type="report", is_dirty=False)

    found = figures(client)

    webhooks, mail = (("consumer", "webhooks"),), (("consumer", "mail"),)
    embedded = (("engine", "embedded"),)
    assert found["hub_outbox_waiting", webhooks] == 2
    assert found["hub_outbox_given_up", webhooks] == 1
    assert 7200 <= found["hub_outbox_oldest_seconds", webhooks] < 7260
    assert found["hub_outbox_waiting", mail] == 1
    assert found["hub_outbox_given_up", mail] == 0
    assert found["hub_catalogue_waiting_groups", ()] == (
        before["hub_catalogue_waiting_groups", ()] + 1
    )
    assert found["hub_search_waiting_groups", embedded] == (
        before["hub_search_waiting_groups", embedded] + 1
    )
    assert found["hub_search_given_up_groups", embedded] == 0
    assert found["hub_ready", (("part", "worker"),)] == 1


@pytest.mark.usefixtures("open_metrics")
def test_requests_are_counted_by_kind_and_status(client: Client) -> None:
    name = "hub_request_seconds_count"
    before = figures(client)

    client.get("/accounts/login/")
    client.get("/en/no/such/page/")
    client.get("/graphql/?query={__typename}")

    after = figures(client)
    grown = {
        labels: after[sample, labels] - before.get((sample, labels), 0)
        for sample, labels in after
        if sample == name and after[sample, labels] != before.get((sample, labels), 0)
    }
    assert grown == {
        (("kind", "accounts"), ("status", "2xx")): 1,
        (("kind", "graphql"), ("status", "2xx")): 1,
        (("kind", "pages"), ("status", "4xx")): 1,
    }


@pytest.mark.usefixtures("open_metrics")
def test_while_the_database_is_away_only_that_is_told(client: Client, monkeypatch: Any) -> None:
    from hub import health

    def away() -> Any:
        yield health.Check("database", health.Health.UNAVAILABLE, "OperationalError")

    monkeypatch.setattr("hub.metrics.checks", away)

    found = figures(client)

    names = {name for name, _labels in found if not name.startswith("hub_request_")}
    assert names == {"hub_ready"}
    assert found["hub_ready", (("part", "database"),)] == 0
