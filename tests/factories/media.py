"""Real files and what Wagtail makes of them."""

import zipfile
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from fpdf import FPDF
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction


def image_bytes(size: tuple[int, int] = (1600, 900), image_format: str = "JPEG") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size, "teal").save(buffer, image_format)
    return buffer.getvalue()


def pdf_bytes(pages: int = 1) -> bytes:
    pdf = FPDF()
    for number in range(pages):
        pdf.add_page()
        pdf.set_font("helvetica", size=12)
        pdf.cell(text=f"Page {number + 1}")
    return bytes(pdf.output())


def zip_bytes(parts: dict[str, bytes | str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx_bytes(extra: dict[str, bytes | str] | None = None) -> bytes:
    return zip_bytes(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": "<document>The text.</document>",
            **(extra or {}),
        }
    )


def make_image(content: bytes | None = None, *, name: str = "cover.jpg", **fields: Any) -> Any:
    fields.setdefault("title", "Cover")
    file = ContentFile(image_bytes() if content is None else content, name)
    return get_image_model().objects.create(file=file, **fields)


def make_document(content: bytes | None = None, *, name: str = "report.pdf", **fields: Any) -> Any:
    fields.setdefault("title", "Annual report")
    file = ContentFile(pdf_bytes() if content is None else content, name)
    return get_document_model().objects.create(file=file, **fields)


def make_collection(name: str, *, parent: Any = None, is_private: bool = False) -> Any:
    collection = (parent or Collection.get_first_root_node()).add_child(name=name)
    if is_private:
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def name_parameter(value: object) -> str | None:
    """Keep bytes, some of which hold the time, out of the names of tests."""
    return "bytes" if isinstance(value, bytes) else None
