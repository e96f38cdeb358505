"""One id for each request: in its answer, in the log, and in what the API says of an error."""

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

HEADER = "X-Request-Id"
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")

logger = logging.getLogger(__name__)
_current: ContextVar[str] = ContextVar("hub_request_id", default="")


def current_request_id() -> str:
    return _current.get()


def request_id_of(request: HttpRequest) -> str:
    """Return the id that a proxy in front gave the request, or one of ours."""
    if not hasattr(request, "hub_id"):
        given = request.headers.get(HEADER, "")
        request.hub_id = given if GIVEN.fullmatch(given) else uuid4().hex  # type: ignore[attr-defined]
    return str(request.hub_id)  # type: ignore[attr-defined]


class TracingMiddleware:
    """Give a request its id, and write down how it was answered: its route, never its address.

    An address can hold what a mail gave to one person, or what somebody looks for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # Only a site that has metrics has the library for them.
        has_metrics = getattr(settings, "HUB_METRICS_TOKEN", "")
        self.observe = import_string("hub.metrics.observe") if has_metrics else None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        token = _current.set(request_id_of(request))
        try:
            response = self.get_response(request)
            response[HEADER] = current_request_id()
            self.note(request, response, time.perf_counter() - started)
        finally:
            _current.reset(token)
        return response

    def note(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        route = request.resolver_match.route if request.resolver_match else ""
        if self.observe:
            self.observe(route, response.status_code, seconds)
        fields = {
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 1),
        }
        logger.info("%(method)s %(route)s %(status)s", fields, extra={"fields": fields})
