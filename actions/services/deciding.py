"""Where an action goes, by all that is known of it: its dates, its page, the reviewer's word."""

from dataclasses import replace
from datetime import timedelta

from actions.answers import facts_of
from actions.enums import ActionReportKind, ReviewState
from actions.models import ActionReport, Draft
from actions.routing import Effect, effects
from actions.showcases import Decision, decide
from actions.states import WRITABLE
from hub import days

from .routing import read_actions, read_places


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


def effects_of(draft: Draft, told: ActionReport) -> list[Effect]:
    """Say what would become of each listing, were it accepted what is told of the action."""
    today, sent = days.today(), read_actions([draft])
    if not sent:
        return []
    action, first_day = sent[draft.pk], today
    if told.kind == ActionReportKind.WITHDRAWAL:
        changed = replace(action, is_standing=False)
    else:
        changed = replace(action, facts=replace(action.facts, ends_on=told.day))
    if told.kind == ActionReportKind.CONCLUSION:
        first_day = max(today, told.day + timedelta(days=1))
    places = read_places([draft]).get(draft.pk, {})
    return list(effects(action, changed, places, today=today, day=first_day))
