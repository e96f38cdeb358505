"""A city changes where its published action stands: shown first, told, decided by a reviewer."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from actions.enums import ListingState as State
from actions.models import Action, ActionReport, Draft, Listing, Record
from actions.routing import Place, effects
from actions.services.following import (
    add_update,
    conclude_action,
    decide_report,
    report,
)
from actions.services.routing import route_listings
from hub.outbox.worker import deliver
from tests.actions.over_http import answer, client_of
from tests.actions.test_following import page_of, publish_one
from tests.actions.test_routing import ACTION, FACTS
from tests.actions.test_writing import log_in, path
from tests.site import translate

TODAY = timezone.localdate()
END = TODAY + timedelta(days=60)


@pytest.fixture
def draft(city):
    """Publish an action that goes on for sixty days more, and stands on one list of pledges."""
    made = publish_one(city, ends_on=END.isoformat())
    route_listings(TODAY)
    Listing.objects.filter(showcase="gcm-pledges").update(state="published", published_on=TODAY)
    return made


# The rule -----------------------------------------------------------------------------------------

ON = date(2026, 2, 1)
SENT = {"gcm-pledges": Place(state=State.PUBLISHED), "gcr-pledges": Place(due_on=date(2026, 4, 10))}


def said(changed, places=SENT, action=ACTION, *, day=ON):
    found = effects(action, changed, places, today=ON, day=day)
    return {one.showcase.code: (one.words, one.then.due_on) for one in found}


def test_what_has_ended_leaves_the_pledges_and_opens_the_practices():
    ended = replace(ACTION, facts=replace(FACTS, ends_on=date(2026, 1, 20)))

    assert said(ended) == {
        "repository": ("It stays there.", date(2026, 1, 24)),
        "annual-report": ("It stays there.", None),
        "social-media": ("It stays there.", None),
        "gcm-pledges": ("It is taken down there.", date(2026, 1, 21)),
        "gcm-practices": ("It is handed in there.", date(2026, 4, 21)),
        "gcr-pledges": ("It is no longer handed in.", None),
        "gcr-practices": ("It is handed in there.", date(2026, 4, 21)),
        "gfmd-pfp": ("It stays there.", None),
        "hlpf-report": ("It stays there.", None),
    }


def test_what_goes_on_comes_back_where_it_stood():
    over = replace(ACTION, facts=replace(FACTS, ends_on=date(2026, 1, 20)))
    places = {
        "gcm-pledges": Place(state=State.TO_TAKE_DOWN, held="published", due_on=date(2026, 1, 21)),
        "gcm-practices": Place(state=State.SENT),
        "gcr-practices": Place(due_on=date(2026, 4, 21)),
    }

    found = said(ACTION, places, over)

    assert found["gcm-pledges"] == ("It stands there again.", None)
    assert found["gcr-pledges"] == ("It is handed in there.", date(2026, 4, 10))
    assert found["gcm-practices"] == ("It is taken down there.", None)
    assert found["gcr-practices"] == ("It is no longer handed in.", None)


def test_what_a_reviewer_has_to_confirm_is_said_so():
    facts = replace(FACTS, target_groups=frozenset({"idps"}), ends_on=date(2026, 1, 20))

    found = said(replace(ACTION, facts=facts), {})

    assert found["gcm-practices"][0] == "The secretariat looks whether it is handed in there."


def test_what_is_withdrawn_is_on_no_list():
    places = SENT | {
        "repository": Place(state=State.PUBLISHED),
        "gfmd-pfp": Place(state=State.REFUSED),
    }

    public = replace(ACTION, published_on=date(2026, 1, 20))

    found = said(replace(public, is_standing=False), places, public)

    assert {words for words, _day in found.values()} == {
        "It is taken down there.",
        "It is no longer handed in.",
    }
    assert found["repository"] == found["gcm-pledges"] == ("It is taken down there.", None)
    assert "gfmd-pfp" not in found


# In the portal ------------------------------------------------------------------------------------


def test_what_an_end_does_is_shown_and_nothing_is_kept_before_it_is_confirmed(client, city, draft):
    log_in(client, city, "owner")
    place = path("action_conclude", draft.key)

    shown = client.post(place, {"day": TODAY.isoformat()})
    page = shown.content.decode()

    assert (shown.status_code, ActionReport.objects.count()) == (200, 0)
    found = {one.showcase.code: one for one in shown.context["effects"]}
    assert found["gcm-pledges"].words == "It is taken down there."
    assert found["gcm-pledges"].then.due_on == TODAY + timedelta(days=1)
    assert found["gcm-practices"].then.due_on == TODAY + timedelta(days=91)
    assert "Now: published" in page
    assert f'name="day" value="{TODAY.isoformat()}"' in page
    client.post(place, {"day": TODAY.isoformat(), "confirmed": "1"})
    told = ActionReport.objects.get()
    assert (told.kind, told.day, told.state) == ("conclusion", TODAY, "pending")


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}])
@pytest.mark.parametrize(
    ("ends_on", "day", "words"),
    [
        (END, END, "goes on until then already"),
        (END, TODAY, "goes on until then already"),
        (None, END, "has no last day"),
        (END, "soon", "choose a day"),
    ],
)
def test_what_is_no_later_day_is_refused(client, city, draft, ends_on, day, words, confirmed):
    Action.objects.update(ends_on=ends_on)
    log_in(client, city, "owner")

    refused = client.post(path("action_extend", draft.key), {"day": str(day)} | confirmed)

    assert (refused.status_code, words in refused.content.decode()) == (400, True)
    assert not ActionReport.objects.exists()


def test_an_action_that_goes_on_has_its_new_last_day_on_its_page(client, city, draft, committed):
    later = END + timedelta(days=300)
    log_in(client, city, "contributor")
    overview = client.get(path("action_overview", draft.key)).content.decode()
    assert path("action_extend", draft.key) in overview
    client.post(path("action_extend", draft.key), {"day": later.isoformat(), "confirmed": "1"})
    told = ActionReport.objects.get()

    with committed():
        decide_report(city.reviewer, told.key, accept=True)

    query = "query($slug: String!) { action(slug: $slug) { endsOn timeline } }"
    found = answer(client_of(None), query, slug=page_of(draft).slug)["action"]
    assert found == {"endsOn": later.isoformat(), "timeline": "ONGOING"}


def test_one_change_waits_at_a_time(city, draft):
    report(city.owner, draft.key, ActionReport(kind="extension", day=END + timedelta(days=1)))

    with pytest.raises(ValidationError, match="another change"):
        conclude_action(city.owner, draft.key, ends_on=TODAY)
    assert ActionReport.objects.count() == 1


def test_what_is_withdrawn_after_publication_is_hidden_in_every_language(
    client, city, draft, committed
):
    with committed():
        translate(page_of(draft), "fr")
    mail.outbox.clear()
    log_in(client, city, "owner")
    place = path("action_withdraw", draft.key)

    assert place in client.get(path("action_overview", draft.key)).content.decode()
    assert "It is taken down there." in client.post(place).content.decode()
    assert not ActionReport.objects.exists()
    client.post(place, {"confirmed": "1"})
    while deliver():
        pass
    told = ActionReport.objects.get()
    assert (Draft.objects.get().state, told.kind) == ("published", "withdrawal")
    log_in(client, city, "reviewer")
    assert "hide its page" in client.get(path("action_desk:draft", draft.key)).content.decode()
    with committed():
        client.post(path("action_desk:report", draft.key, told.key), {"accept": ""})
    while deliver():
        pass

    assert Draft.objects.get().state == "withdrawn"
    pages = Page.objects.filter(translation_key=draft.page.translation_key)
    assert [page.live for page in pages] == [False, False]
    query = "query($slug: String!) { action(slug: $slug) { title } }"
    assert answer(client_of(None), query, slug=page_of(draft).slug) == {"action": None}
    states = dict(Listing.objects.values_list("showcase", "state"))
    assert (states["gcm-pledges"], states["gcr-pledges"]) == ("to_take_down", "taken_down")
    assert Record.objects.get(verb="withdrawn").details == {
        "before": "published",
        "after": "withdrawn",
    }
    letters = {one.to[0]: one.body for one in mail.outbox}
    assert "It is to be withdrawn" in letters["reviewer@city.example"]
    assert "Its page is no longer public" in letters["owner@city.example"]


# How fresh it is ----------------------------------------------------------------------------------


def shown_of(draft):
    query = "query($slug: String!) { action(slug: $slug) { lastToldOn freshness } }"
    found = answer(client_of(None), query, slug=page_of(draft).slug)["action"]
    return found["lastToldOn"], found["freshness"]


def test_a_page_says_on_each_day_how_long_ago_its_city_last_told_something(client, city, committed):
    moment = datetime(2026, 1, 15, 12, tzinfo=UTC)
    with time_machine.travel(moment), committed():
        draft = publish_one(city, ends_on="2028-01-01")
    with time_machine.travel(moment + timedelta(days=183)):
        assert shown_of(draft) == ("2026-01-15", "RECENT")
    with time_machine.travel(moment + timedelta(days=200)):
        assert shown_of(draft) == ("2026-01-15", "AGEING")
        page = client.get(page_of(draft).url).content.decode()
    assert 'aria-hidden="true">◐</span> <time datetime="2026-01-15">' in page
    assert "<small>a while ago</small>" in page

    with time_machine.travel(moment + timedelta(days=201)), committed():
        add_update(city.owner, draft.key, day=date(2026, 7, 1), text="Declined")
        told = add_update(city.owner, draft.key, day=date(2026, 8, 1), text="It is full.")
        first = ActionReport.objects.first()
        decide_report(city.reviewer, first.key, accept=False)
    with time_machine.travel(moment + timedelta(days=201)):
        assert shown_of(draft) == ("2026-01-15", "AGEING")
        with committed():
            decide_report(city.reviewer, told.key, accept=True)
        assert shown_of(draft) == ("2026-08-04", "RECENT")

    with time_machine.travel(datetime(2028, 1, 2, 12, tzinfo=UTC)):
        assert shown_of(draft) == ("2026-08-04", None)
