"""Where every action is on its way to the showcases, on each of 548 days."""

import random
from dataclasses import replace
from datetime import date

import pytest

from actions import showcases
from actions.enums import ListingState
from actions.routing import (
    TRANSITIONS,
    Place,
    RoutedAction,
    last_anniversary,
    reminders,
    route,
    state_after,
)
from actions.showcases import ActionFacts
from tests.actions import time_travel
from tests.actions.time_travel import DAYS, day, make_life


def runs_of(dice, often=1.0):
    """Say how often the job runs on each day: missed for days or a month, once or twice."""
    missed_until = -1
    for number in range(DAYS):
        if number > missed_until and dice.random() < 0.04:
            missed_until = number + dice.choice([1, 3, 31])
        is_missed = number <= missed_until or dice.random() > often
        yield number, 0 if is_missed else dice.choice([1, 1, 1, 2])


def one_life(seed):
    dice = random.Random(seed)
    life, places = make_life(dice), {}
    for number, runs in runs_of(random.Random(7)):
        today = day(number)
        list(life.live_until(today))
        if not life.state or not runs:
            continue
        for _run in range(runs):
            changed = route(today, life.routed(), places)
            places |= changed
        assert runs == 1 or changed == {}
        time_travel.note_progress(life, places)
        time_travel.check(life, places, today)
        check_reminders(life, places, today)
        if chosen := time_travel.work(life, places, dice):
            showcase, step = chosen
            now = places[showcase]
            places[showcase] = replace(now, state=state_after(now.state, step), held="")
    return life


def check_reminders(life, places, today):
    found = list(reminders(today, life.routed(), places))
    assert len(found) == len(set(found))
    assert {(one.kind, one.showcase, one.day) for one in found} == time_travel.expected_reminders(
        life, today
    )
    life.said.update(found)


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_each_listing_is_what_the_rules_say_on_every_day(start, monkeypatch):
    # The reasons in words are half of the time, and nobody reads them here.
    monkeypatch.setattr(showcases, "_", str)
    lives = [one_life(seed) for seed in range(start, start + 50)]

    # Whatever can happen did: the check looked at something.
    said = {one.kind for life in lives for one in life.said}
    reached = {state for life in lives for state in life.progress.values()}
    assert said == {"due", "take_down", "ends", "year"}
    assert reached >= {"to_prepare", "prepared", "sent", "received", "published"}


FACTS = ActionFacts(
    target_groups=frozenset({"migrants", "refugees"}),
    starts_on=date(2025, 1, 1),
    ends_on=date(2026, 3, 1),
)
ACTION = RoutedAction(facts=FACTS, submitted_on=date(2026, 1, 10))


def test_an_action_that_ends_leaves_the_pledge_lists_and_becomes_a_practice():
    before = route(date(2026, 3, 1), ACTION, {})
    assert sorted(before) == [
        "annual-report",
        "gcm-pledges",
        "gcr-pledges",
        "gfmd-pfp",
        "hlpf-report",
        "repository",
        "social-media",
    ]
    assert before["gcm-pledges"] == Place(due_on=date(2026, 4, 10))
    assert before["hlpf-report"] == Place(is_to_confirm=True)
    places = before | {"gcm-pledges": Place(state=ListingState.PUBLISHED)}

    assert route(date(2026, 3, 2), ACTION, places) == {
        "gcm-pledges": Place(
            state=ListingState.TO_TAKE_DOWN,
            held="published",
            due_on=date(2026, 3, 2),
        ),
        "gcr-pledges": Place(state=ListingState.TAKEN_DOWN, held="to_prepare"),
        "gcm-practices": Place(due_on=date(2026, 5, 31)),
        "gcr-practices": Place(due_on=date(2026, 5, 31)),
    }


@pytest.mark.parametrize(
    ("showcase", "changes"),
    [
        ("gcm-pledges", {"target_groups": frozenset({"refugees"})}),
        ("gcm-practices", {"has_evidence": True, "is_evidence_accepted": False}),
    ],
)
def test_what_goes_for_another_reason_than_its_end_waits_for_no_last_day(showcase, changes):
    facts = replace(FACTS, ends_on=date(2027, 3, 1), **changes)
    places = {showcase: Place(state=ListingState.PUBLISHED)}

    assert route(date(2026, 2, 1), replace(ACTION, facts=facts), places)[showcase] == Place(
        state=ListingState.TO_TAKE_DOWN, held="published"
    )


def test_a_last_day_that_is_corrected_brings_a_pledge_back_as_it_was():
    places = {"gcm-pledges": Place(state=ListingState.PUBLISHED)}
    places |= route(date(2026, 3, 2), ACTION, places)
    longer = replace(ACTION, facts=replace(FACTS, ends_on=date(2027, 3, 1)))

    assert route(date(2026, 3, 20), longer, places)["gcm-pledges"] == Place(
        state=ListingState.PUBLISHED
    )


def test_a_fact_that_is_missing_takes_nothing_down():
    places = {"gcm-pledges": Place(state=ListingState.PUBLISHED)}
    bare = replace(ACTION, facts=replace(FACTS, starts_on=None))

    assert route(date(2026, 2, 1), bare, places) == {}


@pytest.mark.parametrize(
    ("since", "today", "expected"),
    [
        (date(2026, 5, 4), date(2027, 5, 3), None),
        (date(2026, 5, 4), date(2027, 5, 4), date(2027, 5, 4)),
        (date(2026, 5, 4), date(2029, 1, 1), date(2028, 5, 4)),
        (date(2028, 2, 29), date(2029, 3, 1), date(2029, 3, 1)),
    ],
)
def test_a_year_is_over_on_its_day(since, today, expected):
    assert last_anniversary(since, today) == expected


def test_no_step_leads_out_of_what_was_taken_down():
    assert {state for state, _step in TRANSITIONS} == set(ListingState) - {
        ListingState.PUBLISHED,
        ListingState.TAKEN_DOWN,
    }
