"""Running an operation that was read and measured before, and stopping it in time."""

from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLResolveInfo
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionContext, ExecutionResult

from .documents import Documents, Operation
from .plain_execution import PlainExecutor, shorten_resolvers
from .weights import LONGEST_LIST, longest_list


class DeadlinePassed(BaseException):
    """The answer takes too long.

    No Exception, because those become errors of single fields, and the next field would go on.
    """


@dataclass(frozen=True, slots=True)
class Run:
    """What the parts of Strawberry need to know of the operation that is being executed."""

    operation: Operation
    deadline: float


_run: ContextVar[Run] = ContextVar("frontend_schema_run")


class PreparedDocument(SchemaExtension):
    """Hands the prepared document over, so that Strawberry neither parses nor validates again."""

    def on_parse(self) -> Iterator[None]:
        run = _run.get(None)
        if run is not None and run.operation.text is self.execution_context.query:
            self.execution_context.graphql_document = run.operation.tree
        yield

    def on_validate(self) -> Iterator[None]:
        run = _run.get(None)
        if run is not None and run.operation.tree is self.execution_context.graphql_document:
            self.execution_context.pre_execution_errors = []
        yield


class BoundedExecutor(PlainExecutor):
    """Looks at the clock before each object, and at the length of each list.

    That stops a query between two resolvers, which costs one look at the clock for an object. It
    cannot stop a resolver: the database bounds a statement, the search engine a search. Lists are
    bounded where they are made; the cut here is for the one that was forgotten.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        run = _run.get(None)
        self.deadline = run.deadline if run else float("inf")

    def execute_fields(self, *args: Any, **kwargs: Any) -> Any:
        if monotonic() > self.deadline:
            raise DeadlinePassed
        return super().execute_fields(*args, **kwargs)

    def complete_list_value(
        self,
        return_type: Any,
        field_details_list: Any,
        info: GraphQLResolveInfo[Any],
        path: Any,
        result: Any,
        *args: Any,
    ) -> Any:
        if isinstance(result, list) and len(result) > LONGEST_LIST:
            result = result[: longest_list(info.parent_type.fields[info.field_name])]
        return super().complete_list_value(
            return_type, field_details_list, info, path, result, *args
        )


class HubSchema(strawberry.Schema):
    """The schema of the hub: Strawberry's, with the bounds of this package around it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["extensions"] = [PreparedDocument, *kwargs.get("extensions", ())]
        kwargs.setdefault("execution_context_class", BoundedExecutor)
        super().__init__(*args, **kwargs)
        shorten_resolvers(self._schema)
        self.documents = Documents(self._schema)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Leave the log to the view: it knows the request id, and which errors are ours."""

    def run(
        self,
        operation: Operation,
        *,
        variables: dict[str, Any],
        context: object,
        deadline: float,
    ) -> ExecutionResult:
        """Execute a prepared operation, or raise `DeadlinePassed`."""
        token = _run.set(Run(operation, deadline))
        try:
            return self.execute_sync(
                operation.text,
                variable_values=variables,
                context_value=context,
                operation_name=operation.name,
            )
        finally:
            _run.reset(token)
