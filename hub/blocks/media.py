"""Blocks that show a picture, play a recording or offer files."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from hub.localization.languages import language_choices

from .fields import (
    TEXT_FEATURES,
    DocumentFactBlock,
    FactBlock,
    LineBlock,
    Untranslated,
    WebAddressBlock,
    YesNoBlock,
    validate_video_host,
)

MEDIA = _("Pictures, recordings and files")


def require_one(value: Any, first: str, second: str, message: Any) -> None:
    """Refuse a block in which both or neither of two fields are filled in."""
    if bool(value.get(first)) == bool(value.get(second)):
        error = ValidationError(message)
        raise StructBlockValidationError({first: error, second: error})


class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    alt = LineBlock(
        label=_("text in place of the image"),
        required=False,
        max_length=255,
        help_text=_("What the image shows, for people who do not see it."),
    )
    is_decorative = YesNoBlock(
        label=_("decorative"),
        help_text=_("Tick when the image adds nothing to the text."),
    )
    caption = LineBlock(label=_("caption"), required=False, max_length=500)
    credit = FactBlock(
        label=_("credit"), required=False, max_length=255, help_text=_("Who made the image.")
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned["alt"] and not cleaned["is_decorative"]:
            message = _("Say what the image shows, or tick that it is decorative.")
            raise StructBlockValidationError({"alt": ValidationError(message)})
        return cleaned

    class Meta:
        label = _("Image")
        icon = "image"
        group = MEDIA
        label_format = "{alt}"
        help_text = _("An image with its caption and credit.")


class RecordingBlock(blocks.StructBlock):
    """What a video and a sound recording share: a title, and one source."""

    title = LineBlock(label=_("title"), max_length=200)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            require_one(cleaned, "url", "document", _("Give either an address or a document."))
        return cleaned


class VideoBlock(RecordingBlock):
    url = WebAddressBlock(
        label=_("address of the video"),
        required=False,
        validators=[validate_video_host],
        help_text=_("The page of the video on YouTube, Vimeo or another host of the list."),
    )
    document = DocumentChooserBlock(label=_("or a video file"), required=False)
    captions = DocumentChooserBlock(
        label=_("captions"),
        required=False,
        help_text=_("A WebVTT file (.vtt) in the language of this page."),
    )
    transcript = blocks.RichTextBlock(
        label=_("transcript"),
        features=TEXT_FEATURES,
        help_text=_("What is said and shown, in the page's language."),
    )

    class Meta:
        label = _("Video")
        icon = "media"
        group = MEDIA
        label_format = "{title}"
        help_text = _("A video, with its words as text for people who cannot watch or hear it.")


class AudioBlock(RecordingBlock):
    url = WebAddressBlock(label=_("address of the recording"), required=False)
    document = DocumentChooserBlock(label=_("or a sound file"), required=False)
    transcript = blocks.RichTextBlock(
        label=_("transcript"),
        features=TEXT_FEATURES,
        help_text=_("What is said, in the page's language."),
    )

    class Meta:
        label = _("Sound recording")
        icon = "comment"
        group = MEDIA
        label_format = "{title}"
        help_text = _(
            "A podcast or another recording, with its words as text for people who cannot hear it."
        )


class LanguageBlock(Untranslated, blocks.ChoiceBlock):
    pass


class DownloadBlock(blocks.StructBlock):
    document = DocumentFactBlock(label=_("document"))
    title = FactBlock(
        label=_("title"),
        max_length=255,
        help_text=_("As it is printed on the file, in its language."),
    )
    language = LanguageBlock(label=_("language of the file"), choices=language_choices)

    class Meta:
        label = _("file")
        icon = "doc-full"
        label_format = "{title} ({language})"


class DownloadsBlock(blocks.StructBlock):
    title = LineBlock(label=_("title"), required=False, max_length=200)
    items = blocks.ListBlock(
        DownloadBlock(),
        label=_("files"),
        default=[],
        collapsed=True,
        help_text=_("Leave this empty to list the files of the page itself."),
    )

    class Meta:
        label = _("Files to download")
        icon = "download"
        group = MEDIA
        label_format = "{title}"
        help_text = _("Lists the files of this page, or the ones you choose here.")
