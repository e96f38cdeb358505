"""Sending an action, its receipt, and what can be done and told after that.

What a change does on each showcase is shown before.
"""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.answers import read_date
from actions.enums import ActionReportKind, Interest, ReviewState
from actions.models import ActionReport, Draft, Submission
from actions.options import answers_by_section, pages_meanwhile
from actions.permissions import WRITE, draft_for
from actions.receipts import next_steps, receipt_pdf
from actions.services.drafts import Locked, check_draft
from actions.services.following import check_report, report
from actions.services.routing import effects_of
from actions.services.submitting import NotReady, request_correction, submit_draft, withdraw_draft
from actions.states import WRITABLE
from hub import days
from hub.pages.downloads import download
from hub.pages.framing import for_people, show

from .drafts import about, missing_in, show_sent
from .writing import refuse_locked, version_of

#: What a receipt offers for the time until the action is published.
OFFERED = (Interest.LOCAL_MGI, Interest.PEER_LEARNING)


@for_people("GET", "POST")
def submit_page(request: HttpRequest, key: Any) -> HttpResponse:
    """Show everything once more and send it; the key of the form makes one attempt one."""
    draft = draft_for(request.user, key, WRITE)
    if request.method == "POST":
        return submit(request, draft)
    if draft.state not in WRITABLE:
        return refuse_locked(request, draft)
    return show_submit(request, draft, attempt=uuid4())


def submit(request: HttpRequest, draft: Draft) -> HttpResponse:
    try:
        attempt = UUID(request.POST.get("attempt", ""))
    except ValueError:
        return show_submit(request, draft, attempt=uuid4(), status=400)
    try:
        submit_draft(request.user, draft.key, key=attempt, version=version_of(request.POST))
    except NotReady:
        return show_submit(request, draft, attempt=attempt, status=400)
    except Locked:
        return refuse_locked(request, draft)
    except ValidationError as refused:
        draft.refresh_from_db()
        return show_submit(
            request, draft, attempt=uuid4(), status=409, said=" ".join(refused.messages)
        )
    return redirect("action_receipt", key=draft.key)


def show_submit(
    request: HttpRequest, draft: Draft, *, attempt: UUID, status: int = 200, said: str = ""
) -> HttpResponse:
    check = check_draft(draft)
    context = {
        **about(draft, check),
        "missing": missing_in(draft, check),
        "advice": check.advice,
        "answers": answers_by_section(draft.answers, get_language() or ""),
        "files": draft.files.all(),
        "attempt": attempt,
        "said": said,
    }
    return show(request, "actions/draft_submit.html", context, status=status)


def latest_submission(draft: Draft) -> Submission:
    found = draft.latest_submission()
    if found is None:
        raise Http404
    return found


@for_people("GET")
def receipt_page(request: HttpRequest, key: Any) -> HttpResponse:
    """Confirm what was sent, and say what happens next."""
    draft = draft_for(request.user, key)
    submission = latest_submission(draft)
    context = {
        **about(draft),
        "submission": submission,
        "steps": next_steps(submission),
        "links": pages_meanwhile(get_language() or ""),
        "interests": [(one.label, one.value.replace("_", "-")) for one in OFFERED],
    }
    return show(request, "actions/draft_receipt.html", context)


@for_people("GET")
def receipt_file(request: HttpRequest, key: Any) -> HttpResponse:
    """Give the copy of what was sent to the people of the organisation."""
    submission = latest_submission(draft_for(request.user, key))
    return download(receipt_pdf(submission), "application/pdf", f"{submission.number}.pdf")


@for_people("POST")
def ask_for_correction(request: HttpRequest, key: Any) -> HttpResponse:
    try:
        request_correction(request.user, key, text=request.POST.get("text", ""))
    except ValidationError as refused:
        draft = draft_for(request.user, key)
        said = " ".join(refused.messages)
        return show_sent(request, draft, said=said, status=400)
    messages.success(request, _("The secretariat has your request, and will answer here."))
    return redirect("action_overview", key=key)


# Once it is public --------------------------------------------------------------------------------


@for_people("POST")
def tell(request: HttpRequest, key: Any, kind: ActionReportKind) -> HttpResponse:
    """Send a report to the secretariat; what was typed stays where something is wrong with it."""
    return send_report(request, draft_for(request.user, key, WRITE), kind)


@for_people("POST")
def withdraw(request: HttpRequest, key: Any) -> HttpResponse:
    """Take an action back at once; once it is published the secretariat does that."""
    draft = draft_for(request.user, key, WRITE)
    if draft.state == ReviewState.PUBLISHED:
        return send_report(request, draft, ActionReportKind.WITHDRAWAL)
    made = ActionReport(draft=draft, kind=ActionReportKind.WITHDRAWAL)
    if "confirmed" not in request.POST and effects_of(draft, made):
        return ask(request, draft, made)
    try:
        withdraw_draft(request.user, key)
    except Locked:
        messages.error(request, _("This action cannot be withdrawn any more."))
    else:
        messages.success(request, _("“%(title)s” was withdrawn.") % {"title": draft})
    return redirect("action_overview", key=key)


def send_report(request: HttpRequest, draft: Draft, kind: ActionReportKind) -> HttpResponse:
    text = request.POST.get("text", "")
    day = read_date(request.POST.get("day", ""))
    if kind == ActionReportKind.WITHDRAWAL:
        day = days.today()
    try:
        if day is None:
            raise ValidationError(_("Please choose a day."))
        made = ActionReport(kind=kind, day=day, text=text)
        if kind != ActionReportKind.UPDATE and "confirmed" not in request.POST:
            check_report(draft, made)
            return ask(request, draft, made)
        report(request.user, draft.key, made)
    except ValidationError as refused:
        said, typed = " ".join(refused.messages), text[:5000]
        return show_sent(request, draft, said=said, status=400, typed=typed)
    messages.success(request, _("The secretariat has it, and decides about it."))
    return redirect("action_overview", key=draft.key)


def ask(request: HttpRequest, draft: Draft, made: ActionReport) -> HttpResponse:
    """Show what a change does to each listing, and take it once it is confirmed."""
    context = {
        "title": made.get_kind_display(),
        "draft": draft,
        "made": made,
        "is_withdrawal": made.kind == ActionReportKind.WITHDRAWAL,
        "effects": effects_of(draft, made),
    }
    return show(request, "actions/draft_confirm.html", context)
