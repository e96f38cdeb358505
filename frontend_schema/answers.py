"""Writing the HTTP response to a GraphQL request, in the media type that was negotiated."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from graphql import GraphQLError
from strawberry.types import ExecutionResult

from .errors import ErrorCode, Refused, present, status_of
from .limits import Limits
from .negotiation import GRAPHQL_RESPONSE

# The specification's own status for data that comes with errors, in its own media type only.
PARTIAL_SUCCESS = 294
# Seconds after which somebody who did too much of something may try again.
WAIT = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """What every answer to one request has in common."""

    request_id: str
    media_type: str
    limits: Limits
    with_introspection: bool

    def to_result(self, result: ExecutionResult, cost: int) -> HttpResponse:
        """Answer with what the operation returned."""
        errors = result.errors or []
        if result.data is None and not any(error.path for error in errors):
            # Nothing was executed: a variable did not fit.
            return self.to_refusal(Refused(errors, cost=cost))
        content: dict[str, Any] = {"data": result.data}
        status = 200
        if errors:
            content = {"errors": self._present(errors), **content}
            status = PARTIAL_SUCCESS if self.media_type == GRAPHQL_RESPONSE else 200
        content["extensions"] = {**(result.extensions or {}), "cost": self._cost(cost)}
        return self._response(content, status)

    def to_refusal(self, refused: Refused) -> HttpResponse:
        """Answer with errors alone.

        The older media type says 200 whenever the request was GraphQL at all, because its clients
        take any other status for that of a machine in between.
        """
        content: dict[str, Any] = {"errors": self._present(refused.errors)}
        if refused.cost is not None:
            content["extensions"] = {"cost": self._cost(refused.cost)}
        status = refused.status or status_of(content["errors"])
        if refused.is_well_formed and self.media_type != GRAPHQL_RESPONSE:
            status = 200
        response = self._response(content, status)
        for name, value in refused.headers.items():
            response[name] = value
        return response

    def _present(self, errors: Sequence[GraphQLError]) -> list[dict[str, Any]]:
        return present(
            errors,
            request_id=self.request_id,
            most=self.limits.errors,
            with_suggestions=self.with_introspection,
        )

    def _cost(self, requested: int) -> dict[str, int]:
        return {"requested": requested, "limit": self.limits.cost}

    def _response(self, content: dict[str, Any], status: int) -> HttpResponse:
        text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
        response = HttpResponse(
            text.encode(errors="replace"),
            status=status,
            content_type=f"{self.media_type}; charset=utf-8",
            reason="Partial Success" if status == PARTIAL_SUCCESS else None,
        )
        errors = content.get("errors", ())
        response["Vary"] = "Accept, Authorization"
        response["X-Request-Id"] = self.request_id
        response["X-Content-Type-Options"] = "nosniff"
        # Until something that knows what changed says better: an error is never kept, an answer
        # only by the client that asked, who asks again.
        if any(each["extensions"]["code"] == ErrorCode.RATE_LIMITED for each in errors):
            response["Retry-After"] = str(WAIT)
        response["Cache-Control"] = "no-store" if "errors" in content else "private, no-cache"
        return response
