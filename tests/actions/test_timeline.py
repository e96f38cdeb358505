"""Where an action stands: decided from dates and a day, the same in Python and in SQL."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from actions.enums import Timeline
from actions.timeline import freshness_of_card, in_timeline, standing_listings, timeline_of
from hub.catalogue.generation import beginning_of
from hub.catalogue.models import FAR_FUTURE, Entry, Generation
from hub.catalogue.schedule import run_due
from tests.actions.making import add_action, make_repository

DAY = date(2026, 6, 15)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
CASES = [
    (None, None, None),
    (None, BEFORE, None),
    (AFTER, None, Timeline.PLANNED),
    (AFTER, AFTER, Timeline.PLANNED),
    (DAY, None, Timeline.ONGOING),
    (DAY, DAY, Timeline.ONGOING),
    (BEFORE, DAY, Timeline.ONGOING),
    (BEFORE, AFTER, Timeline.ONGOING),
    (BEFORE, BEFORE, Timeline.CONCLUDED),
    (date(2018, 12, 31), BEFORE, Timeline.CONCLUDED),
]


@pytest.mark.parametrize(("starts_on", "ends_on", "expected"), CASES)
def test_the_last_day_is_part_of_an_action(starts_on, ends_on, expected):
    assert timeline_of(starts_on, ends_on, DAY) is expected


@pytest.mark.parametrize(
    ("age", "ends_on", "expected"),
    [
        (0, None, "recent"),
        (183, DAY, "recent"),
        (184, AFTER, "ageing"),
        (455, None, "ageing"),
        (456, None, "old"),
        (0, BEFORE, None),
        (None, None, None),
    ],
)
def test_what_was_told_is_recent_for_half_a_year_and_old_after_a_year_and_ninety_days(
    age, ends_on, expected
):
    told_on = None if age is None else (DAY - timedelta(days=age)).isoformat()
    dates = {"starts_on": "2020-01-01", "ends_on": ends_on and ends_on.isoformat()}

    assert freshness_of_card(dates | {"last_told_on": told_on}, DAY) == expected


def test_the_catalogue_decides_the_same(home, committed):
    repository = make_repository(home)
    with committed():
        for number, (starts_on, ends_on, _expected) in enumerate(CASES):
            add_action(repository, f"Action {number}", starts_on=starts_on, ends_on=ends_on)
    entries = Entry.objects.filter(type="action", locale="en")

    for timeline in Timeline:
        found = entries.filter(in_timeline([timeline], DAY)).values_list("title", flat=True)
        expected = {f"Action {n}" for n, case in enumerate(CASES) if case[2] is timeline}
        assert set(found) == expected
    assert entries.filter(in_timeline(Timeline, DAY)).count() == len(CASES) - 2
    assert not entries.filter(in_timeline([], DAY)).exists()


def test_a_concluded_action_leaves_the_pledge_lists_and_no_others():
    listings = [{"kind": kind} for kind in ("pledge", "practice", "listing", "material")]
    card = {"starts_on": "2026-01-01", "ends_on": DAY.isoformat(), "listings": listings}

    assert standing_listings(card, DAY) == listings
    assert standing_listings(card, AFTER) == listings[1:]


def test_the_midnights_at_which_it_begins_and_is_over_are_due(home, committed, settings):
    settings.TIME_ZONE = "Africa/Nairobi"
    repository = make_repository(home)
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=False), committed():
        add_action(repository, "Action", starts_on=DAY, ends_on=AFTER)
    begins, is_over = beginning_of(DAY), beginning_of(AFTER + timedelta(days=1))
    assert begins == datetime(2026, 6, 14, 21, tzinfo=UTC)
    assert Generation.objects.get().next_due_at == begins

    for moment, following in ((begins, is_over), (is_over, FAR_FUTURE)):
        before = Generation.objects.get().number
        with time_machine.travel(moment - timedelta(seconds=1), tick=False):
            assert run_due() == 0
        with time_machine.travel(moment, tick=False):
            assert timezone.now() == moment
            assert run_due() == 1
        after = Generation.objects.get()
        assert (after.number > before, after.next_due_at) == (True, following)
