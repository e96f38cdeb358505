"""A package as a file to hand in: Word, PDF and JSON, from the same lines."""

import json
from collections.abc import Callable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import override

from hub.importing.pdf import make_pdf
from hub.media.file_types import DOCUMENT_TYPES

from .enums import Confidence
from .models import Listing
from .packages import FILES, Line, Package, package_of
from .services.publishing import paragraphs
from .word.build import blank_document, bytes_of, is_right_to_left
from .word.wording import ANSWER_STYLE, GUIDANCE_STYLE

#: What is said of a field beside its problems; the others are as sure as can be.
DOUBTFUL = (Confidence.RECALLED, Confidence.INFERRED, Confidence.UNVERIFIED)
#: The fonts of the PDF have few signs.
MARK, NONE = "!", "–"


def package_to_keep(listing: Listing) -> Package:
    """Fill a package, its remarks too in the language of the showcase."""
    with override(listing.about.language or listing.draft.locale):
        return package_of(listing)


def package_file(package: Package, form: str) -> tuple[str, str, bytes]:
    """Make a file of a package; return its name, its media type and what is in it."""
    write, media_type = FORMS[form]
    with override(package.language):
        return f"{package.number}-{package.showcase.code}.{form}", media_type, write(package)


def about(package: Package) -> str:
    values = {"number": package.number, "showcase": package.showcase.name}
    return _("%(number)s for: %(showcase)s") % values


def limits_of(line: Line) -> str:
    """Say what room there is, and how sure we are of the field."""
    field, said = line.field, []
    if field.most and field.source not in FILES:
        values = {"size": len(line.text), "least": field.least or 0, "most": field.most}
        said.append(_("%(size)s characters; %(least)s to %(most)s are taken") % values)
    if field.confidence in DOUBTFUL:
        said.append(str(field.confidence.label))
    return " · ".join(said)


def as_json(package: Package) -> bytes:
    lines = [
        {
            "field": line.field.name,
            "label": line.field.label,
            "text": line.text,
            "isRequired": not line.field.is_optional,
            "least": line.field.least,
            "most": line.field.most,
            "confidence": line.field.confidence.value,
            "problems": [{"code": one.code, "message": one.message} for one in line.problems],
        }
        for line in package.lines
    ]
    told = {
        "showcase": package.showcase.code,
        "name": package.showcase.name,
        "number": package.number,
        "language": package.language,
        "title": package.title,
        "fields": lines,
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def as_docx(package: Package) -> bytes:
    document = blank_document(package.language, about(package))
    document.add_heading(package.title or package.number, 0)
    document.add_paragraph(about(package), GUIDANCE_STYLE)
    for line in package.lines:
        document.add_heading(line.field.label, 2)
        if limits := limits_of(line):
            document.add_paragraph(limits, GUIDANCE_STYLE)
        for problem in line.problems:
            paragraph = document.add_paragraph("", GUIDANCE_STYLE)
            paragraph.add_run(f"{MARK} {problem.message}").bold = True
        for text in (line.text or NONE).split("\n"):
            write_answer(document, text)
    return bytes_of(document)


def write_answer(document: Any, text: str) -> None:
    paragraph = document.add_paragraph(text, ANSWER_STYLE)
    paragraph.paragraph_format.keep_with_next = False
    if is_right_to_left(text):
        paragraph._p.get_or_add_pPr().get_or_add_bidi()


def as_pdf(package: Package) -> bytes:
    return make_pdf(
        title=package.title or package.number,
        language=package.language,
        summary=about(package),
        body_blocks=[{"type": "rich_text", "html": html_of(line)} for line in package.lines],
        organisations=[package.showcase.name],
    )


def html_of(line: Line) -> str:
    """Put what is handed in below its field, line by line."""
    marks = [(f"{MARK} {problem.message}",) for problem in line.problems]
    asked = format_html("<h3>{}</h3>", line.field.label)
    if limits := limits_of(line):
        asked += format_html("<p><i>{}</i></p>", limits)
    marked = format_html_join("", "<p><b>{}</b></p>", marks)
    return asked + marked + paragraphs(line.text or NONE)


#: How each form is written, and what it is.
FORMS: dict[str, tuple[Callable[[Package], bytes], str]] = {
    "docx": (as_docx, DOCUMENT_TYPES["docx"]),
    "pdf": (as_pdf, DOCUMENT_TYPES["pdf"]),
    "json": (as_json, "application/json"),
}
