"""A second pair of hands: pictures and documents are made beside the work on the database.

Drawing and printing take as long as everything else together and need no database, so they are
ordered early, made in other processes, and taken when their row is stored.
"""

import os
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Self

#: With fewer things to make, starting another process takes longer than it saves.
WORTH_A_PROCESS = 8


class Workshop:
    """Makes what was ordered in other processes, and all else when it is asked for."""

    def __init__(self) -> None:
        self._orders: dict[Hashable, tuple[Callable[..., bytes], dict[str, Any]]] = {}
        self._made: dict[Hashable, Future[bytes]] = {}
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def order(self, name: Hashable, make: Callable[..., bytes], **values: Any) -> None:
        """Note what will be asked for; the order of the orders is that of the making."""
        self._orders[name] = (make, values)

    def open(self) -> None:
        """Begin with the work, if there is enough of it."""
        if len(self._orders) < WORTH_A_PROCESS:
            return
        # A fork would share the connection to the database with its parent.
        self._pool = ProcessPoolExecutor(min(2, os.cpu_count() or 1), get_context("spawn"))
        for name, (make, values) in self._orders.items():
            self._made[name] = self._pool.submit(make, **values)

    def take(self, name: Hashable, make: Callable[..., bytes], **values: Any) -> bytes:
        """Return a thing that was ordered, or make it now."""
        made = self._made.pop(name, None)
        if made is not None:
            with suppress(BrokenProcessPool):  # whatever ended it, this one can do the work
                return made.result()
        return make(**values)
