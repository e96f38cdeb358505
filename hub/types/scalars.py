"""Scalars whose values the catalogue already holds as text, so that a card passes straight through."""

from datetime import date, datetime
from decimal import Decimal as DecimalNumber
from typing import Any, NewType

import strawberry

Date = NewType("Date", str)
DateTime = NewType("DateTime", str)
Decimal = NewType("Decimal", str)


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else str(value.isoformat())


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
        parse_value=datetime.fromisoformat,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description="An exact decimal number, as text.",
        serialize=str,
        parse_value=DecimalNumber,
    ),
}
