"""How often a sender who needs no account may do something."""

from django.http import HttpRequest

from hub.accounts.identity import sender_of
from hub.counting import count

#: How often one sender may do each in an hour, in pages and by the API together.
MOST_AN_HOUR = 10


def is_too_often(request: HttpRequest, what: str = "interest") -> bool:
    """Count what one sender enters in an hour."""
    return count(f"actions.{what}.{sender_of(request)}", seconds=3600) > MOST_AN_HOUR
