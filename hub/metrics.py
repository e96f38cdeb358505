"""Figures for Prometheus: how requests are answered, and what waits for whom."""

import os
from collections.abc import Iterator, Mapping

from django.db.models import Count, Min, Q
from django.utils import timezone
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from hub.catalogue.models import Group
from hub.declarations import declared, imported
from hub.health import Health, checks
from hub.outbox.models import Delivery, DeliveryState
from hub.webhooks.models import PREFIX

#: What is told apart; all else is a page. Few on purpose: each is a series for each status.
KINDS = {"accounts", "admin", "documents", "graphql"}
#: Prometheus adds them up over the processes of a web server by files in this folder.
SHARED = "PROMETHEUS_MULTIPROC_DIR"

REQUESTS = Histogram(
    "hub_request_seconds", "Time to answer a request", ("kind", "status"), registry=None
)


def observe(route: str, status: int, seconds: float) -> None:
    first = route.partition("/")[0]
    REQUESTS.labels(first if first in KINDS else "pages", f"{status // 100}xx").observe(seconds)


def exposition() -> bytes:
    """Write every figure the way Prometheus reads it."""
    registry = CollectorRegistry(auto_describe=False)
    if os.environ.get(SHARED):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REQUESTS)
    registry.register(Waiting())
    return generate_latest(registry)


class Waiting:
    """What the database says, asked when somebody looks."""

    def collect(self) -> Iterator[Metric]:
        parts = list(checks())
        ready = {part.name: float(part.health is Health.READY) for part in parts}
        yield gauge("hub_ready", "1 while a part is well", "part", ready)
        if any(part.health is Health.UNAVAILABLE for part in parts):
            return
        yield from outbox_gauges()
        dirty = {"": Group.objects.dirty().count()}
        yield gauge("hub_catalogue_waiting_groups", "Groups to be rebuilt", "", dirty)
        for name, label, path in declared("gauges"):
            yield gauge(name, "See docs/operations.md", label, imported(path)())


def outbox_gauges() -> Iterator[Metric]:
    """Tell of every consumer, and of all webhooks together."""
    waiting: dict[str, float] = {"webhooks": 0}
    oldest: dict[str, float] = {"webhooks": 0}
    given_up: dict[str, float] = {"webhooks": 0}
    is_waiting = Q(state=DeliveryState.WAITING)
    rows = (
        Delivery.objects.exclude(state=DeliveryState.DELIVERED)
        .order_by()
        .values("consumer")
        .annotate(
            waiting=Count("pk", filter=is_waiting),
            given_up=Count("pk", filter=~is_waiting),
            since=Min("message__created_at", filter=is_waiting),
        )
    )
    for row in rows:
        name = "webhooks" if row["consumer"].startswith(PREFIX) else row["consumer"]
        age = (timezone.now() - row["since"]).total_seconds() if row["since"] else 0
        waiting[name] = waiting.get(name, 0) + row["waiting"]
        given_up[name] = given_up.get(name, 0) + row["given_up"]
        oldest[name] = max(oldest.get(name, 0), age)
    yield gauge("hub_outbox_waiting", "Deliveries that wait", "consumer", waiting)
    yield gauge("hub_outbox_given_up", "Deliveries that were given up", "consumer", given_up)
    yield gauge("hub_outbox_oldest_seconds", "Age of the oldest that waits", "consumer", oldest)


def gauge(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=[label] if label else None)
    for value_of, value in values.items():
        family.add_metric([value_of] if label else [], value)
    return family
