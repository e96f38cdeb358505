"""What the API adds to the admin: its answer about the page that is being edited."""

from typing import Any

from django.urls import path
from wagtail import hooks

from hub.pages.edit_views import API_ANSWER


@hooks.register("register_admin_urls")
def register_api_answer() -> list[Any]:
    # Here, since a command that serves nothing should not build the schema: it takes a second.
    from .drafts import api_answer_view

    return [path("hub/api-answer/<int:page_id>/", api_answer_view, name=API_ANSWER)]
