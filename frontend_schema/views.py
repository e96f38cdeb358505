"""GraphQL over HTTP: one address that answers programs, and people who open it in a browser."""

import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from time import monotonic
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View
from graphql import OperationType

from hub.partners.identity import Partner
from hub.response_cache import respond
from hub.statements import bounded_statements
from hub.tracing import request_id_of
from hub.types.viewer import Quota

from .answers import Answering
from .contract import print_in_english
from .documents import Operation
from .errors import Refused, check_outage, timed_out, unexpected, unreadable
from .execution import DeadlinePassed, HubSchema
from .input_values import check_characters, check_variables
from .limits import current_limits
from .negotiation import JSON, preferred_type, prefers_html
from .parsing import GraphQLRequest, read_get, read_post
from .quotas import headers_of, sender_for, take
from .sharing import shared_with_every_site
from .trusted import complete, own_operations, remember

METHODS = ("GET", "HEAD", "POST", "OPTIONS")


def has_introspection() -> bool:
    """Tell whether clients may ask for the schema, and whether errors help them to guess it."""
    return bool(getattr(settings, "HUB_GRAPHQL_INTROSPECTION", settings.DEBUG))


def has_explorer() -> bool:
    return bool(getattr(settings, "HUB_GRAPHQL_EXPLORER", settings.DEBUG))


# A form cannot send what is read here, a script on another site cannot send it with cookies
# (`sharing` says why), and a session does not count for what another site's page sends
# (`hub.accounts.identity`): that takes the place of a CSRF token, which no program could have.
@method_decorator([csrf_exempt, shared_with_every_site], name="dispatch")
class GraphQLView(View):
    """Answers GraphQL over HTTP for one schema.

    `identify` names the partner site that asks; what it raises, for a key that nobody knows,
    refuses the whole request. `context_factory` makes the context of the resolvers from it, and
    from what is left of the quotas of whoever asks. `version` names the content that answers are
    made of, so that those that are the same for everyone of one reach are kept; without it none is.
    """

    schema: HubSchema = None  # type: ignore[assignment]  # as_view() wants an attribute
    context_factory: Callable[[HttpRequest, Partner | None, list[Quota]], object] = None  # type: ignore[assignment]
    identify: Callable[[HttpRequest], Partner | None] = staticmethod(lambda request: None)
    version: Callable[[], str | None] = staticmethod(lambda: None)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        accept = request.headers.get("Accept")
        media_type = preferred_type(accept)
        answering = Answering(
            request_id=request_id_of(request),
            media_type=media_type or JSON,
            limits=current_limits(),
            with_introspection=has_introspection(),
        )
        try:
            if request.method not in METHODS:
                allowed = ", ".join(METHODS)
                raise unreadable("Send a GET or a POST.", status=405, allow=allowed)
            if request.method == "OPTIONS":
                return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
            if has_explorer() and request.method == "GET" and _is_opened(request, accept):
                return explorer_page(request)
            if media_type is None:
                raise unreadable(f"The answer would be {JSON}.", status=406)
            return self.answer(request, answering)
        except Refused as refused:
            return answering.to_refusal(refused)
        except Exception as error:
            return answering.to_refusal(unexpected(error))

    def answer(self, request: HttpRequest, answering: Answering) -> HttpResponse:
        """Answer a request for which a media type was found."""
        deadline = monotonic() + answering.limits.seconds
        is_post = request.method == "POST"
        asked = (read_post if is_post else read_get)(request, answering.limits)
        partner = self.identify(request)
        asked = complete(asked, partner)
        operation = self.prepare(asked, answering)
        if not is_post and operation.type is not OperationType.QUERY:
            raise unreadable("Only a query can be sent by GET.", status=405, allow="POST")
        quotas: list[Quota] = []

        def make() -> tuple[HttpResponse, bool]:
            quotas.extend(take(sender_for(request, partner, answering.limits), operation.cost))
            # After the limits, as it may ask the database.
            context = self.context_factory(request, partner, quotas)
            return self.execute(asked, operation, answering, context, deadline)

        if operation.type is not OperationType.QUERY:
            return _with_headers(make()[0], headers_of(quotas))
        key = (
            operation.text,
            operation.name,
            json.dumps(asked.variables, sort_keys=True),
            answering.media_type,
            answering.limits,
            answering.with_introspection,
            partner and (sorted(partner.asker.networks), partner.default_locale),
        )
        response = respond(request, self.version(), key, make, is_private=partner is not None)
        headers = headers_of(quotas) | {"X-Request-Id": answering.request_id}
        return _with_headers(response, headers)

    def execute(
        self,
        asked: GraphQLRequest,
        operation: Operation,
        answering: Answering,
        context: object,
        deadline: float,
    ) -> tuple[HttpResponse, bool]:
        """Execute an operation; the answer, and whether everybody gets the same."""
        try:
            with bounded_statements(deadline):
                result = self.schema.run(
                    operation, variables=asked.variables, context=context, deadline=deadline
                )
        except DeadlinePassed:
            raise timed_out(operation.cost) from None
        check_outage(result.errors)
        response = answering.to_result(result, operation.cost)
        is_personal = getattr(context, "is_personal", False)
        if is_personal:
            response["Cache-Control"] = "no-store"
        is_passing = is_personal or getattr(context, "is_passing", False)
        return response, not (is_passing or result.errors)

    def prepare(self, asked: GraphQLRequest, answering: Answering) -> Operation:
        """Check everything that was sent, as far as it can be done without looking anything up."""
        check_characters(asked.operation_name or "")
        check_variables(asked.variables, answering.limits)
        operation = self.schema.documents.prepare(
            asked.query,
            operation_name=asked.operation_name,
            variables=asked.variables,
            limits=answering.limits,
            with_introspection=answering.with_introspection,
        )
        if asked.document_hash:
            remember(asked.document_hash, asked.query)
        return operation


def explorer_page(request: HttpRequest) -> HttpResponse:
    """Show the explorer to a developer: our own scripts only, and no query in any address."""
    examples = own_operations()
    shown = {"examples": examples, "first_query": next(iter(examples.values()))}
    response = render(request, "frontend_schema/explorer.html", shown)
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@method_decorator(shared_with_every_site, name="dispatch")
class SchemaFileView(View):
    """Serves the schema as text, for code generators; introspection may be off where it is on."""

    schema: HubSchema = None  # type: ignore[assignment]

    def get(self, request: HttpRequest) -> HttpResponse:
        text, tag = _schema_text(self.schema)
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        response["ETag"] = tag
        response["Cache-Control"] = "public, max-age=300"
        response["X-Content-Type-Options"] = "nosniff"
        return get_conditional_response(request, etag=tag, response=response) or response


@lru_cache(maxsize=4)
def _schema_text(schema: HubSchema) -> tuple[str, str]:
    """Print the schema once; that takes longer than any query."""
    text = print_in_english(schema)
    return text, f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _with_headers(response: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    """Add what is said of this request alone, and not kept with its answer."""
    for name, text in headers.items():
        response[name] = text
    return response


def _is_opened(request: HttpRequest, accept: str | None) -> bool:
    """Tell a person who opens the address from a program that asks."""
    return not {"query", "documentId", "extensions"} & request.GET.keys() and prefers_html(accept)
