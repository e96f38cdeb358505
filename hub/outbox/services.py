"""Writing messages, and forgetting them when everybody has had them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hub.declarations import consumers
from hub.webhooks.events import names_of_listeners
from hub.webhooks.models import PREFIX

from .models import Delivery, DeliveryState, Message

#: How long a delivered message is kept for the log.
KEPT = timedelta(days=30)


def send(*, topic: str, key: str, payload: dict[str, Any]) -> Message | None:
    """Write a message and its deliveries into the transaction; nothing when nobody listens."""
    listeners = [consumer.name for consumer in consumers() if topic.startswith(consumer.topics)]
    listeners += names_of_listeners(topic, payload)
    return send_to(listeners, topic=topic, key=key, payload=payload) if listeners else None


def send_to(listeners: Iterable[str], *, topic: str, key: str, payload: dict[str, Any]) -> Message:
    message = Message.objects.create(topic=topic, key=key, payload=payload)
    Delivery.objects.bulk_create(
        [Delivery(message=message, key=key, consumer=name) for name in listeners]
    )
    return message


def again(deliveries: "QuerySet[Delivery]") -> int:
    """Try these from the beginning, all but those that somebody is trying now."""
    return deliveries.filter(leased_until=None).update(
        state=DeliveryState.WAITING, tries=0, next_try_at=timezone.now()
    )


def prune() -> int:
    """Delete messages that every consumer has had for a month; a webhook may be gone itself."""
    old = Message.objects.filter(created_at__lt=timezone.now() - KEPT)
    Delivery.objects.filter(message__in=old, consumer__startswith=PREFIX).delete()
    deleted, _details = old.exclude(deliveries__state=DeliveryState.WAITING).delete()
    return deleted
