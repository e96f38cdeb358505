"""What courses add to the admin: the list of their pages."""

from wagtail import hooks

from hub.pages.viewsets import PageListViewSet

from .viewsets import COURSES


@hooks.register("register_admin_viewset")
def register_courses() -> PageListViewSet:
    return COURSES
