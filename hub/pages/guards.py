"""Publishing through the admin is held back while a draft has errors; the draft itself is kept."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import Page

from .models import ContentPage
from .publishing import Problem, errors

APPROVE = "approve"


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def say_why(request: HttpRequest, page: Page, found: list[Problem]) -> None:
    """Tell the editor what holds the publication back, with a way there."""
    sentences = format_html_join("", "<li>{}</li>", ((problem.message,) for problem in found))
    message = _("“%(title)s” is saved but not published:") % {
        "title": page.get_admin_display_title()
    }
    button = messages.button(edit_url(page), _("Edit"))
    messages.error(request, format_html("{}<ul>{}</ul>", message, sentences), buttons=[button])


def hold_back(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hold back the publication of a draft with errors, and lead back to its form.

    Wagtail puts a page that is created and published in one go into the tree as live, before it
    asks anybody; it is taken back here where our own view did not prevent it.
    """
    found = errors_of(page)
    if not found:
        return None
    if page.live and page.live_revision_id is None:
        page.live, page.has_unpublished_changes = False, True
        page.save(update_fields=["live", "has_unpublished_changes"])
    say_why(request, page, found)
    return redirect(edit_url(page))


def hold_back_some(
    request: HttpRequest, action_type: str, pages: list[Page], action: Any
) -> HttpResponse | None:
    """Publish those of many pages that have no errors, and name the others."""
    if action_type != "publish":
        return None
    with_descendants = action.cleaned_form.cleaned_data.get("include_descendants", False)
    for page in list(pages):
        drafts = [page, *(page.get_descendants().not_live() if with_descendants else ())]
        refused = [(draft, found) for draft in drafts if (found := errors_of_latest(draft))]
        for draft, found in refused:
            say_why(request, draft, found)
        if refused:
            pages.remove(page)
    return None if pages else redirect(action.next_url)


def errors_of(page: Page) -> list[Problem]:
    """Find what holds a page back; a page type of another site has rules of its own."""
    return errors(page) if isinstance(page, ContentPage) else []


def errors_of_latest(page: Page) -> list[Problem]:
    return errors_of(page.get_latest_revision_as_object())


class DraftFirstCreateView(CreateView):
    """Create a page as a draft, also when it is published in the same go."""

    def publish_action(self) -> HttpResponse:
        self.form.instance.live = False
        response: HttpResponse = super().publish_action()
        return response


class GuardedEditView(EditView):
    """Keep the moderator's changes, but approve nothing that has errors."""

    def perform_workflow_action(self) -> HttpResponse:
        if self.workflow_action != APPROVE:
            return super().perform_workflow_action()  # type: ignore[no-any-return]
        task_state = self.page.current_workflow_task_state
        response: HttpResponse = self.save_action()
        if refusal := hold_back(self.request, self.page):
            return refusal
        data = json.loads(self.request.POST.get("workflow-action-extra-data", "{}"))
        task_state.task.specific.on_action(task_state, self.request.user, APPROVE, **data)
        return self.redirect_away() if response.status_code == 302 else response


class GuardedWorkflowActionView(WorkflowActionView):
    """The same for an approval from the dashboard."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        draft = self.object.get_latest_revision_as_object()
        refusal = hold_back(request, draft) if self.action_name == APPROVE else None
        if refusal is None:
            return super().post(request, *args, **kwargs)  # type: ignore[no-any-return]
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            step = {"step": "success", "redirect": edit_url(draft)}
            return self.render_modal_json(request, step)  # type: ignore[no-any-return]
        return refusal
