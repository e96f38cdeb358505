"""Fragments can be counted wrong in two ways: by a result that does not fit, or by too little."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    InlineFragmentNode,
    OperationDefinitionNode,
    Visitor,
    get_named_type,
    is_composite_type,
    parse,
    visit,
)

from frontend_schema.limits import Limits
from frontend_schema.measuring import Measuring, Size
from frontend_schema.weights import Weights

from . import library

GRAPHQL = library.schema._schema
WIDE = Limits(cost=10**9, values=10**9, fields=10**9, depth=100)


class Writer:
    """Writes a random valid query whose fragments are shared, nested and on several types."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.fragments: dict[str, tuple[str, str]] = {}

    def query(self) -> str:
        body = self.selection("Query", 4)
        texts = [
            f"fragment {name} on {type_} {text}" for name, (type_, text) in self.fragments.items()
        ]
        return " ".join([f"query {body}", *texts])

    def selection(self, type_name: str, levels: int) -> str:
        parts = ["__typename"]
        for _ in range(self.random.randint(1, 4)):
            choice = self.random.random()
            if choice < 0.2 and levels > 1:
                parts.append(f"...{self.fragment(self.condition(type_name), levels - 1)}")
            elif choice < 0.35 and levels > 1:
                condition = self.condition(type_name)
                parts.append(f"... on {condition} {self.selection(condition, levels - 1)}")
            else:
                parts.append(self.field(type_name, levels))
        return "{ " + " ".join(parts) + " }"

    def fragment(self, type_name: str, levels: int) -> str:
        known = [name for name, (on, _text) in self.fragments.items() if on == type_name]
        if known and self.random.random() < 0.6:
            return self.random.choice(known)
        text = self.selection(type_name, min(levels, 2))
        name = f"F{len(self.fragments)}"
        self.fragments[name] = (type_name, text)
        return name

    def condition(self, type_name: str) -> str:
        kinds = ["Report", "Toolkit", "Resource"] if type_name == "Resource" else [type_name]
        return self.random.choice(kinds)

    def field(self, type_name: str, levels: int) -> str:
        type_ = GRAPHQL.get_type(type_name)
        assert isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        fields = {
            name: field
            for name, field in type_.fields.items()
            if not any(
                argument.type.__class__.__name__ == "GraphQLNonNull"
                and argument.default is None
                and argument.default_value in (None,)
                for argument in field.args.values()
            )
            and not name.startswith(("fail", "cancelled", "broken", "slow", "echo", "search"))
            and (levels > 1 or not is_composite_type(get_named_type(field.type)))
        }
        if not fields:
            return "__typename"
        name = self.random.choice(sorted(fields))
        size = f"(first: {self.random.randint(0, 3)})" if "first" in fields[name].args else ""
        named = get_named_type(fields[name].type)
        alias = f"a{self.random.randrange(10**9)}: "  # so that no two fields have to merge
        inner = self.selection(named.name, levels - 1) if is_composite_type(named) else ""
        return f"{alias}{name}{size} {inner}"


def unrolled(document: DocumentNode) -> DocumentNode:
    """Put the text of each fragment where it is spread."""
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }

    class Spreading(Visitor):
        def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> InlineFragmentNode:
            fragment = fragments[node.name.value]
            return InlineFragmentNode(
                type_condition=fragment.type_condition,
                directives=node.directives,
                selection_set=visit(fragment.selection_set, Spreading()),
            )

    (operation,) = operations(document)
    return DocumentNode(definitions=(visit(operation, Spreading()),))


def operations(document: DocumentNode) -> Iterator[OperationDefinitionNode]:
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            yield node


def size_of(document: DocumentNode) -> Size:
    (operation,) = operations(document)
    return Measuring(document, Weights(GRAPHQL), WIDE, {}).operation(operation)


def contents(value: Any) -> tuple[int, int]:
    """Count the objects and the leaves of an answer."""
    if isinstance(value, dict):
        found = [contents(inner) for inner in value.values()]
        return 1 + sum(objects for objects, _ in found), sum(leaves for _, leaves in found)
    if isinstance(value, list):
        found = [contents(inner) for inner in value]
        return sum(objects for objects, _ in found), sum(leaves for _, leaves in found)
    return 0, 1


@pytest.mark.parametrize("seed", range(150))
def test_what_is_reused_equals_what_is_spread_out(seed: int) -> None:
    document = parse(Writer(seed).query())

    assert size_of(document) == size_of(unrolled(document))


@pytest.mark.parametrize("seed", range(150))
def test_no_answer_holds_more_than_its_query_was_said_to_cost(seed: int) -> None:
    text = Writer(seed).query()
    operation = library.schema.documents.prepare(
        text,
        limits=Limits(
            tokens=100_000,
            depth=50,
            fields=10**6,
            aliases=10**6,
            root_fields=100,
            cost=10**9,
            values=10**9,
        ),
        with_introspection=True,
    )

    result = library.schema.run(operation, variables={}, context=None, deadline=float("inf"))
    objects, leaves = contents(result.data)
    size = size_of(parse(text))

    assert result.errors is None
    assert objects - 1 <= size.cost  # the root itself is free
    assert leaves <= size.values
