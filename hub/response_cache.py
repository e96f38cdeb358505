"""Answers that are the same for everyone, kept until anything public changes (ADR 0010).

A repeated request costs one read of the content generation by its primary key and one look-up.
"""

import gzip
import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from hub import days
from hub.catalogue.generation import token_and_due
from hub.catalogue.schedule import run_due

#: The entry of CACHES that keeps answers; a site without it makes each anew.
ALIAS = "responses"
#: Bounds what strangers can fill a shared cache with; what changes ends an answer sooner.
SECONDS = 300
#: Bytes, compressed.
LARGEST = 256 * 1024
#: Below this, compressing costs more than it saves.
SMALLEST_COMPRESSED = 500
#: Seconds that the others wait for the one who makes an answer that many ask for at once.
LONGEST_WAIT = 3.0
PAUSE = 0.02
#: Stands for an answer that was not kept, so that nobody waits for one; for so many seconds.
NOT_KEPT = b""
NOT_KEPT_SECONDS = 2

#: The one key of all that is public, for networks that drop by key: any change may concern any
#: answer.
SURROGATE_KEY = "hub"

#: Makes an answer, and tells whether it is the same for everyone who asks the same.
Make = Callable[[], tuple[HttpResponse, bool]]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is sent: compressed once, with its headers."""

    body: bytes
    headers: dict[str, str]

    def response(self, request: HttpRequest) -> HttpResponse:
        """Answer with it, or with 304 to whoever has it already."""
        headers, body = self.headers, self.body
        if "Content-Encoding" in headers and "gzip" not in request.headers.get(
            "Accept-Encoding", ""
        ):
            headers = {name: text for name, text in headers.items() if name != "Content-Encoding"}
            body = gzip.decompress(body)
        response = HttpResponse(body, headers=headers)
        if request.method not in {"GET", "HEAD"}:
            return response
        return get_conditional_response(request, headers["ETag"], response=response) or response


def public_version() -> str | None:
    """Name the public content of this moment, after whatever a schedule has due is done.

    None while another process does it: what is made meanwhile is soon out of date. The day is in it
    because what goes on today may be over tomorrow.
    """
    token, due = token_and_due()
    if due <= timezone.now():
        run_due()
        token, due = token_and_due()
    now = timezone.now()
    return None if due <= now else f"{token}:{days.day_of(now)}"


def respond(
    request: HttpRequest,
    version: str | None,
    key: Iterable[object],
    make: Make,
    *,
    is_private: bool = False,
) -> HttpResponse:
    """Answer with what is kept under this key for this version, or make it and keep it.

    The key holds whatever else the answer depends on. Of many who ask at once one makes it, and the
    others wait for a while; an error of the one is no error of theirs. Whatever stands between
    the hub and a reader may keep an answer too, unless it is private.
    """
    cache = store()
    if cache is None or version is None:
        return make()[0]
    parts = "\0".join(map(str, (get_language(), is_private, *key)))
    what = hashlib.sha256(parts.encode(errors="replace")).hexdigest()
    found = kept_for(version, what)
    if found is None:
        return _make_once(cache, _name(version, what), request, make, is_private)
    if not isinstance(found, Kept):
        return make()[0]
    if not is_private:
        request.hub_kept = what, found  # type: ignore[attr-defined]  # `hub.repeated_answers`
    return found.response(request)


def kept_for(version: str, what: str) -> Kept | bytes | None:
    """Return what is kept of this for a version, or `NOT_KEPT`, or None."""
    cache = store()
    found: Kept | bytes | None = cache.get(_name(version, what)) if cache else None
    return found


def _name(version: str, what: str) -> str:
    return hashlib.sha256(f"{version}\0{what}".encode()).hexdigest()


def respond_at_address(request: HttpRequest, make: Make) -> HttpResponse:
    """Answer a GET whose answer depends on nothing but its address and what is public."""
    key = (request.get_host(), request.get_full_path())
    return respond(request, public_version(), key, make)


def keep(response: HttpResponse, *, is_private: bool = False) -> Kept:
    """Compress an answer and name its content; whoever keeps it asks again each time."""
    patch_cache_control(response, **{"private" if is_private else "public": True}, no_cache=True)
    patch_vary_headers(response, ["Accept-Encoding"])
    if not is_private:
        _patch_for_networks(response)
    body = response.content
    # Weak: the same words are sent compressed to some.
    response["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    if len(body) >= SMALLEST_COMPRESSED:
        body = gzip.compress(body, compresslevel=6, mtime=0)
        response["Content-Encoding"] = "gzip"
    return Kept(body, dict(response.items()))


def _patch_for_networks(response: HttpResponse) -> None:
    """Let a network in front keep an answer; `hub.cdn` tells it what changed.

    `CDN-Cache-Control` is RFC 9213; some networks know only `Surrogate-Control`.
    """
    seconds = getattr(settings, "HUB_CDN_SECONDS", 0)
    if seconds:
        response["CDN-Cache-Control"] = f"public, max-age={seconds}"
        response["Surrogate-Control"] = f"max-age={seconds}"
        response["Surrogate-Key"] = SURROGATE_KEY


def store() -> BaseCache | None:
    """Return the cache that strangers may fill, or None in a site that has none."""
    return caches[ALIAS] if ALIAS in settings.CACHES else None


def is_for_everyone(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether a page was made without a look at who asks, whatever its template is.

    A template that reads the session, or writes the token of a form, makes a page for one person.
    """
    session = getattr(request, "session", None)
    return (
        response.status_code == 200
        and not getattr(session, "accessed", False)
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and not response.cookies
        and "no-store" not in response.get("Cache-Control", "")
    )


def _make_once(
    cache: BaseCache, name: str, request: HttpRequest, make: Make, is_private: bool
) -> HttpResponse:
    making = f"{name}:making"
    if not cache.add(making, 1, LONGEST_WAIT):
        found = _made_by_another(cache, name, making)
        return found.response(request) if isinstance(found, Kept) else make()[0]
    try:
        response, is_shared = make()
        kept = keep(response, is_private=is_private) if is_shared else None
        if kept is not None and len(kept.body) <= LARGEST:
            cache.set(name, kept, SECONDS)
        else:
            cache.set(name, NOT_KEPT, NOT_KEPT_SECONDS)
        return kept.response(request) if kept else response
    finally:
        cache.delete(making)


def _made_by_another(cache: BaseCache, name: str, making: str) -> Kept | bytes | None:
    """Wait for the answer that another is making; None where there was none in time."""
    give_up = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < give_up:
        time.sleep(PAUSE)
        found: dict[str, Kept | bytes | int] = cache.get_many([name, making])
        if name in found or making not in found:
            return found.get(name)  # type: ignore[return-value]
    return None
