"""Telling what came of a published action; what a change does on each showcase is shown before."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actions.answers import read_date
from actions.enums import ActionReportKind, ReviewState
from actions.models import ActionReport, Draft
from actions.permissions import WRITE, draft_for
from actions.services.drafts import Locked
from actions.services.following import check_report, report
from actions.services.routing import effects_of
from actions.services.submitting import withdraw_draft
from hub import days
from hub.pages.framing import for_people, show

from .drafts import show_sent


@for_people
@require_POST
def tell(request: HttpRequest, key: Any, kind: ActionReportKind) -> HttpResponse:
    """Send a report to the secretariat; what was typed stays where something is wrong with it."""
    return send_report(request, draft_for(request.user, key, WRITE), kind)


@for_people
@require_POST
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
        return show_sent(request, draft, may_write=True, said=said, status=400, typed=typed)
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
