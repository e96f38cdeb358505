"""The text of PDF and Word files, read by the worker in a process with little memory and time."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

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
    # A file that several documents have is read once.
    files = {row.checksum: row for row in unread_files()[:BATCH]}
    for checksum, row in files.items():
        text, error = text_of(row.document, READABLE[row.media_type])
        with transaction.atomic():
            FileText.objects.update_or_create(
                checksum=checksum, defaults={"text": text, "error": error}
            )
            if text:
                same = DocumentFacts.objects.filter(checksum=checksum)
                mark_dependents("document", same.values_list("pk", flat=True))
    return len(files)


def unread_files() -> "QuerySet[DocumentFacts]":
    """Return what is known of documents of published pages whose text nobody has read yet."""
    used = Dependency.objects.filter(
        kind="document",
        key=Cast(OuterRef("pk"), CharField()),
        group__entries__is_visible=True,
    )
    unread = DocumentFacts.objects.filter(
        Exists(used), media_type__in=READABLE, bytes__lte=MAX_BYTES
    )
    return (
        unread.exclude(checksum__in=FileText.objects.values("checksum"))
        .exclude(document__collection__in=private_collection_ids())
        .select_related("document")
        .order_by("pk")
    )


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
