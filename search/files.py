"""The text of PDF and Word files, read by the worker in a process with little memory and time."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wagtail.documents import get_document_model

from hub.catalogue.marks import mark_dependents
from hub.catalogue.models import Dependency
from hub.media.file_types import DOCUMENT_TYPES
from hub.media.models import DocumentFacts
from hub.media.visibility import private_collection_ids

from .documents import MAX_FILE_TEXT
from .models import FileText

READABLE = {DOCUMENT_TYPES[name]: name for name in ("pdf", "docx")}
MAX_BYTES = 50 * 1024 * 1024
MAX_SECONDS = 20
#: Files read in one go of the worker.
BATCH = 10


def read_files() -> int:
    """Read the next files that published pages offer, and have those pages sent again."""
    documents = list(unread_documents())
    for document, checksum, kind in documents:
        text, error = text_of(document, kind)
        FileText.objects.update_or_create(
            checksum=checksum, defaults={"text": text, "error": error}
        )
        if text:
            mark_dependents("document", [document.pk])
    return len(documents)


def unread_documents() -> Iterator[tuple[Any, str, str]]:
    """Return documents of published pages with a text that nobody has read yet."""
    unread = DocumentFacts.objects.filter(media_type__in=READABLE, bytes__lte=MAX_BYTES)
    unread = unread.exclude(checksum__in=FileText.objects.values("checksum")).order_by("pk")
    used = Dependency.objects.filter(kind="document", group__entries__is_visible=True)
    keys = [int(key) for key in used.values_list("key", flat=True).distinct() if key.isdecimal()]
    facts = list(unread.filter(document__in=keys)[:BATCH]) if keys else []
    documents = get_document_model().objects.in_bulk([row.document_id for row in facts])
    for row in facts:
        document = documents.get(row.document_id)
        if document is not None and document.collection_id not in private_collection_ids():
            yield document, row.checksum, READABLE[row.media_type]


def text_of(document: Any, kind: str) -> tuple[str, str]:
    """Return the text of a document, and why there is none."""
    command = [sys.executable, "-I", str(Path(__file__).with_name("file_reader.py")), kind]
    try:
        with document.open_file() as file:
            done = subprocess.run(  # noqa: S603 - our own script, nothing of it from outside
                command, input=file.read(), capture_output=True, check=True, timeout=MAX_SECONDS
            )
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        return "", type(error).__name__
    text = done.stdout.decode("utf-8", errors="replace").replace("\x00", " ")
    return " ".join(text.split())[:MAX_FILE_TEXT], ""
