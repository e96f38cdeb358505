"""What a field of the schema weighs: an object, a page of objects, a list of known length."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    get_named_type,
    is_leaf_type,
)

PAGE_SIZE_ARGUMENTS = frozenset({"first", "last"})
PAGE_ENTRIES = frozenset({"edges", "nodes"})
# What a list holds at most, unless its field declares that it gets longer.
LONGEST_LIST = 100
# Answering these reads the whole schema, whatever is selected below them.
INTROSPECTION_COST = {"__schema": 5_000, "__type": 500}


@dataclass(frozen=True, slots=True)
class Weight:
    """How a field counts, apart from what is selected below it.

    A field says more about itself with `strawberry.field(metadata={"list_size": 40, "cost": 20})`:
    how long its list gets, and what it costs beyond the objects in it.
    """

    type: GraphQLNamedType
    lists: int  # how many lists it is wrapped in
    is_leaf: bool
    is_root: bool
    is_page: bool  # a connection: the page size counts for its entries only
    is_page_entry: bool
    page_sizes: Mapping[str, int | None]  # the arguments that give one, with their defaults
    list_size: int | None
    cost: int


class Weights:
    """The weights of all fields of one schema, each worked out when it is first asked for."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self._found: dict[tuple[str, str], Weight] = {}

    def of(self, parent: GraphQLNamedType | None, name: str) -> Weight | None:
        """Return the weight of a field, or None when the type has no such field."""
        if not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return None
        key = (parent.name, name)
        weight = self._found.get(key)
        if weight is None and (field := parent.fields.get(name)) is not None:
            weight = self._found[key] = self._weigh(parent, name, field)
        return weight

    def _weigh(self, parent: GraphQLNamedType, name: str, field: GraphQLField) -> Weight:
        named = get_named_type(field.type)
        metadata = _metadata(field)
        return Weight(
            type=named,
            lists=_lists(field),
            is_leaf=is_leaf_type(named),
            is_root=parent in (self.schema.query_type, self.schema.mutation_type),
            is_page=_is_connection(named),
            is_page_entry=name in PAGE_ENTRIES and _is_connection(parent),
            page_sizes={
                argument: _default(definition)
                for argument, definition in field.args.items()
                if argument in PAGE_SIZE_ARGUMENTS
            },
            list_size=metadata.get("list_size"),
            cost=metadata.get("cost", 0),
        )


def longest_list(field: GraphQLField) -> int:
    """Return how many entries the list of a field can have, whatever its resolver returns."""
    return max(LONGEST_LIST, int(_metadata(field).get("list_size", 0)))


def _is_connection(type_: GraphQLNamedType) -> bool:
    return isinstance(type_, GraphQLObjectType) and "pageInfo" in type_.fields


def _lists(field: GraphQLField) -> int:
    count, type_ = 0, field.type
    while isinstance(type_, GraphQLList | GraphQLNonNull):
        count += isinstance(type_, GraphQLList)
        type_ = type_.of_type
    return count


def _default(argument: GraphQLArgument) -> int | None:
    value: Any = argument.default_value
    if argument.default is not None:
        value = argument.default.value
        if isinstance(argument.default.literal, IntValueNode):
            value = int(argument.default.literal.value)
    return value if isinstance(value, int) else None


def _metadata(field: GraphQLField) -> Mapping[str, Any]:
    definition = field.extensions.get("strawberry-definition")
    return getattr(definition, "metadata", None) or {}
