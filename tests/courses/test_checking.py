"""Addresses of courses are asked day by day; silence of three days is told, until an answer."""

from datetime import UTC, datetime

import pytest
import time_machine

from courses import checking
from courses.models import CheckedAddress, Course, CourseEdition
from hub.declarations import jobs
from hub.media.models import PageFile
from tests.hub.test_reaching import Remote, remote  # noqa: F401 - a fixture

COURSE = "/en/courses/the-mooc/"
NOTE = "did not answer on March 5, 2026."


@pytest.fixture
def elsewhere(course, remote, committed):  # noqa: F811
    """Publish a course that is taken elsewhere in two languages, with a link beside it."""
    with committed():
        editions = [("en", "/200/course"), ("fr", "/200/course"), ("es", "/no-head/curso")]
        course.editions = [CourseEdition(language=code, url=remote + p) for code, p in editions]
        course.hub_files = [PageFile(title="Guide", languages=["en"], link_url=f"{remote}/301/200")]
        course.save_revision().publish()
    return course


@pytest.fixture
def check(committed):
    def check(day, hour=9):
        with time_machine.travel(datetime(2026, 3, day, hour, tzinfo=UTC)), committed():
            checking.check_addresses()

    return check


def note_on(client, path=COURSE):
    html = client.get(path).content.decode()
    assert "The MOOC" in html
    return NOTE in html


def fail(monkeypatch, status="404"):
    real = Remote.answer

    def answer(self):
        if "curso" in self.path:
            Remote.asked.append(f"{self.command} {self.path}")
            return self.say(int(status))
        return real(self)

    monkeypatch.setattr(Remote, "answer", answer)


def test_each_address_is_asked_once_a_day(elsewhere, check):
    check(3)
    assert sorted(Remote.asked) == [
        *("GET /no-head/curso", "HEAD /200", "HEAD /200/course", "HEAD /301/200"),
        "HEAD /no-head/curso",
    ]
    Remote.asked.clear()

    check(3, hour=20)
    assert Remote.asked == []
    check(4)
    assert len(Remote.asked) == 5
    assert [job.name for job in jobs() if job.run == "courses.checking.check_addresses"] == [
        "check-course-addresses"
    ]


def test_three_days_without_an_answer_are_told_and_the_first_answer_ends_it(
    elsewhere, check, client, monkeypatch
):
    with monkeypatch.context() as patch:
        fail(patch)
        for day, hour in ((3, 0), (3, 21), (4, 18)):
            check(day, hour)
        assert not note_on(client)
        check(5, 15)

        assert note_on(client)
        assert "L’adresse du fournisseur 127.0.0.1 n’a pas répondu" in (
            client.get(f"{COURSE}?lang=fr").content.decode()
        )
        check(6, 15)
        row = CheckedAddress.objects.silent().get()
        assert (row.failures, str(row.failed_on)) == (3, "2026-03-05")

    check(7, 15)
    assert not note_on(client)
    assert not CheckedAddress.objects.filter(failures__gt=0).exists()


def test_an_answer_in_between_begins_anew(elsewhere, check, client, monkeypatch):
    with monkeypatch.context() as patch:
        fail(patch, "503")
        check(1)
        check(2)
    check(3)
    with monkeypatch.context() as patch:
        fail(patch, "503")
        check(4)
        check(5)

    assert CheckedAddress.objects.get(failures__gt=0).failures == 2
    assert not note_on(client)


def test_editors_are_told(elsewhere, check, monkeypatch, admin_client, client):
    fail(monkeypatch)
    for day in (3, 4, 5):
        check(day)

    page = admin_client.get("/admin/course-addresses/").content.decode()
    assert "/no-head/curso" in page
    assert "No answer on 3 days, last on March 5, 2026." in page
    assert "Readers are told so." in page
    assert "It has moved to" in page
    assert f'/admin/pages/{elsewhere.pk}/edit/">The MOOC</a>' in page
    problems = [str(one.message) for one in Course.objects.get().fact_problems(elsewhere.expire_at)]
    assert any("curso did not answer on three days." in text for text in problems)
    assert client.get("/admin/course-addresses/").status_code == 302


def test_an_address_that_no_course_has_any_more_is_forgotten(elsewhere, check, committed):
    check(3)
    assert CheckedAddress.objects.count() == 3
    with committed():
        elsewhere.unpublish()

    check(4)
    assert CheckedAddress.objects.count() == 0


def test_a_run_is_bounded_and_goes_on_with_those_that_wait_longest(elsewhere, check, monkeypatch):
    monkeypatch.setattr(checking, "MOST", 1)
    asked = []
    for hour in (1, 2, 3, 4):
        check(3, hour)
        asked.append(CheckedAddress.objects.exclude(asked_at=None).count())
    assert asked == [1, 2, 3, 3]

    monkeypatch.setattr(checking, "SECONDS", 0)
    before = CheckedAddress.objects.values_list("asked_at", flat=True)
    times = list(before.order_by("pk"))
    check(9)  # all are due again
    assert list(before.order_by("pk")) == times
