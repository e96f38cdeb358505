"""What is shown about a draft on each of its pages, and the page of one that is only read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.answers import Check
from actions.enums import CommitmentKind, ListingState, Outcome, ReviewState
from actions.models import Draft
from actions.options import answers_by_section
from actions.permissions import DECIDE
from actions.questions import Section, questions
from actions.services.drafts import check_draft, needed_commitment
from actions.services.following import day_of
from actions.services.routing import decisions_for
from actions.services.submitting import COMMITMENT, shortcomings_of
from actions.states import SUBMIT, WITHDRAW, state_after
from hub import days
from hub.pages.framing import show

from .co_leading import co_leads_of

#: What of its listings a city follows; what is before that is the secretariat's own.
HANDED_IN = (
    ListingState.SENT,
    ListingState.RECEIVED,
    ListingState.PUBLISHED,
    ListingState.TO_TAKE_DOWN,
)


def about(draft: Draft, check: Check | None = None, *, current: str = "") -> dict[str, Any]:
    """Gather what the aside of a draft shows; without SQL when it is checked already."""
    check = check or check_draft(draft)
    done = sum(answered for answered, _needed in check.progress.values())
    needed = sum(required for _answered, required in check.progress.values())
    return {
        "draft": draft,
        "title": str(draft.answers.get("title") or _("An action without a title yet")),
        "sections": sections_of(draft, check, current),
        "done": done,
        "needed": needed,
        "decisions": decisions_for(draft),
        "outcomes": Outcome,
    }


def sections_of(draft: Draft, check: Check, current: str = "") -> list[dict[str, Any]]:
    return [
        {
            "label": section.label,
            "path": section_path(draft, section),
            "done": check.progress[section][0],
            "needed": check.progress[section][1],
            "is_complete": check.progress[section][0] == check.progress[section][1],
            "is_current": section == current,
        }
        for section in Section
    ]


def section_path(draft: Draft, section: str) -> str:
    return reverse("action_section", args=[draft.key, section])


def missing_in(draft: Draft, check: Check) -> list[dict[str, str]]:
    """List all that keeps it from being sent, each with the way to its field."""
    return [
        {"text": problem.message, "path": path_to(draft, problem.field)}
        for problem in shortcomings_of(draft, check)
    ]


def path_to(draft: Draft, field: str) -> str:
    """Return where something is filled in, or an owner signs or endorses; others ask one."""
    if field != COMMITMENT:
        return f"{section_path(draft, questions()[field].section)}?missing#field-{field}"
    if getattr(draft, "role", None) not in DECIDE:
        return ""
    is_declaration = needed_commitment(draft.organisation) is CommitmentKind.DECLARATION
    name = "joining_sign" if is_declaration else "joining_endorse"
    return reverse(name, args=[draft.organisation.key])


def steps_open(draft: Draft) -> dict[str, bool]:
    """Tell what the people of the organisation can do with it in its state."""
    return {
        "can_submit": state_after(draft.state, SUBMIT) is not None,
        "can_withdraw": state_after(draft.state, WITHDRAW) is not None,
    }


def show_sent(
    request: HttpRequest,
    draft: Draft,
    *,
    may_write: bool,
    said: str = "",
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show an action to those who may only read it, in its state."""
    is_followed = may_write and draft.state == ReviewState.PUBLISHED
    context = {
        **about(draft),
        **steps_open(draft),
        "answers": answers_by_section(draft.answers, get_language() or ""),
        "submissions": draft.submissions.all(),
        "notes": draft.notes.all(),
        "files": draft.files.all(),
        "may_write": may_write,
        "said": said,
        "reports": draft.reports.all(),
        "listings": draft.listings.filter(state__in=HANDED_IN),
        "can_follow": is_followed,
        "last_day": day_of(draft, "ends_on") if is_followed and draft.page else None,
        "typed": typed,
        "today": days.today(),
        "co_leads": co_leads_of(request.user, draft),
    }
    return show(request, "actions/draft_sent.html", context, status=status)
