"""What the base template asks for, on pages that allauth renders."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hub.pages import chrome
from hub.pages.framing import account_links

#: How the names of our addresses for accounts begin.
NAMES = ("account_", "mfa_", "hub_door", "wagtailadmin_login", "wagtailcore_login")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give language, direction and the way home to account pages, and nothing to any other.

    A name such as `language` would otherwise reach every template of the Wagtail admin.
    """
    match = request.resolver_match
    if match is None or not (match.url_name or "").startswith(NAMES):
        return {}
    return {
        **chrome.frame(),
        "account_links": account_links(),
        "can_sign_up": getattr(settings, "HUB_OPEN_SIGN_UP", False),
    }
