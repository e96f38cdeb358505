"""What waits is sent, again and again, in order, and nobody waits for a dead receiver."""

import json
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from standardwebhooks import Webhook

from hub.outbox.models import Delivery, DeliveryState, Message
from hub.outbox.services import prune, send
from hub.outbox.worker import work_once
from hub.webhooks import delivering, sending
from hub.webhooks.delivering import BACKOFF
from hub.webhooks.models import WebhookEndpoint
from hub.webhooks.services import (
    delete_endpoint,
    enable,
    make_endpoint,
    note_trouble,
    redeliver,
    redeliver_failed,
    replace_secret,
    send_test,
    stop,
)
from tests.webhooks.receiver import answer, hang, receiving

pytestmark = pytest.mark.django_db


def tell(key="page", topic="page.updated", **more):
    """Write a message of a page that everyone reads."""
    seen = {"locales": ["en"], "networks": [], "readers": None}
    payload = {"id": key, "type": "report", "version": 1, "before": seen, "now": seen}
    return send(topic=topic, key=key, payload={**payload, **more})


def bodies(receiver):
    return [json.loads(body) for _headers, body in receiver.arrived]


def versions(receiver):
    return [body["data"]["version"] for body in bodies(receiver)]


def states(endpoint):
    rows = Delivery.objects.filter(consumer=endpoint.consumer).order_by("pk")
    return list(rows.values_list("state", "tries", "answer", "error"))


def test_a_message_arrives_signed_and_thin(endpoint, receiver, deliver):
    message = tell("3f0c")

    deliver()

    [(headers, body)] = receiver.arrived
    assert Webhook(endpoint.plain).verify(body, headers) == {
        "type": "page.updated",
        "timestamp": message.created_at.isoformat(),
        "data": {
            "id": "3f0c",
            "type": "report",
            "version": 1,
            "locales": ["en"],
            "gone": [],
            "networks": [],
        },
    }
    assert headers["content-type"] == "application/json"
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.answer.split(" ")[0]) == ("delivered", "204")
    assert delivery.tried_at is not None


def test_while_a_secret_is_replaced_both_verify(endpoint, receiver, deliver):
    new = replace_secret(endpoint)
    tell()
    deliver()
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        tell()
        deliver()
        (first, _body), (second, later) = receiver.arrived
        Webhook(new).verify(later, second)

    assert len(first["webhook-signature"].split(" ")) == 2
    assert len(second["webhook-signature"].split(" ")) == 1
    for secret in (endpoint.plain, new):
        Webhook(secret).verify(receiver.arrived[0][1], first)


def test_a_secret_is_nowhere_in_the_database_in_the_clear(endpoint):
    endpoint.refresh_from_db()

    assert endpoint.secrets() == [endpoint.plain]
    row = WebhookEndpoint.objects.values().get()
    assert endpoint.plain.removeprefix("whsec_")[:20] not in str(row)


def test_a_failure_is_tried_again_with_the_same_id_in_order_for_its_page(
    endpoint, receiver, deliver
):
    receiver.behave = answer(500)
    for version in (1, 2):
        tell("one", version=version)
    deliver()
    receiver.behave = None
    tell("other", version=7)
    with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=True):
        deliver()

    assert versions(receiver) == [1, 7, 1, 2]
    ids = [headers["webhook-id"] for headers, _body in receiver.arrived]
    assert ids[0] == ids[2]
    assert len(set(ids)) == 3


def test_it_is_tried_for_a_day_and_a_half_and_then_given_up(endpoint, receiver, deliver):
    receiver.behave = answer(500)
    tell()
    now = timezone.now()
    for wait in (timedelta(0), *BACKOFF):
        now += wait * 1.21
        with time_machine.travel(now):
            deliver()

    assert len(receiver.arrived) == len(BACKOFF) + 1
    [(state, tries, said, error)] = states(endpoint)
    assert (state, tries, said.split(" ")[0], error) == ("dead", 8, "500", "HTTP 500")
    assert timedelta(days=1) < sum(BACKOFF, timedelta(0)) < timedelta(days=2)


@pytest.mark.parametrize("said", ["7200", "Thu, 01 Jan 2099 00:00:00 GMT", "nonsense", "-5"])
def test_a_receiver_that_asks_for_patience_gets_it(said, endpoint, receiver, deliver):
    receiver.behave = answer(503, Retry_After=said)
    tell()
    deliver()

    wait = Delivery.objects.get().next_try_at - timezone.now()
    least = {"7200": 7100, "Thu, 01 Jan 2099 00:00:00 GMT": 86_000}.get(said, 3)
    assert least < wait.total_seconds() <= 24 * 3600


def test_after_three_days_of_failures_it_is_stopped_and_its_site_is_told(
    endpoint, receiver, deliver, site
):
    receiver.behave = answer(500)
    tell("one")
    deliver()
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        tell("two")
        deliver()
        work_once()
        tell("three")
        deliver()

    endpoint.refresh_from_db()
    assert (endpoint.is_active, endpoint.disabled_at is not None) == (False, True)
    assert {state for state, *_rest in states(endpoint)} == {"dead"}
    assert not Message.objects.filter(key="three").exists()
    [letter] = mail.outbox
    assert letter.to == ["web@partner.example"]
    assert letter.subject == "[Local Action Hub] The webhook of Partner was stopped"
    assert receiver.url in letter.body
    assert endpoint.plain not in letter.body


def test_it_is_switched_on_by_hand_and_gets_what_it_missed(endpoint, receiver, deliver):
    receiver.behave = answer(410)
    for version in (1, 2, 3):
        tell("one", version=version)
    deliver()
    endpoint.refresh_from_db()
    assert (endpoint.is_active, versions(receiver)) == (False, [1])

    receiver.behave = None
    enable(endpoint)
    deliver()
    assert versions(receiver) == [1]
    redeliver_failed(endpoint)
    deliver()

    assert versions(receiver) == [1, 1, 2, 3]


def test_only_what_nothing_arrives_at_counts_as_given_up(endpoint, receiver, deliver, site):
    by_hand, _secret = make_endpoint(site, url=receiver.url + "/other")
    receiver.behave = answer(500)
    tell("one")
    deliver()
    stop(by_hand)
    note_trouble(by_hand)  # of a request that was on its way
    receiver.behave = answer(410)
    tell("two")
    deliver()

    assert list(WebhookEndpoint.objects.given_up()) == [endpoint]
    assert Message.objects.filter(topic="webhook.disabled").count() == 1


def test_one_that_says_at_once_that_it_is_gone_is_given_up(endpoint, receiver, deliver):
    receiver.behave = answer(410)
    tell("one")
    deliver()

    assert list(WebhookEndpoint.objects.given_up()) == [endpoint]


def test_a_secret_that_nobody_can_read_holds_up_no_other(endpoint, receiver, deliver, site):
    make_endpoint(site, url=receiver.url + "/other")
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(secret="of another SECRET_KEY")
    tell("one")

    deliver()

    assert len(receiver.arrived) == 1
    assert states(endpoint) == [("waiting", 1, "– · 0 ms", "InvalidToken: ")]


def test_one_message_is_sent_again_by_hand(endpoint, receiver, deliver):
    tell("one")
    deliver()
    delivery = Delivery.objects.get()

    assert redeliver(endpoint, delivery.pk) == 1
    assert redeliver(endpoint, delivery.pk + 1) == 0
    deliver()

    first, second = receiver.arrived
    assert (first[1], first[0]["webhook-id"]) == (second[1], second[0]["webhook-id"])


def test_a_test_says_nothing_and_goes_to_one_endpoint(endpoint, receiver, deliver, site):
    make_endpoint(site, url=receiver.url + "/other")
    send_test(endpoint)
    deliver()

    [body] = bodies(receiver)
    assert (body["type"], body["data"]) == ("webhook.test", {})


def test_a_dead_receiver_holds_up_neither_others_nor_the_worker(
    endpoint, receiver, deliver, site, monkeypatch
):
    monkeypatch.setattr(sending, "ANSWER", 2.0)
    receiver.behave = hang
    with receiving() as well:
        good, _secret = make_endpoint(site, url=well.url)
        for number in range(50):
            tell(f"page-{number}")
        began = time.monotonic()
        turns = []
        while len(well.arrived) < 50 and time.monotonic() - began < 2:
            turn = time.monotonic()
            delivering.drain()
            turns.append(time.monotonic() - turn)

    assert len(well.arrived) == 50
    assert max(turns) < 1.0
    assert len(receiver.arrived) <= delivering.AT_ONCE
    assert Delivery.objects.filter(consumer=good.consumer, state="waiting").count() <= 4


def test_those_that_fail_never_take_all_places(site, loopback, monkeypatch):
    sender = delivering.Sender()
    monkeypatch.setattr(sender.pool, "submit", lambda *args: object())
    for number in range(40):
        failing, _secret = make_endpoint(site, url=f"http://127.0.0.1:9/{number}")
        failing.failing_since = timezone.now()
        failing.save()
    good, _secret = make_endpoint(site, url="http://127.0.0.1:9/good")
    for number in range(30):
        tell(f"page-{number}")

    sender.start()

    to = [sent.endpoint.pk for sent in sender.on_their_way.values()]
    assert to.count(good.pk) == delivering.AT_ONCE
    assert len(to) == delivering.AT_ONCE + delivering.SLOTS_FOR_FAILING
    sender.pool.shutdown()


def test_what_a_stopped_or_deleted_webhook_waits_for_is_not_kept_for_ever(
    endpoint, receiver, deliver, site
):
    tell()
    stop(endpoint)
    assert [row[0] for row in states(endpoint)] == ["dead"]
    delete_endpoint(endpoint)
    assert not Delivery.objects.exists()

    other, _secret = make_endpoint(site, url=receiver.url)
    tell()
    site.delete()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        prune()
    deliver()

    assert not Message.objects.exists()
    assert not Delivery.objects.filter(consumer=other.consumer).exists()
    assert receiver.arrived == []


def test_a_site_that_is_not_active_is_told_nothing(endpoint, receiver, deliver, site):
    tell("before")
    site.is_active = False
    site.save()
    assert tell("after") is None
    deliver()

    assert receiver.arrived == []


def test_the_worker_drains_webhooks_beside_its_other_work(endpoint, receiver, deliver):
    tell()
    while work_once():
        pass

    assert len(receiver.arrived) == 1
    assert Delivery.objects.get().state == DeliveryState.DELIVERED
