"""What a program can ask about writing an action, do for a person, and tell once it is public."""

from datetime import date
from typing import Annotated, Any, cast
from uuid import UUID

import strawberry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from actions.answers import take_in
from actions.services.drafts import Saved, known_values, save_draft, start_draft
from actions.services.following import add_update, conclude_action
from actions.services.submitting import request_correction, submit_draft, withdraw_draft
from actions.types.answers import AnswersInput, changes_of, name_in_api
from actions.types.checks import AnswersCheck, Question, all_questions, check_of, errors_of
from actions.types.drafts import Submission, draft_key, draft_of
from actions.types.payloads import (
    ActionDraftPayload,
    ActionReportPayload,
    AnswerConflict,
    SaveActionDraftPayload,
    SubmitActionPayload,
    answering,
    report_of,
)
from hub.organisations.models import Organisation
from hub.schema import LocaleArgument, is_uuid, reading_locale
from hub.types.context import Info
from hub.types.scalars import Date

AnswersArgument = Annotated[
    AnswersInput, strawberry.argument(description="The answers to check, complete or not.")
]


@strawberry.type
class Query:
    @strawberry.field(
        description="What is asked about an action, in the order of the form.",
        metadata={"list_size": 50},
    )
    def questions(self, info: Info, locale: LocaleArgument = None) -> list[Question]:
        return all_questions(reading_locale(info, locale))

    @strawberry.field(
        description="What submitting would say of these answers; nothing of them is kept."
    )
    def check_answers(
        self, info: Info, input: AnswersArgument, locale: LocaleArgument = None
    ) -> AnswersCheck:
        info.context.is_passing = True
        with override(reading_locale(info, locale)):
            return check_of(take_in(changes_of(input)), known_values())


#: A retried start saves into what it started, and so never over what was written since.
FIRST_VERSION = 1


@strawberry.input(description="Answers to save, in a new draft or in one that is there.")
class SaveActionDraftInput:
    answers: AnswersInput = strawberry.field(description="The answers that were changed.")
    draft: strawberry.ID | None = strawberry.field(
        description="The draft; without it a new one is started.", default=None
    )
    version: int | None = strawberry.field(
        description="The version of the draft in which they were changed.", default=None
    )
    organisation: str | None = strawberry.field(
        description="To start one: the slug of the organisation it is for.", default=None
    )
    locale: str | None = strawberry.field(
        description="To start one: the language it is written in, as a BCP 47 code.", default=None
    )
    key: strawberry.ID | None = strawberry.field(
        description=(
            "To start one: a new UUID; a request that is sent again keeps its own, and finds the"
            " draft that it started."
        ),
        default=None,
    )


@strawberry.input(description="Which action to send, as which attempt.")
class SubmitActionInput:
    draft: strawberry.ID = strawberry.field(description="The draft.")
    version: int = strawberry.field(description="The version that the sender has read.")
    key: strawberry.ID = strawberry.field(
        description="A new UUID for each attempt; a request that is sent again keeps its own."
    )


@strawberry.input(description="Which action to take back.")
class WithdrawActionInput:
    draft: strawberry.ID = strawberry.field(description="The draft.")


@strawberry.input(description="What the secretariat should change in an action that was sent.")
class RequestCorrectionInput:
    draft: strawberry.ID = strawberry.field(description="The draft.")
    text: str = strawberry.field(description="What is wrong, and how it should be.")


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


INPUT = strawberry.argument(description="What it takes.")


@strawberry.type
class Mutation:
    @strawberry.mutation(
        description=(
            "Save answers, incomplete or not; nobody else's are overwritten. An answer that cannot"
            " be kept is named in errors, and the others are saved."
        )
    )
    @answering
    def save_action_draft(
        self, info: Info, input: Annotated[SaveActionDraftInput, INPUT]
    ) -> SaveActionDraftPayload:
        person, changes = info.context.known_person(), changes_of(input.answers)
        if input.draft is None:
            found = started(info, person, input, changes)
        elif input.version is None:
            raise ValidationError({"version": ValidationError(_("Say which version."), "required")})
        else:
            key = draft_key(input.draft)
            found = save_draft(person, key, changes=changes, version=input.version)
        conflicts = [
            AnswerConflict(field=name_in_api(name), value=value)
            for name, value in found.conflicts.items()
        ]
        errors = errors_of(ValidationError(dict(found.refused))) if found.refused else []
        draft = draft_of(found.draft)
        return SaveActionDraftPayload(draft=draft, conflicts=conflicts, errors=errors)

    @strawberry.mutation(
        description="Send an action; the same key again gives the same submission."
    )
    @answering
    def submit_action(
        self, info: Info, input: Annotated[SubmitActionInput, INPUT]
    ) -> SubmitActionPayload:
        person = info.context.known_person()
        key = uuid_in(input.key)
        made = submit_draft(person, draft_key(input.draft), key=key, version=input.version)
        return SubmitActionPayload(submission=cast(Submission, made))

    @strawberry.mutation(description="Take an action back, at any time before it is published.")
    def withdraw_action(
        self, info: Info, input: Annotated[WithdrawActionInput, INPUT]
    ) -> ActionDraftPayload:
        draft = withdraw_draft(info.context.known_person(), draft_key(input.draft))
        return ActionDraftPayload(draft=draft_of(draft))

    @strawberry.mutation(
        description="Ask the secretariat to change what was sent; it answers in the portal."
    )
    @answering
    def request_correction(
        self, info: Info, input: Annotated[RequestCorrectionInput, INPUT]
    ) -> ActionDraftPayload:
        person = info.context.known_person()
        note = request_correction(person, draft_key(input.draft), text=input.text)
        return ActionDraftPayload(draft=draft_of(note.draft))

    @strawberry.mutation(
        description="Say that a published action has ended; the secretariat puts it on its page."
    )
    @answering
    def conclude_action(
        self, info: Info, input: Annotated[ConcludeActionInput, INPUT]
    ) -> ActionReportPayload:
        person, day = info.context.known_person(), cast(date, input.ends_on)
        made = conclude_action(person, draft_key(input.draft), ends_on=day)
        return ActionReportPayload(report=report_of(made))

    @strawberry.mutation(
        description="Tell what came of a published action; the secretariat puts it on its page."
    )
    @answering
    def add_action_update(
        self, info: Info, input: Annotated[AddActionUpdateInput, INPUT]
    ) -> ActionReportPayload:
        person, day = info.context.known_person(), cast(date, input.date)
        made = add_update(person, draft_key(input.draft), day=day, text=input.text)
        return ActionReportPayload(report=report_of(made))


def started(info: Info, person: Any, given: SaveActionDraftInput, changes: dict[str, Any]) -> Saved:
    """Start a draft together with its first answers, or not at all."""
    organisation = Organisation.objects.get(slug=given.organisation or "")
    locale = reading_locale(info, given.locale)
    with transaction.atomic():
        attempt = None if given.key is None else uuid_in(given.key)
        draft = start_draft(person, organisation, locale=locale, attempt=attempt)
        return save_draft(person, draft.key, changes=changes, version=FIRST_VERSION)


def uuid_in(given: str) -> UUID:
    if not is_uuid(given):
        raise ValidationError({"key": _("This is not a UUID.")})
    return UUID(given)
