"""Having the database give up on what outlasts the answer, and telling why a statement failed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

# SQLite asks us after so many steps of its machine, which is some hundred times a second.
STEPS = 100_000
# What a statement ends with that ran into its bound: PostgreSQL's SQLSTATE, SQLite's own name.
CANCELED = frozenset({"57014", "SQLITE_INTERRUPT"})


def is_outage(error: BaseException | None) -> bool:
    """Tell the absence of the database from an error of ours."""
    return isinstance(error, OperationalError | InterfaceError)


def is_canceled(error: Exception) -> bool:
    """Tell whether the database gave up on a statement that ran into its bound."""
    cause = error.__cause__
    names = (getattr(cause, "sqlstate", None), getattr(cause, "sqlite_errorname", None))
    return not CANCELED.isdisjoint(names)


@contextmanager
def bounded_statements(deadline: float) -> Iterator[None]:
    """Bound the statements of a block; nothing is sent for a block that asks for nothing."""
    is_bound = False

    def execute_bounded(execute: Callable[..., Any], *statement: Any) -> Any:
        """Set the bound before the first statement, when the connection is open for certain."""
        nonlocal is_bound
        if not is_bound:
            is_bound = True
            _bind(connection, deadline)
        return execute(*statement)

    try:
        with connection.execute_wrapper(execute_bounded):
            yield
    finally:
        if is_bound:
            _release(connection)


def _bind(database: BaseDatabaseWrapper, deadline: float) -> None:
    raw: Any = database.connection
    if database.vendor == "postgresql":
        left = max(1, int((deadline - monotonic()) * 1000))
        with database.wrap_database_errors:
            raw.execute(f"SET statement_timeout = {left}")
    elif database.vendor == "sqlite":
        raw.set_progress_handler(lambda: monotonic() > deadline, STEPS)


def _release(database: BaseDatabaseWrapper) -> None:
    raw: Any = database.connection
    if raw is None:  # it was closed on the way
        return
    if database.vendor == "postgresql":
        # A transaction that failed takes no statement; its rollback takes the bound away as well.
        with suppress(DatabaseError), database.wrap_database_errors:
            raw.execute("RESET statement_timeout")
    elif database.vendor == "sqlite":
        raw.set_progress_handler(None, STEPS)
