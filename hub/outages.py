"""What a reader meets when the database is away or the disk is full: plain words, and a time."""

import errno
import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from hub.health import RETRY_AFTER
from hub.pages.framing import error_page
from hub.pages.views import server_error as unforeseen
from hub.statements import is_outage


def is_full(error: BaseException | None) -> bool:
    """Tell a disk, or a quota of one, that has no room for a file."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for Django's `handler500`.

    A middleware would see what views raise, but not what other middleware raises, such as the one
    that looks up redirects. Here the exception is still the one that is being handled.
    """
    error = sys.exc_info()[1]
    if is_outage(error):
        title, text = _("We are away for a moment"), _("Please try again in a little while.")
        return come_back(request, 503, "UNAVAILABLE", title, text)
    if is_full(error):
        text = _("The file was not kept, and nothing else was changed. Please try again later.")
        return come_back(
            request, 507, "STORAGE_FULL", _("There is no room for files just now"), text
        )
    return unforeseen(request)


def come_back(request: HttpRequest, status: int, code: str, title: str, text: str) -> HttpResponse:
    """Say it as a page or as JSON, whichever the request prefers; nobody keeps the answer."""
    if request.get_preferred_type(["text/html", "application/json"]) != "application/json":
        return error_page(request, status, title, text, again=RETRY_AFTER)
    error = {"message": text, "extensions": {"code": code}}
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return JsonResponse({"errors": [error]}, status=status, headers=headers)
