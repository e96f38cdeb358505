"""Sending in the browser: once for each attempt, with a receipt, locked and talked about after."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from actions.models import Commitment, Draft, Submission
from actions.services.drafts import save_draft, start_draft
from actions.services.submitting import submit_draft
from tests.actions.people import READY
from tests.actions.test_writing import PEOPLE, log_in, path, statuses


@pytest.fixture
def ready(city):
    draft = start_draft(city.owner, city.organisation, locale="fr")
    return save_draft(city.owner, draft.key, changes=READY, version=1).draft


@pytest.fixture
def sent(city, ready):
    submit_draft(city.owner, ready.key, key=uuid4(), version=2)
    ready.refresh_from_db()
    return ready


def form_of(page):
    context = page.context
    return {"attempt": context["attempt"], "version": context["draft"].version}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_officer_looks_through_it_sends_it_and_has_a_receipt(client, city, ready, language):
    log_in(client, city, "owner")

    page = client.get(path("action_submit", ready.key, language=language))
    answer = client.post(path("action_submit", ready.key, language=language), form_of(page))
    receipt = client.get(answer.url)

    submission = Submission.objects.get()
    with override(language):
        due = date_format(timezone.localdate() + timedelta(weeks=2), "DATE_FORMAT")
        later = date_format(timezone.localdate() + timedelta(days=90), "DATE_FORMAT")
    html = receipt.content.decode()
    assert page.context["missing"] == []
    assert "A desk for new arrivals" in page.content.decode()
    assert (answer.status_code, receipt.status_code) == (302, 200)
    assert [part in html for part in (submission.number, submission.content_hash)] == [True] * 2
    assert [part in html for part in (due, later)] == [True, True]


def test_a_double_click_sends_once(client, city, ready):
    log_in(client, city, "owner")
    form = form_of(client.get(path("action_submit", ready.key)))

    first = client.post(path("action_submit", ready.key), form)
    second = client.post(path("action_submit", ready.key), form)

    assert (first.status_code, second.status_code, first.url) == (302, 302, second.url)
    assert Submission.objects.count() == 1


def test_another_attempt_on_what_was_sent_is_refused(client, city, sent):
    log_in(client, city, "contributor")

    answer = client.post(
        path("action_submit", sent.key), {"attempt": uuid4(), "version": sent.version}
    )

    assert answer.url == path("action_overview", sent.key)
    assert Submission.objects.count() == 1


def test_what_is_missing_leads_to_its_field_and_nothing_is_sent(client, city):
    draft = start_draft(city.owner, city.organisation, locale="en")
    Commitment.objects.all().delete()
    log_in(client, city, "owner")
    page = client.get(path("action_submit", draft.key))

    answer = client.post(path("action_submit", draft.key), form_of(page))

    missing = {row["text"]: row["path"] for row in answer.context["missing"]}
    section = path("action_section", draft.key, "action")
    assert answer.status_code == 400
    assert missing["Please fill in: Title of the action."] == f"{section}?missing#field-title"
    unsigned = "Your government has not signed the Marrakech Mayors Declaration yet."
    assert missing[unsigned] == path("joining_sign", city.organisation.key)
    assert Submission.objects.count() == 0


def test_who_saw_an_older_version_reads_it_once_more(client, city, ready):
    log_in(client, city, "owner")
    form = form_of(client.get(path("action_submit", ready.key)))
    save_draft(city.contributor, ready.key, changes={"title": "Another title"}, version=2)

    answer = client.post(path("action_submit", ready.key), form)

    assert answer.status_code == 409
    assert "Somebody changed the action." in answer.content.decode()
    assert "Another title" in answer.content.decode()
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("attempt", ["", "x", "1"])
def test_a_form_without_its_key_sends_nothing(client, city, ready, attempt):
    log_in(client, city, "owner")

    answer = client.post(path("action_submit", ready.key), {"attempt": attempt, "version": 2})

    assert (answer.status_code, Submission.objects.count()) == (400, 0)


def test_after_that_it_is_read_and_corrections_are_asked_for(client, city, sent):
    log_in(client, city, "contributor")
    address = path("action_overview", sent.key)

    page = client.get(address).content.decode()
    empty = client.post(path("action_correction", sent.key), {"text": " "})
    asked = client.post(path("action_correction", sent.key), {"text": "The end is wrong. <b>"})
    later = client.get(address).content.decode()

    assert "Ask for a correction" in page
    assert (empty.status_code, asked.status_code) == (400, 302)
    assert "The end is wrong. &lt;b&gt;" in later


def test_it_can_be_withdrawn_before_it_is_published(client, city, sent):
    log_in(client, city, "owner")

    asked = client.post(path("action_withdraw", sent.key))
    assert "It is no longer handed in." in asked.content.decode()
    assert Draft.objects.get().state == "submitted"
    client.post(path("action_withdraw", sent.key), {"confirmed": "1"})
    again = client.post(path("action_withdraw", sent.key), follow=True)

    assert Draft.objects.get().state == "withdrawn"
    assert "This action cannot be withdrawn any more." in again.content.decode()


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(
    ("page", "method", "expected"),
    [
        ("action_overview", "get", statuses(302, 404, 404, 200, 200, 200, 200)),
        ("action_receipt", "get", statuses(302, 404, 404, 200, 200, 200, 200)),
        ("action_receipt_pdf", "get", statuses(302, 404, 404, 200, 200, 200, 200)),
        ("action_submit", "post", statuses(302, 404, 404, 403, 400, 400, 403)),
        ("action_withdraw", "post", statuses(302, 404, 404, 403, 302, 302, 403)),
        ("action_correction", "post", statuses(302, 404, 404, 403, 400, 400, 403)),
    ],
)
def test_who_may_do_what_with_what_was_sent(client, city, sent, page, method, expected, name):
    log_in(client, city, name)
    before = Draft.objects.values().get()

    answer = getattr(client, method)(path(page, sent.key), {"confirmed": "1"})

    assert answer.status_code == expected[name]
    if method == "get" or page != "action_withdraw" or expected[name] in (403, 404):
        assert Draft.objects.values().get() == before
