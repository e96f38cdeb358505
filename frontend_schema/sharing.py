"""Letting the pages of every site read the API from a browser (CORS).

What anybody may read without a key, a script on any page may read too. `*` never covers a request
that carries cookies: the browser keeps the answer to one from the script, and sends no JSON with
cookies in the first place. So nobody can act or read here as the person who is logged in; and what
comes from another site after all is answered as if nobody were (`hub.accounts.identity`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]
#: What a script sees of an answer beside its body.
EXPOSED = "ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id"
#: How long a browser remembers that it may ask, in seconds.
REMEMBERED = 24 * 60 * 60


def shared_with_every_site(view: View) -> View:
    """Send with each answer of a view that other sites may read it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        if request.method == "OPTIONS":
            response["Access-Control-Allow-Methods"] = "GET, POST"
            response["Access-Control-Allow-Headers"] = "*, Authorization"
            response["Access-Control-Max-Age"] = str(REMEMBERED)
        return response

    return wrapped
