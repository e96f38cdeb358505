"""Ways to prepare and to measure a query of the small library."""

from dataclasses import replace
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from frontend_schema.documents import Documents
from frontend_schema.errors import Refused
from frontend_schema.limits import Limits
from frontend_schema.measuring import Measuring, Size
from frontend_schema.weights import Weights

from . import library

LIMITS = Limits()
WEIGHTS = Weights(library.schema._schema)
PAGED = "query($n: Int%s) { resources(first: $n) { edges { node { title } } } }"


def measured(query: str, variables: dict[str, Any] | None = None, **limits: int) -> Size:
    document = parse(query)
    (operation,) = (
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    )
    measuring = Measuring(document, WEIGHTS, replace(LIMITS, **limits), variables or {})
    return measuring.operation(operation)


def prepared(query: str, documents: Documents | None = None, **options: Any) -> Any:
    documents = documents or Documents(library.schema._schema)
    return documents.prepare(query, **{"limits": LIMITS, "with_introspection": True, **options})


def refusal(query: str, **options: Any) -> list[tuple[str, str]]:
    """Return the codes and messages with which a query is refused."""
    with pytest.raises(Refused) as caught:
        prepared(query, **options)
    return [
        ((error.extensions or {}).get("code", ""), error.message) for error in caught.value.errors
    ]
