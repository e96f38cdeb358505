"""The way from the Wagtail admin to one's password, second factor and pages in the apps."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from hub.declarations import declared
from hub.pages.links import named_address

PAGES = (
    ("account_change_password", _("Change the password"), _("You are asked for the current one.")),
    ("mfa_index", _("Second factor"), _("A code from your phone, besides the password.")),
)


def item_of(
    name: str, label: Any, help_text: Any = ""
) -> Callable[[HttpRequest], dict[str, Any] | None]:
    def item(request: HttpRequest) -> dict[str, Any] | None:
        url = named_address(name)
        return {"url": url, "label": label, "help_text": help_text} if url else None

    return item


for page in (*PAGES, *declared("account_pages")):
    hooks.register("register_account_menu_item", item_of(*page))
