"""The way from the Wagtail admin to one's password and second factor."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


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


hooks.register("register_account_menu_item", password_item)
hooks.register("register_account_menu_item", second_factor_item)
