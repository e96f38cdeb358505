"""Reading a query: parsed and validated once, measured once for the page sizes it comes with.

What is known of a query stays in this process, so that one that comes again costs a look-up. Only
valid queries are kept, and only so much text: nobody can fill the memory with rubbish.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    parse,
)

from .errors import ErrorCode, Refused, coded
from .input_values import check_characters, check_literals
from .limits import Limits
from .measuring import ANSWER_BOUNDS, UNBOUNDED, Measuring, Size, TooDeep, excesses
from .validation import find_errors
from .weights import Weights

# A parsed query takes up to 300 bytes of memory for each character, a small one 2 kB in any case.
MOST_CHARACTERS = 200_000
OVERHEAD = 500
MOST_SIZES = 16


@dataclass(slots=True)
class Document:
    """A query, with what is known of its operations."""

    tree: DocumentNode
    operations: dict[str | None, OperationDefinitionNode]
    # By operation: the variables that give a page size, and the sizes found for their values.
    sizes: dict[str | None, tuple[frozenset[str], dict[Hashable, Size]]] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a document, fit to be executed."""

    text: str
    tree: DocumentNode
    name: str | None
    type: OperationType
    cost: int


class Documents:
    """The queries of one schema that were read before."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.weights = Weights(schema)
        self._kept: OrderedDict[Hashable, tuple[int, Document]] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def prepare(
        self,
        text: str,
        *,
        operation_name: str | None = None,
        variables: Mapping[str, Any] | None = None,
        limits: Limits,
        with_introspection: bool,
    ) -> Operation:
        """Return the operation that is asked for, or raise `Refused`.

        A new query is measured before it is validated: some rules of the validation take their
        time over what the limits refuse at once.
        """
        key = (hashlib.sha256(text.encode(errors="replace")).digest(), limits, with_introspection)
        document = self._recall(key)
        is_new = document is None
        if document is None:
            document = self._read(text, limits)
        operation = _choose(document, operation_name)
        name = operation.name.value if operation.name else None
        size = self._size(document, operation, name, variables or {}, limits)
        if is_new:
            self._check_other_operations(document, operation, limits)
            errors = find_errors(
                self.schema, document.tree, limits, with_introspection=with_introspection
            )
            if errors:
                raise Refused(errors, cost=_cost(size))
            self._keep(key, len(text) + OVERHEAD, document)
        return Operation(text, document.tree, name, operation.operation, _cost(size))

    def _read(self, text: str, limits: Limits) -> Document:
        check_characters(text)
        try:
            tree = parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.tokens)
        except GraphQLError as error:
            if "Parsing aborted" in error.message:
                error.extensions = {"code": ErrorCode.COST_EXCEEDED}
            raise Refused([error]) from None
        check_literals(tree, limits)
        return Document(
            tree,
            {
                node.name.value if node.name else None: node
                for node in tree.definitions
                if isinstance(node, OperationDefinitionNode)
            },
        )

    def _size(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        name: str | None,
        variables: Mapping[str, Any],
        limits: Limits,
    ) -> Size:
        names, found = document.sizes.get(name, (frozenset(), {}))
        size = found.get(_sizing_values(names, variables))
        if size is not None:
            return size
        measuring = Measuring(document.tree, self.weights, limits, variables)
        size = _measured(measuring, operation)
        errors = measuring.page_sizes.errors or excesses(size, operation, limits)
        if errors:
            raise Refused(errors, cost=_cost(size))
        names = frozenset(measuring.page_sizes.used_variables)
        if len(found) >= MOST_SIZES:
            found = {}
        document.sizes[name] = (names, {**found, _sizing_values(names, variables): size})
        return size

    def _check_other_operations(
        self, document: Document, chosen: OperationDefinitionNode, limits: Limits
    ) -> None:
        """Bound what is validated but not executed: its shape counts, its page sizes do not."""
        for operation in document.operations.values():
            if operation is not chosen:
                size = _measured(Measuring(document.tree, self.weights, limits, {}), operation)
                errors = excesses(size, operation, limits, without=ANSWER_BOUNDS)
                if errors:
                    raise Refused(errors)

    def _recall(self, key: Hashable) -> Document | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][1]

    def _keep(self, key: Hashable, characters: int, document: Document) -> None:
        with self._lock:
            if key in self._kept or characters > MOST_CHARACTERS:
                return
            self._kept[key] = (characters, document)
            self._characters += characters
            while self._characters > MOST_CHARACTERS:
                self._characters -= self._kept.popitem(last=False)[1][0]


def _choose(document: Document, name: str | None) -> OperationDefinitionNode:
    operations = document.operations
    if name is not None and name in operations:
        return operations[name]
    if name is not None:
        raise Refused([coded(f"The query has no operation named '{name}'.")])
    if len(operations) != 1:
        message = "Name the operation to execute." if operations else "The query has no operation."
        raise Refused([coded(message)])
    return next(iter(operations.values()))


def _measured(measuring: Measuring, operation: OperationDefinitionNode) -> Size:
    try:
        return measuring.operation(operation)
    except TooDeep:
        message = "The query nests too deep."
        raise Refused([coded(message, ErrorCode.COST_EXCEEDED, nodes=operation)]) from None


def _sizing_values(names: frozenset[str], variables: Mapping[str, Any]) -> Hashable:
    """Return what tells two sets of variables apart, as far as page sizes go.

    What is no number counts as a full page, whatever it is; True must not pass for 1 here.
    """
    values = [variables.get(name, "missing") for name in sorted(names)]
    return tuple(
        value if value == "missing" or type(value) in {int, float} else "other" for value in values
    )


def _cost(size: Size) -> int:
    """Return what a sender pays: one at least, or questions for mere numbers would have no end."""
    return max(1, min(size.cost, UNBOUNDED))
