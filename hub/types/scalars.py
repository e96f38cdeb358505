"""Scalars that the catalogue already holds as text, so that a card passes straight through."""

from datetime import UTC, date, datetime
from decimal import Decimal as DecimalNumber
from typing import Any, NewType

import strawberry

Date = NewType("Date", str)
DateTime = NewType("DateTime", str)
Decimal = NewType("Decimal", str)
Json = NewType("Json", object)


def read_moment(text: str) -> datetime:
    """Read a moment and refuse one whose time zone would be a guess, or that no database holds."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return found.astimezone(UTC)


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else str(value.isoformat())


def as_it_is(value: Any) -> Any:
    return value


#: For the configuration of the schema.
SCALARS: dict[object, Any] = {
    Date: strawberry.scalar(
        name="Date",
        description="A day, as YYYY-MM-DD.",
        serialize=as_text,
        parse_value=date.fromisoformat,
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A moment with its time zone, as in ISO 8601.",
        serialize=as_text,
        parse_value=read_moment,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description="An exact decimal number, as text.",
        serialize=str,
        parse_value=DecimalNumber,
    ),
    Json: strawberry.scalar(
        name="JSON", description="Any value of JSON.", serialize=as_it_is, parse_value=as_it_is
    ),
}
