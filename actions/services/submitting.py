"""Sending an action: once for each attempt, frozen as it was sent, and locked from then on."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.answers import Answers, Check, Code, Problem, take_text
from actions.enums import CommitmentKind, ReviewState
from actions.models import Draft, Note, Submission
from actions.permissions import WRITE, draft_for
from actions.questions import VERSION, Kind, questions
from actions.states import SUBMIT, WITHDRAW, state_after

from .choices import choose_from
from .drafts import Locked, check_draft, is_committed, needed_commitment
from .organisations import DAY, TooMany
from .records import record, tell

#: What one organisation can send in a day, and write about one action: each is a mail to somebody.
MOST_SUBMISSIONS, MOST_NOTES = 50, 10
#: What stands for a question where the organisation has not joined the Call.
COMMITMENT = "commitment"


class NotReady(Exception):
    """An action that cannot be sent yet; `found` says why."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__("The action is not ready to be submitted.")
        self.found = found


def submit_draft(user: Any, draft_key: Any, *, key: UUID, version: int) -> Submission:
    """Send an action; the same key again gives the same submission, whatever happened meanwhile.

    Raises `NotReady` for what is missing, `Locked` for a draft that was sent under another key,
    and `ValidationError` when it was changed since the version that the sender saw.
    """
    draft = draft_for(user, draft_key, WRITE)
    with transaction.atomic():
        # The organisation waits as well: what it sends in a day is counted.
        draft = Draft.objects.select_for_update().select_related("organisation").get(pk=draft.pk)
        earlier: Submission | None = draft.submissions.filter(key=key).first()
        if earlier is not None:
            return earlier
        state = state_after(draft.state, SUBMIT)
        if state is None:
            raise Locked
        if version != draft.version:
            message = _("Somebody changed the action. Please read it once more.")
            raise ValidationError({"version": ValidationError(message, code=Code.CONFLICT)})
        if found := shortcomings_of(draft):
            raise NotReady(found)
        sent = Submission.objects.filter(draft__organisation=draft.organisation)
        if sent.filter(submitted_at__gt=timezone.now() - DAY).count() >= MOST_SUBMISSIONS:
            raise TooMany
        submission = freeze(draft, user, key)
        choose_from(submission)
        move(draft, state, "submitted", by=user, submission=submission.number)
        tell("action.submitted", draft, submission=submission.pk, round=submission.round)
    return submission


def shortcomings_of(draft: Draft, check: Check | None = None) -> list[Problem]:
    """Return all that keeps an action from being sent; of answers, what a check found if given."""
    found = list((check or check_draft(draft)).problems)
    if not is_committed(draft.organisation):
        found.append(Problem(COMMITMENT, Code.REQUIRED, missing_commitment(draft)))
    return found


def missing_commitment(draft: Draft) -> str:
    if needed_commitment(draft.organisation) is CommitmentKind.DECLARATION:
        return _("Your government has not signed the Marrakech Mayors Declaration yet.")
    return _("Your organisation has not endorsed the Call to Local Action yet.")


def freeze(draft: Draft, user: Any, key: UUID) -> Submission:
    return Submission.objects.create(
        draft=draft,
        key=key,
        round=draft.submissions.count() + 1,
        answers=draft.answers,
        questions_version=VERSION,
        content_hash=content_hash(draft.answers),
        locale=draft.locale,
        consents={
            question.key: str(question.label)
            for question in questions().values()
            if question.kind is Kind.YES and draft.answers.get(question.key)
        },
        submitted_by=user,
    )


def content_hash(answers: Answers) -> str:
    """Return the hash of what was sent; the receipt shows it."""
    text = json.dumps(answers, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def move(draft: Draft, state: ReviewState, verb: str, *, by: Any, **details: Any) -> None:
    """Move a draft to another state, on record with the one before."""
    before, draft.state = draft.state, state
    draft.save(update_fields=["state"])
    record(verb, by=by, draft=draft, before=before, after=state.value, **details)


def withdraw_draft(user: Any, draft_key: Any) -> Draft:
    """Take an action back, at any time before it is published."""
    found = draft_for(user, draft_key, WRITE)
    with transaction.atomic():
        draft: Draft = Draft.objects.locked().get(pk=found.pk)
        state = state_after(draft.state, WITHDRAW)
        if state is None or (draft.page is not None and draft.page.live):
            raise Locked
        before = draft.state
        move(draft, state, "withdrawn", by=user)
        if before != ReviewState.DRAFT:
            tell("action.withdrawn", draft, draft=draft.pk)
    return draft


def request_correction(user: Any, draft_key: Any, *, text: str) -> Note:
    """Ask the secretariat to change what was sent (brief/faq.txt, "I made a mistake!")."""
    draft = draft_for(user, draft_key, WRITE)
    if draft.state == ReviewState.DRAFT:
        raise ValidationError({"text": _("You can still change this action yourself.")})
    note = Note(draft=draft, text=take_text(text), written_by=user)
    note.full_clean()
    with transaction.atomic():
        own = Draft.objects.locked().get(pk=draft.pk).notes.filter(is_from_secretariat=False)
        if own.filter(written_at__gt=timezone.now() - DAY).count() >= MOST_NOTES:
            raise TooMany
        note.save()
        record("correction_requested", by=user, draft=draft)
        tell("action.note", draft, note=note.pk)
    return note
