"""Where an action goes, by all that is known of it: its dates, its page, the reviewer's word."""

from actions.answers import facts_of
from actions.enums import ReviewState
from actions.models import Draft
from actions.showcases import Decision, decide
from actions.states import WRITABLE
from hub import days

from .routing import read_actions


def decisions_for(draft: Draft) -> list[Decision]:
    """Decide about the showcases as routing does; while a city writes, by what it writes."""
    today, facts = days.today(), facts_of(draft.answers)
    sent = {} if draft.state == ReviewState.DRAFT else read_actions([draft])
    if not sent:
        return decide(facts, today=today)
    action = sent[draft.pk]
    return decide(
        facts if draft.state in WRITABLE else action.facts,
        today=today,
        submitted_on=action.submitted_on,
        days_paused=action.days_paused,
    )
