"""Where an action goes, by all that is known of it: its dates, its page, the reviewer's word."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from actions.answers import facts_of
from actions.enums import ReviewState
from actions.models import Draft
from actions.showcases import Decision, decide


def decisions_for(draft: Draft, *, today: date | None = None) -> list[Decision]:
    """Decide about the showcases; dates count from the first time it was sent.

    Once it is published, it starts and ends as its page says.
    """
    sent = [] if draft.state == ReviewState.DRAFT else list(draft.submissions.all())
    sent.sort(key=lambda submission: submission.round)
    facts = facts_of(
        draft.answers, is_evidence_accepted=sent[-1].is_evidence_accepted if sent else None
    )
    page = (
        getattr(draft.page, "actions_action", None)
        if draft.state == ReviewState.PUBLISHED
        else None
    )
    if page is not None:
        facts = replace(facts, starts_on=page.starts_on, ends_on=page.ends_on)
    sent_on = timezone.localtime(sent[0].submitted_at).date() if sent else None
    return decide(facts, today=today or timezone.localdate(), submitted_on=sent_on)
