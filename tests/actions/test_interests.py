"""Who chose to hear of what, for the secretariat: lists, their export, and who has had enough."""

import csv
from base64 import b64encode
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.enums import Interest
from actions.models import Record, Subscription
from actions.services import choices
from actions.services.choices import export_interests, take_unsubscribes
from tests.actions.test_choices import interest
from tests.actions.test_writing import log_in, path


@pytest.fixture
def chosen(city):
    """Keep four confirmed choices of three addresses, one that waits and one that has ended."""
    for email, kind in (
        ("ama@city.example", Interest.PEER_LEARNING),
        ("ama@city.example", Interest.LOCAL_MGI),
        ("+kofi@city.example", Interest.PEER_LEARNING),
        ("esi@city.example", Interest.GLOBAL_CITIES_FUND),
        ("ended@city.example", Interest.PEER_LEARNING),
    ):
        kept = interest(email, kind)
        choices.confirm(kept, [kind.value])
    choices.end(kept)
    interest("waiting@city.example")


def standing():
    rows = choices.standing_choices().order_by("email", "interest")
    return list(rows.values_list("email", "interest"))


ALL = [
    ("+kofi@city.example", "peer_learning"),
    ("ama@city.example", "local_mgi"),
    ("ama@city.example", "peer_learning"),
    ("esi@city.example", "global_cities_fund"),
]


def verbs():
    found = Record.objects.exclude(verb="interest_expressed").order_by("pk")
    return [(one.verb, one.actor and one.actor.username, one.details) for one in found]


def test_the_list_has_the_confirmed_ones_by_what_they_chose_and_a_look_is_on_record(
    city, client, chosen
):
    log_in(client, city, "reviewer")
    place = path("action_desk:interests")

    def shown(**given):
        page = client.get(place, given)
        assert page.status_code == 200
        return [(one.email, one.interest) for one in page.context["object_list"]]

    assert sorted(shown()) == ALL
    assert shown(interest="local_mgi") == [ALL[1]]
    assert [email for email, _kind in shown(interest="peer_learning")] == [
        "+kofi@city.example",
        "ama@city.example",
    ]
    page = client.get(place, {"interest": "local_mgi"}).content.decode()
    assert f"{path('action_desk:interests_file')}?interest=local_mgi" in page
    assert path("action_desk:interests") in client.get(path("action_desk:list")).content.decode()
    assert verbs()[0] == ("people_seen", "reviewer", {"view": "interests"})


def test_a_list_is_given_out_as_csv_that_calculates_nothing_on_record(city, client, chosen):
    log_in(client, city, "reviewer")

    given = client.get(path("action_desk:interests_file"), {"interest": "peer_learning"})

    assert given["Content-Disposition"] == 'attachment; filename="peer_learning.csv"'
    text = given.content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["email"] for row in rows] == ["'+kofi@city.example", "ama@city.example"]
    assert rows[1]["wording"]
    assert verbs() == [
        ("mailing_list_exported", "reviewer", {"rows": 2, "interest": "peer_learning"})
    ]
    assert client.get(path("action_desk:interests_file"), {"interest": "x"}).status_code == 404


def test_who_has_had_enough_is_looked_through_and_then_ended(city, client, chosen):
    log_in(client, city, "reviewer")
    place = path("action_desk:unsubscribes")
    data = b"email;interest\nAMA@city.example;local_mgi\nesi@city.example;\nnobody@city.example;\n"

    looked = client.post(place, {"file": SimpleUploadedFile("gone.csv", data)})

    lines = looked.context["lines"]
    assert [(one.number, one.problem, one.is_known) for one in lines] == [
        (2, "", False),
        (3, "", False),
        (4, "", True),
    ]
    assert (looked.status_code, standing()) == (200, ALL)
    client.post(place, {"text": looked.context["text"]})
    assert standing() == [ALL[0], ALL[2]]
    assert verbs() == [("interests_ended", "reviewer", {"rows": 2})]
    assert choices.standing_choices().count() == 2
    again = client.post(place, {"text": looked.context["text"]}, follow=True)
    assert "Lines taken in: 0." in again.content.decode()
    assert Subscription.objects.count() == 6


def test_the_list_that_was_given_out_can_come_back(city, chosen):
    text = export_interests(city.reviewer, "peer_learning")

    lines = take_unsubscribes(city.reviewer, text.encode(), is_trial=False)

    assert [(one.problem, one.is_known) for one in lines] == [("", False), ("", False)]
    assert standing() == [ALL[1], ALL[3]]


WRONG = {
    "no address": "not an e-mail address",
    ",local_mgi": "not an e-mail address",
    "ama@city.example,dancing": "The interest is one of: updates,",
    "ama@city.example,local_mgi,,,,,,more": "more cells",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_one_wrong_line_ends_nothing(city, client, chosen, wrong):
    log_in(client, city, "reviewer")
    head = "email,interest,locale,chosen_at,confirmed_at,unsubscribe,wording"
    data = "\n".join([head, "esi@city.example", wrong]).encode()

    answer = client.post(path("action_desk:unsubscribes"), {"text": b64encode(data).decode()})

    [first, second] = answer.context["lines"]
    assert (answer.status_code, first.problem, second.number) == (400, "", 3)
    assert WRONG[wrong] in second.problem
    assert (standing(), verbs()) == (ALL, [])


def test_only_reviewers_give_out_and_end(city, chosen):
    for user in (city.owner, city.stranger):
        with pytest.raises(PermissionDenied):
            export_interests(user)
        with pytest.raises(PermissionDenied):
            take_unsubscribes(user, b"email\nama@city.example\n", is_trial=False)
    assert standing() == ALL
