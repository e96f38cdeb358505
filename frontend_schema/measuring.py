"""One linear pass over a document that says how large its answer can get.

The pass works each fragment out once and reuses the result, however often and however deep the
fragment is spread: its time grows with the text, never with what the text unfolds to. That is
sound because nothing in the result of a fragment depends on the place where it is spread. Depth is
relative. The page size around it, the one thing that comes from outside, is left open: what stands
below `edges` or `nodes` is counted apart, per entry, until the field with the `first` argument
closes it.

What counts how:

* an object costs 1, a scalar 0 (it is counted as a value), a list as often as it can be long: its
  `first` argument, else the length that the field declares, else a page at the root and
  `list_size` below it;
* fragments on different object types in one selection exclude each other, so the largest counts;
* `@skip` and `@include` change nothing: what is written is counted;
* what is asked below `__schema` or `__type` counts as fields; its root has a fixed cost.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLObjectType,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
)

from .errors import ErrorCode, coded
from .limits import Limits
from .page_sizes import PageSizes
from .weights import INTROSPECTION_COST, Weight, Weights

# Far above any depth that is allowed, far below the stack of the interpreter.
DEEPEST_NESTING = 100
# What an answer says instead of a number that no client could hold.
UNBOUNDED = 2**31 - 1

BOUNDS = {
    "depth": "levels of fields",
    "introspection_depth": "levels of introspection",
    "fields": "fields once its fragments are spread",
    "aliases": "aliases once its fragments are spread",
    "directives": "directives once its fragments are spread",
    "cost": "objects to look up",
    "values": "values to return",
}
ANSWER_BOUNDS = frozenset({"cost", "values"})


class TooDeep(Exception):
    """The document nests deeper than it is worth looking at."""


@dataclass(slots=True)
class Size:
    """How large a selection is once its fragments are spread."""

    depth: int = 0
    introspection_depth: int = 0
    fields: int = 0
    width: int = 0  # the fields directly in it
    aliases: int = 0
    directives: int = 0
    cost: int = 0
    values: int = 0
    entry_cost: int = 0  # for each entry of the page around it
    entry_values: int = 0

    def add(self, other: "Size") -> None:
        """Put a neighbour beside this selection."""
        self.add_shape(other)
        self.add_largest([other])

    def add_shape(self, other: "Size") -> None:
        self.depth = max(self.depth, other.depth)
        self.introspection_depth = max(self.introspection_depth, other.introspection_depth)
        self.fields += other.fields
        self.width += other.width
        self.aliases += other.aliases
        self.directives += other.directives

    def add_largest(self, alternatives: Collection["Size"]) -> None:
        """Add the largest of some weights of which an object can only have one."""
        if alternatives:
            self.cost += max(size.cost for size in alternatives)
            self.values += max(size.values for size in alternatives)
            self.entry_cost += max(size.entry_cost for size in alternatives)
            self.entry_values += max(size.entry_values for size in alternatives)

    def close_page(self, entries: int) -> None:
        """Settle what was left open: a page has this many entries."""
        self.cost += entries * self.entry_cost
        self.values += entries * self.entry_values
        self.entry_cost = self.entry_values = 0


class Measuring:
    """One pass over one document, for one operation and its variables."""

    def __init__(
        self, document: DocumentNode, weights: Weights, limits: Limits, variables: Mapping[str, Any]
    ) -> None:
        self.weights = weights
        self.limits = limits
        self.page_sizes = PageSizes(limits.page_size, variables)
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._measured: dict[str, Size] = {}
        self._open: set[str] = set()

    def operation(self, operation: OperationDefinitionNode) -> Size:
        self.page_sizes.read_defaults(operation)
        root = self.weights.schema.get_root_type(operation.operation)
        size = self._selections(operation.selection_set, root, 1)
        size.directives += len(operation.directives or ())
        for definition in operation.variable_definitions or ():
            size.directives += len(definition.directives or ())
        return size

    def _selections(
        self, selection_set: SelectionSetNode, parent: GraphQLNamedType | None, level: int
    ) -> Size:
        if level > DEEPEST_NESTING:
            raise TooDeep
        total = Size()
        by_type: dict[str, Size] = {}
        for selection in selection_set.selections:
            object_type, size = self._selection(selection, parent, level)
            if object_type is None:
                total.add(size)
            else:
                total.add_shape(size)
                by_type.setdefault(object_type, Size()).add(size)
        total.add_largest(by_type.values())
        return total

    def _selection(
        self, selection: SelectionNode, parent: GraphQLNamedType | None, level: int
    ) -> tuple[str | None, Size]:
        """Measure one selection; return with it the object type that it is limited to, if any."""
        if isinstance(selection, FieldNode):
            return None, self._field(selection, parent, level)
        size = Size(fields=1, directives=len(selection.directives or ()))
        type_ = parent
        if isinstance(selection, FragmentSpreadNode):
            fragment = self._fragments.get(selection.name.value)
            if fragment is None:
                return None, size  # the validation reports it
            type_ = self.weights.schema.get_type(fragment.type_condition.name.value)
            size.add(self._fragment(fragment, type_, level))
        elif isinstance(selection, InlineFragmentNode):
            if selection.type_condition:
                type_ = self.weights.schema.get_type(selection.type_condition.name.value)
            size.add(self._selections(selection.selection_set, type_, level + 1))
        return type_.name if isinstance(type_, GraphQLObjectType) else None, size

    def _fragment(
        self, fragment: FragmentDefinitionNode, type_: GraphQLNamedType | None, level: int
    ) -> Size:
        name = fragment.name.value
        if name in self._measured:
            return self._measured[name]
        if name in self._open:
            return Size()  # a cycle: the validation reports it
        self._open.add(name)
        size = self._selections(fragment.selection_set, type_, level + 1)
        size.directives += len(fragment.directives or ())
        self._open.discard(name)
        self._measured[name] = size
        return size

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, level: int) -> Size:
        name = node.name.value
        weight = self.weights.of(parent, name)
        size = Size()
        if node.selection_set:
            type_ = weight.type if weight else None
            size = self._selections(node.selection_set, type_, level + 1)
        self._weigh(size, node, weight)
        size.depth += 1
        size.fields += 1
        size.width = 1
        size.aliases += node.alias is not None
        size.directives += len(node.directives or ())
        if name in INTROSPECTION_COST and parent is self.weights.schema.query_type:
            size.depth, size.introspection_depth = 1, size.depth
            size.cost, size.values = INTROSPECTION_COST[name], 0
        return size

    def _weigh(self, size: Size, node: FieldNode, weight: Weight | None) -> None:
        """Turn the weight of what is selected below a field into that of the field."""
        page_size = self.page_sizes.of(node, weight)
        size.close_page(page_size)
        if weight.is_leaf if weight else not node.selection_set:
            size.values += 1
        else:
            size.cost += 1
        if weight is None:
            return
        length = self._length(weight, page_size)
        size.cost *= length
        size.values *= length
        if weight.is_page_entry:
            size.entry_cost, size.cost = size.cost, 0
            size.entry_values, size.values = size.values, 0
        size.cost += weight.cost

    def _length(self, weight: Weight, page_size: int) -> int:
        """Return how many objects or values the field holds at most."""
        if weight.page_sizes and not weight.is_page:
            length = page_size
        elif not weight.lists or weight.is_page_entry:
            length = 1
        elif weight.list_size is not None:
            length = weight.list_size
        else:
            length = self.limits.page_size if weight.is_root else self.limits.list_size
        inner_lists = max(weight.lists - 1, 0)
        return int(length * self.limits.list_size**inner_lists)


def excesses(
    size: Size,
    operation: OperationDefinitionNode,
    limits: Limits,
    *,
    without: Collection[str] = (),
) -> list[GraphQLError]:
    """Return an error for each bound that the operation breaks."""
    bounds = [
        (getattr(size, name), getattr(limits, name), words)
        for name, words in BOUNDS.items()
        if name not in without
    ]
    if operation.operation is OperationType.MUTATION:
        bounds.append((size.width, limits.root_mutations, "changes"))
    else:
        bounds.append((size.width, limits.root_fields, "fields at its root"))
    return [
        coded(
            f"The operation has {min(found, UNBOUNDED):,} {words}; {allowed:,} are allowed.",
            ErrorCode.COST_EXCEEDED,
            nodes=operation,
        )
        for found, allowed, words in bounds
        if found > allowed
    ]
