"""Periodic jobs run when they are due, by one worker each, and cost next to nothing before."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.utils import timezone

from hub.declarations import Consumer, Job, jobs
from hub.outbox import worker
from hub.outbox.models import Delivery, JobRun
from hub.outbox.services import send_to
from hub.outbox.worker import run_jobs

pytestmark = pytest.mark.django_db
RAN: list[str] = []


def run() -> None:
    RAN.append("run")


def fail() -> None:
    raise RuntimeError("no")


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    RAN.clear()
    every = timedelta(minutes=1)
    found = [Job(name=name, run=f"{__name__}.{name}", every=every) for name in ("run", "fail")]
    monkeypatch.setattr(worker, "jobs", lambda: found)


def test_a_job_runs_when_it_is_due_and_an_error_stops_no_other(declared: None) -> None:
    done = [run_jobs(), run_jobs()]
    JobRun.objects.update(next_run_at=timezone.now())
    done.append(run_jobs())

    assert (done, RAN) == ([2, 0, 2], ["run", "run"])
    assert dict(JobRun.objects.values_list("name", "last_error")) == {
        "run": "",
        "fail": "RuntimeError: no",
    }


def refuse() -> None:
    raise SMTPRecipientsRefused({"amina@city.example": (550, b"no such user amina@city.example")})


def test_why_something_failed_is_kept_without_whom_it_was_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = f"{__name__}.refuse"
    mailing = Job(name="mailing", run=place, every=timedelta(minutes=1))
    monkeypatch.setattr(worker, "jobs", lambda: [mailing])
    run_jobs()
    send_to(["reader"], topic="page.published", key="1", payload={})
    consumer = Consumer(name="reader", deliver=f"{__name__}.refuse_message")
    monkeypatch.setattr(worker, "consumers", lambda: [consumer])
    worker.deliver()

    kept = [JobRun.objects.get().last_error, Delivery.objects.get().error]
    assert ["SMTPRecipientsRefused" in one and "550" in one for one in kept] == [True, True]
    assert "amina" not in "".join(kept)


def refuse_message(message: object) -> None:
    refuse()


def test_a_job_that_another_worker_runs_is_left_to_it(declared: None) -> None:
    now = timezone.now()
    JobRun.objects.create(name="run", leased_until=now + timedelta(minutes=5))
    JobRun.objects.create(name="fail", next_run_at=now + timedelta(hours=1))
    assert run_jobs() == 0

    JobRun.objects.update(leased_until=now - timedelta(seconds=1))  # that worker died

    assert (run_jobs(), RAN) == (1, ["run"])


def test_what_is_not_due_costs_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    later = timezone.now() + timedelta(hours=1)
    JobRun.objects.bulk_create(JobRun(name=job.name, next_run_at=later) for job in jobs())
    assert len(jobs()) > 8

    with django_assert_num_queries(1):
        assert run_jobs() == 0
