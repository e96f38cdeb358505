"""The page sizes that a query asks for, variables resolved."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    IntValueNode,
    OperationDefinitionNode,
    ValueNode,
    VariableNode,
)

from .errors import coded
from .weights import Weight

# An Int of GraphQL has ten digits and a sign; more need not be read to know that it is too large.
LONGEST_NUMBER = 11


class PageSizes:
    """Reads the page size of fields; what is out of range is kept as an error.

    Every paged field refuses the same sizes with the same words here, before anything is looked
    up, so that no resolver has to.
    """

    def __init__(self, largest: int, variables: Mapping[str, Any]) -> None:
        self.largest = largest
        self.variables = variables
        self.errors: list[GraphQLError] = []
        self.used_variables: set[str] = set()
        self._defaults: dict[str, ValueNode | None] = {}

    def read_defaults(self, operation: OperationDefinitionNode) -> None:
        self._defaults = {
            definition.variable.name.value: definition.default_value
            for definition in operation.variable_definitions or ()
        }

    def of(self, node: FieldNode, weight: Weight | None) -> int:
        """Return how many entries the field asks for, at least one."""
        if weight is None or not weight.page_sizes:
            return self.largest
        given: dict[str, int | None] = dict(weight.page_sizes)
        for argument in node.arguments or ():
            name = argument.name.value
            if name in given:
                given[name] = self._checked(node, name, self._value(argument.value, given[name]))
        sizes = [size for size in given.values() if size is not None]
        return max(1, *sizes) if sizes else self.largest

    def _value(self, value: ValueNode | None, default: int | None) -> int | None:
        """Return the number, or the largest page for what is no number: null asks for all."""
        if isinstance(value, VariableNode):
            name = value.name.value
            self.used_variables.add(name)
            if name in self.variables:
                given = self.variables[name]
                return int(given) if type(given) in {int, float} else self.largest
            return self._value(self._defaults.get(name), default)
        if value is None:
            return default
        if isinstance(value, IntValueNode):
            return int(value.value[:LONGEST_NUMBER])
        return self.largest

    def _checked(self, node: FieldNode, argument: str, size: int | None) -> int | None:
        if size is not None and not 0 <= size <= self.largest:
            message = f"'{node.name.value}({argument}:)' takes 0 to {self.largest}."
            self.errors.append(coded(message, nodes=node))
        return size
