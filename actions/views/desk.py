"""One action on the desk of the secretariat: everything about it, and the steps of review."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actions.answers import facts_of
from actions.desk import completeness, duplicates_of, person, side_by_side, trail_of
from actions.enums import Light, Outcome, ReviewStep
from actions.models import Draft
from actions.permissions import check_reviewer, draft_for, people_who_review
from actions.querysets import lit
from actions.questions import questions
from actions.services.drafts import Locked
from actions.services.following import decide_report
from actions.services.reviewing import (
    WEIGHED,
    WITH_WORDS,
    assign,
    comment,
    decide_evidence,
    take_step,
    word_on,
)
from actions.services.routing import decisions_for
from actions.states import state_after
from hub import days
from hub.pages.framing import told

#: Lines of the trail on one page.
TRAIL_SIZE = 100
View = Callable[..., HttpResponse]


def for_reviewers(*methods: str) -> Callable[[View], View]:
    """Let reviewers alone in, with the draft of the address; opening it is kept on record."""

    def guard(view: View) -> View:
        @require_http_methods(methods)
        @wraps(view)
        def guarded(request: HttpRequest, key: Any, **more: Any) -> HttpResponse:
            check_reviewer(request.user)
            try:
                return view(request, draft_for(request.user, key), **more)
            except ObjectDoesNotExist:
                raise Http404 from None

        return guarded

    return guard


@for_reviewers("GET", "POST")
def desk_draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show one action with the steps that can be taken."""
    if request.method == "POST":
        with refusals_told(request):
            weigh(request, draft) if "evidence" in request.POST else step(request, draft)
        return redirect("action_desk:draft", key=draft.key)
    compared = side_by_side(draft, get_language() or "", request.GET.get("language", ""))
    listings = draft.listings.annotate(light=lit("due_on", days.today()))
    sent = compared.rounds[-1] if compared.rounds else None
    context = {
        "draft": draft,
        "compared": compared,
        "answered": completeness(draft.answers),
        "files": draft.files.all(),
        "notes": draft.notes.all(),
        "comments": [
            (one, person(one.written_by)) for one in draft.comments.select_related("written_by")
        ],
        "reports": draft.reports.all(),
        "duplicates": duplicates_of(draft),
        "listings": [(one, Light(one.light)) for one in listings],
        "people": [(one.pk, person(one)) for one in people_who_review()],
        "askable": [one for one in questions().values() if not one.is_personal],
        "decisions": decisions_for(draft),
        "outcomes": Outcome,
        "can_weigh": sent and draft.state in WEIGHED and facts_of(sent.answers).has_evidence,
        "word": sent and sent.is_evidence_accepted,
        "word_seen": sent and word_on(sent),
        "steps": [
            {"name": one, "label": one.label, "has_words": one in WITH_WORDS}
            for one in ReviewStep
            if state_after(draft.state, one)
        ],
    }
    return render(request, "actions/admin/desk_draft.html", context)


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Say why something cannot be done with an action."""
    try:
        with told(request):
            yield
    except Locked:
        messages.error(request, _("Somebody was faster: this step cannot be taken any more."))


def weigh(request: HttpRequest, draft: Draft) -> None:
    """Keep the reviewer's word on the evidence."""
    accept, seen = request.POST["evidence"] == "accept", request.POST.get("word_seen")
    decide_evidence(request.user, draft.key, accept=accept, word_seen=seen)
    messages.success(request, _("Decided."))


def step(request: HttpRequest, draft: Draft) -> None:
    seen = request.POST.get("round", "")
    changed = take_step(
        request.user,
        draft.key,
        request.POST.get("step", ""),
        text=request.POST.get("text", ""),
        fields=request.POST.getlist("fields"),
        round_seen=int(seen) if seen.isdecimal() else None,
    )
    state = changed.get_state_display()
    messages.success(request, _("It is now: %(state)s.") % {"state": state})


@for_reviewers("POST")
def desk_assign(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Give the action to somebody, or to nobody."""
    chosen = request.POST.get("assignee", "")
    to = people_who_review().get(pk=int(chosen)) if chosen.isdecimal() else None
    with refusals_told(request):
        assign(request.user, draft.key, to=to, seen=request.POST.get("seen", ""))
    return redirect("action_desk:draft", key=draft.key)


@for_reviewers("POST")
def desk_comment(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Say something that only reviewers see."""
    with refusals_told(request):
        comment(request.user, draft.key, text=request.POST.get("text", ""))
    return redirect("action_desk:draft", key=draft.key)


@for_reviewers("POST")
def desk_report(request: HttpRequest, draft: Draft, report: Any) -> HttpResponse:
    """Accept or decline what the city told of it."""
    draft.reports.get(key=report)
    with refusals_told(request):
        decide_report(request.user, report, accept="accept" in request.POST)
        messages.success(request, _("Decided."))
    return redirect("action_desk:draft", key=draft.key)


@for_reviewers("GET")
def desk_trail(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show who did what, and who looked, the last first."""
    rows = draft.records.select_related("actor").order_by("-pk")
    page = Paginator(rows, TRAIL_SIZE).get_page(request.GET.get("page"))
    context = {
        "draft": draft,
        "trail": trail_of(page),
        "page_obj": page,
        "is_paginated": page.has_other_pages(),
    }
    return render(request, "actions/admin/desk_trail.html", context)
