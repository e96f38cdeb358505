"""Scalars whose values the catalogue already holds as text, so that a card passes straight through."""

from datetime import date, datetime
from typing import NewType

import strawberry

Date = strawberry.scalar(
    NewType("Date", str),
    name="Date",
    description="A day, as YYYY-MM-DD.",
    serialize=lambda value: value if isinstance(value, str) else value.isoformat(),
    parse_value=lambda value: date.fromisoformat(value),
)
DateTime = strawberry.scalar(
    NewType("DateTime", str),
    name="DateTime",
    description="A moment with its time zone, as in ISO 8601.",
    serialize=lambda value: value if isinstance(value, str) else value.isoformat(),
    parse_value=lambda value: datetime.fromisoformat(value),
)
Decimal = strawberry.scalar(
    NewType("Decimal", str),
    name="Decimal",
    description="An exact decimal number, as text.",
    serialize=str,
    parse_value=str,
)
