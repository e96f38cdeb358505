"""What actions add to the admin: the list of their pages, and the desk of the reviewers."""

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from hub.admin_pages import PermittedMenuItem

from .permissions import REVIEW
from .views import desk, following
from .viewsets import ACTIONS, JoiningGroup


class DeskMenuItem(PermittedMenuItem):
    permission = REVIEW


@hooks.register("register_admin_urls")
def register_desk() -> list[Any]:
    urls = [
        path("", desk.desk_list, name="list"),
        path("<uuid:key>/", desk.desk_draft, name="draft"),
        path("<uuid:key>/reports/<uuid:report>/", following.decide, name="report"),
    ]
    return [path("actions/desk/", include((urls, "action_desk"), namespace="action_desk"))]


@hooks.register("register_admin_menu_item")
def show_desk() -> DeskMenuItem:
    return DeskMenuItem(
        _("Submitted actions"), reverse("action_desk:list"), icon_name="tasks", order=155
    )


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    return [ACTIONS, JoiningGroup()]
