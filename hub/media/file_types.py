"""Which kinds of documents the hub takes, and what a file is by its content.

The name of a file is a claim, and so is the type that a browser sends; only the bytes count here.
"""

import re
import zipfile
from typing import IO

from django.core.exceptions import ValidationError

from .archives import ARCHIVE_BEGINNING, open_archive

#: Each extension with the media type that its content must turn out to be.
DOCUMENT_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
UNKNOWN_TYPE = "application/octet-stream"
HTML_TYPE = "text/html"

_OFFICE_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HEAD_BYTES = 64 * 1024
_ACTIVE_MARKUP = re.compile(
    rb"^\s*(<\?xml|<!doctype|<!--)|<(html|head|body|script|svg|iframe|math)[\s>/]", re.IGNORECASE
)
_MOVIE_BRAND = re.compile(rb"^ftyp(M4[ABV]|iso|mp4|mp7|avc|dash|3gp|f4v|MSNV|qt)")
_MP3_FRAME = re.compile(rb"^(ID3|\xff[\xe2-\xe7\xea-\xef\xf2-\xf7\xfa-\xff])")


def extension_of(file_name: str) -> str:
    return file_name.rpartition(".")[2].lower() if "." in file_name else ""


def media_type_of(file: IO[bytes], *, file_name: str) -> str:
    """Find out what a file is; the name only tells apart what the bytes cannot (CSV and text)."""
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    if head.startswith(b"%PDF-"):
        return DOCUMENT_TYPES["pdf"]
    if head.startswith(ARCHIVE_BEGINNING):
        return _archive_type(file)
    if _MOVIE_BRAND.match(head[4:12]):
        return DOCUMENT_TYPES["m4a" if head[8:11] == b"M4A" else "mp4"]
    if _MP3_FRAME.match(head) and not head.startswith(_UTF16_MARKS):
        return DOCUMENT_TYPES["mp3"]
    return _text_type(head, file_name)


def _archive_type(file: IO[bytes]) -> str:
    try:
        with open_archive(file) as archive:
            return _type_by_parts(archive)
    except ValidationError:
        return DOCUMENT_TYPES["zip"]


def _type_by_parts(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "[Content_Types].xml" in names:
        for folder, extension in _OFFICE_FOLDERS.items():
            if any(name.startswith(folder) for name in names):
                return DOCUMENT_TYPES[extension]
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            said = part.read(100).decode("ascii", "replace").strip()
        if said in DOCUMENT_TYPES.values():
            return said
    return DOCUMENT_TYPES["zip"]


def _text_type(head: bytes, file_name: str) -> str:
    text = _decoded(head)
    if text is None:
        return UNKNOWN_TYPE
    if _ACTIVE_MARKUP.search(text.encode()):
        return HTML_TYPE
    if text.startswith("WEBVTT"):
        return DOCUMENT_TYPES["vtt"]
    return DOCUMENT_TYPES["csv" if extension_of(file_name) == "csv" else "txt"]


def _decoded(head: bytes) -> str | None:
    """Read text as the programs of editors write it; None for what is no text."""
    encoding = "utf-16" if head.startswith(_UTF16_MARKS) else "utf-8-sig"
    text = head.decode(encoding, "ignore" if len(head) == _HEAD_BYTES else "replace")
    if "\ufffd" in text:  # spreadsheets still export in the code page of Western Europe
        text = head.decode("cp1252", "replace")
    has_controls = any(character < " " and character not in "\t\n\r\f\x1a" for character in text)
    return None if has_controls or "\ufffd" in text else text
