"""A file that somebody uploads: bounded and refused in plain words before it is read as a form."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hub.media.archives import open_archive

from .wording import FORM, PREFIX, PROPERTY

MOST_BYTES = 5 * 1024 * 1024
#: A form that is filled to the brim has about a megabyte of text with its markup.
MOST_XML_BYTES = 6 * 1024 * 1024
MOST_ELEMENTS = 200_000
MOST_LINES = 20_000
MOST_CHARACTERS = 500_000
#: What is no text of the document, or no longer.
SKIPPED = {"del", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "sectPr"}
LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
#: Boxes with a tick in the fonts of older Word.
TICKED_SYMBOLS = {"F0FE", "F0FD", "F0FC", "F053", "F052"}
#: What the readers raise for a file that lost or changed some of its bytes; or nests without end.
DAMAGED = (
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    RecursionError,
)


class FormProblem(Exception):
    """A file that cannot be read as a form; the message says why, and what to do."""


@dataclass(frozen=True)
class Line:
    """A paragraph of the document, the field that it is in, and its place in a table."""

    text: str
    tag: str = ""
    name: str = ""
    style: str = ""
    row: int = 0
    cell: int = 0


@dataclass(frozen=True)
class Opened:
    lines: list[Line]
    version: int | None = None
    locale: str = ""


def open_form(data: bytes) -> Opened:
    """Read the paragraphs of a Word document, or say why it is none."""
    refuse_other_kinds(data)
    try:
        archive = open_archive(BytesIO(data))
        names = archive.namelist()
        if "mimetype" in names:
            raise FormProblem(_("This is an OpenDocument file. Please save it as .docx."))
        root = read_part(archive, main_part(archive))
        marker = marker_of(archive) if "docProps/custom.xml" in names else None
        if local(root) != "document":
            raise FormProblem(not_word())
        lines = bounded(lines_at(root, Line("")))
    except ValidationError as error:
        raise FormProblem(error.messages[0]) from error
    except DefusedXmlException as error:
        raise FormProblem(_("This file has a part that is unsafe to read.")) from error
    except DAMAGED as error:
        message = _("This file is damaged. Please save the form once more in Word and try again.")
        raise FormProblem(message) from error
    except (KeyError, NotImplementedError) as error:
        raise FormProblem(not_word()) from error
    return Opened(lines, int(marker[1]), marker[2]) if marker else Opened(lines)


def not_word() -> str:
    return _("This is not a Word document. Please upload the form as .docx.")


def refuse_other_kinds(data: bytes) -> None:
    if not data:
        raise FormProblem(_("This file is empty."))
    if len(data) > MOST_BYTES:
        raise FormProblem(_("This file is larger than 5 MB. Please take the pictures out of it."))
    if data.startswith(b"%PDF"):
        raise FormProblem(_("This is a PDF. Please upload the Word form itself, as .docx."))
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        message = _("This file is of an older kind, or has a password. Please save it as .docx.")
        raise FormProblem(message)
    if not data.startswith(b"PK"):
        raise FormProblem(not_word())


def read_part(archive: zipfile.ZipFile, name: str) -> Any:
    with archive.open(name) as part:
        xml = part.read(MOST_XML_BYTES + 1)
    if len(xml) > MOST_XML_BYTES:
        raise FormProblem(too_long())
    root = fromstring(xml, forbid_dtd=True)
    if sum(1 for _element in root.iter()) > MOST_ELEMENTS:
        raise FormProblem(too_long())
    return root


def too_long() -> str:
    return _("This document is far longer than the form.")


def main_part(archive: zipfile.ZipFile) -> str:
    for relation in read_part(archive, "_rels/.rels"):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    raise KeyError


def marker_of(archive: zipfile.ZipFile) -> re.Match[str] | None:
    """Return version and language of the form, as the form itself tells them."""
    for entry in read_part(archive, "docProps/custom.xml"):
        if entry.get("name") == PROPERTY:
            return re.fullmatch(rf"{FORM} (\d{{1,4}}) ([a-z-]{{2,12}})", "".join(entry.itertext()))
    return None


def bounded(lines: Iterator[Line]) -> list[Line]:
    kept: list[Line] = []
    characters = 0
    for line in lines:
        kept.append(line)
        characters += len(line.text)
        if len(kept) > MOST_LINES or characters > MOST_CHARACTERS:
            raise FormProblem(too_long())
    return kept


# The parts of a document, in any version of its namespaces ----------------------------------------


def local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def value_of(element: Any, *path: str) -> str:
    """Return the `val` of the element below this one, or nothing."""
    for name in path:
        element = next((child for child in element if local(child) == name), ())
    named = getattr(element, "attrib", {})
    return next((text for name, text in named.items() if name.rpartition("}")[2] == "val"), "")


def lines_at(element: Any, place: Line) -> Iterator[Line]:
    """Walk through a document; `place` is an empty line that tells where it is."""
    name = local(element)
    if name in SKIPPED:
        return
    if name == "p":
        yield from lines_of_paragraph(element, place)
        return
    if name == "sdt":
        place = in_control(element, place)
    for number, child in enumerate(element):
        # The element itself is a number that no other row has.
        here = replace(place, row=id(child), cell=0) if local(child) == "tr" else place
        yield from lines_at(child, replace(here, cell=number) if local(child) == "tc" else here)


def in_control(element: Any, place: Line) -> Line:
    tag = value_of(element, "sdtPr", "tag")
    if not tag.startswith(PREFIX):
        return place
    return replace(place, tag=tag.removeprefix(PREFIX), name=value_of(element, "sdtPr", "alias"))


@dataclass
class Paragraph:
    """What is found in a paragraph: its text, and text boxes that hang on it."""

    place: Line
    texts: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def gather(self, element: Any) -> None:
        for child in element:
            name = local(child)
            if name in SKIPPED or value_of(child, "rPr", "rStyle") == "PlaceholderText":
                continue
            if name == "txbxContent":
                self.boxes.append(child)
                continue
            if name == "sdt":
                self.place = in_control(child, self.place)
            self.texts.append(letters_of(child, name))
            self.gather(child)


def letters_of(element: Any, name: str) -> str:
    if name == "sym":
        character = {key.rpartition("}")[2]: text for key, text in element.attrib.items()}
        return "☒" if character.get("char", "").upper() in TICKED_SYMBOLS else "☐"
    return (element.text or "") if name == "t" else LETTERS.get(name, "")


def lines_of_paragraph(element: Any, place: Line) -> Iterator[Line]:
    found = Paragraph(place)
    found.gather(element)
    text, style = "".join(found.texts), value_of(element, "pPr", "pStyle")
    yield replace(found.place, text=text, style=style)
    for box in found.boxes:
        yield from lines_at(box, place)
