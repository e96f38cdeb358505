"""Rows that many tests start from: made once in a process, and copied in where they are wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Snapshot:
    """The whole content of every table that making something changed."""

    tables: dict[str, Rows]

    @classmethod
    def of(cls, make: Callable[[], object]) -> "Snapshot":
        """Make something, keep its rows and take it back; nothing else may be under way."""
        assert not connection.in_atomic_block, "rows of the test that runs would be taken along"
        with transaction.atomic():
            before = all_rows()
            make()
            changed = {name: rows for name, rows in all_rows().items() if rows != before[name]}
            transaction.set_rollback(True)
        return cls(changed)

    def restore(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for name, rows in self.tables.items():
                table = connection.ops.quote_name(name)
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608
                if rows:
                    places = ", ".join(["%s"] * len(rows[0]))
                    cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608


def all_rows() -> dict[str, Rows]:
    tables: dict[str, Rows] = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
            tables[name] = cursor.fetchall()
    return tables
