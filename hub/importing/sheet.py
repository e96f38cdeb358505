"""The paper that generated PDFs are printed on: fonts, colours, margins, head and foot."""

import re
from collections.abc import Iterable
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from hub.localization.languages import text_direction

INK, TEXT, QUIET = (16, 63, 76), (38, 50, 56), (92, 108, 114)
ACCENT, TINT, LINE, PAPER = (201, 88, 60), (238, 244, 243), (205, 217, 216), (255, 255, 255)
MARGIN = 22.0
#: Of one point of size, in millimetres.
_LINE_HEIGHT = 25.4 / 72 * 1.45
_FONTS = Path(__file__).with_name("fonts")
_LATIN = {"": "NotoSans-Regular", "B": "NotoSans-Bold", "I": "NotoSans-Italic"}
# Arabic has no italic; what is stressed by it stays upright.
_ARABIC = {"": "NotoSansArabic-Regular", "B": "NotoSansArabic-Bold", "I": "NotoSansArabic-Regular"}

Color = tuple[int, int, int]
#: Text, size, style and colour.
Line = tuple[str, float, str, Color]


def escape_marks(text: str) -> str:
    """Keep what only looks like a mark for bold, italic or a link from being taken for one."""
    return re.sub(r"(\*\*|__|~~|--)", r"\\\1", text).replace("](", "] (")


class Sheet(FPDF):
    """Pages in one language and its direction; `start` is the side where its lines begin."""

    # The library types it by its default, which is None.
    MARKDOWN_LINK_COLOR = INK  # type: ignore[assignment]

    def __init__(self, *, language: str, title: str, foot: str) -> None:
        super().__init__(format="A4")
        self.is_rtl = text_direction(language) == "rtl"
        self.start, self.end = ("R", "L") if self.is_rtl else ("L", "R")
        self._title, self._foot, self._level = title, foot, 0
        self.set_lang(language)
        self.set_margins(MARGIN, 24, MARGIN)
        self.set_auto_page_break(True, margin=26)
        self.c_margin = 0
        body, other = (_ARABIC, _LATIN) if self.is_rtl else (_LATIN, _ARABIC)
        for family, files in (("body", body), ("other", other)):
            for style, name in files.items():
                self.add_font(family, style, _FONTS / f"{name}.ttf")
        self.set_fallback_fonts(["other"], exact_match=False)
        self.set_text_shaping(direction="rtl" if self.is_rtl else "ltr")

    def header(self) -> None:
        if self.page_no() > 1:
            self.set_y(12)
            self.say(self._title[:110], size=8, color=QUIET)
            self.rule(18)
            self.set_xy(MARGIN, 26)

    def footer(self) -> None:
        self.rule(self.h - 18)
        self.set_y(-15)
        self.say(self._foot[:110], size=8, color=QUIET)
        self.set_y(-15)
        self.say(str(self.page_no()), size=8, color=QUIET, align=self.end)

    def say(
        self,
        text: str,
        *,
        size: float = 10.5,
        style: str = "",
        color: Color = TEXT,
        indent: float = 0,
        align: str = "",
        is_marked: bool = False,
    ) -> None:
        """Set a paragraph, indented on the side where lines begin, and go below it."""
        self.set_font("body", style, size)
        self.set_text_color(*color)
        self.set_x(MARGIN + (0 if self.is_rtl else indent))
        self.multi_cell(
            self.epw - indent,
            size * _LINE_HEIGHT,
            text if is_marked else escape_marks(text),
            align=align or self.start,
            markdown=True,  # otherwise the library goes on in a fallback font
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def heading(self, text: str, *, level: int, size: float = 14.0) -> None:
        """Print a heading that is never the last line of a page, and add it to the outline."""
        self.keep_together(48)  # itself and a panel
        self.gap(size * 0.32)
        # An outline must not skip a level, even where the text does.
        self._level = min(level, self._level + 1)
        self.start_section(text, self._level)
        self.say(text, size=size, style="B", color=INK)
        self.gap(1.8)

    def opening(self, title: str, summary: str) -> None:
        """Open with the title on a band of colour over the width of the page."""
        self.set_font("body", "B", 25)
        height = self.multi_cell(
            self.epw,
            25 * _LINE_HEIGHT,
            escape_marks(title),
            markdown=True,
            dry_run=True,
            output=MethodReturnValue.HEIGHT,
        )
        band = 48 + float(height)  # type: ignore[arg-type]
        self.set_fill_color(*INK)
        self.rect(0, 0, self.w, band, style="F")
        self.bar(28, 18, 1.6)
        self.set_y(35)
        self.start_section(title)
        self.say(title, size=25, style="B", color=PAPER)
        self.set_y(band + 10)
        for text, size, color in ((self._foot, 10, QUIET), (summary, 12.5, INK)):
            if text:
                self.say(text, size=size, color=color)
                self.gap(4)
        self.gap(3)

    def item(self, mark: str, text: str, *, depth: int = 1, is_marked: bool = False) -> None:
        self.keep_together(12)
        top = self.y
        self.say(mark, style="B", color=ACCENT, indent=7.0 * depth - 6)
        self.set_y(top)
        self.say(text, indent=7.0 * depth, is_marked=is_marked)
        self.gap(1.2)

    def panel(self, lines: Iterable[Line]) -> None:
        """Set lines apart by a bar of colour along the side where they begin."""
        self.gap(1.5)
        self.keep_together(30)
        top, page = self.y, self.page
        for text, size, style, color in lines:
            if text:
                self.say(text, size=size, style=style, color=color, indent=5)
        if self.page == page:
            self.bar(top, 1.2, self.y - top)
        self.gap(5)

    def keep_together(self, height: float) -> None:
        """Begin a new page unless this much fits on the present one."""
        if self.will_page_break(height):
            self.add_page()

    def gap(self, height: float) -> None:
        self.set_xy(MARGIN, self.y + height)

    def rule(self, y: float) -> None:
        self.set_draw_color(*LINE)
        self.line(MARGIN, y, self.w - MARGIN, y)

    def bar(self, top: float, width: float, height: float) -> None:
        """Draw a bar of colour on the side where lines begin."""
        self.set_fill_color(*ACCENT)
        self.rect(self.w - MARGIN - width if self.is_rtl else MARGIN, top, width, height, style="F")
