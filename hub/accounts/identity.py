"""Who sends a request to the API: the person of a session or of a token, or nobody."""

import ipaddress
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from hub.errors import NotSignedIn

from .tokens import person_with

#: Of an IPv6 network one sender has this much at least.
IPV6_BLOCK = 64


def person_of(request: HttpRequest) -> Any:
    """Return the person who asks, or None; raise `NotSignedIn` for a token that opens nothing.

    A token decides alone: a program that sends a wrong one must not act as somebody whose cookie
    it happens to carry.
    """
    if request.headers.get("Authorization"):
        person = person_with(bearer_of(request))
        if person is None:
            raise NotSignedIn(_("This token is not known, or it has ended."))
        return person
    user = getattr(request, "user", None)
    if is_from_another_site(request) or user is None or not user.is_authenticated:
        return None
    return user


def bearer_of(request: HttpRequest) -> str:
    """Return the token or key that was sent, or nothing."""
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    return text.strip() if scheme.lower() == "bearer" else ""


def sender_of(request: HttpRequest) -> str:
    """Return what counts as one sender, as seen behind the proxies that the site trusts."""
    if not apps.is_installed("allauth.account"):
        return block_of(str(request.META["REMOTE_ADDR"]))
    adapter = import_string("allauth.account.adapter.get_adapter")()
    return block_of(str(adapter.get_client_ip(request)))


def block_of(address: str) -> str:
    """Return what counts as one sender: an IPv4 address, or the network of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # a socket has no address
        return address
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.ip_network((found, IPV6_BLOCK), strict=False))
    return str(found)


def is_from_another_site(request: HttpRequest) -> bool:
    """Tell whether a page of another site made the browser send this; its cookies do not count."""
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    return origin not in (
        f"{request.scheme}://{request.get_host()}",
        *settings.CSRF_TRUSTED_ORIGINS,
    )
