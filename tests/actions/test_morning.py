"""What waits for the reviewers in the morning, each line beside the list that it leads to."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from actions.enums import MemberRole
from actions.models import AccessRequest, Commitment, Listing, Membership
from actions.morning import morning
from actions.services.reviewing import assign
from hub import days
from tests.actions.people import make_reviewer, make_user
from tests.actions.test_desk import send_one

NOBODYS, MINE = "Actions that nobody has taken", "Actions that wait for you"


def lines_of(user):
    return {line.label: line for line in morning(user) if line.count}


def rows_at(client, address):
    page = client.get(address)
    assert page.status_code == 200, address
    return list(page.context["object_list"])


@pytest.fixture
def waiting(city):
    """Two actions: one of the reviewer, with a listing late, one due soon and one to take down."""
    draft, other = send_one(city), send_one(city, title="Another desk for arrivals")
    assign(city.reviewer, draft.key, to=city.reviewer, seen="")
    Listing.objects.update(due_on=None)
    today, listings = days.today(), Listing.objects.filter(draft=draft).order_by("pk")
    late, soon, down = listings[:3]
    Listing.objects.filter(pk=late.pk).update(due_on=today - timedelta(days=1))
    Listing.objects.filter(pk=soon.pk).update(due_on=today + timedelta(days=7))
    Listing.objects.filter(pk=down.pk).update(state="to_take_down")
    return draft, other


def test_actions_and_listings_are_counted_as_their_lists_hold_them(city, client, waiting):
    client.force_login(city.reviewer)
    lines = lines_of(city.reviewer)

    assert {label: line.count for label, line in lines.items()} == {
        "Listings that are late": 2,
        "Listings that are due soon": 1,
        MINE: 1,
        NOBODYS: 1,
    }
    for line in lines.values():
        assert len(rows_at(client, line.address)) == line.count, line.address
    assert rows_at(client, lines[MINE].address) == [waiting[0]]
    assert rows_at(client, lines[NOBODYS].address) == [waiting[1]]


def test_an_action_of_another_reviewer_is_left_to_them(city, waiting):
    found = lines_of(make_reviewer("second"))

    assert (MINE in found, found[NOBODYS].count) == (False, 1)


def test_what_is_to_be_decided_is_counted(city, client):
    client.force_login(city.reviewer)
    Commitment.objects.filter(organisation=city.organisation).update(state="pending")
    for name, days_ago in (("early", 1), ("patient", 8)):
        AccessRequest.objects.create(
            organisation=city.organisation,
            user=make_user(name),
            asked_at=timezone.now() - timedelta(days=days_ago),
        )

    lines = lines_of(city.reviewer)
    # Without an owner nobody else can answer.
    Membership.objects.filter(role=MemberRole.OWNER).update(role=MemberRole.VIEWER)
    ownerless = lines_of(city.reviewer)

    assert {label: line.count for label, line in lines.items()} == {
        "Signatures and endorsements to decide": 1,
        "Requests for access to decide": 1,
    }
    assert ownerless["Requests for access to decide"].count == 2
    for line in lines.values():
        assert client.get(line.address).status_code == 200, line.address


@pytest.mark.parametrize("who", ["owner", "stranger", "Editors", "Translators"])
def test_nobody_else_is_told(city, waiting, who):
    user = getattr(city, who, None) or make_user("other")
    if who[0].isupper():
        user.groups.add(Group.objects.get(name=who))

    assert lines_of(user) == {}
