"""What somebody typed when their session had ended: kept for an hour, and back after the log-in.

It lies in the new session, which only that browser has; nothing of it is saved by itself.
"""

from functools import wraps
from time import time

from django.http import HttpRequest, HttpResponse, QueryDict

from actions.limits import is_too_often
from hub.pages.framing import View

NAME, SECONDS, MOST_CHARACTERS = "actions.typed", 3600, 100_000


def keep_typed(view: View) -> View:
    """Keep what a form without JavaScript sends after the end of the session."""

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            typed = request.POST.copy()
            typed.pop("csrfmiddlewaretoken", None)
            text = typed.urlencode()
            if len(text) <= MOST_CHARACTERS and not is_too_often(request, "typed"):
                request.session[NAME] = [request.path, text, time() + SECONDS]
                request.session.set_expiry(SECONDS)
        return view(request, *args, **kwargs)

    return kept


def take_typed(request: HttpRequest) -> QueryDict | None:
    """Return what was typed on this page before the log-in, once."""
    path, text, until = request.session.get(NAME) or ("", "", 0)
    if path != request.path:
        return None
    del request.session[NAME]
    if request.session.get("_session_expiry") == SECONDS:  # nothing was chosen at the log-in
        request.session.set_expiry(None)
    return QueryDict(text) if time() < until else None
