"""The blocks that a lesson has beside those of every page: questions, games, a pause to think."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from hub.blocks.fields import LineBlock, ParagraphBlock, Untranslated, WebAddressBlock, YesNoBlock
from hub.blocks.media import require_one
from hub.blocks.stream import BODY_BLOCKS

from .enums import AnswerKind

LEARNING = _("Learning")
MOST_QUESTIONS, MOST_OPTIONS = 30, 12


class KindBlock(Untranslated, blocks.ChoiceBlock):
    pass


class OptionBlock(blocks.StructBlock):
    text = LineBlock(label=_("answer"), max_length=300)
    match = LineBlock(
        label=_("belongs to"),
        required=False,
        max_length=300,
        help_text=_("Only where two lists are matched."),
    )
    is_correct = YesNoBlock(
        label=_("right"), help_text=_("Only where one or several answers are right.")
    )
    feedback = LineBlock(
        label=_("feedback"),
        required=False,
        max_length=500,
        help_text=_("Shown to those who chose this answer."),
    )

    class Meta:
        label = _("answer")
        label_format = "{text}"


class QuestionBlock(blocks.StructBlock):
    """One question; what its options mean depends on its kind."""

    kind = KindBlock(label=_("kind"), choices=AnswerKind.choices, default=AnswerKind.ONE)
    question = LineBlock(label=_("question"), max_length=500)
    options = blocks.ListBlock(
        OptionBlock(),
        label=_("answers"),
        default=[],
        max_num=MOST_OPTIONS,
        help_text=_("What is put into order is written in the right order; readers see another."),
    )
    explanation = ParagraphBlock(
        label=_("explanation"),
        required=False,
        help_text=_("Shown to those who answered right, or who wrote a text of their own."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (message := options_problem(cleaned)):
            raise StructBlockValidationError({"options": ValidationError(message)})
        return cleaned

    class Meta:
        label = _("question")
        icon = "help"
        label_format = "{question}"


def options_problem(value: Any) -> Any:
    """Say what is wrong with the options of a question of this kind; nothing when all is well."""
    kind, options = value["kind"], value["options"]
    right = sum(option["is_correct"] for option in options)
    if kind == AnswerKind.TEXT:
        return _("A free text has no answers to choose from.") if options else None
    if len(options) < 2:
        return _("Give at least two answers.")
    if kind == AnswerKind.ONE and right != 1:
        return _("Mark exactly one answer as right.")
    if kind == AnswerKind.SEVERAL and not right:
        return _("Mark the answers that are right.")
    if kind == AnswerKind.MATCHING and not all(option["match"] for option in options):
        return _("Say of each answer what it belongs to.")
    return None


class QuestionnaireBlock(blocks.StructBlock):
    title = LineBlock(label=_("title"), required=False, max_length=200)
    questions = blocks.ListBlock(
        QuestionBlock(), label=_("questions"), min_num=1, max_num=MOST_QUESTIONS, collapsed=True
    )

    class Meta:
        label = _("Questionnaire")
        icon = "help"
        group = LEARNING
        label_format = "{title}"
        help_text = _("Questions with feedback. The right answers never leave the server.")


class ReflectionBlock(blocks.StructBlock):
    title = LineBlock(label=_("title"), required=False, max_length=200)
    prompt = ParagraphBlock(label=_("what to think about"))

    class Meta:
        label = _("Reflection")
        icon = "pick"
        group = LEARNING
        label_format = "{prompt}"
        help_text = _("A pause in which learners think of their own town; nothing is sent.")


class StaticFileBlock(Untranslated, blocks.RegexBlock):
    """The name of a static file that an app brings: a drawing, or the page of a game."""


class GameBlock(blocks.StructBlock):
    title = LineBlock(label=_("title"), max_length=200)
    instructions = ParagraphBlock(
        label=_("how it is played"),
        help_text=_("With what it teaches, for people who cannot play it."),
    )
    url = WebAddressBlock(label=_("address of the game"), required=False)
    bundle = StaticFileBlock(
        label=_("or a game of this site"),
        required=False,
        regex=r"^[a-z0-9-]+(/[a-z0-9-]+)*\.html$",
        max_length=100,
        help_text=_("Its static file, such as courses/games/which-compact/index.html."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            message = _("Give either an address or a game of this site.")
            require_one(cleaned, "url", "bundle", message)
        return cleaned

    class Meta:
        label = _("Game")
        icon = "pick"
        group = LEARNING
        label_format = "{title}"
        help_text = _("A game of this site, shown in a frame, or a link to one elsewhere.")


class AnimationBlock(blocks.StructBlock):
    title = LineBlock(label=_("title"), max_length=200)
    drawing = StaticFileBlock(
        label=_("drawing"),
        regex=r"^[a-z0-9-]+(/[a-z0-9-]+)*\.svg$",
        max_length=100,
        help_text=_("The static file of the drawing, such as courses/path-of-an-action.svg."),
    )
    description = ParagraphBlock(
        label=_("what it shows"), help_text=_("In words, for people who do not see it move.")
    )

    class Meta:
        label = _("Animation")
        icon = "media"
        group = LEARNING
        label_format = "{title}"
        help_text = _("A drawing that moves for a few seconds, with its content in words.")


LESSON_BLOCKS: list[tuple[str, blocks.Block]] = [
    *BODY_BLOCKS,
    ("questionnaire", QuestionnaireBlock()),
    ("reflection", ReflectionBlock()),
    ("game", GameBlock()),
    ("animation", AnimationBlock()),
]
