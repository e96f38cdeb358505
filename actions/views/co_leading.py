"""Which organisations write an action together, on the pages of that action."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actions.models import Draft, Membership
from actions.permissions import DECIDE
from actions.services.co_leading import end_co_lead, invite_co_lead, named_co_leads
from hub.pages.framing import for_people


@for_people
@require_POST
def co_lead(request: HttpRequest, key: Any) -> HttpResponse:
    """Invite an organisation, or end that it writes too."""
    slug = request.POST.get("organisation", "").replace("\0", "")  # PostgreSQL takes none
    try:
        if "end" in request.POST:
            end_co_lead(request.user, key, slug)
        else:
            invite_co_lead(request.user, key, slug)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Saved."))
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
