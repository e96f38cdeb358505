"""The receipt: a copy of what was sent, and what happens next, in the language of the action."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hub import days
from hub.importing.pdf import make_pdf

from .mail import letter
from .models import Submission
from .options import answers_by_section
from .services.choices import ASKED
from .services.publishing import paragraphs

#: When the Call promises an answer, and the showcases of the compacts (brief/faq.txt).
PUBLISHED_AFTER, HANDED_OVER_AFTER = timedelta(weeks=2), timedelta(days=90)


def receipt_pdf(submission: Submission) -> bytes:
    """Print what was sent, from the questions alone; the same submission gives the same bytes."""
    with override(submission.locale):
        return make_pdf(
            title=str(submission.answers.get("title") or submission.number),
            language=submission.locale,
            summary=_("Receipt %(number)s") % {"number": submission.number},
            body_blocks=list(blocks_of(submission)),
            organisations=[str(submission.draft.organisation)],
            source_note=note_of(submission),
            made_at=submission.submitted_at,
        )


def blocks_of(submission: Submission) -> Iterator[dict[str, Any]]:
    for label, rows in answers_by_section(submission.answers, submission.locale):
        yield {"type": "heading", "text": label}
        for question, words in rows:
            asked = format_html("<p><b>{}</b></p>", question.label)
            yield {"type": "rich_text", "html": asked + paragraphs("\n".join(words))}


def note_of(submission: Submission) -> str:
    values = {
        "number": submission.number,
        "day": date_format(days.local(submission.submitted_at), "DATETIME_FORMAT"),
        "hash": submission.content_hash,
    }
    return _("%(number)s, sent on %(day)s. SHA-256 of the answers: %(hash)s") % values


def next_steps(submission: Submission) -> list[dict[str, Any]]:
    """Say what happens next and by which day, in the active language."""
    sent_on = days.day_of(submission.submitted_at)
    wants = [str(one.label) for one, key in ASKED.items() if submission.answers.get(key)]
    read = _(
        "The secretariat reads it, and asks you if something is not clear. Then it"
        " stands in the Action Repository."
    )
    handed_over = _("It is handed to the showcases of the compacts that it fits.")
    steps = [
        {"text": read, "day": sent_on + PUBLISHED_AFTER},
        {"text": handed_over, "day": sent_on + HANDED_OVER_AFTER},
    ]
    if wants:
        text = _("We send you an e-mail to confirm what you chose: %(names)s.")
        steps.append({"text": text % {"names": ", ".join(wants)}, "day": None})
    return steps


def receipt_mail(payload: dict[str, Any]) -> Iterator[EmailMessage]:
    """Write the receipt to who submitted; nothing when it was erased in between."""
    found = Submission.objects.select_related("draft__organisation")
    for submission in found.filter(pk=payload["submission"]):
        if to := submission.answers.get("submitter_email"):
            with override(submission.locale):
                steps = next_steps(submission)
            yield letter(
                to,
                submission.locale,
                subject=gettext_lazy("We have received your action: %(number)s"),
                template="receipt",
                place=("action_receipt", str(submission.draft.key)),
                submission=submission,
                number=submission.number,
                title=submission.answers.get("title", ""),
                name=submission.answers.get("submitter_name", ""),
                steps=steps,
            )
