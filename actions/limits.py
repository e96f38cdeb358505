"""How often a sender who needs no account may do something."""

from django.core.cache import cache
from django.http import HttpRequest

from hub.accounts.identity import sender_of

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
