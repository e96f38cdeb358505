"""The annual report as a file: what its page says as PDF and Word, its numbers as CSV and JSON."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from docx.oxml import OxmlElement
from docx.shared import Mm

from hub import days
from hub.catalogue.description import Description
from hub.importing.pdf import Node, Surroundings, make_pdf, nodes_of
from hub.media.file_types import DOCUMENT_TYPES
from hub.media.images import describe_image
from hub.pages.sources import pages_of_group

from .services.annual import report_of
from .statistics import annual_statistics, numbers_as_csv, with_codebook
from .word.build import blank_document, bytes_of
from .word.wording import GUIDANCE_STYLE

#: How a picture is printed.
PRINTED = "max-1200x1200|format-png"


def annual_report_file(year: int, form: str, language: str) -> tuple[str, str, bytes] | None:
    """Make a file; return its name, its media type and what is in it, None without such a page."""
    write, media_type = FORMS[form]
    with override(language):
        data = write(year, language)
    return (f"annual-report-{year}-{language}.{form}", media_type, data) if data else None


def as_csv(year: int, language: str) -> bytes:
    return numbers_as_csv(annual_statistics(language, year)).encode()


def as_json(year: int, language: str) -> bytes:
    told = {"year": year, **with_codebook(annual_statistics(language, year))}
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


# What the page says -------------------------------------------------------------------------------


@dataclass
class Printed:
    """The latest draft of a report in one language, as blocks to print."""

    page: Any
    blocks: list[dict[str, Any]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def name_page(self, page: Any) -> str:
        """Name a page that everybody can open, in this language where it is there."""
        own = page.get_translation_or_none(self.page.locale) if page else None
        found = own if own and own.live else page
        if not found or not found.live:
            return ""
        self.names[f"page {found.pk}"] = found.title
        return f"page {found.pk}"

    def name_organisation(self, organisation: Any) -> str:
        key = f"organisation {organisation.pk}"
        self.names[key] = organisation.name_in(self.page.locale.language_code)
        self.keep_picture(key, organisation.logo)
        return key

    def keep_picture(self, key: str, image: Any) -> bool:
        """Keep a picture that everybody may see."""
        seen = describe_image(image, alt="", description=Description())
        if seen is not None:
            with image.get_rendition(PRINTED).file.open("rb") as file:
                self.pictures[key] = file.read()
        return seen is not None


def printed(year: int, language: str) -> Printed | None:
    """Read the report of a year in a language; None where there is none."""
    source = report_of(year)
    page = pages_of_group(source).get(language) if source else None
    if page is None:
        return None
    found = Printed(page.get_latest_revision_as_object())
    for child in found.page.body:
        if block := block_of(child, found):
            found.blocks.append({"type": child.block_type, **block})
    return found


def block_of(child: Any, found: Printed) -> dict[str, Any] | None:
    """Return a block as it is printed, None for one that leads to nothing."""
    value = child.value
    match child.block_type:
        case "rich_text":
            return {"html": value.source}
        case "organisations":
            known = [found.name_organisation(one) for one in value["organisations"] if one]
            return {"title": value["title"], "organisations": known}
        case "figure":
            is_seen = found.keep_picture(str(child.id), value["image"])
            return {**value, "picture": str(child.id)} if is_seen else None
        case "teaser" | "call_to_action":
            page = value["page"].specific if value["page"] else None
            text = value["text"] or getattr(page, "summary", "")
            key = found.name_page(page)
            return {**value, "page": key, "text": text} if key or value.get("url") else None
        case _:
            return plain(value)  # type: ignore[no-any-return]  # all other kinds have fields


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(one) for one in value]
    return getattr(value, "source", value)


def note_of(found: Printed) -> str:
    day = date_format(days.today(), "DATE_FORMAT")
    if found.page.live and not found.page.has_unpublished_changes:
        return _("Made from the published page on %(day)s.") % {"day": day}
    return _("Made on %(day)s from a draft that is not published.") % {"day": day}


def as_pdf(year: int, language: str) -> bytes | None:
    found = printed(year, language)
    if found is None:
        return None
    return make_pdf(
        title=found.page.title,
        language=language,
        summary=found.page.summary,
        body_blocks=found.blocks,
        source_note=note_of(found),
        names=found.names,
        pictures=found.pictures,
    )


# Word ---------------------------------------------------------------------------------------------


def as_docx(year: int, language: str) -> bytes | None:
    found = printed(year, language)
    if found is None:
        return None
    about = Surroundings(language, found.names, found.pictures)
    document = blank_document(language, found.page.title)
    document.add_heading(found.page.title, 0)
    document.add_paragraph(found.page.summary)
    write_all(document, nodes_of(found.blocks, about), about)
    document.add_paragraph(note_of(found), GUIDANCE_STYLE)
    return bytes_of(document)


def write(document: Any, node: Node, about: Surroundings) -> None:
    match node["kind"]:
        case "heading":
            document.add_heading(node["text"], node["level"] - 1)
        case "paragraph":
            write_runs(document.add_paragraph(), node["runs"])
        case "list":
            for item in node["items"]:
                style = "List Number" if node["ordered"] else "List Bullet"
                write_runs(document.add_paragraph(style=style), item["runs"])
                write_all(document, item["lists"], about)
        case "panels":
            write_all(document, node["panels"], about)
        case "panel":
            for line in node["lines"]:
                run = document.add_paragraph().add_run(line["text"])
                run.bold, run.italic = line["weight"] == "bold", line["style"] == "italic"
        case "table":
            write_rows(document, node)
        case _:
            write_pictures(document, node, about)


def write_all(document: Any, nodes: list[Node], about: Surroundings) -> None:
    for node in nodes:
        write(document, node, about)


def write_runs(paragraph: Any, runs: list[Node]) -> None:
    for run in runs:
        written = paragraph.add_run(run["text"])
        written.bold, written.italic = run["bold"] or None, run["italic"] or None


def write_rows(document: Any, node: Node) -> None:
    document.add_paragraph(node["caption"], style="Caption")
    table = document.add_table(0, max(map(len, node["rows"])), style="Table Grid")
    for row in node["rows"]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    if node["headed"]:  # said aloud again on every page
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def write_pictures(document: Any, node: Node, about: Surroundings) -> None:
    """Write logos with their names, or one picture with its caption."""
    width = 40 if node["kind"] == "logos" else 150
    for one in node.get("items", [node]):
        picture = BytesIO(about.files[one["file"]])
        shape = document.add_picture(picture, width=Mm(width))
        shape._inline.docPr.set("descr", one.get("name") or one["alt"])
        document.add_paragraph(one.get("name") or one["caption"], style="Caption")


#: How each form is written, and what it is.
FORMS: dict[str, tuple[Callable[[int, str], bytes | None], str]] = {
    "pdf": (as_pdf, DOCUMENT_TYPES["pdf"]),
    "docx": (as_docx, DOCUMENT_TYPES["docx"]),
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
}
