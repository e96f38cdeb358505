"""Counts in the cache that end by themselves, for all processes together where they share one."""

from django.core.cache import cache


def count(key: str, *, seconds: int, by: int = 1) -> int:
    """Add to a count, and return it; it is forgotten so many seconds after its beginning."""
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key, by))
    except ValueError:  # it went in this moment
        return by
