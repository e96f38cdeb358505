"""What a reader meets when the database is away: a plain 503 that says when to come back."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from hub.health import RETRY_AFTER
from hub.pages.views import error_page
from hub.pages.views import server_error as unforeseen


def is_outage(error: BaseException | None) -> bool:
    """Tell the absence of the database from an error of ours."""
    return isinstance(error, OperationalError | InterfaceError)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for Django's `handler500`.

    A middleware would see what views raise, but not what other middleware raises, such as the one
    that looks up redirects. Here the exception is still the one that is being handled.
    """
    if not is_outage(sys.exc_info()[1]):
        return unforeseen(request)
    title, text = _("We are away for a moment"), _("Please try again in a little while.")
    response: HttpResponse
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        error = {"message": text, "extensions": {"code": "UNAVAILABLE"}}
        response = JsonResponse({"errors": [error]}, status=503)
    else:
        response = error_page(request, 503, title, text)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response
