"""Choices: unticked at first, kept with their wording, confirmed by mail, ended by one click."""

import csv
import re
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from actions.enums import Interest
from actions.models import Record, Subscription
from actions.services import choices
from actions.services.drafts import save_draft, start_draft
from actions.services.retention import forget_old
from actions.services.submitting import submit_draft
from hub.outbox.worker import work_once
from tests.actions.people import READY
from tests.actions.test_writing import path


def send_one(city, **changes):
    draft = start_draft(city.owner, city.organisation, locale="en")
    save_draft(city.owner, draft.key, changes=READY | changes, version=1)
    return submit_draft(city.owner, draft.key, key=uuid4(), version=2)


def work():
    while work_once():
        pass


def interest(email="reader@city.example", kind=Interest.PEER_LEARNING, locale="en"):
    choices.express_interest(email=email, interest=kind, locale=locale)
    return Subscription.objects.filter(email=email).last()


def test_nothing_is_chosen_that_was_not_ticked(city):
    send_one(city)

    assert Subscription.objects.count() == 0


def test_what_was_ticked_is_kept_with_its_wording_and_asked_for_once(city, mailoutbox):
    send_one(city, wants_updates=True, wants_local_mgi=True)
    send_one(city, wants_updates=True)
    work()

    kept = list(Subscription.objects.order_by("pk").values_list("interest", "email", "wording"))
    asked = [mail for mail in mailoutbox if mail.subject == "Please confirm what you chose"]
    assert kept == [
        (
            "updates",
            "planted@city.example",
            "I would like to get the Call’s updates by e-mail.",
        ),
        (
            "local_mgi",
            "planted@city.example",
            "Our government is interested in the Local Migration Governance Indicators.",
        ),
    ]
    assert len(asked) == 1
    assert kept[0][2] in asked[0].body
    assert asked[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_counts_after_the_button_in_the_page_of_the_mail(city, client, mailoutbox):
    send_one(city, wants_updates=True, wants_peer_learning=True)
    work()
    mail = next(mail for mail in mailoutbox if "confirm" in mail.subject)
    address = re.search(r"https?://[^/]+(/en/my/choices/\S+)", mail.body)[1]

    opened = client.get(address)
    assert opened.status_code == 200
    assert Subscription.objects.filter(confirmed_at=None).count() == 2

    client.post(address, {"interest": ["updates"]})

    states = {
        one.interest: (one.confirmed_at is not None, one.ended_at is not None)
        for one in Subscription.objects.all()
    }
    assert states == {"updates": (True, False), "peer_learning": (False, True)}
    assert "There is nothing to confirm" in client.get(address).content.decode()


def test_a_mail_program_ends_it_with_one_click(db):
    kept = interest()
    address = path("choice_end", choices.token_of(kept))
    program = Client(enforce_csrf_checks=True)

    opened = program.get(address)
    before = Subscription.objects.get().ended_at
    first = program.post(address, {"List-Unsubscribe": "One-Click"})
    ended = Subscription.objects.get().ended_at
    program.post(address, {"List-Unsubscribe": "One-Click"})

    assert (opened.status_code, before, first.status_code) == (200, None, 200)
    assert ended is not None
    assert Subscription.objects.get().ended_at == ended


@pytest.mark.parametrize("page", ["choice_confirm", "choice_end"])
def test_a_forged_link_leads_nowhere(client, db, page):
    kept = interest()

    for token in ("x", kept.token_hash, f"{kept.token_hash}:x", choices.token_of(kept)[1:]):
        assert client.post(path(page, token)).status_code == 404
    kept.refresh_from_db()
    assert (kept.confirmed_at, kept.ended_at) == (None, None)


def test_people_without_an_action_express_an_interest(client, db, mailoutbox):
    address = path("choice_interest", "local-mgi", language="fr")

    opened = client.get(address)
    first = client.post(address, {"email": "Reader@City.example"})
    second = client.post(address, {"email": "reader@city.example"})
    work()

    kept = Subscription.objects.get()
    assert (opened.status_code, first.status_code) == (200, 200)
    assert (kept.interest, kept.email, kept.locale) == ("local_mgi", "reader@city.example", "fr")
    csrf = re.compile(rb'csrfmiddlewaretoken" value="\w+"')
    assert csrf.sub(b"", first.content) == csrf.sub(b"", second.content)
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "x" * 300 + "@city.example", "a@b.c\nBcc: d@e.f"]
)
def test_what_is_no_address_is_told_and_not_kept(client, db, email):
    answer = client.post(path("choice_interest", "updates"), {"email": email})

    assert (answer.status_code, Subscription.objects.count()) == (400, 0)
    assert "Please check the e-mail address." in answer.content.decode()
    with pytest.raises(ValidationError):
        interest(email)


def test_there_is_no_such_interest(client, db):
    assert client.get(path("choice_interest", "nothing")).status_code == 404


def test_one_sender_enters_only_so_many_addresses(client, db):
    address = path("choice_interest", "updates")

    answers = [
        client.post(address, {"email": f"{number}@city.example"}).status_code
        for number in range(12)
    ]

    assert answers == [200] * 10 + [429] * 2
    assert Subscription.objects.count() == 10


def test_who_has_a_whole_network_is_one_sender(db):
    address = path("choice_interest", "updates")

    answers = [
        Client(REMOTE_ADDR=f"2001:db8:1:2::{number}")
        .post(address, {"email": f"{number}@city.example"})
        .status_code
        for number in range(12)
    ]
    other = Client(REMOTE_ADDR="2001:db8:1:3::1").post(address, {"email": "13@city.example"})

    assert answers == [200] * 10 + [429] * 2
    assert other.status_code == 200


def test_the_list_for_mailings_has_the_confirmed_ones_and_no_formula(db):
    for email in ("=cmd@city.example", "b@city.example", "c@city.example"):
        kept = interest(email)
        choices.confirm(kept, ["peer_learning"])
    choices.end(kept)
    interest("waiting@city.example")
    out = StringIO()

    call_command("mailing_list", stdout=out)

    rows = list(csv.DictReader(StringIO(out.getvalue())))
    assert [row["email"] for row in rows] == ["'=cmd@city.example", "b@city.example"]
    assert rows[1]["unsubscribe"].endswith(
        path("choice_end", choices.token_of(Subscription.objects.get(email="b@city.example")))
    )
    assert Record.objects.get().details == {"rows": 2}


def test_who_lost_the_mail_is_asked_again_the_next_day_and_forgotten_after_thirty(db, mailoutbox):
    def ask():
        interest()
        work()
        return len(mailoutbox)

    assert (ask(), ask()) == (1, 1)
    Subscription.objects.update(chosen_at=timezone.now() - timedelta(days=1, seconds=1))
    assert (ask(), ask()) == (2, 2)

    forget_old()
    assert Subscription.objects.count() == 1
    forget_old(timezone.now() + timedelta(days=30))
    assert Subscription.objects.count() == 0
