"""Wagtail's upload forms, with the hub's checks in front.

A site takes them by `WAGTAILIMAGES_IMAGE_FORM_BASE` and `WAGTAILDOCS_DOCUMENT_FORM_BASE`. Wagtail
builds every upload from them: one file, several at once, the choosers and its REST API.
"""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .uploads import DECODING_ERRORS, check_document_upload, check_image_upload, unreadable_image


class CheckedImageField(WagtailImageField):
    """Look at the header before Wagtail's own field decodes the whole image.

    That field takes a file which ends in its middle for an error of the server, not of the file.
    """

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UploadedFile):
            check_image_upload(data)
        try:
            return super().to_python(data)
        except DECODING_ERRORS:
            raise unreadable_image() from None


class CheckedImageForm(BaseImageForm):
    """Take only images that are what their name says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is not None:  # Wagtail gives no way to name the class of this field
            self.fields["file"] = CheckedImageField(
                label=field.label,
                required=field.required,
                widget=field.widget,
                initial=field.initial,
                max_length=field.max_length,
            )


class CheckedDocumentForm(BaseDocumentForm):
    """Take only documents that are what their name says."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_document_upload(file)
        return file
