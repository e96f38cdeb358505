"""A designed PDF of a page's own text in one of its languages."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from .pdf_blocks import Printing, print_blocks
from .prose import escape_marks
from .sheet import ACCENT, INK, MARGIN, PAPER, QUIET, Sheet

_PICTURE_HEIGHT = 96.0
_BAND_HEIGHT = 46.0


def make_pdf(
    *,
    title: str,
    language: str,
    summary: str,
    body_blocks: list[dict[str, Any]],
    organisations: Sequence[str] = (),
    source_note: str = "",
    names: Mapping[str, str] | None = None,
    cover: bytes | None = None,
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
    _print_opening(sheet, title=title, summary=summary, organisations=organisations, cover=cover)
    print_blocks(
        Printing(sheet=sheet, language=language, names=names or {}, seed=title), body_blocks
    )
    if source_note:
        sheet.need(20)
        sheet.gap(4)
        sheet.rule(sheet.y)
        sheet.gap(2.5)
        sheet.say(escape_marks(source_note), size=8.5, color=QUIET)
    return bytes(sheet.output())


def _print_opening(
    sheet: Sheet, *, title: str, summary: str, organisations: Sequence[str], cover: bytes | None
) -> None:
    """Open with the cover over the width of the page, or with the title on a band of colour."""
    lines = [(escape_marks(title), 25.0, "B"), (escape_marks(" · ".join(organisations)), 10.0, "")]
    if cover is not None:
        sheet.set_xy(0, 0)
        sheet.picture(cover, alt="", x=0, size=(sheet.w, _PICTURE_HEIGHT))
        title_color, quiet_color = INK, QUIET
    else:
        height = sum(
            sheet.height_of(text, size=size, style=style, width=sheet.epw)
            for text, size, style in lines
        )
        sheet.set_fill_color(*INK)
        sheet.rect(0, 0, sheet.w, height + _BAND_HEIGHT, style="F")
        sheet.set_y(18)
        title_color = quiet_color = PAPER
    sheet.gap(10)
    sheet.set_fill_color(*ACCENT)
    sheet.rect(sheet.w - MARGIN - 18 if sheet.is_rtl else MARGIN, sheet.y, 18, 1.6, style="F")
    sheet.gap(6)
    sheet.begin_section(title, level=0)
    for (text, size, style), color in zip(lines, (title_color, quiet_color), strict=True):
        if text:
            sheet.say(text, size=size, style=style, color=color, leading=1.2)
            sheet.gap(2.5)
    sheet.gap(20 if cover is None else 2)
    if summary:
        sheet.say(escape_marks(summary), size=12.5, color=INK)
    sheet.gap(7)
