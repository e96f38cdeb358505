"""What the secretariat does with an action that was sent, and what reviewers say of it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actions.answers import facts_of, take_text
from actions.enums import ReviewState
from actions.enums import ReviewStep as Step
from actions.models import Comment, Draft, Note, Submission
from actions.permissions import check_reviewer, people_who_review
from actions.questions import questions
from actions.states import state_after

from .drafts import Locked
from .publishing import make_page, publish_page
from .records import record, tell
from .submitting import move

#: The steps that tell the organisation something, in words of the reviewer.
WITH_WORDS = frozenset({Step.REQUEST_CHANGES, Step.DECLINE})


def take_step(
    user: Any,
    draft_key: Any,
    step: str,
    *,
    text: str = "",
    fields: Iterable[str] = (),
    round_seen: int | None = None,
) -> Draft:
    """Take one step of the review; the table of states says from where it can be taken.

    Raises `Locked` where it cannot, and where the reviewer saw an earlier round than the last.
    Changes are asked for, and an action is declined, in words; `fields` are the questions whose
    answers are to be changed.
    """
    check_reviewer(user)
    if step not in Step.values:
        raise ValidationError({"step": _("There is no such step.")})
    with transaction.atomic():
        draft: Draft = Draft.objects.locked().get(key=draft_key)
        state = state_after(draft.state, step)
        if state is None or round_seen not in (None, draft.submissions.count()):
            raise Locked
        note = note_for(user, draft, step, text, fields)
        advance(user, draft, step, state, **({"note": note.pk} if note else {}))
        # Last, so that publishing finds nothing left to tell.
        if step == Step.APPROVE:
            draft.page = make_page(user, draft)
            draft.save(update_fields=["page"])
        elif step == Step.PUBLISH:
            publish_page(user, draft)
    return draft


#: The states in which a reviewer says whether the evidence is enough.
WEIGHED = frozenset({ReviewState.IN_REVIEW, ReviewState.APPROVED, ReviewState.PUBLISHED})


def word_on(submission: Submission) -> str:
    """Name the round and what was said of its evidence, to tell whether either has changed."""
    return f"{submission.round} {submission.is_evidence_accepted}"


def decide_evidence(
    user: Any, draft_key: Any, *, accept: bool, word_seen: str | None = None
) -> Submission:
    """Say whether results, lessons and recommendations make an ongoing action a good practice.

    Raises `Locked` where `word_seen`, by `word_on`, is no longer so.
    """
    check_reviewer(user)
    with transaction.atomic():
        draft: Draft = Draft.objects.locked().get(key=draft_key)
        submission = draft.latest_submission()
        if submission is None or draft.state not in WEIGHED:
            raise Locked
        if word_seen not in (None, word_on(submission)):
            raise Locked
        if not facts_of(submission.answers).has_evidence:
            raise ValidationError(_("It tells no results, lessons and recommendations."))
        if submission.is_evidence_accepted is not accept:
            submission.is_evidence_accepted = accept
            submission.save(update_fields=["is_evidence_accepted"])
            verb = "evidence_accepted" if accept else "evidence_declined"
            record(verb, by=user, draft=draft, submission=submission.number)
    return submission


def advance(user: Any, draft: Draft, step: str, state: ReviewState, **more: int) -> None:
    """Move a draft to its next state, on record, and let it be told."""
    before = draft.state
    move(draft, state, step, by=user, **more)
    after = state.value
    tell("action.reviewed", draft, draft=draft.pk, before=before, after=after, **more)


def note_for(user: Any, draft: Draft, step: str, text: str, fields: Iterable[str]) -> Note | None:
    """Keep what the reviewer says to the organisation."""
    if not text.strip() and step not in WITH_WORDS:
        return None
    note = Note(draft=draft, text=take_text(text), written_by=user, is_from_secretariat=True)
    if step == Step.REQUEST_CHANGES:
        wanted = set(fields)
        note.fields = [key for key in questions() if key in wanted]
    note.full_clean()
    note.save()
    return note


def note_publication(page: Any, user: Any) -> None:
    """Move an approved action on when its page is published in Wagtail's own editor."""
    with transaction.atomic():
        approved = Draft.objects.locked().filter(page=page.pk, state=ReviewState.APPROVED)
        draft = approved.first()
        if draft is not None:
            advance(user, draft, Step.PUBLISH, ReviewState.PUBLISHED)


# Among reviewers ----------------------------------------------------------------------------------


def assign(user: Any, draft_key: Any, *, to: Any, seen: str) -> Draft:
    """Give an action to a reviewer, or to nobody; `seen` is who had it for whoever gives it."""
    check_reviewer(user)
    with transaction.atomic():
        draft: Draft = Draft.objects.locked().get(key=draft_key)
        if str(draft.assignee_id or "") != seen:
            raise ValidationError(_("Somebody was faster: another person has this action now."))
        if to is not None and not people_who_review().filter(pk=to.pk).exists():
            raise ValidationError(_("This person cannot review."))
        before = draft.assignee_id
        draft.assignee = to
        draft.save(update_fields=["assignee"])
        record("assigned", by=user, draft=draft, before=before, after=to.pk if to else None)
    return draft


def comment(user: Any, draft_key: Any, *, text: str) -> Comment:
    """Say something about an action that the organisation does not see."""
    check_reviewer(user)
    with transaction.atomic():
        draft: Draft = Draft.objects.get(key=draft_key)
        said = Comment(draft=draft, text=take_text(text), written_by=user)
        said.full_clean()
        said.save()
        record("commented", by=user, draft=draft, comment=said.pk)
    return said
