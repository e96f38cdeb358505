"""Joining and choosing by the API, and what it tells everybody of who joined."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from actions.models import AccessRequest, Commitment, Subscription
from actions.services.choices import confirm
from hub.organisations.models import Organisation
from hub.outbox.worker import work_once
from tests.actions.over_http import (
    ASK,
    ENDORSE,
    INTEREST,
    SIGN,
    SUBSCRIBE,
    answer,
    bearer,
    client_of,
    codes,
    post,
)
from tests.actions.people import commit, make_organisation
from tests.actions.test_schema_mutations import SIGNATURE, rows

ADDRESS = "reader@city.example"


@pytest.fixture(autouse=True)
def _nobody_was_here():
    cache.clear()


def found_errors(payload):
    return [(error["field"], error["code"]) for error in payload["errors"]]


# Signing and endorsing ----------------------------------------------------------------------------


@pytest.fixture
def unsigned(city):
    Commitment.objects.filter(organisation=city.organisation).delete()
    return city


def test_a_government_signs(unsigned):
    done = answer(Client(), SIGN, headers=bearer(unsigned.owner), input=SIGNATURE)

    assert done["signDeclaration"] == {
        "commitment": {"kind": "DECLARATION", "state": "PENDING", "signedOn": "2024-05-01"},
        "errors": [],
    }
    made = Commitment.objects.get(organisation=unsigned.organisation)
    assert (made.signatory_name, made.signatory_title) == ("Planted Mayor", "Mayor")
    assert (made.signed_at_place, made.text_version) == ("Exampleville", "2018-12")
    assert (made.text_locale, made.made_by) == ("en", unsigned.owner)


def day_after_today():
    return str(timezone.localdate() + timedelta(days=1))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"signatoryName": " "}, "signatoryName"),
        ({"signatoryTitle": "x" * 256}, "signatoryTitle"),
        ({"signedAtPlace": ""}, "signedAtPlace"),
        ({"signedOn": "2018-11-30"}, "signedOn"),
        ({"signedOn": day_after_today}, "signedOn"),
        ({"textLocale": "xx"}, "textLocale"),
    ],
)
def test_a_wrong_signature_is_named_at_its_field_and_not_kept(unsigned, changes, field):
    changes = {key: value() if callable(value) else value for key, value in changes.items()}
    client = client_of(unsigned.owner)
    before = rows()

    done = answer(client, SIGN, input=SIGNATURE | changes)["signDeclaration"]

    assert ([error["field"] for error in done["errors"]], done["commitment"]) == ([field], None)
    assert rows() == before


def test_nobody_joins_twice_or_in_the_way_of_the_others(city):
    client = client_of(city.owner)
    endorsing = {"organisation": "exampleville", "promisesToSpread": True}
    before = rows()

    for query, given, field in (
        (SIGN, SIGNATURE, "input"),
        (ENDORSE, endorsing, "input"),
        (ENDORSE, endorsing | {"promisesToSpread": False}, "promisesToSpread"),
    ):
        (done,) = answer(client, query, input=given).values()
        assert (found_errors(done), done["commitment"]) == ([(field, "NOT_VALID")], None)
    assert rows() == before


# Asking for a profile -----------------------------------------------------------------------------


def test_asking_again_is_the_same_request_and_members_need_not_ask(city):
    given = {"organisation": "exampleville", "jobTitle": "Officer", "reason": "I am new."}
    client = client_of(city.stranger)

    first = answer(client, ASK, input=given)
    assert first == {"requestProfileAccess": {"request": {"state": "PENDING"}, "errors": []}}
    assert answer(client, ASK, input=given) == first
    asked = AccessRequest.objects.get()
    assert (asked.user, asked.job_title, asked.reason) == (city.stranger, "Officer", "I am new.")

    member, former = client_of(city.viewer), client_of(city.former)
    before = rows()
    done = answer(member, ASK, input=given)["requestProfileAccess"]
    assert (done["request"], found_errors(done)) == (None, [("input", "NOT_VALID")])
    for changes, field in (
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
        ({"jobTitle": "x" * 256}, "jobTitle"),
    ):
        done = answer(former, ASK, input=given | changes)["requestProfileAccess"]
        assert [error["field"] for error in done["errors"]] == [field]
    assert codes(post(member, ASK, input=given | {"organisation": "nowhere"})) == ["NOT_FOUND"]
    assert rows() == before


def test_who_asks_for_many_profiles_has_to_wait(city):
    headers = bearer(city.stranger)
    given = {"jobTitle": "Officer", "reason": "I am new."}
    for number in range(6):
        make_organisation(f"town-{number}")
    for number in range(5):
        answer(Client(), ASK, headers=headers, input=given | {"organisation": f"town-{number}"})
    before = rows()

    response = post(Client(), ASK, headers=headers, input=given | {"organisation": "town-5"})

    assert (codes(response), response["Retry-After"]) == (["RATE_LIMITED"], "3600")
    assert rows() == before


# Choosing -----------------------------------------------------------------------------------------


def test_an_interest_is_kept_with_its_wording_and_asked_by_mail(city):
    given = {"email": ADDRESS, "interest": "PEER_LEARNING", "locale": "fr"}

    done = answer(Client(), INTEREST, input=given)

    assert done == {"expressInterest": {"interest": "PEER_LEARNING", "errors": []}}
    kept = Subscription.objects.get()
    assert (kept.interest, kept.email, kept.locale) == ("peer_learning", ADDRESS, "fr")
    assert kept.confirmed_at is None
    assert kept.wording
    while work_once():
        continue
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_the_answer_does_not_tell_whether_an_address_is_known(city):
    given = {"email": ADDRESS}
    first = post(Client(), SUBSCRIBE, input=given)
    kept = Subscription.objects.get()
    confirm(kept, ["updates"])
    before = rows()

    again = post(Client(), SUBSCRIBE, input=given)
    member = post(Client(), SUBSCRIBE, input={"email": ADDRESS.upper()})

    assert first.json()["data"] == {"subscribeToUpdates": {"interest": "UPDATES", "errors": []}}
    assert first.json() == again.json() == member.json()
    assert rows() == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "nobody"}, "input"),
        ({"email": f"{'x' * 260}@city.example"}, "input"),
        ({"locale": "xx"}, "locale"),
    ],
)
def test_what_is_no_address_is_not_kept(city, changes, field):
    before = rows()

    done = answer(Client(), SUBSCRIBE, input={"email": ADDRESS} | changes)["subscribeToUpdates"]

    assert (found_errors(done), done["interest"]) == ([(field, "NOT_VALID")], None)
    assert rows() == before


def test_one_sender_enters_ten_addresses_an_hour_in_pages_and_the_api_together(city):
    page = "/en/my/interest/updates/"
    statuses = [
        Client().post(page, {"email": f"page-{number}@city.example"}).status_code
        for number in range(4)
    ]
    for number in range(6):
        answer(Client(), SUBSCRIBE, input={"email": f"api-{number}@city.example"})
    before = rows()

    response = post(Client(), SUBSCRIBE, input={"email": ADDRESS})

    assert statuses == [200] * 4
    assert (codes(response), response["Retry-After"]) == (["RATE_LIMITED"], "3600")
    assert Client().post(page, {"email": ADDRESS}).status_code == 429
    assert rows() == before
    assert Subscription.objects.count() == 10


# What everybody can ask ---------------------------------------------------------------------------

JOINED = """{ signatoryCount organisations(first: 100) { edges { node {
  slug isSignatory isSupportingPartner region city
} } } }"""


def test_who_joined_is_told_once_it_is_accepted(city, django_assert_num_queries):
    for slug, fields, state in (
        ("friends", {"is_government": False}, "accepted"),
        ("pending", {}, "pending"),
        ("declined", {"is_government": False}, "declined"),
        ("hidden", {"is_public": False}, "accepted"),
    ):
        commit(make_organisation(slug, **fields), state)
    city.organisation.profile.region, city.organisation.profile.city = "Coast", "Exampleville"
    city.organisation.profile.save()
    Organisation.objects.create(slug="a-fund", name="A fund")

    # The schedule, the number of signatories; organisations, their names, how they joined.
    with django_assert_num_queries(5):
        found = answer(Client(), JOINED)

    assert found["signatoryCount"] == 2
    nodes = [edge["node"] for edge in found["organisations"]["edges"]]
    assert [list(node.values()) for node in nodes] == [
        ["a-fund", False, False, None, None],
        ["declined", False, False, None, None],
        ["elsewhere", True, False, None, None],
        ["exampleville", True, False, "Coast", "Exampleville"],
        ["friends", False, True, None, None],
        ["pending", False, False, None, None],
    ]
