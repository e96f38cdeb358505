"""How each block of a page's body is printed; the names are those of the import format."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from .drawing import draw_cover
from .prose import Paragraph, escape_marks, read_paragraphs, without_marks
from .sheet import ACCENT, INK, LINE, MARGIN, PAPER, QUIET, TINT, Color, Sheet

_CARDS_A_ROW = 3
_CARD_GAP = 4.0
_PADDING = 4.5
_QUOTES = {"ar": "«%s»", "es": "«%s»", "fr": "«\u00a0%s\u00a0»"}
_LEFT_TO_RIGHT = "\u200e"

#: Text, size, style and colour.
Line = tuple[str, float, str, Color]

_LEVELS = {"h2": 14.0, "h3": 12.0, "h4": 11.0, "h5": 10.5}


@dataclass(kw_only=True)
class Printing:
    """The sheet, and what the blocks name by key only: pages and organisations."""

    sheet: Sheet
    language: str
    names: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""


def print_blocks(printing: Printing, blocks: list[dict[str, Any]]) -> None:
    """Print what can be read on paper; a list of downloads, for one, cannot."""
    for block in blocks:
        printer = _PRINTERS.get(block["type"])
        if printer is not None:
            printer(printing, block)


def print_heading(sheet: Sheet, text: str, *, size: float = 14.0, level: int = 1) -> None:
    """Print a heading that is never the last line of a page, and add it to the outline."""
    sheet.need(size * 2.2)
    sheet.gap(size * 0.32)
    sheet.begin_section(text, level=level)
    sheet.say(escape_marks(text), size=size, style="B", color=INK, leading=1.25)
    sheet.gap(1.8)


def print_html(sheet: Sheet, html: str) -> None:
    for paragraph in read_paragraphs(html, with_links=not sheet.is_rtl):
        if paragraph.kind in _LEVELS:
            text = without_marks(paragraph.text)
            print_heading(sheet, text, size=_LEVELS[paragraph.kind], level=2)
        elif paragraph.kind == "li":
            _print_item(sheet, paragraph)
        else:
            sheet.say(paragraph.text)
            sheet.gap(2.6)


def _print_item(sheet: Sheet, item: Paragraph) -> None:
    indent, mark_width = 7.0 * max(1, item.depth), 6.0
    sheet.need(12)
    top = sheet.y
    sheet.set_xy(
        sheet.w - MARGIN - indent + 1 if sheet.is_rtl else MARGIN + indent - mark_width - 1, top
    )
    mark = f"{item.number}." if item.number else "•"
    sheet.say(mark, width=mark_width, color=ACCENT, style="B", align="R" if sheet.is_rtl else "L")
    sheet.set_xy(MARGIN if sheet.is_rtl else MARGIN + indent, top)
    sheet.say(item.text, width=sheet.epw - indent)
    sheet.gap(1.2)


def _print_rich_text(printing: Printing, block: dict[str, Any]) -> None:
    print_html(printing.sheet, block["html"])


def _print_heading_block(printing: Printing, block: dict[str, Any]) -> None:
    print_heading(printing.sheet, block["text"])


def _print_quote(printing: Printing, block: dict[str, Any]) -> None:
    said_by = block.get("attribution") or ""
    text = _QUOTES.get(printing.language, "“%s”") % escape_marks(block["text"])
    _print_panel(printing.sheet, [(text, 12, "I", INK), (escape_marks(said_by), 9, "", QUIET)])


def _print_panel(sheet: Sheet, lines: list[Line]) -> None:
    """Print lines on a tinted ground that is as high as they are and stays on one page."""
    lines = [line for line in lines if line[0]]
    width = sheet.epw - 2 * _PADDING
    total = _height_of(sheet, lines, width) + 2 * _PADDING
    sheet.gap(1.5)
    sheet.need(total + 2)
    top = sheet.y
    if total < sheet.eph:
        sheet.block(top, total, color=TINT, side=ACCENT)
    sheet.set_xy(MARGIN + _PADDING, top + _PADDING)
    for text, size, style, color in lines:
        sheet.say(text, size=size, style=style, color=color, width=width)
    sheet.gap(_PADDING + 4.5)


def _height_of(sheet: Sheet, lines: Iterable[Line], width: float) -> float:
    return sum(
        sheet.height_of(text, size=size, width=width, style=style)
        for text, size, style, _color in lines
    )


def _print_statistics(printing: Printing, block: dict[str, Any]) -> None:
    sheet, items = printing.sheet, block["items"]
    if block.get("title"):
        print_heading(sheet, block["title"], size=12, level=2)
    for first in range(0, len(items), _CARDS_A_ROW):
        _print_cards(sheet, items[first : first + _CARDS_A_ROW])
    sheet.gap(2)


def _print_cards(sheet: Sheet, items: list[dict[str, Any]]) -> None:
    width = (sheet.epw - _CARD_GAP * (_CARDS_A_ROW - 1)) / _CARDS_A_ROW
    inner = width - 2 * _PADDING
    cards = [_card_lines(item) for item in items]
    height = max(_height_of(sheet, lines, inner) for lines in cards) + 2 * _PADDING
    sheet.need(height + _CARD_GAP)
    top = sheet.y
    for number, lines in enumerate(cards):
        place = _CARDS_A_ROW - 1 - number if sheet.is_rtl else number
        x = MARGIN + place * (width + _CARD_GAP)
        sheet.set_fill_color(*TINT)
        sheet.rect(x, top, width, height, style="F")
        sheet.set_xy(x + _PADDING, top + _PADDING)
        for text, size, style, color in lines:
            sheet.say(text, size=size, style=style, color=color, width=inner)
    sheet.set_y(top + height)
    sheet.gap(_CARD_GAP)


def _card_lines(item: dict[str, Any]) -> list[Line]:
    value = item["value"]
    if value.isascii():  # a number keeps its signs on their side in every direction
        value = f"{_LEFT_TO_RIGHT}{value}{_LEFT_TO_RIGHT}"
    lines: list[Line] = [
        (escape_marks(value), 19.0, "B", ACCENT),
        (escape_marks(item["label"]), 9.5, "", INK),
        (escape_marks(item.get("source") or ""), 7.5, "", QUIET),
    ]
    return [line for line in lines if line[0]]


def _print_accordion(printing: Printing, block: dict[str, Any]) -> None:
    sheet = printing.sheet
    if block.get("title"):
        print_heading(sheet, block["title"])
    for item in block["items"]:
        print_heading(sheet, item["question"], size=11, level=2)
        print_html(sheet, item["answer"])
        sheet.gap(1)


def _print_table(printing: Printing, block: dict[str, Any]) -> None:
    sheet, rows = printing.sheet, block["rows"]
    if block.get("caption"):
        sheet.need(30)
        sheet.gap(1.5)
        sheet.say(escape_marks(block["caption"]), size=9.5, style="B", color=INK)
        sheet.gap(1)
    sheet.set_font("body", "", 9)
    sheet.set_text_color(*INK)
    sheet.set_draw_color(*LINE)
    sheet.set_fill_color(*PAPER)  # a table fills its rows with whatever colour was used last
    with sheet.table(
        text_align="RIGHT" if sheet.is_rtl else "LEFT",
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=FontFace(emphasis="BOLD", color=INK, fill_color=TINT),
        line_height=5,
        padding=1.8,
    ) as table:
        for row in rows:
            cells = table.row()
            for text in reversed(row) if sheet.is_rtl else row:
                cells.cell(str(text))
    sheet.gap(4)


def _print_teaser(printing: Printing, block: dict[str, Any]) -> None:
    name = printing.names.get(block["page"], "")
    lines = [
        (escape_marks(name), 10.5, "B", INK),
        (escape_marks(block.get("text") or ""), 10.0, "", INK),
    ]
    if any(line[0] for line in lines):
        _print_panel(printing.sheet, lines)


def _print_call_to_action(printing: Printing, block: dict[str, Any]) -> None:
    where = block.get("url") or printing.names.get(block.get("page", ""), "")
    _print_panel(
        printing.sheet,
        [
            (escape_marks(block["text"]), 10.5, "", INK),
            (
                escape_marks(f"{block['label']} · {where}" if where else block["label"]),
                9.5,
                "B",
                INK,
            ),
        ],
    )


def _print_organisations(printing: Printing, block: dict[str, Any]) -> None:
    sheet = printing.sheet
    names = [printing.names[key] for key in block["organisations"] if key in printing.names]
    if not names:
        return
    if block.get("title"):
        print_heading(sheet, block["title"], size=12, level=2)
    for name in names:
        _print_item(sheet, Paragraph("li", escape_marks(name), depth=1))
    sheet.gap(1.5)


def _print_figure(printing: Printing, block: dict[str, Any]) -> None:
    sheet = printing.sheet
    height = sheet.epw * 0.42
    sheet.gap(1.5)
    sheet.need(height + 14)
    picture = draw_cover(block["motif"], seed=f"{printing.seed}:{block['alt']}")
    sheet.picture(picture, alt=block["alt"], x=MARGIN, size=(sheet.epw, height))
    said = [block.get("caption") or "", block.get("credit") or ""]
    sheet.gap(2)
    sheet.say(escape_marks(" · ".join(filter(None, said))), size=8.5, color=QUIET)
    sheet.gap(3.5)


_PRINTERS: dict[str, Callable[[Printing, dict[str, Any]], None]] = {
    "rich_text": _print_rich_text,
    "heading": _print_heading_block,
    "quote": _print_quote,
    "statistics": _print_statistics,
    "accordion": _print_accordion,
    "table": _print_table,
    "teaser": _print_teaser,
    "call_to_action": _print_call_to_action,
    "organisations": _print_organisations,
    "figure": _print_figure,
}
