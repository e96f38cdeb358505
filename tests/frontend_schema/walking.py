"""Queries made from the schema itself, so that no new field or type is forgotten."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from graphql import (
    DefinitionNode,
    DocumentNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_composite_type,
    is_required_argument,
    parse,
)


@cache
def fragments(schema: GraphQLSchema, depth: int) -> tuple[DefinitionNode, ...]:
    """Return a fragment for each type and depth that asks for all that needs no argument.

    Fragments keep the document small, however many paths lead through it; they are read once.
    """
    kinds = [
        kind
        for kind in schema.type_map.values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
    ]
    text = "\n".join(
        f"fragment {kind.name}_{level} on {kind.name} {{ {body(schema, kind, level)} }}"
        for kind in kinds
        for level in range(depth + 1)
    )
    return tuple(parse(text, no_location=True).definitions)


def body(schema: GraphQLSchema, kind: GraphQLObjectType, level: int) -> str:
    parts = ["__typename"]
    for name, field in kind.fields.items():
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        # An alias for each type, because types may give one name different meanings.
        alias = f"{kind.name}_{name}: {name}"
        if not is_composite_type(get_named_type(field.type)):
            parts.append(alias)
        elif level > 0:
            parts.append(f"{alias} {{ {spreads(schema, field.type, level - 1)} }}")
    return " ".join(parts)


def spreads(schema: GraphQLSchema, kind: Any, level: int) -> str:
    kind = get_named_type(kind)
    if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
        return " ".join(
            ["__typename", *(f"...{each.name}_{level}" for each in schema.get_possible_types(kind))]
        )
    return f"...{kind.name}_{level}"


def root_queries(
    schema: GraphQLSchema, values: dict[str, list[Any]], *, depth: int
) -> Iterator[tuple[str, DocumentNode, dict[str, Any]]]:
    """For each root field and each of the given argument values: a name, a query, its variables.

    `values` gives by argument name what to try; an argument without values is left out, and one
    that is required and has none is an error, so that a new root field must be thought of.
    """
    assert schema.query_type is not None
    shared = fragments(schema, depth)
    for name, field in schema.query_type.fields.items():
        documents: dict[tuple[str, ...], DocumentNode] = {}
        for variables in choices(field, values):
            names = tuple(variables)
            if names not in documents:
                own = parse(operation(schema, name, field, names, depth)).definitions
                documents[names] = DocumentNode(definitions=(*own, *shared))
            yield name, documents[names], variables


def operation(
    schema: GraphQLSchema, name: str, field: GraphQLField, names: tuple[str, ...], depth: int
) -> str:
    declared = ", ".join(f"${key}: {field.args[key].type}" for key in names)
    passed = ", ".join(f"{key}: ${key}" for key in names)
    call = f"{name}({passed})" if passed else name
    head = f"query({declared})" if declared else "query"
    is_leaf = not is_composite_type(get_named_type(field.type))
    return (
        f"{head} {{ {call} {'' if is_leaf else f'{{ {spreads(schema, field.type, depth)} }}'} }}\n"
    )


def choices(field: GraphQLField, values: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    combinations: list[dict[str, Any]] = [{}]
    for name, argument in field.args.items():
        kind = get_named_type(argument.type)
        if isinstance(kind, GraphQLEnumType) and is_required_argument(argument):
            options = list(kind.values)
        elif name in values or is_required_argument(argument):
            options = values[name]
        else:
            continue
        combinations = [chosen | {name: value} for chosen in combinations for value in options]
    yield from combinations
