"""Refuse uploads that are not what they say, or that would hurt whoever opens them.

Every reason is told in the words of the person who uploads, so that they know what to do next.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image

from .archives import ARCHIVE_BEGINNING, check_xml_parts, ends_like_an_archive, open_archive
from .file_types import DOCUMENT_TYPES, HTML_TYPE, extension_of, media_type_of

DEFAULT_MAX_DOCUMENT_BYTES = 25 * 1024 * 1024
DEFAULT_MAX_IMAGE_BYTES = 15 * 1024 * 1024
DEFAULT_MAX_IMAGE_PIXELS = 50_000_000
MAX_IMAGE_SIDE = 30_000
MAX_FRAMES = 200

#: The decoders that may run at all.
IMAGE_DECODERS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
#: What they may find, with the extensions that may claim it.
IMAGE_FORMATS = {
    "AVIF": {"avif"},
    "GIF": {"gif"},
    "JPEG": {"jpeg", "jpg"},
    "MPO": {"jpeg", "jpg"},  # what many phones call a JPEG with a second view
    "PNG": {"png"},
    "WEBP": {"webp"},
}
#: What decoders raise over a file that is broken or was never an image.
DECODING_ERRORS = (OSError, ValueError, SyntaxError, EOFError, MemoryError, struct.error)
#: A second extension of these says that the file was meant to be run, not read.
ACTIVE_SUFFIXES = {
    *(".app", ".asp", ".aspx", ".bat", ".cgi", ".cmd", ".com", ".dll", ".dmg", ".exe", ".hta"),
    *(".htm", ".html", ".jar", ".js", ".jsp", ".lnk", ".mjs", ".msi", ".php", ".phtml", ".pl"),
    *(".ps1", ".py", ".scr", ".sh", ".shtml", ".svg", ".svgz", ".vbs", ".xht", ".xhtml", ".xml"),
}
_XML_CONTAINERS = {"docx", "ods", "odp", "odt", "pptx", "xlsx"}
_MACROS = "vbaproject.bin"
_MOVIES = {DOCUMENT_TYPES["mp4"], DOCUMENT_TYPES["m4a"]}  # one container, two habits of naming it


def check_document_upload(upload: "UploadedFile[bytes]") -> None:
    """Raise a ValidationError with a plain reason unless the document may be kept."""
    allowed = getattr(settings, "WAGTAILDOCS_EXTENSIONS", None) or DOCUMENT_TYPES
    extension = _checked_extension(upload, set(allowed))
    _check_size(upload, "WAGTAILDOCS_MAX_UPLOAD_SIZE", DEFAULT_MAX_DOCUMENT_BYTES)
    with _content_of(upload) as file:
        _check_document_content(file, upload.name or "", extension)


def check_image_upload(upload: "UploadedFile[bytes]") -> None:
    """Raise a ValidationError with a plain reason unless the image may be decoded and kept.

    Only the header is read: a bomb must be known before a decoder takes memory for its points.
    """
    known = {extension for extensions in IMAGE_FORMATS.values() for extension in extensions}
    extension = _checked_extension(
        upload, known & set(getattr(settings, "WAGTAILIMAGES_EXTENSIONS", known))
    )
    _check_size(upload, "WAGTAILIMAGES_MAX_UPLOAD_SIZE", DEFAULT_MAX_IMAGE_BYTES)
    with _content_of(upload) as file:
        _check_image_header(file, extension)
        if ends_like_an_archive(file):
            raise ValidationError(_("Something is hidden behind this image."), code="hidden")


def check_whole_image(upload: "UploadedFile[bytes]") -> None:
    """Decode an image as well, where it is copied only when nobody can send another."""
    check_image_upload(upload)
    with _content_of(upload) as file:
        try:
            with Image.open(file, formats=IMAGE_DECODERS) as image:
                image.load()
        except DECODING_ERRORS:
            raise unreadable_image() from None


@contextmanager
def _content_of(upload: "UploadedFile[bytes]") -> Iterator[IO[bytes]]:
    """Read an upload from its beginning, and leave it there for whoever keeps it."""
    stream: Any = upload.file
    stream.seek(0)
    try:
        yield stream
    finally:
        stream.seek(0)


def _checked_extension(upload: "UploadedFile[bytes]", allowed: set[str]) -> str:
    name = upload.name or ""
    extension = extension_of(name)
    if extension not in allowed:
        raise ValidationError(
            _("Files of this kind are not taken. Please use one of these: %(allowed)s."),
            code="extension",
            params={"allowed": ", ".join(sorted(allowed))},
        )
    active = [
        suffix for suffix in PurePath(name).suffixes[:-1] if suffix.lower() in ACTIVE_SUFFIXES
    ]
    if active:
        raise ValidationError(
            _("The name of this file says two things (%(suffix)s and .%(extension)s). Rename it."),
            code="double_extension",
            params={"suffix": active[0], "extension": extension},
        )
    return extension


def _check_size(upload: "UploadedFile[bytes]", setting: str, default: int) -> None:
    size, largest = upload.size or 0, getattr(settings, setting, None) or default
    if not size:
        raise ValidationError(_("This file is empty."), code="empty")
    if size > largest:
        raise ValidationError(
            _("This file is too large: it has %(size)s, and %(largest)s is the most."),
            code="too_large",
            params={"size": filesizeformat(size), "largest": filesizeformat(largest)},
        )


def _check_document_content(file: IO[bytes], name: str, extension: str) -> None:
    expected = DOCUMENT_TYPES.get(extension)
    if expected is None:
        raise ValidationError(
            _("Files of the kind .%(extension)s cannot be checked, so they are not taken."),
            code="extension",
            params={"extension": extension},
        )
    if file.read(len(ARCHIVE_BEGINNING)) == ARCHIVE_BEGINNING:
        _check_archive(file, extension)
    found = media_type_of(file, file_name=name)
    if found == HTML_TYPE:
        raise ValidationError(
            _("This file is a web page or a drawing with code inside, not a .%(extension)s file."),
            code="active_content",
            params={"extension": extension},
        )
    if found != expected and not {found, expected} <= _MOVIES:
        raise ValidationError(
            _("This is not a .%(extension)s file, although its name says so."),
            code="type_mismatch",
            params={"extension": extension},
        )
    if expected == DOCUMENT_TYPES["pdf"] and ends_like_an_archive(file):
        raise ValidationError(_("Something is hidden behind this document."), code="hidden")


def _check_archive(file: IO[bytes], extension: str) -> None:
    with open_archive(file) as archive:
        if any(name.lower().endswith(_MACROS) for name in archive.namelist()):
            raise ValidationError(
                _("This document contains macros. Please save it without them."), code="macros"
            )
        if extension in _XML_CONTAINERS:
            check_xml_parts(archive)


def _check_image_header(file: IO[bytes], extension: str) -> None:
    try:
        with Image.open(file, formats=IMAGE_DECODERS) as image:
            _check_points(image)
            _check_frames(image)
            found = image.format or ""
    except Image.DecompressionBombError:
        raise _too_many_points() from None
    except DECODING_ERRORS:
        raise unreadable_image() from None
    if extension not in IMAGE_FORMATS[found]:
        raise ValidationError(
            _("This is not a .%(extension)s image but a %(format)s, although its name says so."),
            code="type_mismatch",
            params={"extension": extension, "format": found},
        )


def unreadable_image() -> ValidationError:
    return ValidationError(
        _("This is not an image that can be read, although its name says so."), code="no_image"
    )


def _max_points() -> int:
    configured = getattr(settings, "WAGTAILIMAGES_MAX_IMAGE_PIXELS", None)
    return configured or DEFAULT_MAX_IMAGE_PIXELS


def _too_many_points() -> ValidationError:
    return ValidationError(
        _("This image has too many points: %(largest)s million are the most. Make it smaller."),
        code="too_many_points",
        params={"largest": _max_points() // 1_000_000},
    )


def _check_points(image: Image.Image) -> None:
    width, height = image.size
    if width * height > _max_points() or max(width, height) > MAX_IMAGE_SIDE:
        raise _too_many_points()


def _check_frames(image: Image.Image) -> None:
    if getattr(image, "n_frames", 1) > MAX_FRAMES:
        raise ValidationError(
            _("This animation has more than %(frames)s frames."),
            code="too_many_frames",
            params={"frames": MAX_FRAMES},
        )
