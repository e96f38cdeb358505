"""Telling what came of a published action."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actions.answers import read_date
from actions.models import Draft
from actions.permissions import WRITE, draft_for
from actions.services.following import add_update, conclude_action

from .framing import for_people
from .reading import show_sent


@for_people
@require_POST
def conclude(request: HttpRequest, key: Any) -> HttpResponse:
    """Say that an action has ended."""
    return tell(request, key, is_conclusion=True)


@for_people
@require_POST
def update(request: HttpRequest, key: Any) -> HttpResponse:
    """Tell what has come of an action."""
    return tell(request, key, is_conclusion=False)


def tell(request: HttpRequest, key: Any, *, is_conclusion: bool) -> HttpResponse:
    """Send a report to the secretariat; what was typed stays where something is wrong with it."""
    draft = draft_for(request.user, key, WRITE)
    day = read_date(request.POST.get("day", ""))
    try:
        if day is None:
            raise ValidationError(_("Please choose a day."))
        if is_conclusion:
            conclude_action(request.user, key, ends_on=day)
        else:
            add_update(request.user, key, day=day, text=request.POST.get("text", ""))
    except ValidationError as refused:
        return refuse(request, draft, refused, is_conclusion=is_conclusion)
    messages.success(request, _("The secretariat has it, and puts it on the page of the action."))
    return redirect("action_overview", key=key)


def refuse(
    request: HttpRequest, draft: Draft, refused: ValidationError, *, is_conclusion: bool
) -> HttpResponse:
    said = " ".join(refused.messages)
    typed = {} if is_conclusion else {"typed": request.POST.get("text", "")[:5000]}
    return show_sent(request, draft, may_write=True, said=said, status=400, **typed)
