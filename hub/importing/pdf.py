"""A designed PDF of a page's own text in one of its languages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement, PreformattedString
from fpdf.fonts import FontFace

from .drawing import draw_cover
from .sheet import ACCENT, INK, LINE, PAPER, QUIET, TINT, Line, Sheet, escape_marks

_QUOTES = {"ar": "«%s»", "es": "«%s»", "fr": "«\u00a0%s\u00a0»"}
_LEFT_TO_RIGHT = "\u200e"
_HEADINGS = {"h2": 14.0, "h3": 12.0, "h4": 11.0, "h5": 10.5}
_BLOCKS = {"p", "li", "ul", "ol", "blockquote", *_HEADINGS}
_MARKS = {"b": "**", "strong": "**", "i": "__", "em": "__"}
_SAFE_ADDRESS = re.compile(r"^(https?://|mailto:)\S+$", re.IGNORECASE)


def make_pdf(
    *,
    title: str,
    language: str,
    summary: str,
    body_blocks: list[dict[str, Any]],
    organisations: Sequence[str] = (),
    source_note: str = "",
    names: Mapping[str, str] | None = None,
    made_at: datetime | None = None,
) -> bytes:
    """Print a page's text in its language and direction, with title and language in the file.

    `names` gives the titles of pages and the names of organisations that blocks refer to by key.
    With the same `made_at` the same text gives the same bytes.
    """
    sheet = Sheet(language=language, title=title, foot=" · ".join(organisations))
    sheet.set_title(title)
    sheet.set_author(", ".join(organisations))
    sheet.set_subject(summary)
    sheet.set_creator("Local Action Hub")
    sheet.set_creation_date(made_at or datetime.now(UTC))
    sheet.add_page()
    sheet.opening(title, summary)
    for block in body_blocks:
        print_block(sheet, block, language, names or {})
    if source_note:
        sheet.keep_together(20)
        sheet.rule(sheet.y + 4)
        sheet.gap(6.5)
        sheet.say(source_note, size=8.5, color=QUIET)
    return bytes(sheet.output())


def print_block(
    sheet: Sheet, block: dict[str, Any], language: str, names: Mapping[str, str]
) -> None:
    """Print what can be read on paper; a list of downloads, for one, cannot."""
    match block["type"]:
        case "rich_text":
            print_html(sheet, block["html"])
        case "heading":
            sheet.heading(block["text"], level=1)
        case "quote" | "teaser" | "call_to_action":
            sheet.panel(panel_lines(block, language, names))
        case "statistics":
            print_statistics(sheet, block)
        case "accordion":
            print_accordion(sheet, block)
        case "table":
            print_table(sheet, block)
        case "organisations" if known := [n for n in block["organisations"] if n in names]:
            print_title(sheet, block)
            for key in known:
                sheet.item("•", names[key])
        case "figure":
            print_figure(sheet, block)


def print_title(sheet: Sheet, block: dict[str, Any], *, level: int = 2) -> None:
    if title := block.get("title"):
        sheet.heading(title, level=level, size=12.5)


def print_accordion(sheet: Sheet, block: dict[str, Any]) -> None:
    print_title(sheet, block, level=1)
    for item in block["items"]:
        sheet.heading(item["question"], level=2, size=11)
        print_html(sheet, item["answer"])


def panel_lines(
    block: dict[str, Any], language: str, names: Mapping[str, str]
) -> tuple[Line, Line]:
    said, page = block.get("text") or "", names.get(block.get("page", ""), "")
    if block["type"] == "quote":
        quote = _QUOTES.get(language, "“%s”") % said
        return (quote, 12, "I", INK), (block.get("attribution") or "", 9, "", QUIET)
    if block["type"] == "teaser":
        return (page, 10.5, "B", INK), (said, 10, "", INK)
    label = " · ".join(filter(None, [block["label"], block.get("url") or page]))
    return (said, 10.5, "", INK), (label, 9.5, "B", INK)


def print_html(sheet: Sheet, html: str) -> None:
    for node, own in elements(BeautifulSoup(html, "html.parser")):
        # Links in the midst of Arabic would come out in the wrong order.
        text = " ".join("".join(marked(part, with_links=not sheet.is_rtl) for part in own).split())
        if not text:
            continue
        if node.name in _HEADINGS:
            title = " ".join(node.get_text().split())
            sheet.heading(title, level=2, size=_HEADINGS[node.name])
        elif node.name == "li":
            place = len(node.find_previous_siblings("li")) + 1
            is_numbered = node.parent is not None and node.parent.name == "ol"
            depth = len(node.find_parents(["ul", "ol"]))
            sheet.item(f"{place}." if is_numbered else "•", text, depth=depth, is_marked=True)
        else:
            sheet.say(text, is_marked=True)
            sheet.gap(2.6)


def elements(node: Tag) -> Iterator[tuple[Tag, list[PageElement]]]:
    """Yield each element that stands for a paragraph, with what belongs to it and no other."""
    own: list[PageElement] = []
    for child in node.children:
        if isinstance(child, Tag) and child.name in _BLOCKS:
            yield node, own
            yield from elements(child)
            own = []
        else:
            own.append(child)
    yield node, own


def marked(node: PageElement, *, with_links: bool) -> str:
    """Return words with the marks for bold, italic and links that the PDF library reads."""
    if not isinstance(node, Tag):
        # Such as a comment.
        return "" if isinstance(node, PreformattedString) else escape_marks(str(node))
    text = "".join(marked(child, with_links=with_links) for child in node.children)
    if node.name == "br":
        return " "
    if (mark := _MARKS.get(node.name)) and text.strip() and mark not in text:
        return f"{mark}{text}{mark}"
    address = str(node.get("href") or "") if node.name == "a" and with_links else ""
    if _SAFE_ADDRESS.match(address):  # the library reads no brackets inside a link
        text = text.replace("[", "(").replace("]", ")")
        return f"[{text}]({address.replace('(', '%28').replace(')', '%29')})"
    return text


def print_statistics(sheet: Sheet, block: dict[str, Any]) -> None:
    print_title(sheet, block)
    for item in block["items"]:
        value = item["value"]
        if value.isascii():  # a number keeps its signs on their side in every direction
            value = f"{_LEFT_TO_RIGHT}{value}{_LEFT_TO_RIGHT}"
        source = (item.get("source") or "", 7.5, "", QUIET)
        sheet.panel([(value, 17, "B", ACCENT), (item["label"], 10, "", INK), source])


def print_table(sheet: Sheet, block: dict[str, Any]) -> None:
    if caption := block.get("caption"):
        sheet.keep_together(30)
        sheet.say(caption, size=9.5, style="B", color=INK)
        sheet.gap(1)
    sheet.set_font("body", "", 9)
    sheet.set_draw_color(*LINE)
    sheet.set_fill_color(*PAPER)  # a table fills its rows with whatever colour was used last
    with sheet.table(
        borders_layout="HORIZONTAL_LINES",
        headings_style=FontFace(emphasis="BOLD", color=INK, fill_color=TINT),
        line_height=5,
        markdown=True,
        padding=1.8,
        text_align=sheet.start,
    ) as table:
        for row in block["rows"]:
            table.row(
                [escape_marks(str(text)) for text in (reversed(row) if sheet.is_rtl else row)]
            )
    sheet.gap(4)


def print_figure(sheet: Sheet, block: dict[str, Any]) -> None:
    height = sheet.epw * 0.42
    sheet.keep_together(height + 16)
    sheet.gap(1.5)
    picture = draw_cover(block["motif"], seed=block["alt"], size=(1200, 504))
    sheet.image(BytesIO(picture), w=sheet.epw, h=height, alt_text=block["alt"] or None)
    said = [block.get("caption") or "", block.get("credit") or ""]
    sheet.gap(2)
    sheet.say(" · ".join(filter(None, said)), size=8.5, color=QUIET)
    sheet.gap(3.5)
