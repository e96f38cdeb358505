"""What is inside a ZIP container (also DOCX, XLSX, EPUB …), and whether it is safe to unpack.

Everything is decided from the directory at the end of the file and a few first bytes. Nothing is
unpacked, so that a small file which grows to gigabytes costs no more than any other.
"""

import zipfile
from pathlib import PurePosixPath
from stat import S_ISLNK
from typing import IO, NoReturn
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_ENTRIES = 2_000
MAX_DIRECTORY_BYTES = 1024 * 1024
MAX_INFLATED_BYTES = 250 * 1024 * 1024
MAX_INFLATION = 100
#: Below this, a high inflation is only a well packed sheet of numbers.
HARMLESS_INFLATED_BYTES = 5 * 1024 * 1024

ARCHIVE_BEGINNING = b"PK\x03\x04"
_END_RECORD = b"PK\x05\x06"
_END_RECORD_SIZE = 22
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_LOCATOR_SIZE = 20
_ARCHIVE_SUFFIXES = {".7z", ".bz2", ".gz", ".jar", ".rar", ".tar", ".tgz", ".xz", ".zip"}
_XML_PROLOGUE_BYTES = 64 * 1024


def open_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """Open a ZIP after its directory was found small, honest and harmless."""
    _check_end(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        _refuse(_("This file is damaged: its list of contents cannot be read."))
    _check_entries(archive.infolist())
    return archive


def ends_like_an_archive(file: IO[bytes]) -> bool:
    """Tell whether a ZIP is glued to the end of something else."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - _END_RECORD_SIZE - 0xFFFF))
    return _END_RECORD in file.read()


def _refuse(reason: str) -> NoReturn:
    raise ValidationError(reason, code="unsafe_archive")


def _check_end(file: IO[bytes]) -> None:
    """Read the last record by hand: `zipfile` would load a directory of any length first."""
    size = file.seek(0, 2)
    tail_size = _END_RECORD_SIZE + _ZIP64_LOCATOR_SIZE
    file.seek(max(0, size - tail_size))
    tail = file.read()
    record = tail[-_END_RECORD_SIZE:]
    if not record.startswith(_END_RECORD) or len(record) < _END_RECORD_SIZE:
        _refuse(_("This file is damaged, or something is hidden behind its end."))
    directory_bytes = int.from_bytes(record[12:16], "little")
    directory_start = int.from_bytes(record[16:20], "little")
    if tail.startswith(_ZIP64_LOCATOR) or directory_bytes > MAX_DIRECTORY_BYTES:
        _refuse(_("This file holds too many parts."))
    if directory_start + directory_bytes + _END_RECORD_SIZE != size:
        _refuse(_("This file is damaged, or something is hidden in front of its contents."))


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        _refuse(_("This file holds too many parts."))
    inflated = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    grows = inflated > HARMLESS_INFLATED_BYTES and inflated > packed * MAX_INFLATION
    if inflated > MAX_INFLATED_BYTES or grows:
        _refuse(_("This file would grow too large when it is unpacked."))
    for entry in entries:
        _check_entry(entry)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 1:
        _refuse(_("This file is locked with a password, so it cannot be checked."))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        _refuse(_("This file is packed in an unusual way. Please save it again and retry."))
    if S_ISLNK(entry.external_attr >> 16):
        _refuse(_("This file has parts that lead elsewhere."))
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        _refuse(_("This file has parts that want to be unpacked elsewhere."))
    if path.suffix.lower() in _ARCHIVE_SUFFIXES:
        _refuse(_("An archive inside another file cannot be checked. Please upload its contents."))


def check_xml_parts(archive: zipfile.ZipFile) -> None:
    """Refuse XML that defines entities: office programs write none, and some grow without end."""
    for entry in archive.infolist():
        if entry.filename.lower().endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                _check_prologue(part)


def _check_prologue(part: IO[bytes]) -> None:
    parser = expat.ParserCreate()
    is_past_prologue = False

    def start_element(_name: str, _attributes: object) -> None:
        nonlocal is_past_prologue
        is_past_prologue = True

    def entity_declaration(*_arguments: object) -> None:
        _refuse(_("This file has a part that is unsafe to read."))

    parser.StartElementHandler = start_element
    parser.EntityDeclHandler = entity_declaration
    try:
        start = part.read(_XML_PROLOGUE_BYTES)
        parser.Parse(start, len(start) < _XML_PROLOGUE_BYTES)
    except (expat.ExpatError, zipfile.BadZipFile, OSError, ValueError, EOFError):
        _refuse(_("This file is damaged: one of its parts cannot be read."))
    if not is_past_prologue:
        _refuse(_("This file has a part that is unsafe to read."))
