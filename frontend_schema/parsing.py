"""Reading a GraphQL request out of an HTTP request; whatever it holds, no reader here fails.

This module knows the GraphQL-over-HTTP specification and the ways in which JSON can hurt, nothing
of GraphQL itself.
"""

import json
import math
import re
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from django.http import HttpRequest, UnreadablePostError

from .errors import unreadable
from .input_values import LONGEST_NUMBER
from .limits import Limits
from .negotiation import JSON, is_utf8

MOST_URL_PARAMETERS = 20
#: How a document is named by its hash.
PREFIX = "sha256:"
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """What the client asks for, before anybody looked into the query."""

    query: str
    #: The SHA-256 of a query, in hexadecimal, where one is named.
    document_hash: str
    operation_name: str | None
    variables: dict[str, Any]


def read_get(request: HttpRequest, limits: Limits) -> GraphQLRequest:
    """Read a request from the address; an empty parameter is one that was not sent."""
    address = request.META.get("QUERY_STRING", "")
    if len(address) > limits.url_bytes:
        raise unreadable("The address is too long; send the query by POST.", status=414)
    if not address.isascii():  # servers disagree on how to hand such bytes over
        raise unreadable("The address must be percent-encoded.")
    try:
        pairs = parse_qsl(address, max_num_fields=MOST_URL_PARAMETERS, errors="strict")
    except ValueError:  # bytes that are no UTF-8, or too many parameters
        raise unreadable("The address cannot be read.") from None
    parameters: dict[str, Any] = _without_duplicates(pairs)
    for name in ("variables", "extensions"):
        if name in parameters:
            parameters[name] = _read_json(parameters[name], f"'{name}'")
    return _read_parameters(parameters)


def read_post(request: HttpRequest, limits: Limits) -> GraphQLRequest:
    """Read a request from a JSON body."""
    _check_content_type(request)
    try:
        body = request.read(limits.body_bytes + 1)
    except UnreadablePostError:
        raise unreadable("The body did not arrive whole.") from None
    if len(body) > limits.body_bytes:
        raise unreadable(f"A body may have {limits.body_bytes:,} bytes at most.", status=413)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise unreadable("The body is not UTF-8.") from None
    parameters = _read_json(text, "The body")
    if not isinstance(parameters, dict):
        raise unreadable("The body must be one JSON object; several at once are not taken.")
    return _read_parameters(parameters)


def _check_content_type(request: HttpRequest) -> None:
    if request.content_type != JSON:
        raise unreadable(f"Send the request as {JSON}.", status=415, accept_post=JSON)
    if not is_utf8((request.content_params or {}).get("charset", "utf-8")):
        raise unreadable("Send the request in UTF-8.", status=415, accept_post=JSON)
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise unreadable("Send the request uncompressed.", status=415, accept_encoding="identity")


def _read_parameters(parameters: dict[str, Any]) -> GraphQLRequest:
    """Check the types of the parameters; null is as good as absent, unknown names are ignored."""
    query = parameters.get("query")
    operation_name = parameters.get("operationName")
    variables = parameters.get("variables")
    extensions = parameters.get("extensions")
    if operation_name is not None and not isinstance(operation_name, str):
        raise unreadable("'operationName' must be a text.")
    for name, value in (("variables", variables), ("extensions", extensions)):
        if value is not None and not isinstance(value, dict):
            raise unreadable(f"'{name}' must be a JSON object.")
    document_hash = _read_hash(parameters.get("documentId"), extensions or {})
    if query is None and document_hash:
        query = ""
    elif not isinstance(query, str):
        raise unreadable("'query' must be the text of a GraphQL query.")
    return GraphQLRequest(query, document_hash, operation_name or None, variables or {})


def _read_hash(document_id: object, extensions: dict[str, Any]) -> str:
    """Return the hash that a request names, or nothing; refuse one that is none."""
    persisted = extensions.get("persistedQuery")
    if document_id is None and persisted is None:
        return ""
    if document_id is None and isinstance(persisted, dict):
        document_id = f"{PREFIX}{persisted.get('sha256Hash')}"
    found = document_id.removeprefix(PREFIX) if isinstance(document_id, str) else ""
    if not HASH.fullmatch(found):
        raise unreadable(f"A document is named by '{PREFIX}' and the SHA-256 of its text.")
    return found


def _read_json(text: str, subject: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_without_duplicates,
            parse_int=_read_int,
            parse_float=_read_float,
            parse_constant=_refuse_constant,
        )
    except (ValueError, RecursionError):
        raise unreadable(f"{subject} is not valid JSON.") from None


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse what two readers would understand differently."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise unreadable("The same name is given twice.")
    return found


def _read_int(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise unreadable(f"A number may have {LONGEST_NUMBER} digits at most.")
    return int(digits)


def _read_float(digits: str) -> float:
    value = float(digits) if len(digits) <= LONGEST_NUMBER else math.inf
    if math.isinf(value):
        raise unreadable("A number is out of range.")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise unreadable(f"{name} is not valid JSON.")
