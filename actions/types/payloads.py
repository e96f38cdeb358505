"""What mutations answer: the thing they made or changed, or what is wrong with the input.

A row of a table serves where its columns have the names that the API reads.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import strawberry
from django.core.exceptions import ValidationError

from actions import enums, models
from actions.services.organisations import TooMany
from actions.services.submitting import NotReady
from hub.errors import RateLimited
from hub.types.choices import enum_of
from hub.types.plain import nested, plain
from hub.types.scalars import Date, DateTime, Json

from .checks import FieldError, errors_of, field_errors
from .drafts import ActionDraft, Submission

P = ParamSpec("P")
T = TypeVar("T")


CommitmentKind = enum_of(
    enums.CommitmentKind,
    "How an organisation joins the Call.",
    DECLARATION="A government signs the Marrakech Mayors Declaration.",
    ENDORSEMENT="A partner endorses the Call to Local Action.",
)
Decision = enum_of(
    enums.Decision,
    "What became of something that was asked for.",
    PENDING="Nobody has answered yet.",
    ACCEPTED="It was accepted.",
    DECLINED="It was declined.",
)
ActionReportKind = enum_of(
    enums.ActionReportKind,
    "What is told of a published action.",
    CONCLUSION="It has ended.",
    EXTENSION="It goes on until a later day.",
    WITHDRAWAL="It is taken back.",
    UPDATE="Something has come of it.",
)
Interest = enum_of(
    enums.Interest,
    "What a person can choose to hear of or take part in.",
    UPDATES="Updates of the Call to Local Action.",
    GLOBAL_CITIES_FUND="News of the Global Cities Fund.",
    PEER_LEARNING="Invitations to peer learning.",
    LOCAL_MGI="The Local Migration Governance Indicators process.",
)


@strawberry.type(description="A signature or an endorsement, for who made it.")
class Commitment:
    signed_on: Date | None = strawberry.field(description="The day of a signature.")
    made_at: DateTime = strawberry.field(description="When it reached the secretariat.")
    kind = nested(CommitmentKind, "How the organisation joins.")
    state = nested(Decision, "What became of it; accepted ones are public.")


@strawberry.type(description="A request for the profile of an organisation, for who asked.")
class ProfileAccessRequest:
    asked_at: DateTime = strawberry.field(description="When it was asked for.")
    state = nested(Decision, "What became of it.")


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


@strawberry.interface(description="What every mutation answers.")
class Payload:
    errors: list[FieldError] = strawberry.field(
        description="What is wrong with the input; empty when it was done.",
        metadata={"list_size": 50},
        default_factory=list,
    )


@strawberry.type(description="An answer that somebody else changed, and that was not overwritten.")
class AnswerConflict:
    field: str = strawberry.field(description="The field of the answers.")
    value: Json | None = strawberry.field(
        description="What is stored; what was sent was not taken."
    )


@strawberry.type(description="A draft after saving.")
class SaveActionDraftPayload(Payload):
    draft: ActionDraft | None = strawberry.field(
        description="The draft as it is now.", default=None
    )
    conflicts: list[AnswerConflict] = strawberry.field(
        description="What somebody else changed meanwhile; send it again with the new version.",
        metadata={"list_size": 50},
        default_factory=list,
    )


@strawberry.type(description="An action after it was sent.")
class SubmitActionPayload(Payload):
    submission: Submission | None = strawberry.field(
        description="What was sent, with the number of the receipt.", default=None
    )


@strawberry.type(description="An action after something was done to it.")
class ActionDraftPayload(Payload):
    draft: ActionDraft | None = strawberry.field(
        description="The action as it is now.", default=None
    )


@strawberry.type(description="A report on an action after it was made.")
class ActionReportPayload(Payload):
    report: ActionReport | None = strawberry.field(
        description="What was reported; the secretariat decides about it.", default=None
    )


@strawberry.type(description="An organisation after it signed or endorsed.")
class CommitmentPayload(Payload):
    commitment: Commitment | None = strawberry.field(
        description="The signature or endorsement; the secretariat decides about it.", default=None
    )


@strawberry.type(description="Somebody after asking for the profile of an organisation.")
class ProfileAccessPayload(Payload):
    request: ProfileAccessRequest | None = strawberry.field(
        description="What was asked for; the owners of the profile decide about it.", default=None
    )


@strawberry.type(description="What was chosen; the same whether the address is known or not.")
class ChoicePayload(Payload):
    interest: Interest | None = strawberry.field(  # type: ignore[valid-type]
        description="What was chosen. It counts once the address has confirmed it by mail.",
        default=None,
    )


def answering(resolve: Callable[P, T]) -> Callable[P, T]:
    """Let a mutation answer with what it made, or with what is wrong at which field."""
    payload = resolve.__annotations__["return"]

    @wraps(resolve)
    def answer(*given: P.args, **named: P.kwargs) -> Any:
        try:
            return resolve(*given, **named)
        except NotReady as error:
            return payload(errors=field_errors(error.found))
        except TooMany as error:
            raise RateLimited(" ".join(error.messages)) from None
        except ValidationError as error:
            return payload(errors=errors_of(error))

    return answer
