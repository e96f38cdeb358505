"""What is asked about an action, for those who build a form of their own."""

import strawberry
from django.utils.translation import override

from actions import questions as asked
from hub.types.choices import enum_named
from hub.types.terms import Vocabulary

from .answers import name_in_api
from .checks import ActionSection

MEANINGS = {
    asked.Kind.TEXT: "One line of text.",
    asked.Kind.LONG_TEXT: "Text of several lines.",
    asked.Kind.EMAIL: "An e-mail address.",
    asked.Kind.URL: "A web address.",
    asked.Kind.DATE: "A day, as YYYY-MM-DD.",
    asked.Kind.CHOICE: "One of the choices.",
    asked.Kind.YES: "True or false.",
    asked.Kind.TERMS: "Codes of the vocabulary.",
    asked.Kind.ORGANISATIONS: "Slugs of organisations that joined the Call.",
    asked.Kind.FIGURES: "Results in numbers.",
}
QuestionKind = enum_named(
    "QuestionKind",
    "What an answer is.",
    {kind.name: (kind.value, meaning) for kind, meaning in MEANINGS.items()},
)


@strawberry.type(description="One of the answers that can be chosen.")
class QuestionChoice:
    value: str = strawberry.field(description="What to send.")
    label: str = strawberry.field(description="What it is called.")


@strawberry.type(description="One question about an action.")
class Question:
    field: str = strawberry.field(description="The field of AnswersInput that takes the answer.")
    section: ActionSection = strawberry.field(description="The part of the form it is in.")
    section_label: str = strawberry.field(description="What that part is called.")
    kind: QuestionKind = strawberry.field(description="What the answer is.")  # type: ignore[valid-type]
    label: str = strawberry.field(description="The question.")
    guidance: str | None = strawberry.field(description="Help with the answer.")
    is_required: bool = strawberry.field(description="True when submitting needs it.")
    is_personal: bool = strawberry.field(
        description="True when it is about the person who writes; it is never published."
    )
    most_words: int | None = strawberry.field(description="How many words it may have.")
    most_characters: int | None = strawberry.field(description="How many characters it may have.")
    least_characters: int | None = strawberry.field(
        description="How many characters it should have."
    )
    vocabulary: Vocabulary | None = strawberry.field(description="Where its codes are from.")
    choices: list[QuestionChoice] = strawberry.field(description="What can be chosen.")


def all_questions(locale: str) -> list[Question]:
    """Return all questions in their order, in the words of this language."""
    with override(locale):
        return [question_of(question) for question in asked.questions().values()]


def question_of(question: asked.Question) -> Question:
    return Question(
        field=name_in_api(question.key),
        section=ActionSection(question.section),
        section_label=str(question.section.label),
        kind=QuestionKind(question.kind.value),
        label=str(question.label),
        guidance=str(question.guidance) or None,
        is_required=question.is_required,
        is_personal=question.is_personal,
        most_words=question.most_words,
        most_characters=question.most_characters,
        least_characters=question.least_characters,
        vocabulary=Vocabulary(question.vocabulary.value) if question.vocabulary else None,
        choices=[
            QuestionChoice(value=value, label=str(label))
            for value, label in (question.choices.choices if question.choices else ())
        ],
    )
