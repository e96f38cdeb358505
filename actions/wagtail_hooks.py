"""What actions add to the admin."""

from wagtail import hooks

from hub.pages.viewsets import PageListViewSet

from .viewsets import ACTIONS


@hooks.register("register_admin_viewset")
def register_actions() -> PageListViewSet:
    return ACTIONS
