"""The same days in the database: the job of the worker, and what it writes to people."""

import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from wagtail.models import Page

from actions import letters
from actions.enums import ListingState, ReviewState
from actions.models import Action, Draft, Listing, Record, Submission
from actions.routing import Reminder
from actions.services import routing
from actions.services.routing import hear, keep, keep_up, read_actions, route_listings
from hub.catalogue.models import Entry
from hub.outbox.models import Message
from hub.outbox.worker import deliver
from hub.pages.models import PageTerm
from hub.terms.models import Term
from tests.actions import time_travel
from tests.actions.making import add_action, make_repository
from tests.actions.people import READY
from tests.actions.test_routing import runs_of
from tests.actions.time_travel import day, make_life


def noon(moment):
    return datetime.combine(moment, time(12), UTC)


def date_text(moment):
    return moment.isoformat() if moment else ""


class Stored:
    """An action in the database to which happens what happens in its life."""

    def __init__(self, city, repository, life, number, page):
        self.city, self.life, self.page, self.title = city, life, page, f"Action {number}"
        self.draft = None
        #: How often each listing came to be taken down, where each was seen last, and what is said.
        self.closings, self.seen, self.said = Counter(), {}, set()

    def look(self, places, today):
        """Note what is to be said: of a listing without a date once for each time it closes."""
        for showcase, place in places.items():
            is_closed = place.state == "to_take_down" != self.seen.get(showcase)
            self.closings[showcase] += is_closed
        self.seen = {showcase: str(place.state) for showcase, place in places.items()}
        for one in time_travel.expected_reminders(self.life, today):
            kind, showcase, until = one
            has_no_day = kind == "take_down" and not until
            self.said.add((Reminder(*one), self.closings[showcase] if has_no_day else 0))

    def live_until(self, today):
        has_changed = False
        for moment, kind in self.life.live_until(today):
            has_changed = True
            if kind == "submit":
                self.submit(moment)
            elif kind == "request":
                Record.objects.create(verb="request_changes", draft=self.draft, at=noon(moment))
        if has_changed:
            self.store()

    def store(self):
        Draft.objects.filter(pk=self.draft.pk).update(state=self.life.state)
        since = self.life.published_on
        Page.objects.filter(pk=self.page.pk).update(
            live=bool(since) and not self.life.is_hidden,
            first_published_at=noon(since) if since else None,
        )
        Action.objects.filter(pk=self.page.pk).update(ends_on=self.life.ends_on)

    def submit(self, moment):
        life = self.life
        if self.draft is None:
            self.draft = Draft.objects.create(
                organisation=self.city.organisation,
                locale="en",
                page=self.page,
                answers={"title": self.title},
            )
        answers = READY | {
            "title": self.title,
            "target_groups": sorted(life.groups),
            "starts_on": date_text(life.starts_on),
            "ends_on": date_text(life.ends_on),
        }
        if life.has_evidence:
            answers |= dict.fromkeys(("results", "lessons", "recommendations"), "Words")
        Submission.objects.create(
            draft=self.draft,
            key=uuid4(),
            round=self.draft.submissions.count() + 1,
            answers=answers,
            questions_version=1,
            submitted_at=noon(moment),
        )


def store(city, seeds):
    home = Page.objects.get(depth=2, locale__language_code="en").specific
    repository = make_repository(home)
    terms = {term.code: term for term in Term.objects.filter(vocabulary="target_groups")}
    for seed in seeds:
        dice = random.Random(seed)
        life = make_life(dice)
        words = dict.fromkeys(("results", "lessons", "recommendations"), "Words")
        page = add_action(
            repository,
            f"Action {seed}",
            starts_on=life.starts_on,
            **(words if life.has_evidence else {}),
        )
        for code in life.groups:
            PageTerm.objects.create(page=page, term=terms[code])
        yield Stored(city, repository, life, seed, page), dice


def travel(city, seeds, often):
    """Live through all days; return what was to be said by the end, by draft."""
    stored = list(store(city, seeds))
    for number, runs in runs_of(random.Random(7), often=often):
        today = day(number)
        for action, _dice in stored:
            action.live_until(today)
        for _run in range(runs):
            keep_up(today)
        if not runs:
            continue
        places = read_places()
        for action, dice in stored:
            if action.draft is not None:
                look_at(action, places.get(action.draft.pk, {}), dice, today)
    return [action for action, _dice in stored]


def read_places():
    found = {}
    for listing in Listing.objects.all():
        found.setdefault(listing.draft_id, {})[listing.showcase] = listing.place
    return found


def look_at(action, places, dice, today):
    time_travel.note_progress(action.life, places)
    time_travel.check(action.life, places, today)
    action.look(places, today)
    if chosen := time_travel.work(action.life, places, dice):
        showcase, _step = chosen
        Listing.objects.filter(draft=action.draft, showcase=showcase).update(
            state=action.life.progress[showcase], held=""
        )
        action.seen[showcase] = action.life.progress[showcase]


def check_travel(city, seeds, *, often):
    actions = travel(city, seeds, often)

    said = Record.objects.filter(verb="reminded").values_list("draft", "details")
    found = [(draft, Reminder(**details)) for draft, details in said]
    expected = [(one.draft.pk, said) for one in actions if one.draft for said, _turn in one.said]
    assert Counter(found) == Counter(expected)  # each once
    to_city = Message.objects.filter(topic="action.asked_for_update").count()
    assert to_city == sum(one.is_for_city for _draft, one in found) > 0
    digests = Message.objects.filter(topic="action.digest").values_list("payload", flat=True)
    named = [pk for payload in digests for pk in payload["records"]]
    assert len(named) == len(set(named)) == len(found) - to_city


def test_each_listing_is_what_the_rules_say_in_the_database(city):
    check_travel(city, range(20), often=0.1)


@pytest.mark.proof
def test_each_of_three_hundred_listings_is_what_the_rules_say(city):
    check_travel(city, range(300), often=1)


# One action --------------------------------------------------------------------------------------


@pytest.fixture
def published(city, committed):
    """Publish one action on 2 March 2026 that was sent on the first of January."""
    with committed():
        [(action, _dice)] = store(city, [1])
    life = time_travel.Life(
        groups=frozenset({"migrants", "refugees"}),
        starts_on=day(-30),
        ends_on=day(200),
        has_evidence=False,
        sent_on=day(0),
        events=[(day(0), "submit"), (day(5), "approve"), (day(60), "publish")],
    )
    action.life = life
    action.live_until(day(60))
    PageTerm.objects.filter(page=action.page).delete()
    Action.objects.filter(pk=action.page.pk).update(results="", starts_on=life.starts_on)
    for code in life.groups:
        term = Term.objects.get(vocabulary="target_groups", code=code)
        PageTerm.objects.create(page=action.page, term=term)
    return action


def states():
    return {row.showcase: str(row.state) for row in Listing.objects.all()}


def test_a_run_twice_changes_and_says_nothing_more(published, django_assert_num_queries):
    keep_up(day(60))
    before = (list(Listing.objects.values()), Record.objects.count(), Message.objects.count())

    # Twice: drafts, submissions, pages, their terms, listings;
    # requests for changes only of what came back.
    with django_assert_num_queries(10):
        keep_up(day(60))
    assert route_listings(day(60)) == 0
    after = (list(Listing.objects.values()), Record.objects.count(), Message.objects.count())
    assert after == before


def test_the_job_reads_as_often_for_many_as_for_one(city, published, django_assert_num_queries):
    for _number in range(3):
        twin = Draft.objects.create(
            organisation=city.organisation, locale="en", state=ReviewState.SUBMITTED
        )
        sent = Submission.objects.first()
        Submission.objects.create(
            draft=twin,
            key=uuid4(),
            round=1,
            answers=sent.answers,
            questions_version=1,
            submitted_at=sent.submitted_at,
        )
    keep_up(day(60))

    # And one to see what was said, since the twins are late.
    with django_assert_num_queries(11):
        keep_up(day(60))


def test_actions_are_read_some_at_a_time_and_told_of_in_one_mail(city, monkeypatch):
    monkeypatch.setattr(routing, "AT_ONCE", 2)
    for _number in range(4):
        draft = Draft.objects.create(
            organisation=city.organisation, locale="en", state=ReviewState.SUBMITTED
        )
        Submission.objects.create(
            draft=draft,
            key=uuid4(),
            round=1,
            answers=READY,
            questions_version=1,
            submitted_at=noon(day(0)),
        )
    read = []
    monkeypatch.setattr(
        routing, "read_actions", lambda drafts: read.append(len(drafts)) or read_actions(drafts)
    )

    keep_up(day(100))

    assert read == [2, 2, 1, 1, 1, 1, 2, 2]
    assert Listing.objects.filter(showcase="gcm-pledges").count() == 4
    assert Message.objects.filter(topic="action.digest").count() == 1


def test_the_secretariat_gets_one_mail_and_the_city_its_own(city, published):
    keep_up(day(85))
    keep_up(day(85))
    keep_up(day(175))
    while deliver():
        pass

    mails = [(one.subject, one.to[0]) for one in mail.outbox]
    assert sorted(mails) == [
        ("Actions: what is due", "reviewer@city.example"),
        ("What has come of an action of Exampleville?", "contributor@city.example"),
        ("What has come of an action of Exampleville?", "owner@city.example"),
    ]
    digest = next(one.body for one in mail.outbox if "due" in one.subject)
    assert digest.count(f"/admin/actions/desk/{published.draft.key}/") == 2
    assert "GCM Pledging Platform: April 1, 2026" in digest
    asked = next(one.body for one in mail.outbox if "come of" in one.subject)
    assert "The last day of this action is July 20, 2026" in asked
    assert f"/en/my/actions/{published.draft.key}/" in asked


def test_a_listing_that_must_go_again_is_told_of_again_and_once(published):
    keep_up(day(60))
    Listing.objects.filter(showcase="gcm-pledges").update(state=ListingState.PUBLISHED)

    def told():
        found = Record.objects.filter(verb="reminded", details__kind="take_down")
        return [row.details["showcase"] for row in found]

    counts = []
    for number, is_live in enumerate((False, False, True, True, False, False)):
        Page.objects.filter(pk=published.page.pk).update(live=is_live)
        keep_up(day(61 + number))
        counts.append(len(told()))

    assert counts == [1, 1, 1, 1, 2, 2]
    assert set(told()) == {"gcm-pledges"}


def test_a_long_digest_names_some_and_how_many_more_with_few_queries(
    city, published, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(letters, "MOST_NAMED", 2)
    details = {"kind": "take_down", "showcase": "gcm-pledges", "day": ""}
    rows = [
        Record.objects.create(verb="reminded", draft=published.draft, details=details)
        for _number in range(5)
    ]

    # Its lines with action and organisation, who may review, and who of them is written to.
    with django_assert_num_queries(2):
        [written] = letters.digest({"records": [row.pk for row in rows]})

    assert "And others that the desk shows: 3" in written.body
    assert written.body.count("Exampleville") == 2


def test_a_mail_server_that_is_down_loses_nothing(published):
    keep_up(day(85))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "django.core.mail.backends.locmem.EmailBackend.send_messages", refuse_connection
        )
        deliver()
    assert mail.outbox == []

    keep_up(day(86))
    assert Message.objects.filter(topic="action.digest").count() == 1
    with pytest.MonkeyPatch.context() as patch:
        later = timezone.now() + timedelta(hours=1)
        patch.setattr(timezone, "now", lambda: later)
        while deliver():
            pass
    assert [one.subject for one in mail.outbox] == ["Actions: what is due"]


def refuse_connection(self, messages):
    raise ConnectionRefusedError


def test_what_is_published_there_is_on_the_page_until_it_no_longer_counts(published, committed):
    keep_up(day(60))

    def shown():
        [entry] = Entry.objects.filter(type="action", locale="en")
        return [(row["showcase"], row["published_on"]) for row in entry.card["listings"]]

    row = Listing.objects.get(showcase="gcm-pledges")
    row.state, row.published_on = ListingState.PUBLISHED, day(61)
    with committed():
        keep(row, "sent", by=None, verb="publish")
    assert shown() == [("gcm-pledges", "2026-03-03")]

    with committed():
        keep_up(day(201))
    assert (states()["gcm-pledges"], shown()) == ("to_take_down", [])


def test_something_that_happens_routes_that_action_at_once(published):
    message = Message(topic="action.reviewed", key=str(published.draft.key))

    with time_machine.travel(noon(day(60)), tick=False):
        hear(message)

    assert states() == {
        "repository": "published",
        **dict.fromkeys(
            ("annual-report", "social-media", "gcm-pledges", "gcr-pledges"), "to_prepare"
        ),
        **dict.fromkeys(("gfmd-pfp", "hlpf-report"), "to_prepare"),
    }
