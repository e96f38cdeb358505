"""What the kernel adds to the admin: reference data, edit screens, refusals in plain words."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.db import router
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from hub import state
from hub.catalogue.signal_handlers import files_changed
from hub.importing.views import EXPORTS, IMPORTS
from hub.merging import MERGE
from hub.merging_views import MODELS, may_merge, merge_view
from hub.morning import MorningPanel
from hub.networks.viewsets import NetworkViewSet
from hub.organisations.models import Organisation
from hub.organisations.viewsets import OrganisationViewSet
from hub.pages import edit_views, guards
from hub.pages.links import named_address
from hub.pages.versions import pages_with_versions_naming
from hub.pages.viewsets import ALL_PAGES, content_page_viewsets
from hub.partners.models import PartnerSite
from hub.partners.viewsets import PartnerSiteViewSet
from hub.terms.models import Term
from hub.terms.viewsets import TermViewSet

#: How many of the places where something is used a refusal names.
NAMED = 3


class ReferenceGroup(SnippetViewSetGroup):
    menu_label = gettext_lazy("Reference")
    menu_name = "reference"
    menu_icon = "list-ul"
    menu_order = 250
    items = (TermViewSet, OrganisationViewSet, NetworkViewSet, PartnerSiteViewSet)


register_snippet(ReferenceGroup)


@hooks.register("before_delete_snippet")
def refuse_to_delete_what_is_used(
    request: HttpRequest, instances: list[Model]
) -> HttpResponse | None:
    """Say what holds a term or an organisation, before the database refuses with an error."""
    used = {
        instance: rows
        for instance in instances
        if isinstance(instance, Term | Organisation) and (rows := rows_that_hold(instance))
    }
    for instance, rows in used.items():
        messages.error(request, refusal(instance, rows))
    if not used:
        return None
    viewset = instances[0].snippet_viewset  # type: ignore[attr-defined]
    if len(instances) == 1:
        return redirect(viewset.get_url_name("edit"), quote(instances[0].pk))
    return redirect(viewset.get_url_name("list"))


def rows_that_hold(instance: Model) -> list[Model]:
    """Find the rows, or else the versions of pages, that forbid this deletion."""
    collector = Collector(using=router.db_for_write(type(instance)))
    try:
        collector.collect([instance])
    except ProtectedError as error:
        return list(error.protected_objects)
    return list(pages_with_versions_naming(instance))


def refusal(instance: Model, rows: list[Model]) -> str:
    # A row that hangs on a page or on another term is best known by what it hangs on.
    owners = {str(getattr(row, "page", getattr(row, "source", row))) for row in rows}
    message = _(
        "“%(name)s” is used and cannot be deleted: %(users)s. Retire it or merge it instead."
    )
    users = sorted(owners)[:NAMED]
    if len(owners) > NAMED:
        users.append(_("%(count)d more") % {"count": len(owners) - NAMED})
    return message % {"name": instance, "users": ", ".join(users)}


hooks.register("before_publish_page", guards.hold_back)
hooks.register("before_bulk_action", guards.hold_back_some)
hooks.register("register_admin_viewset", content_page_viewsets)
hooks.register("register_admin_viewset", lambda: [IMPORTS, EXPORTS])
hooks.register("register_admin_viewset", lambda: [ALL_PAGES, state.STATE])


@hooks.register("after_bulk_action")
def mark_files_put_elsewhere(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Mark files that are put into a collection together: Wagtail saves none of them.

    It stands in the transaction of the action.
    """
    if action_type == "add_to_collection":
        for kind, model in (("image", get_image_model()), ("document", get_document_model())):
            files_changed(kind, [one.pk for one in objects if isinstance(one, model)])


@hooks.register("construct_homepage_panels")
def begin_with_the_morning(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(MorningPanel())


@hooks.register("register_admin_urls")
def register_edit_screen_urls() -> list[Any]:
    urls = [
        path("<int:page_id>/state/", edit_views.state_view, name="state"),
        path("<int:page_id>/outlook/", edit_views.outlook_view, name="outlook"),
        path("<int:page_id>/reviewed/", edit_views.reviewed_view, name="reviewed"),
    ]
    return [
        path("hub/pages/", include((urls, "hub_editing"), namespace="hub_editing")),
        path("hub/merge/<slug:kind>/<int:pk>/", merge_view, name="hub_merge"),
    ]


@hooks.register("register_log_actions")
def name_a_merge(actions: Any) -> None:
    actions.register_action(MERGE, gettext_lazy("Merge"), gettext_lazy("Merged into another one"))


@hooks.register("register_snippet_listing_buttons")
def merge_button(snippet: Any, user: Any, next_url: str = "") -> Iterator[Button]:
    kind, model = snippet._meta.model_name, type(snippet)
    if MODELS.get(kind) == model._meta.label and may_merge(user, model):
        address = reverse("hub_merge", args=[kind, snippet.pk])
        yield Button(gettext_lazy("Merge into another"), address, icon_name="resubmit", priority=40)


@hooks.register("insert_global_admin_css")
def style_edit_screen() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("hub/admin/editing.css"))


@hooks.register("insert_editor_js")
def refresh_edit_screen() -> str:
    return format_html('<script src="{}"></script>', static("hub/admin/editing.js"))


@hooks.register("register_snippet_listing_buttons")
def keys_button(snippet: Any, user: Any, next_url: str = "") -> Iterator[Button]:
    """Lead to the page on which a site's keys and webhooks are."""
    if isinstance(snippet, PartnerSite) and (
        address := named_address("hub_partner_site", snippet.pk)
    ):
        yield Button(gettext_lazy("Keys and webhooks"), address, icon_name="key", priority=5)
