"""Blocks of words: running text, headings, quotes, questions with answers."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .fields import (
    BODY_FEATURES,
    TEXT_FEATURES,
    AnchorBlock,
    LineBlock,
    ParagraphBlock,
    WebAddressBlock,
)

TEXT = _("Text")


class RichTextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": BODY_FEATURES, **kwargs})

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        group = TEXT
        help_text = _(
            "Paragraphs, lists and links. Use a heading block to start a new part of the page."
        )


class HeadingBlock(blocks.StructBlock):
    text = LineBlock(label=_("heading"), max_length=200)
    anchor = AnchorBlock(
        label=_("name for links"),
        required=False,
        help_text=_(
            "Leave it empty to have it made from the heading. Links end with # and this name."
        ),
    )

    class Meta:
        label = _("Heading")
        icon = "title"
        group = TEXT
        label_format = "{text}"
        help_text = _("Starts a part of the page. Search and tables of contents lead to it.")


class QuoteBlock(blocks.StructBlock):
    text = ParagraphBlock(
        label=_("quote"), rows=3, help_text=_("Without quotation marks; the page adds them.")
    )
    attribution = LineBlock(label=_("who said it"), required=False, max_length=200)
    role = LineBlock(
        label=_("their role"),
        required=False,
        max_length=200,
        help_text=_("Such as: Mayor of Accra"),
    )
    source_url = WebAddressBlock(
        label=_("source"),
        required=False,
        help_text=_("The address where the words were published."),
    )

    class Meta:
        label = _("Quote")
        icon = "openquote"
        group = TEXT
        label_format = "{attribution}: {text}"
        help_text = _("The words of a person or a document.")


class QuestionBlock(blocks.StructBlock):
    question = LineBlock(label=_("question"), max_length=300)
    answer = blocks.RichTextBlock(label=_("answer"), features=TEXT_FEATURES)

    class Meta:
        label = _("question and answer")
        icon = "help"
        label_format = "{question}"


class AccordionBlock(blocks.StructBlock):
    title = LineBlock(label=_("title"), required=False, max_length=200)
    items = blocks.ListBlock(QuestionBlock(), label=_("questions"), min_num=1, collapsed=True)

    class Meta:
        label = _("Questions and answers")
        icon = "list-ul"
        group = TEXT
        label_format = "{title}"
        help_text = _("Questions that open to show their answer.")
