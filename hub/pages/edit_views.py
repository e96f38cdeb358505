"""What the edit screen fetches: the state of the draft, and what a partner site would get of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST
from wagtail.models import Page

from hub.catalogue.build import draft_entry
from hub.declarations import page_type_of

from .links import link_to, named_address
from .page_languages import edit_state
from .panels import PageTabs

#: The view that answers with the API's JSON for a draft; a site without the API has none.
API_ANSWER = "hub_api_answer"


def draft_for(request: HttpRequest, page_id: int) -> Page:
    """Return the latest draft of a page with our form, to somebody who may edit it."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft: Page = page.get_latest_revision_as_object()
    if not isinstance(draft.get_edit_handler(), PageTabs):
        raise Http404
    return draft


def state_view(request: HttpRequest, page_id: int) -> HttpResponse:
    draft = draft_for(request, page_id)
    context = edit_state(draft, request.user)
    return TemplateResponse(request, "hub/admin/edit_state.html", context)


def outlook_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the card of the draft, and where its API answer is found."""
    draft = draft_for(request, page_id)
    context: dict[str, Any] = {"page": draft}
    if page_type_of(type(draft)) is not None:
        entry, _content = draft_entry(draft)
        api_url = named_address(API_ANSWER, draft.pk)
        context |= {"entry": entry, "card": link_to(entry), "api_url": api_url}
    return TemplateResponse(request, "hub/admin/outlook.html", context)


@require_POST
def reviewed_view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say of a translation that a speaker has read it, or that it is to be read again."""
    draft = draft_for(request, page_id)
    if draft.live and not draft.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    set_reviewed(draft, is_reviewed="reviewed" in request.POST, user=request.user)
    return redirect("wagtailadmin_pages:edit", page_id)


@transaction.atomic
def set_reviewed(draft: Any, *, is_reviewed: bool, user: Any) -> None:
    """Mark a translation as reviewed, or not, on its draft and where readers see it.

    Nothing else of a draft that waits for publication goes along.
    """
    stored: Any = Page.objects.get(pk=draft.pk).specific
    has_waiting_changes = not stored.live or stored.has_unpublished_changes
    draft.translation_reviewed = is_reviewed
    revision = draft.save_revision(user=user, log_action=True)
    if has_waiting_changes:
        stored.refresh_from_db()
        stored.translation_reviewed = is_reviewed
        stored.save(update_fields=["translation_reviewed"])
    else:
        revision.publish(user=user)
