"""Say at start what a site forgot about its uploads and downloads."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register
from wagtail.documents.forms import get_document_base_form
from wagtail.images.forms import get_image_base_form

from .forms import CheckedDocumentForm, CheckedImageForm


@register("hub")
def check_media_settings(**_options: Any) -> Iterator[CheckMessage]:
    """Warn about uploads that nobody checks and about documents that bypass privacy."""
    if not issubclass(get_image_base_form(), CheckedImageForm):
        hint = 'Set WAGTAILIMAGES_IMAGE_FORM_BASE = "hub.media.forms.CheckedImageForm".'
        yield Warning("Uploaded images are not checked by the hub.", hint=hint, id="hub.W201")
    if not issubclass(get_document_base_form(), CheckedDocumentForm):
        hint = 'Set WAGTAILDOCS_DOCUMENT_FORM_BASE = "hub.media.forms.CheckedDocumentForm".'
        yield Warning("Uploaded documents are not checked by the hub.", hint=hint, id="hub.W202")
    if getattr(settings, "WAGTAILDOCS_SERVE_METHOD", None) == "direct":
        message = "Documents are served without asking whether their collection became private."
        hint = 'Set WAGTAILDOCS_SERVE_METHOD = "serve_view".'
        yield Warning(message, hint=hint, id="hub.W203")
