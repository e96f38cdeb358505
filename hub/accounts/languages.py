"""The language of account pages and their mails, whose addresses have none in them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from hub.pages.links import LANGUAGE_PARAMETER


def in_language_asked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer in the language that the address asks for, and remember it for the next pages."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get(LANGUAGE_PARAMETER, "")
        if asked not in dict(settings.LANGUAGES):
            return view(request, *args, **kwargs)
        translation.activate(asked)
        request.LANGUAGE_CODE = asked
        return remember_language(view(request, *args, **kwargs), request, asked)

    return answer


def remember_language(response: HttpResponse, request: HttpRequest, code: str) -> HttpResponse:
    """Set the cookie that Django's own middleware reads."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response
