"""What mutations answer: the thing they made or changed, or what is wrong with the input."""

from collections.abc import Callable
from typing import Any, TypeVar

import strawberry
from django.core.exceptions import ValidationError

from actions.services.submitting import NotReady
from hub.types.scalars import Json

from .checks import FieldError, errors_of, field_errors
from .drafts import ActionDraft, Submission

T = TypeVar("T")


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


def attempt(payload: Callable[..., T], verb: Callable[[], dict[str, Any]]) -> T:
    """Do something, and answer with what came of it or with what is wrong at which field."""
    try:
        return payload(**verb())
    except NotReady as error:
        return payload(errors=field_errors(error.found))
    except ValidationError as error:
        return payload(errors=errors_of(error))
