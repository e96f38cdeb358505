"""The desk while somebody else is at work: on PostgreSQL, where both transactions are open."""

import threading
import time

import pytest
from django.db import connection, transaction

from actions.models import Draft, Listing
from actions.services.listings import take_receipts
from tests.actions.test_desk import send_one
from tests.actions.test_showcase_receipts import number, table

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]


def test_a_table_in_any_order_waits_for_who_has_actions_in_theirs(city):
    early, late = send_one(city, title="Early"), send_one(city, title="Late")
    Draft.objects.update(state="approved")
    lines = table(*(f"{number(draft)},gcm-pledges,received,,{draft.pk}" for draft in (late, early)))
    told = []

    def take():
        try:
            told.extend(take_receipts(city.reviewer, lines, is_trial=False))
        except Exception as error:
            told.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=take)
    with transaction.atomic():
        Draft.objects.locked().get(pk=early.pk)
        other.start()
        time.sleep(1)  # until it waits
        Draft.objects.locked().get(pk=late.pk)
    other.join(timeout=30)

    assert [getattr(one, "problem", one) for one in told] == ["", ""]
    assert Listing.objects.filter(state="received").count() == 2
