"""The blocks that a lesson has beside those of every page."""

import strawberry

from hub.types.blocks import Block
from hub.types.plain import nested

from .choices import AnswerKind


@strawberry.type(description="An option of a question, or what options are matched with.")
class LessonOption:
    value: str = strawberry.field(description="Its name in a form; it says nothing of what it is.")
    text: str = strawberry.field(description="What it says.")


@strawberry.type(description="A question. Which answers are right, nobody is told.")
class LessonQuestion:
    name: str = strawberry.field(description="Its name in a form.")
    question: str = strawberry.field(description="The question, as plain text.")
    kind = nested(AnswerKind, "How it is answered.")
    options = nested(list[LessonOption], "What can be chosen, matched or put into order.")
    matches = nested(list[LessonOption], "What the options are matched with.")


@strawberry.type(description="Questions; the page of the lesson has a form that checks answers.")
class QuestionnaireBlock(Block):
    title: str | None = strawberry.field(description="What the questions are about.")
    questions = nested(list[LessonQuestion], "The questions, in their order.")


@strawberry.type(description="A pause to think.")
class ReflectionBlock(Block):
    title: str | None = strawberry.field(description="What it is about.")
    prompt: str = strawberry.field(description="What to think about, as plain text.")


@strawberry.type(description="A game, of this site or of another.")
class GameBlock(Block):
    title: str | None = strawberry.field(description="Title of the game.")
    instructions: str = strawberry.field(description="How it is played and what it teaches.")
    url: str | None = strawberry.field(description="Where it is played.")
    is_ours: bool = strawberry.field(
        description="Whether it is one of this site, fit for a sandboxed frame; it reads `?lang=`."
    )


@strawberry.type(description="A drawing that moves for a few seconds.")
class AnimationBlock(Block):
    title: str | None = strawberry.field(description="Title of the drawing.")
    description: str = strawberry.field(description="What it shows, in words.")
    drawing_url: str = strawberry.field(description="The address of the drawing, an SVG file.")
