"""Documents as plain data, with the facts that a file's name cannot tell.

Called when a page is published or rebuilt, never in a GET: this is where files are read.
"""

from collections.abc import Iterable
from typing import Any

from wagtail.documents import get_document_model

from hub.catalogue.description import Description

from .file_facts import document_facts
from .visibility import private_collection_ids


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
