"""What a program can tell for a person of an action that is public."""

from datetime import date
from typing import Annotated, Any, cast

import strawberry

from actions.services.following import add_update, conclude_action
from actions.types.drafts import draft_key
from actions.types.joining import report_of
from actions.types.payloads import ActionReportPayload, attempt
from hub.types.context import Info
from hub.types.scalars import Date

from .writing import INPUT


@strawberry.input(description="Which action has ended, and when.")
class ConcludeActionInput:
    draft: strawberry.ID = strawberry.field(description="The draft it was written in.")
    ends_on: Date = strawberry.field(description="Its last day; today at the latest.")


@strawberry.input(description="What has come of which action.")
class AddActionUpdateInput:
    draft: strawberry.ID = strawberry.field(description="The draft it was written in.")
    date: Date = strawberry.field(description="The day of the update; today at the latest.")
    text: str = strawberry.field(
        description="What has come of it, in the language of the action; 5,000 characters at most."
    )


@strawberry.type
class Mutation:
    @strawberry.mutation(
        description="Say that a published action has ended; the secretariat puts it on its page."
    )
    def conclude_action(
        self, info: Info, input: Annotated[ConcludeActionInput, INPUT]
    ) -> ActionReportPayload:
        return attempt(ActionReportPayload, concluded, info.context.known_person(), input)

    @strawberry.mutation(
        description="Tell what came of a published action; the secretariat puts it on its page."
    )
    def add_action_update(
        self, info: Info, input: Annotated[AddActionUpdateInput, INPUT]
    ) -> ActionReportPayload:
        return attempt(ActionReportPayload, told, info.context.known_person(), input)


def concluded(person: Any, given: ConcludeActionInput) -> dict[str, Any]:
    made = conclude_action(person, draft_key(given.draft), ends_on=cast(date, given.ends_on))
    return {"report": report_of(made)}


def told(person: Any, given: AddActionUpdateInput) -> dict[str, Any]:
    made = add_update(person, draft_key(given.draft), day=cast(date, given.date), text=given.text)
    return {"report": report_of(made)}
