"""Calendars as a calendar reads them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from courses.models import CourseSession
from hub.machine_readers import calendars
from hub.machine_readers.calendars import span_of
from resources.models import EventPage, IndexPage
from tests.site import add, translate

BASE = "http://127.0.0.1:8000"
FEED = "/en/feeds/events.ics"
NOON = datetime(2097, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def calendar(client):
    def calendar(path=FEED):
        response = client.get(path)
        assert response.status_code == 200, path
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        return [dict(one) for one in Calendar.from_ical(response.content).walk("VEVENT")]

    return calendar


def names(events):
    return [str(one["SUMMARY"]) for one in events]


@pytest.fixture
def meeting(home, committed):
    with committed():
        index = add(home, IndexPage(title="Events", lists="events"))
        return add(
            index,
            EventPage(
                title="Meeting; with, signs",
                slug="meeting",
                summary="Come.\nAll of you.",
                venue="Accra",
                starts_at=NOON,
                ends_at=NOON + timedelta(hours=2),
            ),
        )


def test_the_feed_names_what_comes_next(meeting, committed, calendar, monkeypatch):
    monkeypatch.setattr(calendars, "SIZE", 1)
    with committed():
        later = EventPage(title="Years away", starts_at=NOON + timedelta(days=999))
        add(meeting.get_parent(), later)

    assert names(calendar()) == ["Meeting; with, signs"]


def test_an_event_can_be_put_into_a_calendar(meeting, calendar, read):
    (link,) = read("/en/events/meeting/").main.find_all("a", type="text/calendar")

    (event,) = calendar(link["href"])

    assert names([event]) == ["Meeting; with, signs"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (NOON, NOON + timedelta(hours=2))
    assert (str(event["LOCATION"]), str(event["DESCRIPTION"])) == ("Accra", "Come.\nAll of you.")
    assert str(event["URL"]) == f"{BASE}/en/events/meeting/"
    assert str(event["UID"]) == f"{meeting.translation_key}-0-en"
    assert "DTSTAMP" in event
    assert calendar()[0]["UID"] == event["UID"]


def test_a_reader_of_another_language_gets_the_event_but_no_feed_of_fallbacks(meeting, calendar):
    (event,) = calendar(f"/ar/feeds/{meeting.translation_key}.ics")

    assert str(event["URL"]) == f"{BASE}/en/events/meeting/?lang=ar"
    assert calendar("/ar/feeds/events.ics") == []


def test_the_feed_has_what_is_to_come_and_what_is_just_over(meeting, committed, calendar, read):
    with committed():
        translate(meeting, "fr", title="Réunion")

    assert names(calendar("/fr/feeds/events.ics")) == ["Réunion"]
    with time_machine.travel(NOON + timedelta(days=31)):
        assert names(calendar()) == ["Meeting; with, signs"]
    with time_machine.travel(NOON + timedelta(days=33)):
        assert calendar() == []
        assert read("/en/events/meeting/").main.find("a", type="text/calendar") is None


def test_sessions_of_a_course_are_whole_days(course, committed, calendar):
    with committed():
        course.sessions = [
            CourseSession(starts_on=date(2097, 1, 5), ends_on=date(2097, 1, 9)),
            CourseSession(starts_on=date(2097, 3, 1)),
        ]
        course.save_revision().publish()

    first, second = calendar()

    assert (first["DTSTART"].dt, first["DTEND"].dt) == (date(2097, 1, 5), date(2097, 1, 10))
    assert (second["DTSTART"].dt, second["DTEND"].dt) == (date(2097, 3, 1), date(2097, 3, 2))
    assert len({str(first["UID"]), str(second["UID"])}) == 2


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (
            "2027-01-05T00:00:00+00:00",
            "2027-01-06T23:59:00+00:00",
            (date(2027, 1, 5), date(2027, 1, 7)),
        ),
        ("2027-01-05T00:00:00+00:00", "", (date(2027, 1, 5), date(2027, 1, 6))),
        ("2027-01-05T10:00:00+00:00", "", (datetime(2027, 1, 5, 10, tzinfo=UTC), None)),
        (
            "2027-01-05T10:00:00+00:00",
            "2027-01-06T00:00:00+00:00",
            (date(2027, 1, 5), date(2027, 1, 7)),
        ),
        ("2027-01-05", "2027-01-01", (date(2027, 1, 5), date(2027, 1, 6))),
    ],
)
def test_midnight_stands_for_whole_days(starts, ends, expected):
    assert span_of(starts, ends) == expected


def test_what_is_hidden_or_has_no_date_is_in_no_calendar(meeting, committed, calendar, client):
    undated = meeting.get_parent().specific
    with committed():
        later = add(undated, EventPage(title="Some day"))
    with committed():
        PageViewRestriction.objects.create(page=meeting, restriction_type="login")

    assert calendar() == []
    for page in (meeting, later):
        assert client.get(f"/en/feeds/{page.translation_key}.ics").status_code == 404


def test_a_calendar_costs_two_queries_and_one_when_nothing_changed(
    meeting, client, kept_answers, django_assert_num_queries
):
    with django_assert_num_queries(2):  # the generation, the pages
        response = client.get(FEED)
    with django_assert_num_queries(1):
        headers = {"If-None-Match": response["ETag"]}
        assert client.get(FEED, headers=headers).status_code == 304


def test_the_list_of_events_leads_to_feed_and_calendar(meeting, read):
    links = read("/en/events/").main.find_all("a", type=True)

    assert [link["href"] for link in links] == ["/en/feeds/atom.xml?type=event", FEED]
