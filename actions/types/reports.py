"""What an organisation tells of its published action, until a reviewer has decided."""

import strawberry

from actions import enums, models
from hub.types.choices import enum_of
from hub.types.plain import nested, plain
from hub.types.scalars import Date, DateTime

from .joining import Decision

ActionReportKind = enum_of(
    enums.ActionReportKind,
    "What is told of a published action.",
    CONCLUSION="It has ended.",
    EXTENSION="It goes on until a later day.",
    WITHDRAWAL="It is taken back.",
    UPDATE="Something has come of it.",
)


@strawberry.type(description="What an organisation tells of its published action.")
class ActionReport:
    day: Date = strawberry.field(description="The last day, or the day on which it was told.")
    text: str | None = strawberry.field(description="The update.")
    made_at: DateTime = strawberry.field(description="When it was told.")
    kind = nested(ActionReportKind, "What is told.")
    state = nested(Decision, "What became of it.")


def report_of(row: models.ActionReport) -> ActionReport:
    values = {name: getattr(row, name) for name in ("kind", "state", "day", "made_at")}
    return plain(ActionReport, {**values, "text": row.text or None})
