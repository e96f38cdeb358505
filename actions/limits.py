"""How often a sender who needs no account may do something."""

from django.apps import apps
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.module_loading import import_string

#: How often one sender may do each in an hour, in pages and by the API together.
MOST_AN_HOUR = 10


def is_too_often(request: HttpRequest, what: str = "interest") -> bool:
    """Count what one sender enters in an hour."""
    key = f"actions.{what}.{sender_of(request)}"
    cache.add(key, 0, timeout=3600)
    try:
        return int(cache.incr(key)) > MOST_AN_HOUR
    except ValueError:  # it expired in this moment
        return False


def sender_of(request: HttpRequest) -> str:
    """Return the address a request came from, behind the proxies that the site trusts."""
    if not apps.is_installed("allauth.account"):
        return str(request.META["REMOTE_ADDR"])
    return str(import_string("allauth.account.adapter.get_adapter")().get_client_ip(request))
