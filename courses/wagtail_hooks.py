"""What courses add to the admin: the list of their pages, and that of addresses elsewhere."""

from typing import Any

from wagtail import hooks

from .viewsets import ADDRESSES, COURSES


@hooks.register("register_admin_viewset")
def register_courses() -> list[Any]:
    return [COURSES, ADDRESSES]
