"""The short way to an answer that is kept: what sessions, languages and routes decided is known.

A kept answer costs less than the way to it through them. Who asks exactly what somebody asked
before, and sends nothing that says who they are, gets the same without that way.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from hub.response_cache import Kept, kept_for, public_version

#: Addresses that one process knows the short way to; each takes about 2 kB.
MOST_KNOWN = 1000
#: All of a request that an answer may differ by.
DIFFERS_BY = (
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_HOST",
    "SERVER_NAME",
    "SERVER_PORT",
    "QUERY_STRING",
)
#: Who sends one of these may get an answer of their own.
PERSONAL = ("HTTP_AUTHORIZATION", "HTTP_COOKIE")
#: What an answer may say that it differs by; for anything else there is no short way.
KNOWN_TO_VARY = {"accept", "accept-encoding", "accept-language", "authorization", "cookie"}
#: Each answer has these anew.
OF_ONE_ANSWER = {"Content-Length", "X-Request-Id"}


@dataclass(frozen=True, slots=True)
class ShortWay:
    """Under what an answer is kept, the route to it, and the headers that were added on the way."""

    key: str
    route: ResolverMatch | None
    headers: dict[str, str]


class RepeatedAnswersMiddleware:
    """Give what is kept to those who ask the same again, before anything else is done for them.

    It stands behind what guards every answer (TLS, ids of requests) and before all that it saves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.known: dict[bytes, ShortWay] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = address_of(request)
        if address is None:
            return self.get_response(request)
        way = self.known.get(address)
        found = _kept_now(way.key) if way else None
        if way and found:
            return _answer(request, way, found)
        response = self.get_response(request)
        if way := way_to(request, response):
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            self.known[address] = way
        return response


def address_of(request: HttpRequest) -> bytes | None:
    """Name what is asked, or nothing where the answer may depend on who asks."""
    meta = request.META
    if request.method != "GET" or any(meta.get(name) for name in PERSONAL):
        return None
    # A request that nobody sent, such as that for a preview, has its port as a number.
    parts = (request.scheme or "", request.path, *(str(meta.get(name, "")) for name in DIFFERS_BY))
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).digest()


def way_to(request: HttpRequest, response: HttpResponse) -> ShortWay | None:
    """Learn from an answer that was kept; whatever is not sure to come again teaches nothing."""
    found: tuple[str, Kept] | None = getattr(request, "hub_kept", None)
    if found is None or response.status_code != 200 or response.streaming or response.cookies:
        return None
    key, kept = found
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {""}
    if not varies <= KNOWN_TO_VARY:
        return None
    added = {
        name: text
        for name, text in response.items()
        if name not in OF_ONE_ANSWER and kept.headers.get(name) != text
    }
    return ShortWay(key, request.resolver_match, added)


def _kept_now(key: str) -> Kept | None:
    try:
        version = public_version()
    except Error:  # whoever answers such a request says it well
        return None
    found = kept_for(version, key) if version else None
    return found if isinstance(found, Kept) else None


def _answer(request: HttpRequest, way: ShortWay, found: Kept) -> HttpResponse:
    request.resolver_match = way.route
    response = found.response(request)
    for name, text in way.headers.items():
        response[name] = text
    response["Content-Length"] = str(len(response.content))
    return response
