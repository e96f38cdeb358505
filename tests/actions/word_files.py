"""Word forms as people send them back: rewritten by other programs, broken, or not forms at all."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from docx import Document

Edit = Callable[[str], str]
BODY = "word/document.xml"


def rewritten(data: bytes, edit: Edit, part: str = BODY) -> bytes:
    """Write a form again with one part of it changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, edit(content.decode()).encode() if name == part else content)
    return made.getvalue()


def without(data: bytes, part: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return made.getvalue()


def with_a_byte_changed(data: bytes) -> bytes:
    """Change one byte within the text of the document."""
    place = data.index(BODY.encode()) + 900
    return data[:place] + bytes([data[place] ^ 255]) + data[place + 1 :]


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    made = BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def without_fields(xml: str) -> str:
    """Take all content controls away and keep what is in them, as *Remove content control* does."""
    xml = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "", xml, flags=re.DOTALL)
    return re.sub(r"</?w:sdt(Content)?\b[^>]*>", "", xml)


def with_doctype(xml: str) -> str:
    entity = '<!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    declared = xml.replace("?>", f"?>{entity}", 1)
    return declared.replace("</w:t>", "&secret;</w:t>", 1)


def archive_of(**parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def letter() -> bytes:
    """Return a document of another purpose, with one word that is also a question."""
    document = Document()
    document.add_heading("Partners", 1)
    document.add_paragraph("Dear colleagues, thank you for your visit.")
    made = BytesIO()
    document.save(made)
    return made.getvalue()
