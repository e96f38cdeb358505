from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """What the client asks for, before anybody looked into the query."""

    query: str
    #: The SHA-256 of a query, in hexadecimal, where one is named.
    document_hash: str = ""
    operation_name: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    extensions: dict[str, Any] = field(default_factory=dict)
