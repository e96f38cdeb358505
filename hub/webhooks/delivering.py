"""Sends what waits for webhooks beside everything else that the worker does.

Threads talk to receivers and do nothing else; the worker alone reads and writes the database, and
waits for none of them. So a dead receiver holds up neither mail nor search, nor other receivers.
"""

import json
import logging
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.db.models import Q
from django.utils import timezone

from hub.outbox.models import Delivery, DeliveryState
from hub.outbox.worker import claim, note_failure, note_success

from .events import body_for, networks_of_sites
from .models import PREFIX, WebhookEndpoint, loopback_is_allowed
from .sending import Answer, Request, post, reason_of, signed_headers
from .services import give_up, note_trouble, note_well

logger = logging.getLogger(__name__)

#: Requests at a time; those to receivers that fail take half of them, so that the others have room.
SLOTS, SLOTS_FOR_FAILING = 32, 16
#: Requests at a time to one receiver.
AT_ONCE = 4
#: Longer than any request may take, and not much longer to wait for after a kill.
LEASE = timedelta(minutes=2)
#: Waits before the second, third … try: about a day and a half in all.
BACKOFF = [timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400)]
#: Seconds in which the worker waits for an answer when it has nothing else to do.
PAUSE = 0.1


@dataclass(frozen=True)
class Sent:
    endpoint: WebhookEndpoint
    delivery: Delivery


class Sender:
    """The requests of this process that are on their way."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(SLOTS, thread_name_prefix="webhook")
        self.on_their_way: dict[Future[Answer], Sent] = {}

    def work(self) -> int:
        """Note what came back and send what is due; returns how much is done or on its way."""
        done = self.collect() + self.start()
        if not done and self.on_their_way:
            wait(self.on_their_way, timeout=PAUSE, return_when=FIRST_COMPLETED)
        return done + len(self.on_their_way)

    def collect(self) -> int:
        ended = [future for future in self.on_their_way if future.done()]
        for future in ended:
            sent = self.on_their_way.pop(future)
            note(sent.endpoint, sent.delivery, future.result())
        return len(ended)

    def start(self) -> int:
        """Send to each receiver a little; those that answer come first."""
        if len(self.on_their_way) >= SLOTS:
            return 0
        started, endpoints = 0, due_endpoints()
        networks = networks_of_sites({endpoint.site_id for endpoint in endpoints})
        for endpoint in endpoints:
            if room := self.room_for(endpoint):
                for delivery in claim([endpoint.consumer], limit=room, lease=LEASE):
                    started += self.send(endpoint, delivery, networks[endpoint.site_id])
        return started

    def room_for(self, endpoint: WebhookEndpoint) -> int:
        """Return how many more may be sent to this receiver now."""
        sent = self.on_their_way.values()
        its_own = sum(other.endpoint.pk == endpoint.pk for other in sent)
        if endpoint.failing_since is None:
            return max(0, min(AT_ONCE - its_own, SLOTS - len(sent)))
        failing = sum(other.endpoint.failing_since is not None for other in sent)
        return int(not its_own and failing < SLOTS_FOR_FAILING and len(sent) < SLOTS)

    def send(self, endpoint: WebhookEndpoint, delivery: Delivery, networks: frozenset[int]) -> int:
        try:
            request = request_for(endpoint, delivery, networks)
        except Exception as error:  # one that nobody can write or sign holds up no other
            logger.exception("Delivery %s cannot be written", delivery.pk)
            note(endpoint, delivery, Answer(error=reason_of(error)))
            return 1
        if request is None:
            note_success(delivery)
            return 1
        self.on_their_way[self.pool.submit(post, request)] = Sent(endpoint, delivery)
        return 1


@cache
def sender() -> Sender:
    return Sender()


def drain() -> int:
    return sender().work()


def due_endpoints() -> list[WebhookEndpoint]:
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    due = Delivery.objects.filter(
        free, state=DeliveryState.WAITING, consumer__startswith=PREFIX, next_try_at__lte=now
    )
    names = list(due.order_by().values_list("consumer", flat=True).distinct())
    found = list(WebhookEndpoint.objects.active().of(names)) if names else []
    # Longest failing last, whatever the database thinks of the order of nothing.
    return sorted(found, key=lambda endpoint: (endpoint.failing_since is not None, endpoint.pk))


def request_for(
    endpoint: WebhookEndpoint, delivery: Delivery, networks: frozenset[int]
) -> Request | None:
    """Write and sign a message; nothing where its site may not hear of it any more."""
    message = delivery.message
    found = body_for(endpoint, networks, message)
    if found is None:
        return None
    body = json.dumps(found, separators=(",", ":")).encode()
    # After a backup was restored, numbers come again; with their moment they do not.
    message_id = f"msg_{message.pk}_{message.created_at.timestamp() * 1000:.0f}"
    now = int(timezone.now().timestamp())
    headers = signed_headers(message_id, now, body, endpoint.secrets())
    return Request(
        url=endpoint.url,
        body=body,
        headers={"Content-Type": "application/json", **headers},
        allow_loopback=loopback_is_allowed(),
    )


def note(endpoint: WebhookEndpoint, delivery: Delivery, answer: Answer) -> None:
    """Write down what came of a request, for this message and for its receiver."""
    if answer.is_success:
        note_success(delivery, answer=str(answer))
        note_well(endpoint)
        return
    wait_at_least = timedelta(seconds=answer.retry_after)
    note_failure(
        delivery, answer.error, answer=str(answer), backoff=BACKOFF, at_least=wait_at_least
    )
    if answer.status == 410:
        give_up(endpoint)
    else:
        note_trouble(endpoint)
