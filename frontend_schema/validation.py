"""The rules that a query must keep."""

from typing import Any

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    TokenKind,
    ValidationContext,
    specified_rules,
    validate,
)
from graphql.validation import NoSchemaIntrospectionCustomRule
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from .input_values import literals_in
from .limits import Limits

#: How values begin that Strawberry's rules look at.
LOOKED_AT = {TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.NAME}


class OneOfInputRule(OneOfInputValidationRule):
    """Strawberry's rule, which knows only the variables of the operation it walked last.

    A fragment that stands above every operation would end in an AttributeError.
    """

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.variable_definitions = {
            definition.variable.name.value: definition
            for operation in context.document.definitions
            if isinstance(operation, OperationDefinitionNode)
            for definition in operation.variable_definitions or ()
        }

    def enter_operation_definition(self, node: Any, *_: Any) -> None:
        """Keep the variables of all operations."""


def find_errors(
    schema: GraphQLSchema, document: DocumentNode, limits: Limits, *, with_introspection: bool
) -> list[GraphQLError]:
    """Return what is wrong with a query, in the words of graphql-core and Strawberry.

    Strawberry's rules look things up that only a valid document has, so they come second; and only
    where there is an object, a list or a null that they could look at.
    """
    rules: list[type[ASTValidationRule]] = [*specified_rules]
    if not with_introspection:
        rules.append(NoSchemaIntrospectionCustomRule)
    of_strawberry: list[type[ASTValidationRule]] = [MaybeNullValidationRule, OneOfInputRule]
    passes = [rules, of_strawberry] if literals_in(document) & LOOKED_AT else [rules]
    for some_rules in passes:
        errors = validate(
            schema,
            document,
            some_rules,
            max_errors=limits.errors,
            hide_suggestions=not with_introspection,
        )
        if errors:
            return errors
    return []
