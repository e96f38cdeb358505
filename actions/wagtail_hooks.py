"""What actions add to the admin: the list of their pages, and the desk of the reviewers."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from hub.admin_pages import PermittedMenuItem

from .permissions import REVIEW
from .views import annual, desk, listings, queues
from .viewsets import ACTIONS, JoiningGroup


class DeskMenuItem(PermittedMenuItem):
    permission = REVIEW


@hooks.register("register_admin_urls")
def register_desk() -> list[Any]:
    urls = [
        *list_paths("", "list", queues.QueueView),
        *list_paths("listings/", "listings", queues.ListingsView),
        *list_paths("interests/", "interests", queues.InterestsView),
        path("interests/list.csv", queues.interests_file, name="interests_file"),
        path("interests/unsubscribes/", listings.UnsubscribesView.as_view(), name="unsubscribes"),
        path("receipts/", listings.ReceiptsView.as_view(), name="receipts"),
        path("packages/", listings.desk_packages, name="packages"),
        path("annual-report/", annual.AnnualView.as_view(), name="annual"),
        path("annual-report/<int:year>.<slug:form>", annual.annual_file, name="annual_file"),
        path("<uuid:key>/", desk.desk_draft, name="draft"),
        path("<uuid:key>/assign/", desk.desk_assign, name="assign"),
        path("<uuid:key>/comment/", desk.desk_comment, name="comment"),
        path("<uuid:key>/trail/", desk.desk_trail, name="trail"),
        path("<uuid:key>/listings/<slug:showcase>/", listings.desk_listing, name="listing"),
        path(
            "<uuid:key>/listings/<slug:showcase>/package.<slug:form>",
            listings.desk_package,
            name="package",
        ),
        path("<uuid:key>/reports/<uuid:report>/", desk.desk_report, name="report"),
    ]
    return [path("actions/desk/", include((urls, "action_desk"), namespace="action_desk"))]


def list_paths(route: str, name: str, view: type[queues.DeskListView]) -> Iterator[Any]:
    """Give a list its address, and that of the rows alone, which the admin loads as one filters."""
    yield path(route, view.as_view(), name=name)
    yield path(f"{route}results/", view.as_view(results_only=True), name=f"{name}_results")


@hooks.register("register_admin_menu_item")
def show_desk() -> DeskMenuItem:
    return DeskMenuItem(
        _("Submitted actions"), reverse("action_desk:list"), icon_name="tasks", order=155
    )


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    return [ACTIONS, JoiningGroup()]


@hooks.register("insert_global_admin_css")
def style_desk() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("actions/desk.css"))
