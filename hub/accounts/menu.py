"""The way from the Wagtail admin to one's password, second factor and pages in the apps."""

from collections.abc import Callable
from itertools import starmap
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from hub.declarations import account_pages
from hub.pages.links import named_address


def password_item(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("account_change_password"),
        "label": _("Change the password"),
        "help_text": _("You are asked for the current one."),
    }


def second_factor_item(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("A code from your phone, besides the password."),
    }


def item_of(name: str, label: Any) -> Callable[[HttpRequest], dict[str, Any] | None]:
    def item(request: HttpRequest) -> dict[str, Any] | None:
        url = named_address(name)
        return {"url": url, "label": label, "help_text": ""} if url else None

    return item


for item in (password_item, second_factor_item, *starmap(item_of, account_pages())):
    hooks.register("register_account_menu_item", item)
