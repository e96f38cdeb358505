"""The small fields that the blocks of a body are made of.

wagtail-localize makes a string to translate of every text field, and keeps the source's address
for every link. These fields say for themselves what a translator may change.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.segments import OverridableSegmentValue

#: What an editor may do inside running text; `hub.blocks.rich_text` lets nothing else through.
TEXT_FEATURES = ["bold", "italic", "superscript", "subscript", "ol", "ul", "link", "document-link"]
BODY_FEATURES = ["h3", "h4", *TEXT_FEATURES, "blockquote"]

WEB_SCHEMES = ["http", "https"]
VIDEO_HOSTS = ("youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "webtv.un.org")


def validate_video_host(address: str) -> None:
    """Refuse hosts that nobody has looked at: a front end may want to embed their player."""
    host = (urlsplit(address).hostname or "").lower()
    allowed: Sequence[str] = getattr(settings, "HUB_VIDEO_HOSTS", VIDEO_HOSTS)
    if not any(host == name or host.endswith(f".{name}") for name in allowed):
        raise ValidationError(
            _("Videos may be on %(hosts)s. Upload a video from elsewhere as a document."),
            params={"hosts": ", ".join(allowed)},
            code="video_host",
        )


class NeverNone:
    """Mix into a block of text: what is missing is "", whether a form or an import left it out.

    wagtail-localize cannot send a body to translation otherwise.
    """

    def to_python(self, value: Any) -> str:
        return value or ""

    def normalize(self, value: Any) -> str:
        return value or ""


class LineBlock(NeverNone, blocks.CharBlock):
    """One line of text to translate."""


class ParagraphBlock(NeverNone, blocks.TextBlock):
    """Some plain sentences to translate."""


class YesNoBlock(blocks.BooleanBlock):
    """A box that may be left alone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> bool:
        return bool(value)

    def normalize(self, value: Any) -> bool:
        return bool(value)


class Untranslated:
    """Mix into a block whose value is the same in every language: a fact, not prose."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value


class FactBlock(Untranslated, NeverNone, blocks.CharBlock):
    """One line of text that is the same in every language."""


class DocumentFactBlock(Untranslated, DocumentChooserBlock):
    pass


class OrganisationBlock(Untranslated, SnippetChooserBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__("hub.Organisation", **{"icon": "group", **kwargs})


class WebAddressBlock(NeverNone, blocks.URLBlock):
    """An http or https address; a translator may put another one in its place."""

    def __init__(self, *, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        validators = [URLValidator(schemes=WEB_SCHEMES), *validators]
        super().__init__(validators=validators, max_length=500, **kwargs)
        self.field.error_messages["invalid"] = _(
            "Give an address that starts with https:// or http://."
        )

    def get_translatable_segments(self, value: str) -> list[Any]:
        return [OverridableSegmentValue("", value)] if value else []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        return str(segments[0].data)


class AnchorBlock(NeverNone, blocks.RegexBlock):
    """The name of a place in the page, for links to it; the same in every language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
            max_length=80,
            error_messages={
                "invalid": _(
                    "Use small letters, digits and single hyphens only, such as how-to-apply."
                )
            },
            **kwargs,
        )
