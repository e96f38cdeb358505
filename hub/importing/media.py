"""Pictures that are drawn and documents that are printed for imported pages, each made once."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from hub.media.images import ALL_FILTERS

from .attachments import Attached, Picture
from .bodies import Drawing
from .drawing import draw_cover
from .keys import digest_of
from .models import ImportRecord
from .pdf import make_pdf
from .records import find_record, keep_record


@dataclass
class Media:
    """Makes files, or finds those that an earlier import made."""

    collection_name: str
    user: Any = None
    pictures: list[int] = field(default_factory=list)

    @cached_property
    def collection(self) -> Collection:
        root = Collection.get_first_root_node()
        existing = root.get_children().filter(name=self.collection_name).first()
        return existing or root.add_child(name=self.collection_name)

    def picture(self, key: str, drawing: Drawing, *, title: str) -> int:
        """Return the id of a picture; another motif is a new picture."""
        name, motif = f"{key}/{drawing.name}", drawing.motif
        record = find_record(ImportRecord.Kind.IMAGE, name)
        stored = get_image_model().objects.filter(pk=record.object_id).first() if record else None
        if stored and record and record.digest == motif:
            return int(stored.pk)
        content = draw_cover(motif, seed=name)
        image = get_image_model()(title=title[:255])
        self.store(image, f"{key}-{motif}.jpg", content)
        self.pictures.append(image.pk)
        keep_record(ImportRecord.Kind.IMAGE, name, digest=motif, object_id=image.pk)
        return int(image.pk)

    def attached_picture(self, wanted: Picture) -> int:
        """Return the id of a picture that came as a file."""
        record = find_record(ImportRecord.Kind.IMAGE, wanted.digest)
        stored = get_image_model().objects.filter(pk=record.object_id).first() if record else None
        if stored is not None:
            return int(stored.pk)
        image = get_image_model()(title=wanted.title[:255])
        self.store(image, wanted.path.name, wanted.path.read_bytes())
        self.pictures.append(image.pk)
        keep_record(
            ImportRecord.Kind.IMAGE, wanted.digest, digest=wanted.digest, object_id=image.pk
        )
        return int(image.pk)

    def document(self, name: str, *, title: str, shown: dict[str, Any], names: Any) -> int:
        """Return the id of a document that is printed."""
        return self.keep_document(
            name,
            title=title,
            digest=digest_of([title, shown]),
            file_name=f"{name.replace('/', '-')}.pdf",
            make=lambda: make_pdf(**shown, names=names),
        )

    def attachment(self, key: str, wanted: Attached) -> int:
        """Return the id of a document that came as a file."""
        return self.keep_document(
            f"{key}/{wanted.place}-file",
            title=wanted.title,
            digest=digest_of([wanted.title, wanted.digest]),
            file_name=wanted.path.name,
            make=wanted.path.read_bytes,
        )

    def keep_document(
        self, name: str, *, title: str, digest: str, file_name: str, make: Callable[[], bytes]
    ) -> int:
        """Put what is new in the place of the old in the same document.

        A file that an editor put there instead stays.
        """
        kind = ImportRecord.Kind.DOCUMENT
        record, documents = find_record(kind, name), get_document_model().objects
        stored = documents.filter(pk=record.object_id).first() if record else None
        if stored and record and (record.digest == digest or stored.file_hash != record.state):
            return int(stored.pk)
        document = stored or get_document_model()()
        document.title = title[:255]
        self.store(document, file_name, make())
        state = document.file_hash
        keep_record(kind, name, digest=digest, state=state, object_id=document.pk)
        return int(document.pk)

    def store(self, thing: Any, file_name: str, content: bytes) -> None:
        if thing.pk is None:
            thing.collection, thing.uploaded_by_user = self.collection, self.user
        thing.file, thing.file_size = ContentFile(content, file_name), len(content)
        thing.file_hash = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        thing.save()


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
