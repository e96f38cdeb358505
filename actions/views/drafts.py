"""What is shown about a draft on its pages: how far it is, its questions, and who leads it too."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.answers import Answers, Check, figure_in_words
from actions.enums import CommitmentKind, ListingState, Outcome, ReviewState
from actions.forms import SectionForm
from actions.models import Draft, Membership
from actions.options import PROPOSED, answers_by_section, priority_pages, proposals
from actions.permissions import DECIDE, WRITE
from actions.questions import Section, questions
from actions.services.drafts import check_draft, needed_commitment
from actions.services.following import day_of
from actions.services.invitations import end_co_lead, invite_co_lead, named_co_leads
from actions.services.routing import decisions_for
from actions.services.submitting import COMMITMENT, shortcomings_of
from actions.states import SUBMIT, WITHDRAW, state_after
from hub import days
from hub.pages.framing import for_people, show, told
from hub.terms.enums import Vocabulary

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
    said: str = "",
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show an action to those who may only read it, in its state."""
    may_write = getattr(draft, "role", None) in WRITE
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


# Organisations that write along -------------------------------------------------------------------


@for_people("POST")
def co_lead(request: HttpRequest, key: Any) -> HttpResponse:
    """Invite an organisation, or end that it writes too."""
    slug = request.POST.get("organisation", "").replace("\0", "")  # PostgreSQL takes none
    change = end_co_lead if "end" in request.POST else invite_co_lead
    with told(request, _("Saved.")):
        change(request.user, key, slug)
    still_there = Draft.objects.of(request.user).filter(key=key).exists()
    return redirect("action_overview", key=key) if still_there else redirect("action_list")


def co_leads_of(user: Any, draft: Draft) -> list[dict[str, Any]]:
    """List who leads it too, who of them writes, and what this person can change about that."""
    invited = list(draft.co_leads.all())
    memberships = Membership.objects.of(user).filter(role__in=DECIDE)
    owned = set(memberships.values_list("organisation", flat=True))
    is_owner = draft.organisation_id in owned
    rows = [
        {"organisation": one, "is_invited": True, "can_change": is_owner or one.pk in owned}
        for one in invited
    ]
    named = named_co_leads(draft).exclude(pk__in=[one.pk for one in invited])
    return rows + [
        {"organisation": one, "is_invited": False, "can_change": is_owner} for one in named
    ]


# The questions of a section -----------------------------------------------------------------------


def rows_of(
    form: SectionForm, draft: Draft, check: Check, conflicts: Answers, *, is_strict: bool
) -> list[dict[str, Any]]:
    """Put each question together with its field, what is said about it, and the other text."""
    problems = check.by_field()
    advice = {one.field: one.message for one in check.advice}
    pages, proposed = {}, {}
    if Vocabulary.PRIORITY_OBJECTIVES in form.questions:
        pages = priority_pages(get_language() or "")
        proposed = proposals(draft.answers.get(Vocabulary.PRIORITY_OBJECTIVES, []))
    asked = asked_of(draft)
    rows = []
    for key, question in form.questions.items():
        given = draft.answers.get(key)
        labels = {option.code: option.label for option in form.options[key]}
        fresh = [code for code in proposed.get(key, ()) if code not in (given or ())]
        rows.append(
            {
                "question": question,
                "field": form[key],
                "kind": question.kind.name,
                "problems": problems.get(key, []) if given or is_strict else [],
                "advice": advice.get(key, ""),
                "is_asked": key in asked,
                "has_conflict": key in conflicts,
                "theirs": in_short(conflicts.get(key), labels),
                "guides": [
                    {"option": option, "path": pages.get(option.code, "")}
                    for option in form.options[key]
                    if option.guidance or pages.get(option.code)
                ],
                "can_propose": key in PROPOSED,
                "proposed": [labels.get(code, code) for code in fresh],
            }
        )
    return rows


def asked_of(draft: Draft) -> list[str]:
    """Return the questions whose answers the secretariat asks to change."""
    if draft.state != ReviewState.CHANGES_REQUESTED:
        return []
    note = draft.notes.filter(is_from_secretariat=True).last()
    return note.fields if note else []


def in_short(value: Any, labels: dict[str, str]) -> str:
    """Put the text of the other person into one string."""
    if isinstance(value, bool):
        return _("ticked") if value else _("not ticked")
    if isinstance(value, list):
        return "\n".join(in_line(one, labels) for one in value)
    return labels.get(value or "", value or "")


def in_line(value: Any, labels: dict[str, str]) -> str:
    """Name a code, or put the parts of a figure in a row."""
    if isinstance(value, dict):
        return figure_in_words(value)
    return labels.get(str(value), str(value))
