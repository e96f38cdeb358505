"""Which images and documents may be shown to everyone.

A collection is private when it, or any collection above it, has a view restriction. A child of a
private collection looks public on its own row, so the whole tree is read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from wagtail.models import Collection

_reading: ContextVar[frozenset[int] | None] = ContextVar("hub_private_collections", default=None)


def private_collection_ids() -> frozenset[int]:
    """Read the collections whose files nobody may see without signing in, in one query.

    The tree comes sorted by path, so everything below a private collection follows it at once.
    """
    known = _reading.get()
    if known is not None:
        return known
    private: set[int] = set()
    prefix = None
    rows = Collection.objects.order_by("path").values_list("pk", "path", "view_restrictions__pk")
    for pk, path, restriction in rows:
        if restriction is not None and not (prefix and path.startswith(prefix)):
            prefix = path
        if prefix and path.startswith(prefix):
            private.add(pk)
    return frozenset(private)


@contextmanager
def private_collections_read_once() -> Iterator[frozenset[int]]:
    """Ask once for a batch; only for work that is marked again when a restriction changes."""
    token = _reading.set(private_collection_ids())
    try:
        yield private_collection_ids()
    finally:
        _reading.reset(token)
