"""The answers about an action as the API takes and gives them, made from the list of questions."""

from collections.abc import Mapping
from typing import Any, Optional

import strawberry
from django.utils.translation import override
from strawberry.utils.str_converters import to_camel_case

from actions.questions import Kind, Question, questions
from hub.types.plain import nested, plain

Stored = Mapping[str, Any]


@strawberry.type(description="A result in numbers.")
class ActionFigure:
    value: str = strawberry.field(description="The number, as it was written.")
    label: str = strawberry.field(description="What it counts.")
    as_of: str = strawberry.field(description="The day it was true, as YYYY-MM-DD; or empty.")


@strawberry.input(description="A result in numbers.")
class ActionFigureInput:
    value: str = strawberry.field(description="The number.", default="")
    label: str = strawberry.field(description="What it counts.", default="")
    as_of: str = strawberry.field(
        description="The day it was true, as YYYY-MM-DD; or empty.", default=""
    )


#: For each kind that is no text: what the API gives, and what it takes.
TYPES: dict[Kind, tuple[Any, Any]] = {
    Kind.YES: (bool, bool),
    Kind.TERMS: (list[str], list[str]),
    Kind.ORGANISATIONS: (list[str], list[str]),
    Kind.FIGURES: (list[ActionFigure], list[ActionFigureInput]),
}
TEXT = (Optional[str], str)  # noqa: UP045 - strawberry resolves the union at run time


def describe(question: Question) -> str:
    """Say for API readers what an answer is; under English, as the whole contract."""
    notes = {
        Kind.DATE: ", as YYYY-MM-DD",
        Kind.ORGANISATIONS: ", as slugs",
        Kind.TERMS: f", as codes of {str(question.vocabulary).upper()}",
        Kind.CHOICE: f": {', '.join(question.choices.values if question.choices else ())}",
    }
    with override("en"):
        label = str(question.label).removesuffix(".")
        return f"The answer to “{label}”{notes.get(question.kind, '')}."


def make_output() -> Any:
    members: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for key, question in questions().items():
        given, _taken = TYPES.get(question.kind, TEXT)
        if question.kind is Kind.FIGURES:
            members[key] = nested(given, describe(question))
        else:
            members["__annotations__"][key] = given
            members[key] = strawberry.field(description=describe(question))
    description = "What is answered about an action so far; null or empty is no answer yet."
    return strawberry.type(type("ActionAnswers", (), members), description=description)


def make_input() -> Any:
    members: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for key, question in questions().items():
        _given, taken = TYPES.get(question.kind, TEXT)
        members["__annotations__"][key] = Optional[taken]  # noqa: UP045
        members[key] = strawberry.field(
            description=describe(question), default_factory=lambda: strawberry.UNSET
        )
    description = (
        "Answers about an action, complete or not. What is left out stays as it is; null empties an"
        " answer. The field questions tells of each."
    )
    return strawberry.input(type("AnswersInput", (), members), description=description)


ActionAnswers = make_output()
AnswersInput = make_input()


def answers_of(stored: Stored) -> Any:
    """Give stored answers their names and shapes in the API."""
    return plain(
        ActionAnswers,
        {
            key: stored.get(key) or (question.kind.empty if question.kind in TYPES else None)
            for key, question in questions().items()
        },
    )


def changes_of(given: Any) -> dict[str, Any]:
    """Return the answers that a client sent, as forms of ours send them."""
    return {
        key: [vars(item) for item in value]
        if questions()[key].kind is Kind.FIGURES and value is not None
        else value
        for key, value in vars(given).items()
        if value is not strawberry.UNSET
    }


def name_in_api(key: str) -> str:
    return to_camel_case(key)
