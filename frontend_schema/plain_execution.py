"""Executing an operation over plain objects, without what only unusual fields need.

graphql-core makes a path, an info and several checks for awaitables for every field, and Strawberry
a chain of calls. That is about 9 µs, while most fields of the hub are one attribute of an object
that was made from a card. Whatever is not as simple as that, and every error, goes the long way.
"""

from collections.abc import Callable
from operator import attrgetter
from types import NoneType
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    is_leaf_type,
    is_non_null_type,
)
from graphql.pyutils import Path, Undefined, UndefinedType
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types import Info
from strawberry.types.field import StrawberryField

from .weights import LONGEST_LIST

NOT_OBJECTS = (NoneType, UndefinedType, Exception)


class Leaf(NamedTuple):
    """A field without arguments or resolver whose value is a scalar or an enum."""

    read: Callable[[Any], Any]
    coerce: Callable[[Any], Any]
    is_nullable: bool


class Step(NamedTuple):
    """One field of a selection; without `leaf` and `field` it takes the way of graphql-core."""

    name: str
    details: Any
    nodes: list[FieldNode]
    field: GraphQLField | None
    leaf: Leaf | None


class PlainExecutor(StrawberryGraphQLCoreExecutionContext):
    """Executes synchronously, reads leaves directly, and completes a shared object once.

    A term or a language stands on many pages of an answer. The same object with the same selection
    gives the same data, because resolvers look at nothing but their object and the context.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A middleware would want to see every field.
        self._is_watched = bool(self.middleware_manager and self.middleware_manager.middlewares)
        # By the identity of objects that are kept alive here, so that no other can take it over;
        # graphql-core keeps the lists of details.
        self._selections: dict[int, tuple[Any, list[Step]]] = {}
        self._completed: dict[tuple[int, int], tuple[Any, dict[str, Any]]] = {}

    def execute_fields(
        self, parent_type: Any, source_value: Any, path: Any, grouped_field_set: Any, context: Any
    ) -> dict[str, Any]:
        results: dict[str, Any] = {}
        for step in self._selection(parent_type, grouped_field_set):
            value = read_leaf(step.leaf, source_value) if step.leaf else Undefined
            if value is Undefined:
                field_path = Path(path, step.name, parent_type.name)
                if step.field is not None:
                    value = self._resolve(step, parent_type, source_value, field_path, context)
                else:
                    value = self.execute_field(
                        parent_type, source_value, step.details, field_path, context
                    )
            if value is not Undefined:
                results[step.name] = value
        return results

    def _selection(self, parent_type: GraphQLObjectType, fields: Any) -> list[Step]:
        known = self._selections.get(id(fields))
        if known is None:
            steps = [self._step(parent_type, name, details) for name, details in fields.items()]
            known = self._selections[id(fields)] = (fields, steps)
        return known[1]

    def _step(self, parent_type: GraphQLObjectType, name: str, details: Any) -> Step:
        nodes = [detail.node for detail in details]
        asked = nodes[0].name.value
        field = None if self._is_watched else parent_type.fields.get(asked)
        if definition_of(field) is None or (field and field.args):
            field = None
        leaf = leaf_of(field)
        if asked == "__typename" and not self._is_watched:
            leaf = Leaf(lambda source: parent_type.name, str, is_nullable=False)
        return Step(name, details, nodes, field, leaf)

    def _resolve(
        self, step: Step, parent_type: GraphQLObjectType, source: Any, path: Path, context: Any
    ) -> Any:
        """Do what `execute_field` does for a field without arguments."""
        field: Any = step.field
        info = self.build_resolve_info(field, step.nodes, parent_type, path)
        try:
            result = field.resolve(source, info)
            return self.complete_value(field.type, step.details, info, path, result, context)
        except Exception as error:
            self.handle_field_error(error, field.type, step.details, path)
            return None

    def complete_value(
        self, return_type: Any, details: Any, info: Any, path: Any, result: Any, context: Any
    ) -> Any:
        kind = return_type.of_type if type(return_type) is GraphQLNonNull else return_type
        if type(kind) is GraphQLList:
            # A longer one is cut where lists are completed.
            if type(result) is list and len(result) <= LONGEST_LIST:
                return self.complete_iterable_value(
                    kind.of_type, details, info, path, result, context
                )
        elif type(kind) is GraphQLObjectType and not isinstance(result, NOT_OBJECTS):
            return self.complete_object_value(kind, details, info, path, result, context)
        return super().complete_value(return_type, details, info, path, result, context)

    def complete_iterable_value(
        self, item_type: Any, details: Any, info: Any, path: Any, items: Any, context: Any
    ) -> list[Any]:
        completed = []
        for index, item in enumerate(items):
            known = self._completed.get((id(item), id(details)))
            if known is not None:
                completed.append(known[1])
                continue
            item_path = Path(path, index, None)
            try:
                value = self.complete_value(item_type, details, info, item_path, item, context)
            except Exception as error:
                self.handle_field_error(error, item_type, details, item_path)
                value = None
            completed.append(value)
        return completed

    def complete_object_value(
        self, return_type: Any, details: Any, info: Any, path: Any, result: Any, context: Any
    ) -> Any:
        key = (id(result), id(details))
        known = self._completed.get(key)
        if known is not None:
            return known[1]
        if return_type.is_type_of and not return_type.is_type_of(result, info):
            # That says what is wrong.
            return super().complete_object_value(return_type, details, info, path, result, context)
        errors = len(self.collected_errors.errors)
        fields = self.collect_subfields(return_type, details).grouped_field_set
        data = self.execute_fields(return_type, result, path, fields, None)
        # Each place of an object that could not be read in full has errors of its own.
        if len(self.collected_errors.errors) == errors and not self._is_watched:
            self._completed[key] = (result, data)
        return data


def read_leaf(leaf: Leaf, source: Any) -> Any:
    """Return the value for the answer, or Undefined when something is not as usual."""
    try:
        value = leaf.read(source)
        if value is None:
            return None if leaf.is_nullable else Undefined
        value = leaf.coerce(value)
    except Exception:
        return Undefined
    return Undefined if value is None else value


def leaf_of(field: GraphQLField | None) -> Leaf | None:
    definition = definition_of(field)
    if field is None or definition is None or definition.base_resolver:
        return None
    is_nullable = not is_non_null_type(field.type)
    kind: Any = field.type if is_nullable else field.type.of_type  # type: ignore[union-attr]
    if not is_leaf_type(kind):
        return None
    return Leaf(attrgetter(definition.python_name), kind.coerce_output_value, is_nullable)


def definition_of(field: GraphQLField | None) -> StrawberryField | None:
    """Return what Strawberry knows of a field that it need not stand in the way of."""
    extensions = field.extensions if field else {}
    definition = extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    # A class of its own, such as that of strawberry-django, reads its values in its own way.
    if type(definition) is not StrawberryField or definition.extensions or definition.is_async:
        return None
    return definition


def shorten_resolvers(schema: GraphQLSchema) -> None:
    """Call methods without arguments directly; Strawberry would look for them each time."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType):
            for field in kind.fields.values():
                definition = definition_of(field)
                if definition is not None and not field.args:
                    field.resolve = direct_resolver(definition) or field.resolve


def direct_resolver(field: StrawberryField) -> Callable[..., Any] | None:
    resolver = field.base_resolver
    if resolver is None:
        read = attrgetter(field.python_name)
        return lambda source, info: read(source)
    if not resolver.self_parameter or resolver.parent_parameter or resolver.root_parameter:
        return None
    call: Any = resolver.wrapped_func
    if resolver.info_parameter is None:
        return lambda source, info: call(source)
    name = resolver.info_parameter.name
    return lambda source, info: call(source, **{name: Info(_raw_info=info, _field=field)})
