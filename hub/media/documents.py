"""Documents as plain data, with the facts that a file's name cannot tell, found out once a file.

Called when a page is published or rebuilt, never in a GET: this is where files are read.
"""

import hashlib
import logging
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from wagtail.documents import get_document_model

from hub.catalogue.description import Description

from .file_types import DOCUMENT_TYPES, media_type_of
from .models import DocumentFacts
from .visibility import private_collection_ids

logger = logging.getLogger(__name__)

MAX_COUNTED_BYTES = 50 * 1024 * 1024
MAX_COUNTING_SECONDS = 10
MAX_PAGES = 100_000


def document_facts(document: Any) -> DocumentFacts | None:
    """Return the facts of a document's file, or None when the file cannot be read.

    They are found out again when name, size or time say that it is another file.
    """
    try:
        size, modified_at = document.file.size, _modified_at(document)
        known: DocumentFacts | None = getattr(document, "hub_facts", None)
        if known and _is_same_file(known, document.file.name, size, modified_at):
            return known
        with document.open_file() as file:
            facts = _read(file, name=document.file.name, size=size)
    except (OSError, ValueError) as error:  # a missing file, or none at all
        logger.warning("Document %s cannot be read: %s", document.pk, type(error).__name__)
        return None
    found, _created = DocumentFacts.objects.update_or_create(
        document_id=document.pk, defaults={**facts, "modified_at": modified_at}
    )
    document.hub_facts = found
    return found


def _modified_at(document: Any) -> datetime:
    try:
        moment: datetime = document.file.storage.get_modified_time(document.file.name)
    except NotImplementedError:  # optional for a storage
        moment = document.created_at
    return moment


def _is_same_file(known: DocumentFacts, name: str, size: int, modified_at: datetime) -> bool:
    return (known.file_name, known.bytes, known.modified_at) == (name, size, modified_at)


def _read(file: IO[bytes], *, name: str, size: int) -> dict[str, Any]:
    media_type = media_type_of(file, file_name=name)
    pages = None
    if media_type == DOCUMENT_TYPES["pdf"] and size <= MAX_COUNTED_BYTES:
        pages = count_pages(file)
    return {
        "file_name": name,
        "media_type": media_type,
        "bytes": size,
        "pages": pages,
        "checksum": checksum(file),
    }


def checksum(file: IO[bytes]) -> str:
    """Return the SHA-256 of a file, read from its beginning."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256")  # type: ignore[arg-type]  # `IO` omits readinto
    return digest.hexdigest()


def count_pages(file: IO[bytes]) -> int | None:
    """Count the pages of anybody's PDF in a process with little memory and time, or give up."""
    file.seek(0)
    command = [sys.executable, "-I", str(Path(__file__).with_name("pdf_pages.py"))]
    try:
        counted = subprocess.run(  # noqa: S603 - our own script, nothing of it from outside
            command,
            input=file.read(),
            capture_output=True,
            check=True,
            timeout=MAX_COUNTING_SECONDS,
        )
        pages = int(counted.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return None
    return pages if 0 < pages <= MAX_PAGES else None


def load_documents(primary_keys: Iterable[int]) -> dict[int, Any]:
    """Load documents with what is known of them: one query for any number of them."""
    documents = get_document_model().objects.filter(pk__in=set(primary_keys))
    return {document.pk: document for document in documents.select_related("hub_facts")}


def describe_document(document: Any, *, description: Description) -> dict[str, Any] | None:
    """Return a document as plain JSON, or None when there is nothing that everyone may download.

    The address is Wagtail's serve view, which asks for privacy again at every download.
    """
    if document is None:
        return None
    description.depends_on("document", document.pk)
    if document.collection_id in private_collection_ids():
        return None
    facts = document_facts(document)
    if facts is None:
        return None
    return {
        "url": document.url,
        "title": document.title,
        "media_type": facts.media_type,
        "bytes": facts.bytes,
        "pages": facts.pages,
        "checksum": facts.checksum,
        "updated_at": facts.modified_at.isoformat(),
    }
