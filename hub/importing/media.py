"""Pictures that are drawn and documents that are printed for imported pages, each made once."""

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from hub.media.presets import ALL_FILTERS

from .bodies import Drawing
from .drawing import draw_cover
from .keys import digest_of
from .models import ImportRecord
from .pdf import make_pdf
from .records import Records
from .workshop import Workshop

SIZE = (1200, 675)


@dataclass(frozen=True, kw_only=True)
class Print:
    """All that a printed document shows."""

    name: str
    title: str
    file_title: str
    language: str
    summary: str
    blocks: list[dict[str, Any]]
    organisations: list[str]
    names: Mapping[str, str]

    def digest(self) -> str:
        shown = [self.title, self.file_title, self.summary, self.blocks, self.organisations]
        return digest_of(shown)

    def values(self) -> dict[str, Any]:
        """Say it in the words of `make_pdf`."""
        with override(self.language):
            note = _("Made from the page “%(title)s” of the library.") % {"title": self.title}
        return {
            "title": self.title,
            "language": self.language,
            "summary": self.summary,
            "body_blocks": self.blocks,
            "organisations": self.organisations,
            "source_note": note,
            "names": self.names,
        }


@dataclass
class Media:
    """Makes files, or finds those that an earlier import made."""

    records: Records
    collection_name: str
    user: Any = None
    workshop: Workshop = field(default_factory=Workshop)
    pictures: list[int] = field(default_factory=list)
    _collection: Collection | None = field(default=None)

    def order_picture(self, key: str, drawing: Drawing) -> None:
        name = f"{key}/{drawing.name}"
        record = self.records.get(ImportRecord.Kind.IMAGE, name)
        if record is None or record.digest != drawing.motif:
            self.workshop.order(name, draw_cover, motif=drawing.motif, seed=name, size=SIZE)

    def order_document(self, wanted: Print) -> None:
        record = self.records.get(ImportRecord.Kind.DOCUMENT, wanted.name)
        if record is None or record.digest != wanted.digest():
            self.workshop.order(wanted.name, make_pdf, **wanted.values())

    def picture(self, key: str, drawing: Drawing, *, title: str) -> int:
        """Return the id of a picture; one that an editor deleted is drawn again."""
        name = f"{key}/{drawing.name}"
        record = self.records.get(ImportRecord.Kind.IMAGE, name)
        images = get_image_model().objects
        if (
            record
            and record.digest == drawing.motif
            and images.filter(pk=record.object_id).exists()
        ):
            return int(record.object_id or 0)
        content = self.workshop.take(name, draw_cover, motif=drawing.motif, seed=name, size=SIZE)
        image = get_image_model()(
            title=title[:255],
            file=ContentFile(content, f"{key}-{drawing.motif}.jpg"),
            file_size=len(content),
            file_hash=hashlib.sha1(content, usedforsecurity=False).hexdigest(),
            collection=self.collection(),
            uploaded_by_user=self.user,
        )
        image.save()
        self.records.keep(
            ImportRecord.Kind.IMAGE, name, digest=drawing.motif, state="", object_id=image.pk
        )
        self.pictures.append(image.pk)
        return int(image.pk)

    def document(self, wanted: Print) -> int:
        """Return the id of a document; a new text takes the place of the old in the same document.

        A file that an editor put there instead stays.
        """
        kind, digest = ImportRecord.Kind.DOCUMENT, wanted.digest()
        record = self.records.get(kind, wanted.name)
        document = (
            get_document_model().objects.filter(pk=record.object_id).first() if record else None
        )
        if document and record and (record.digest == digest or document.file_hash != record.state):
            return int(document.pk)
        content = self.workshop.take(wanted.name, make_pdf, **wanted.values())
        document = document or get_document_model()(
            collection=self.collection(), uploaded_by_user=self.user
        )
        document.title = wanted.file_title[:255]
        document.file = ContentFile(content, f"{wanted.name.replace('/', '-')}.pdf")
        document.file_size = len(content)
        document.file_hash = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        document.save()
        self.records.keep(
            kind, wanted.name, digest=digest, state=document.file_hash, object_id=document.pk
        )
        return int(document.pk)

    def collection(self) -> Collection:
        if self._collection is None:
            root = Collection.get_first_root_node()
            existing = root.get_children().filter(name=self.collection_name).first()
            self._collection = existing or root.add_child(name=self.collection_name)
        return self._collection


def render_presets(image_ids: list[int]) -> None:
    """Render new pictures, two at a time; the rebuild of the catalogue makes what is left out.

    Inside a transaction another thread would not see them.
    """
    if not image_ids or connection.in_atomic_block:
        return

    def render(image_id: int) -> None:
        try:
            get_image_model().objects.get(pk=image_id).get_renditions(*ALL_FILTERS)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as threads:
        list(threads.map(render, image_ids))
