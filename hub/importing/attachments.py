"""Files that lie beside the file that names them, checked like those that people upload."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from hub.media.documents import checksum
from hub.media.uploads import check_document_upload, check_image_upload

from .files import Row


@dataclass(frozen=True)
class Attached:
    """A file that becomes a document; `digest` is of its content, wherever it lies."""

    place: int | str
    title: str
    digest: str
    path: Path = field(repr=False)


class Picture(Attached):
    """A file that becomes an image; the same picture in two places is one image."""


def attach_picture(row: Row, name: object, title: str) -> Picture:
    found = attach(row, "", name, title, check=check_image_upload)
    return Picture(found.place, found.title, found.digest, found.path)


def attach(
    row: Row,
    place: int | str,
    name: object,
    title: str,
    check: Callable[["UploadedFile[bytes]"], Any] = check_document_upload,
) -> Attached:
    """Find a file below the folder of its row, and nowhere else."""
    missing = ValidationError(_("there is no file “%(name)s” in this folder.") % {"name": name})
    try:
        path = (row.folder / str(name)).resolve()
        if not path.is_relative_to(row.folder.resolve()) or not path.is_file():
            raise missing
        with path.open("rb") as stream:
            check(UploadedFile(stream, path.name, size=path.stat().st_size))
            digest = checksum(stream)
    except (OSError, RuntimeError):  # a name too long for any, a loop of links, no right to read
        raise missing from None
    return Attached(place, title, digest, path)
