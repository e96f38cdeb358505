"""The receipt: everything that was sent, in its language, by mail once for each submission."""

from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader

from actions.mail import deliver
from actions.models import Submission
from actions.receipts import receipt_pdf
from actions.services.drafts import save_draft, start_draft
from actions.services.submitting import submit_draft
from hub.outbox.models import Message
from hub.outbox.worker import work_once
from tests.actions.people import READY
from tests.actions.test_writing import log_in, path


def send_one(city, locale="en", **changes):
    draft = start_draft(city.owner, city.organisation, locale=locale)
    save_draft(city.owner, draft.key, changes=READY | changes, version=1)
    return submit_draft(city.owner, draft.key, key=uuid4(), version=2)


@pytest.fixture
def submission(city):
    return send_one(city)


def words_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_copy_holds_every_answer_and_the_hash(city):
    figures = [{"value": "120", "label": "people in training", "as_of": "2025-06-30"}]
    submission = send_one(city, figures=figures, title="Desk **one** <two>")

    pdf = receipt_pdf(submission)

    words = words_of(pdf)
    expected = [
        "Desk **one** <two>",
        "Your e-mail address planted@city.example",
        "Migrants",
        "Ghana",
        "120 · people in training · 2025-06-30",
        "Creative Commons Attribution 4.0",
        submission.number,
    ]
    assert [part for part in expected if part not in words] == []
    assert submission.content_hash in words.replace(" ", "")
    assert receipt_pdf(Submission.objects.get()) == pdf


def test_the_copy_is_in_the_language_of_the_action(city):
    pdf = receipt_pdf(send_one(city, "fr"))

    assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"] == "fr"
    assert "Personnes migrantes" in words_of(pdf)


def test_the_people_of_the_organisation_can_have_the_copy(client, city, submission):
    log_in(client, city, "viewer")

    answer = client.get(path("action_receipt_pdf", submission.draft.key))

    assert answer["Content-Disposition"] == f'attachment; filename="{submission.number}.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_the_receipt_is_mailed_once_and_known_again(submission, mailoutbox):
    while work_once():
        pass
    message = Message.objects.get(topic="action.submitted")
    deliver(message)  # a worker that died after sending does it again

    first, second = mailoutbox
    assert first.to == ["planted@city.example"]
    assert first.subject == f"We have received your action: {submission.number}"
    assert submission.content_hash in first.body
    assert path("action_receipt", submission.draft.key) in first.body
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert str(message.payload).count("planted") == 0


def test_a_title_cannot_add_headers_to_the_mail(city, mailoutbox):
    send_one(city, submitter_name="A\nBcc: all@city.example")
    while work_once():
        pass

    assert (mailoutbox[0].to, mailoutbox[0].bcc) == (["planted@city.example"], [])


def test_nothing_is_mailed_about_what_was_erased(submission, mailoutbox):
    submission.draft.delete()
    while work_once():
        pass

    assert mailoutbox == []
