"""The trail of an action: who did what, and that it replays to where the action is."""

import random
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from actions.models import ActionReport, Record, Submission
from actions.routing import TRANSITIONS
from actions.services.following import decide_report, report
from actions.services.listings import Receipt, record_receipt
from actions.services.reviewing import assign, take_step
from actions.services.routing import route_listings
from actions.services.submitting import submit_draft, withdraw_draft
from actions.states import TRANSITIONS as REVIEW_TRANSITIONS
from actions.views import desk
from tests.actions.making import make_repository
from tests.actions.test_desk import send_one
from tests.actions.test_writing import log_in, path


@pytest.fixture
def sent(city):
    make_repository(Page.objects.get(depth=2, locale__language_code="en").specific)
    return send_one(city)


def replay(records):
    """Tell from the records alone where an action is, who has it, and where its listings are."""
    state, assignee, listings = "draft", None, {}
    for row in records:
        if row.verb == "assigned":
            assert row.details["before"] == assignee
            assignee = row.details["after"]
        elif "showcase" in row.details and "after" in row.details:
            assert listings.get(row.details["showcase"], "") == row.details["before"]
            listings[row.details["showcase"]] = row.details["after"]
        elif "after" in row.details:
            assert row.details["before"] == state
            state = row.details["after"]
    return state, assignee, listings


def do_something(city, draft, dice):
    draft.refresh_from_db()
    steps = [step for state, step in REVIEW_TRANSITIONS if state == draft.state]
    listing = dice.choice(list(draft.listings.all()))
    can = [step for state, step in TRANSITIONS if state == listing.state]
    match dice.randrange(5):
        case 0 if steps:
            step = dice.choice([one for one in steps if one != "withdraw"] or steps)
            if step == "submit":
                submit_draft(city.owner, draft.key, key=uuid4(), version=draft.version)
            elif step == "withdraw":
                withdraw_draft(city.owner, draft.key)
            else:
                take_step(city.reviewer, draft.key, step, text="Words.")
        case 1 if can:
            seen, step = str(listing.state), dice.choice(can)
            receipt = Receipt(seen=seen, step=step, reason="Because." if step == "refuse" else None)
            with suppress(ValidationError):
                record_receipt(city.reviewer, draft.key, listing.showcase, receipt)
        case 2:
            to = dice.choice([None, city.reviewer])
            assign(city.reviewer, draft.key, to=to, seen=str(draft.assignee_id or ""))
        case 3 if draft.state == "published":
            tell_something(city, draft, dice)
        case _:
            route_listings(timezone.localdate() + timedelta(days=dice.randrange(400)))


def tell_something(city, draft, dice):
    """Let the city tell one thing, and a reviewer decide about it."""
    kind, days = dice.choice(
        [("update", -1), ("conclusion", -1), ("extension", 400), ("extension", 900)]
        + [("withdrawal", 0)] * dice.randrange(2)
    )
    day = timezone.localdate() + timedelta(days=days)
    with suppress(ValidationError):
        told = report(city.owner, draft.key, ActionReport(kind=kind, day=day, text="Words."))
        decide_report(city.reviewer, told.key, accept=dice.random() < 0.7)


@pytest.mark.parametrize("seed", range(4))
def test_the_records_of_an_action_replay_to_where_it_is(city, sent, seed):
    dice = random.Random(seed)
    Submission.objects.filter(draft=sent).update(
        answers=sent.answers | {"ends_on": str(timezone.localdate() + timedelta(days=200))}
    )
    for _number in range(50):
        do_something(city, sent, dice)
    sent.refresh_from_db()

    found = replay(Record.objects.filter(draft=sent).order_by("pk"))

    listings = {row.showcase: str(row.state) for row in sent.listings.all()}
    assert found == (sent.state, sent.assignee_id, listings)
    assert Record.objects.filter(draft=sent).count() > 20


def test_the_trail_names_who_did_what_and_who_looked(city, client, sent):
    log_in(client, city, "reviewer")
    client.get(path("action_desk:draft", sent.key))
    assign(city.reviewer, sent.key, to=city.reviewer, seen="")

    opened = client.get(path("action_desk:trail", sent.key)).content.decode()

    assert "First-owner Last-owner" in opened
    assert "First-reviewer Last-reviewer" in opened
    assert "read it" in opened
    assert "GCM Pledging Platform, – → to prepare" in opened
    assert "– → First-reviewer Last-reviewer" in opened


def test_a_long_trail_has_pages_and_loses_nobody(city, client, sent, monkeypatch):
    monkeypatch.setattr(desk, "TRAIL_SIZE", 3)
    first = list(Record.objects.filter(draft=sent).order_by("-pk"))
    log_in(client, city, "reviewer")
    place = path("action_desk:trail", sent.key)

    opened = client.get(place)
    second = client.get(place, {"page": 2})

    assert "page=2" in opened.content.decode()
    assert "page=1" in second.content.decode()
    assert "state=" not in opened.content.decode()
    # Each look is a line itself, so the last line of the first page is the first of the second.
    pages = [list(page.context["page_obj"].object_list) for page in (opened, second)]
    assert second.context["page_obj"].paginator.count == len(first) + 2
    assert pages[0][1:] == first[:2]
    assert pages[1] == first[1:4]
