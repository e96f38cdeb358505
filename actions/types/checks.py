"""What is asked about an action, what is missing or wrong, and where it would be shown."""

from collections.abc import Iterable
from typing import Any

import strawberry
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import override

from actions import enums
from actions import questions as asked
from actions.answers import Answers, Code, Known, Problem, check_answers, facts_of
from actions.questions import Section
from actions.showcases import Decision, decide
from hub import days
from hub.types.choices import enum_named, enum_of
from hub.types.plain import plain
from hub.types.scalars import Date
from hub.types.terms import Vocabulary

from .answers import name_in_api
from .pages import ListingKind, Showcase, showcase

#: The name of what concerns an input as a whole.
WHOLE = "input"

FieldErrorCode = enum_named(
    "FieldErrorCode",
    "What is wrong with a field, or could be better.",
    {
        Code.REQUIRED: (Code.REQUIRED, "It is needed and not there."),
        Code.TOO_LONG: (Code.TOO_LONG, "There is too much of it."),
        Code.TOO_SHORT: (Code.TOO_SHORT, "There is less of it than would be good."),
        Code.NOT_VALID: (Code.NOT_VALID, "It is not what is asked for."),
        Code.UNKNOWN: (Code.UNKNOWN, "It names something that is not known, or not offered."),
        Code.TOO_EARLY: (Code.TOO_EARLY, "It is before what the Call takes."),
        Code.ORDER: (Code.ORDER, "It is before something that it must follow."),
        Code.CONFLICT: (Code.CONFLICT, "Somebody else was faster: read again, then decide."),
    },
)
ActionSection = enum_of(
    Section,
    "The parts of the form about an action.",
    ORGANISATION="Who submits, and who leads the action with them.",
    ACTION="What is done.",
    PEOPLE="Whom it is for.",
    TIME_AND_PLACE="When and where.",
    PRIORITIES="Priorities of the Call, and frameworks.",
    RESULTS="Results and evidence.",
    PARTNERS="Partners and resources.",
    SHARING="Consents, licence and choices.",
)
ShowcaseOutcome = enum_of(
    enums.Outcome,
    "Whether an action goes to a showcase.",
    ELIGIBLE="It does.",
    TO_CONFIRM="A reviewer, or who runs the showcase, decides.",
    NOT_ELIGIBLE="It does not.",
    UNDECIDED="Something that decides is not answered yet.",
)


@strawberry.type(description="What is wrong with one field, or could be better.")
class FieldError:
    field: str = strawberry.field(
        description="The field, called as in the input; input for what concerns all of it."
    )
    code: FieldErrorCode = strawberry.field(description="What is wrong.")  # type: ignore[valid-type]
    message: str = strawberry.field(description="The same in words for the person who writes.")


@strawberry.type(description="How far one part of the form is.")
class SectionProgress:
    section: ActionSection = strawberry.field(description="The part.")  # type: ignore[valid-type]
    answered: int = strawberry.field(description="Required questions that are answered well.")
    required: int = strawberry.field(description="All required questions.")


@strawberry.type(description="Whether an action would be shown in a place, and why.")
class ShowcaseDecision:
    showcase: Showcase = strawberry.field(description="The place.")
    kind: ListingKind = strawberry.field(description="As what it would stand there.")
    outcome: ShowcaseOutcome = strawberry.field(description="Whether it would.")  # type: ignore[valid-type]
    reason: str = strawberry.field(description="Why, or why not.")
    due_on: Date | None = strawberry.field(
        description="By when at the latest, if it were sent today; null where nothing is promised."
    )


@strawberry.type(description="What submitting would say of these answers today.")
class AnswersCheck:
    problems: list[FieldError] = strawberry.field(
        description="What must be mended before it can be submitted.", metadata={"list_size": 50}
    )
    advice: list[FieldError] = strawberry.field(
        description="What could be better; it keeps nobody back.", metadata={"list_size": 50}
    )
    progress: list[SectionProgress] = strawberry.field(
        description="How far each part is.", metadata={"list_size": len(Section)}
    )
    showcases: list[ShowcaseDecision] = strawberry.field(
        description="Where the action would be shown.", metadata={"list_size": 10}
    )


def check_of(
    answers: Answers, known: Known, decisions: Iterable[Decision] | None = None
) -> AnswersCheck:
    """Check answers by the rules of submitting, in the language that is active."""
    check = check_answers(answers, known)
    if decisions is None:
        decisions = decide(facts_of(answers), today=days.today())
    return AnswersCheck(
        problems=field_errors(check.problems),
        advice=field_errors(check.advice),
        progress=[
            SectionProgress(section=ActionSection(section), answered=answered, required=required)
            for section, (answered, required) in check.progress.items()
        ],
        showcases=[decision_of(decision) for decision in decisions],
    )


def decision_of(decision: Decision) -> ShowcaseDecision:
    values = {
        "showcase": showcase(decision.showcase.code),
        "kind": ListingKind(decision.showcase.kind),
        "outcome": ShowcaseOutcome(decision.outcome),
    }
    return plain(ShowcaseDecision, vars(decision) | values)


def field_errors(problems: Iterable[Problem]) -> list[FieldError]:
    return [field_error(problem.field, problem.code, problem.message) for problem in problems]


def errors_of(error: ValidationError) -> list[FieldError]:
    """Name what a service refused at the fields of the input."""
    is_by_field = hasattr(error, "error_dict")
    by_field: Any = error.error_dict if is_by_field else {NON_FIELD_ERRORS: error.error_list}
    return [
        field_error(name, problem.code, message)
        for name, problems in by_field.items()
        for problem in problems
        for message in problem.messages
    ]


def field_error(name: str, code: str | None, message: str) -> FieldError:
    known = code if code in FieldErrorCode.__members__ else Code.NOT_VALID
    if code in ("required", "blank", "null"):
        known = Code.REQUIRED
    return FieldError(
        field=WHOLE if name == NON_FIELD_ERRORS else name_in_api(name),
        code=FieldErrorCode(known),
        message=message,
    )


# What is asked ------------------------------------------------------------------------------------

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
    section: ActionSection = strawberry.field(description="The part of the form it is in.")  # type: ignore[valid-type]
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
    choices = question.choices.choices if question.choices else ()
    values = {
        "field": name_in_api(question.key),
        "section": ActionSection(question.section),
        "section_label": str(question.section.label),
        "kind": QuestionKind(question.kind.value),
        "label": str(question.label),
        "guidance": str(question.guidance) or None,
        "vocabulary": Vocabulary(question.vocabulary.value) if question.vocabulary else None,
        "choices": [QuestionChoice(value=value, label=str(label)) for value, label in choices],
    }
    return plain(Question, vars(question) | values)
