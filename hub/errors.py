"""Errors of the domain that the API names by code; everything else is Django's own."""


class CursorExpired(Exception):
    """A cursor that was right once, and no longer fits the list it is given to."""


class LimitExceeded(Exception):
    """A request that asks for more than the hub gives in one go."""
