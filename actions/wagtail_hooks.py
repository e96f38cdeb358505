"""What joining adds to the admin."""

from wagtail import hooks

from .viewsets import JoiningGroup


@hooks.register("register_admin_viewset")
def register_joining() -> JoiningGroup:
    return JoiningGroup()
