"""Errors of the domain that the API names by code; everything else is Django's own."""


class DomainError(Exception):
    """What a person or a program can do something about: its text is written for them.

    `code` is one of the codes of the API.
    """

    code = "BAD_USER_INPUT"


class CursorExpired(DomainError):
    """A cursor that was right once, and no longer fits the list it is given to."""

    code = "CURSOR_EXPIRED"


class NotSignedIn(DomainError):
    """A request for what only a known person can have or do."""

    code = "UNAUTHENTICATED"


class RateLimited(DomainError):
    """A request of somebody who has made enough of this kind for now."""

    code = "RATE_LIMITED"
