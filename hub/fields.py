"""Model fields that differ from the stock ones in one deliberate way each."""

from typing import Any

from django.db import models
from wagtail.fields import StreamField as WagtailStreamField


class StreamField(WagtailStreamField):
    """A stream field whose migrations hold no block definitions.

    Blocks change often and their definitions say nothing about the column, so a change of blocks
    needs no migration. `docs/adr/0003` tells the cost: stream data migrations work on raw data.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args and "block_types" not in kwargs and "block_lookup" not in kwargs:
            args = ([],)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        for key in ("block_types", "block_lookup"):
            kwargs.pop(key, None)
        return name, path, [], kwargs


class SortKeyField(models.CharField):  # type: ignore[type-arg]
    """Folded text that sorts by code point, the same on SQLite and PostgreSQL.

    PostgreSQL would otherwise sort by the collation of its database, and a cursor made on one
    machine would not fit another.
    """

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        parameters["collation"] = "C" if connection.vendor == "postgresql" else None
        return parameters
