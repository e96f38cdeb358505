"""What actions add to the admin."""

from wagtail import hooks

from .viewsets import ACTIONS, JoiningGroup


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    return [ACTIONS, JoiningGroup()]
