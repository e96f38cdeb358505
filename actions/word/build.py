"""The Word form: made from the questions alone, each field in a content control with its key."""

import unicodedata
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import override
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from actions.answers import FIGURE_PARTS, Answers, take_in, take_text
from actions.questions import ASKED, VERSION, Kind, Question, Section, questions

from .wording import (
    ANSWER_STYLE,
    FORM,
    GUIDANCE_STYLE,
    PREFIX,
    PROPERTY,
    YES,
    Wording,
    figure_headings,
    form_title,
    guidance_of,
    introduction,
    is_written_list,
)

#: Rows for figures, beyond those that are filled in.
SPARE_ROWS = 3
#: What Word takes as the name of a content control.
LONGEST_NAME = 64
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
CONTROL = (
    f"<w:sdt {W} {W14}><w:sdtPr><w:alias/><w:tag/><w:id/>{{}}</w:sdtPr><w:sdtContent/></w:sdt>"
)
LOCK = '<w:lock w:val="sdtLocked"/>'
DATE = f'{LOCK}<w:date><w:dateFormat w:val="yyyy-MM-dd"/></w:date>'
CHECKBOX = (
    '<w14:checkbox><w14:checked w14:val="{}"/><w14:checkedState w14:val="2612"/>'
    '<w14:uncheckedState w14:val="2610"/></w14:checkbox>'
)
SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="8A8A8A"/>'
    for side in ("top", "left", "bottom", "right")
)
BORDER = f"<w:pBdr {W}>{SIDES}</w:pBdr>"
MARKER = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{}">'
    "<vt:lpwstr>{}</vt:lpwstr></property></Properties>"
)


def build_form(
    locale: str, answers: Mapping[str, Any] | None = None, organisation_name: str = ""
) -> bytes:
    """Make a form in a language, blank or with the answers so far."""
    known = {key: value for key, value in (answers or {}).items() if key in questions()}
    with override(locale):
        form = Form(locale, take_in(known))
        form.write_introduction(take_text(organisation_name))
        for section in Section:
            form.document.add_heading(str(section.label), 1)
            for question in ASKED[section]:
                form.write_question(question)
        return form.as_bytes()


def blank_document(locale: str, title: str) -> Any:
    """Make a document in a language, with styles for guidance and for answers."""
    document = Document()
    about = document.core_properties
    about.title, about.author, about.language = title, "", locale
    page, styles = document.sections[0], document.styles
    page.page_width, page.page_height = Mm(210), Mm(297)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), locale)
    guidance = styles.add_style(GUIDANCE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    guidance.font.color.rgb, guidance.font.size = RGBColor(0x59, 0x59, 0x59), Pt(10)
    guidance.paragraph_format.space_after = Pt(4)
    guidance.paragraph_format.keep_with_next = True
    answer = styles.add_style(ANSWER_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    answer.element.get_or_add_pPr().append(parse_xml(BORDER))
    return document


def bytes_of(document: Any) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


class Form:
    """A form while it is written, in the active language."""

    def __init__(self, locale: str, answers: Answers) -> None:
        self.locale = locale
        self.answers = answers
        self.wording = Wording.read()
        self.document = blank_document(locale, form_title())
        # Its identifier is not translated by Word when the form brings the style along.
        self.document.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)

    def write_introduction(self, organisation_name: str) -> None:
        self.document.add_heading(form_title(), 0)
        # In the header it is no text that could be taken for an answer.
        self.document.sections[0].header.paragraphs[0].text = organisation_name
        for text in introduction():
            self.document.add_paragraph(text, GUIDANCE_STYLE)

    def write_question(self, question: Question) -> None:
        if question.kind is not Kind.YES:
            self.document.add_heading(str(question.label), 2)
        for text in guidance_of(question):
            self.document.add_paragraph(text, GUIDANCE_STYLE)
        if question.kind is Kind.FIGURES:
            elements = [self.table_of(self.answers.get(question.key, []))]
        elif question.kind in (Kind.TERMS, Kind.CHOICE, Kind.YES) and not is_written_list(question):
            elements = self.boxes_of(question)
        else:
            elements = [self.paragraph(line) for line in self.text_of(question).split("\n")]
        name = str(question.label)
        self.enclose(elements, question.key, name, DATE if question.kind is Kind.DATE else LOCK)

    def text_of(self, question: Question) -> str:
        value = self.answers.get(question.key, question.kind.empty)
        if isinstance(value, str):
            return value
        names = self.wording.names[question.key]
        return "\n".join(names[code][self.locale] if code in names else code for code in value)

    def paragraph(self, text: str) -> Any:
        paragraph = self.document.add_paragraph(text, ANSWER_STYLE)
        if is_right_to_left(text):
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:bidi {W}/>"))
        return paragraph._p

    def boxes_of(self, question: Question) -> list[Any]:
        value = self.answers.get(question.key, question.kind.empty)
        chosen = [YES] if value is True else value or []
        chosen = [chosen] if isinstance(chosen, str) else chosen
        elements = []
        for code, names in self.wording.names[question.key].items():
            is_chosen = code in chosen
            if not is_chosen and (question.key, code) in self.wording.retired:
                continue
            paragraph = self.document.add_paragraph()
            box = paragraph.add_run("☒" if is_chosen else "☐")
            paragraph.add_run(f" {names[self.locale]}")
            checkbox = CHECKBOX.format(int(is_chosen))
            self.enclose([box._r], f"{question.key}={code}", names[self.locale], checkbox)
            elements.append(paragraph._p)
        return elements

    def table_of(self, figures: list[dict[str, str]]) -> Any:
        rows = [figure_headings(), *([row[part] for part in FIGURE_PARTS] for row in figures)]
        rows += [[""] * len(FIGURE_PARTS)] * SPARE_ROWS
        table = self.document.add_table(len(rows), len(FIGURE_PARTS), style="Table Grid")
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        return table._tbl

    def enclose(self, elements: list[Any], tag: str, name: str, properties: str) -> None:
        """Put elements that stand in the document into a content control."""
        control = parse_xml(CONTROL.format(properties))
        elements[0].addprevious(control)
        tag = PREFIX + tag
        values = {
            "alias": name[:LONGEST_NAME],
            "tag": tag,
            "id": str(zlib.crc32(tag.encode()) >> 1),
        }
        for part, value in values.items():
            control.find(f".//{qn(f'w:{part}')}").set(qn("w:val"), value)
        for element in elements:
            control[-1].append(element)

    def as_bytes(self) -> bytes:
        package = self.document.part.package
        marker = MARKER.format(PROPERTY, f"{FORM} {VERSION} {self.locale}").encode()
        name, content_type = PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES
        part = Part(name, content_type, marker, package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
        return bytes_of(self.document)


def is_right_to_left(text: str) -> bool:
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"
