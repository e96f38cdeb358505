"""Ways through the schema: to every type the shortest one, so that every field can be asked for."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_composite_type,
    is_required_argument,
)

#: From the field, the argument and the type that is wanted to a literal.
Literals = Callable[[str, str, str], str | None]


class Step(NamedTuple):
    """A field on the way, as it is called, and the type to which its value must belong."""

    name: str
    call: str
    type: str
    is_abstract: bool


class Route(NamedTuple):
    steps: tuple[Step, ...]

    def document(self, leaf: str) -> str:
        """Write the query that asks for `leaf` at the end of the way."""
        text = leaf
        for step in reversed(self.steps):
            inner = f"... on {step.type} {{ {text} }}" if step.is_abstract else text
            text = f"{step.call} {{ {inner} }}"
        return f"{{ {text} }}"

    def follow(self, data: Any) -> Iterator[dict[str, Any]]:
        """Find in an answer every object at the end of the way."""
        found = [data]
        for step in self.steps:
            found = [item for value in found for item in flat(value.get(step.name))]
        yield from (item for item in found if item)


def flat(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [item for each in value for item in flat(each)]
    return [] if value is None else [value]


def routes(schema: GraphQLSchema, literals: Literals) -> dict[str, Route]:
    """Find the shortest way from the root to every object type."""
    assert schema.query_type is not None
    found = {schema.query_type.name: Route(())}
    waiting = deque([schema.query_type])
    while waiting:
        parent = waiting.popleft()
        for name, field in parent.fields.items():
            kind = get_named_type(field.type)
            if not is_composite_type(kind):
                continue
            for target in possible_types(schema, kind):
                call = call_of(name, field, target.name, literals)
                if target.name in found or call is None:
                    continue
                step = Step(name, call, target.name, target is not kind)
                found[target.name] = Route((*found[parent.name].steps, step))
                waiting.append(target)
    return found


def possible_types(schema: GraphQLSchema, kind: Any) -> list[GraphQLObjectType]:
    if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
        return list(schema.get_possible_types(kind))
    return [kind]


def call_of(
    name: str, field: GraphQLField, target: str, literals: Literals, **given: str
) -> str | None:
    """Write a call of a field with the arguments that have a value; None if it must have more."""
    passed = []
    for argument, definition in field.args.items():
        value = given.get(argument) or literals(name, argument, target)
        if value is not None:
            passed.append(f"{argument}: {value}")
        elif is_required_argument(definition):
            return None
    return f"{name}({', '.join(passed)})" if passed else name


def object_types(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    return [
        kind
        for kind in schema.type_map.values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
    ]


def askable_types(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    """Find the types that are there for everybody: no mutation, and nothing of a known person."""
    found = {"Query"}
    waiting: list[Any] = [schema.query_type]
    while waiting:
        kind = waiting.pop()
        for name, field in kind.fields.items():
            if (kind.name, name) == ("Query", "viewer"):
                continue
            named = get_named_type(field.type)
            for target in possible_types(schema, named) if is_composite_type(named) else ():
                if target.name not in found:
                    found.add(target.name)
                    waiting.append(target)
    return [kind for kind in object_types(schema) if kind.name in found]


def fields_of(schema: GraphQLSchema) -> Iterator[tuple[GraphQLObjectType, str, GraphQLField]]:
    """Give every field of every object type that is there for everybody."""
    for kind in askable_types(schema):
        for name, field in kind.fields.items():
            yield kind, name, field


def is_list(field: GraphQLField | GraphQLArgument) -> bool:
    kind = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
    return isinstance(kind, GraphQLList)


def leaf_of(call: str, field: GraphQLField) -> str:
    """Write a field with the least that can be selected below it."""
    return f"{call} {{ __typename }}" if is_composite_type(get_named_type(field.type)) else call
