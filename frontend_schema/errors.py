"""Errors as a partner's developer meets them: a code, a sentence, a request id, no internals."""

import logging
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    ObjectDoesNotExist,
    PermissionDenied,
    SuspiciousOperation,
    ValidationError,
)
from django.db import OperationalError
from django.http import Http404
from graphql import FieldNode, GraphQLError

from hub.errors import DomainError
from hub.health import RETRY_AFTER
from hub.statements import is_canceled, is_outage

logger = logging.getLogger(__name__)

# An error quotes what was sent; nobody needs all of a long value back.
LONGEST_MESSAGE = 500
# The sentence with which graphql-core guesses a name of the schema, whole or cut short.
SUGGESTION = re.compile(r"\s*Did you mean [^?]*(?:\?|\Z)")


class ErrorCode(StrEnum):
    """Every value that `extensions.code` can have."""

    BAD_USER_INPUT = "BAD_USER_INPUT"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    LOCKED = "LOCKED"
    CURSOR_EXPIRED = "CURSOR_EXPIRED"
    COST_EXCEEDED = "COST_EXCEEDED"
    RATE_LIMITED = "RATE_LIMITED"
    DOCUMENT_UNKNOWN = "DOCUMENT_UNKNOWN"
    TIMEOUT = "TIMEOUT"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


# The status of an answer that holds no data at all; 400 for the others.
STATUS_BY_CODE = {
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.INTERNAL: 500,
    ErrorCode.TIMEOUT: 503,
    ErrorCode.UNAVAILABLE: 503,
}

SENTENCES = {
    ErrorCode.BAD_USER_INPUT: "A value of this request is not valid.",
    ErrorCode.FORBIDDEN: "You may not do this.",
    ErrorCode.NOT_FOUND: "There is no such thing, or you may not see it.",
    ErrorCode.TIMEOUT: "The answer took too long. Ask for less at once, or try again later.",
    ErrorCode.UNAVAILABLE: "The hub is away for a moment. Please try again in a little while.",
    ErrorCode.INTERNAL: "Something went wrong on our side. Please quote the request id.",
}


class Refused(Exception):
    """A request that is answered with errors alone.

    `is_well_formed` tells a GraphQL request that failed from one that could not be read as GraphQL
    at all. Without a status, the codes of the errors decide.
    """

    def __init__(
        self,
        errors: Sequence[GraphQLError],
        *,
        status: int | None = None,
        is_well_formed: bool = True,
        headers: dict[str, str] | None = None,
        cost: int | None = None,
    ) -> None:
        super().__init__(errors[0].message)
        self.errors = errors
        self.status = status
        self.is_well_formed = is_well_formed
        self.headers = headers or {}
        self.cost = cost


def unreadable(message: str, *, status: int = 400, **headers: str) -> Refused:
    """Refuse a request that is not GraphQL over HTTP."""
    return Refused(
        [coded(message)],
        status=status,
        is_well_formed=False,
        headers={name.replace("_", "-").title(): value for name, value in headers.items()},
    )


def coded(
    message: str, code: ErrorCode = ErrorCode.BAD_USER_INPUT, *, nodes: Any = None
) -> GraphQLError:
    """Make an error that is meant for the reader as it stands."""
    return GraphQLError(message, nodes, extensions={"code": code})


def unexpected(error: Exception) -> Refused:
    """Refuse a request over an exception that leaves no part of an answer worth having."""
    headers = {"Retry-After": str(RETRY_AFTER)} if is_outage(error) else {}
    return Refused([GraphQLError("", original_error=error)], is_well_formed=False, headers=headers)


def check_outage(errors: Iterable[GraphQLError] | None) -> None:
    """Refuse the request if the database went away on the way; half an answer is none."""
    for error in errors or ():
        cause = _cause(error)
        if cause is not None and is_outage(cause) and not is_canceled(cause):
            raise unexpected(cause)


def timed_out(cost: int) -> Refused:
    """Refuse a request whose answer was not ready in time; half an answer is none."""
    error = coded(SENTENCES[ErrorCode.TIMEOUT], ErrorCode.TIMEOUT)
    return Refused([error], cost=cost)


def present(
    errors: Iterable[GraphQLError], *, request_id: str, most: int, with_suggestions: bool
) -> list[dict[str, Any]]:
    """Return errors the way they go out: typed, masked where they must be, and few."""
    presented = []
    for error in list(errors)[:most]:
        code, message = _translate(error, request_id)
        # Cut first: to look for a guess in a long row of blanks takes time by its square.
        message = message[:LONGEST_MESSAGE]
        if not with_suggestions:
            message = SUGGESTION.sub("", message)
        formatted: dict[str, Any] = {"message": message}
        if error.locations:
            formatted["locations"] = [location.formatted for location in error.locations]
        if error.path is not None:
            formatted["path"] = error.path
        formatted["extensions"] = {"code": code, "requestId": request_id}
        presented.append(formatted)
    return presented


def status_of(presented: Sequence[dict[str, Any]]) -> int:
    """Return the status of an answer without data: the gravest of its errors decides."""
    return max(STATUS_BY_CODE.get(error["extensions"]["code"], 400) for error in presented)


def _translate(error: GraphQLError, request_id: str) -> tuple[ErrorCode, str]:
    own_code = _own_code(error)
    if own_code is not None:
        return own_code, error.message
    cause = _cause(error)
    if cause is None:
        return _translate_graphql(error, request_id)
    if error.path is None and error.nodes:
        return ErrorCode.BAD_USER_INPUT, _without_reason(error.message, str(cause))
    return _translate_exception(cause, request_id)


def _translate_exception(cause: Exception, request_id: str) -> tuple[ErrorCode, str]:
    match cause:
        case DomainError():
            return ErrorCode(cause.code), str(cause)
        case ValidationError():
            return ErrorCode.BAD_USER_INPUT, _sentences(cause)
        case PermissionDenied():
            code = ErrorCode.FORBIDDEN
        case ObjectDoesNotExist() | Http404():
            code = ErrorCode.NOT_FOUND
        case SuspiciousOperation():
            code = ErrorCode.BAD_USER_INPUT
        case OperationalError() if is_canceled(cause):
            code = ErrorCode.TIMEOUT
        case _:
            code = ErrorCode.UNAVAILABLE if is_outage(cause) else ErrorCode.INTERNAL
            logger.error("Request %s failed", request_id, exc_info=cause)
    return code, SENTENCES[code]


def _translate_graphql(error: GraphQLError, request_id: str) -> tuple[ErrorCode, str]:
    """Let through what graphql-core says about the request, never what it says about our data.

    Both are plain GraphQLErrors. What a resolver returned is at fault when the error points at a
    field of a running query; an argument's error points at the argument.
    """
    about_our_data = error.path is not None and (
        not error.nodes or any(isinstance(node, FieldNode) for node in error.nodes)
    )
    if about_our_data:
        logger.error("Request %s failed: %s", request_id, error.message)
        return ErrorCode.INTERNAL, SENTENCES[ErrorCode.INTERNAL]
    return ErrorCode.BAD_USER_INPUT, error.message


def _without_reason(message: str, reason: str) -> str:
    """Say that a scalar could not read a value, not why: the reason may quote our code."""
    message = message.replace(f", but encountered error '{reason}'", "")
    return SENTENCES[ErrorCode.BAD_USER_INPUT] if reason and reason in message else message


def _own_code(error: GraphQLError) -> ErrorCode | None:
    named = str((error.extensions or {}).get("code"))
    return ErrorCode(named) if named in ErrorCode.__members__ else None


def _cause(error: GraphQLError) -> Exception | None:
    """Return what was raised inside a resolver or a scalar, under all its wrappings."""
    cause: Exception | None = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _sentences(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        " ".join(messages if name == NON_FIELD_ERRORS else [f"{name}:", *messages])
        for name, messages in error.message_dict.items()
    )
