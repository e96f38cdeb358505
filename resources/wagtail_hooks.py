"""What the library adds to the admin: its menu."""

from wagtail import hooks

from .viewsets import LibraryGroup


@hooks.register("register_admin_viewset")
def register_library() -> LibraryGroup:
    return LibraryGroup()
