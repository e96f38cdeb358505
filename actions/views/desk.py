"""What cities sent, for reviewers in the admin: a list, each action, the steps of review."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from actions.answers import facts_of
from actions.enums import Decision, Outcome, ReviewState
from actions.models import ActionReport, Draft, Submission
from actions.permissions import check_reviewer, draft_for
from actions.services.deciding import decisions_for
from actions.services.drafts import Locked
from actions.services.reviewing import STEPS, WEIGHED, WITH_WORDS, decide_evidence, take_step
from actions.states import APPROVE, DECLINE, PUBLISH, REQUEST_CHANGES, TAKE_UP, state_after

from .reading import answers_by_section

LABELS = {
    TAKE_UP: gettext_lazy("Take it up"),
    REQUEST_CHANGES: gettext_lazy("Ask for changes"),
    APPROVE: gettext_lazy("Approve, and make its page"),
    DECLINE: gettext_lazy("Decline"),
    PUBLISH: gettext_lazy("Publish its page"),
}
PER_PAGE = 50
#: What the secretariat has to do something about.
WAITING = (ReviewState.SUBMITTED, ReviewState.IN_REVIEW, ReviewState.APPROVED)


@require_GET
def desk_list(request: HttpRequest) -> HttpResponse:
    """List what waits, the longest first; other states when they are asked for."""
    check_reviewer(request.user)
    state = request.GET.get("state", "")
    wanted = [state] if state in ReviewState.values else WAITING
    sent = Exists(Submission.objects.filter(draft=OuterRef("pk")))
    drafts = Draft.objects.filter(sent, state__in=wanted).select_related("organisation")
    page = Paginator(drafts.order_by("saved_at", "id"), PER_PAGE).get_page(request.GET.get("p"))
    states = [choice for choice in ReviewState.choices if choice[0] != ReviewState.DRAFT]
    reports = ActionReport.objects.filter(state=Decision.PENDING)
    context = {
        "page": page,
        "states": states,
        "state": state,
        "reports": reports.select_related("draft__organisation")[:PER_PAGE],
    }
    return render(request, "actions/admin/desk_list.html", context)


@require_http_methods(["GET", "POST"])
def desk_draft(request: HttpRequest, key: Any) -> HttpResponse:
    """Show one action with the steps that can be taken."""
    check_reviewer(request.user)
    try:
        draft = draft_for(request.user, key)
    except ObjectDoesNotExist:
        raise Http404 from None
    if request.method == "POST":
        return weigh(request, draft) if "evidence" in request.POST else step(request, draft)
    sent = draft.submissions.order_by("-round").first()
    context = {
        "draft": draft,
        "answers": answers_by_section(draft),
        "submissions": draft.submissions.all(),
        "files": draft.files.all(),
        "notes": draft.notes.all(),
        "reports": draft.reports.all(),
        "decisions": decisions_for(draft),
        "outcomes": Outcome,
        "can_weigh": sent and draft.state in WEIGHED and facts_of(sent.answers).has_evidence,
        "word": sent and sent.is_evidence_accepted,
        "steps": [
            {"name": name, "label": LABELS[name], "has_words": name in WITH_WORDS}
            for name in STEPS
            if state_after(draft.state, name)
        ],
    }
    return render(request, "actions/admin/desk_draft.html", context)


def weigh(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Keep the reviewer's word on the evidence."""
    try:
        decide_evidence(request.user, draft.key, accept=request.POST["evidence"] == "accept")
    except Locked:
        messages.error(request, _("Somebody was faster: this step cannot be taken any more."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Decided."))
    return redirect("action_desk:draft", key=draft.key)


def step(request: HttpRequest, draft: Draft) -> HttpResponse:
    name, text = request.POST.get("step", ""), request.POST.get("text", "")
    try:
        changed = take_step(request.user, draft.key, name, text=text)
    except Locked:
        messages.error(request, _("Somebody was faster: this step cannot be taken any more."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(
            request, _("It is now: %(state)s.") % {"state": changed.get_state_display()}
        )
    return redirect("action_desk:draft", key=draft.key)
