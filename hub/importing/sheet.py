"""The paper that generated PDFs are printed on: fonts, colours, margins, head and foot."""

from io import BytesIO
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos
from PIL import Image, ImageOps

from hub.localization.languages import text_direction

INK = (16, 63, 76)
TEXT = (38, 50, 56)
QUIET = (92, 108, 114)
ACCENT = (201, 88, 60)
TINT = (238, 244, 243)
LINE = (205, 217, 216)
PAPER = (255, 255, 255)

Color = tuple[int, int, int]

MARGIN = 22.0
LEADING = 1.5
_POINT = 25.4 / 72
_POINTS_PER_MM = 8  # about 200 to the inch
_FONTS = Path(__file__).with_name("fonts")
_LATIN = {"": "NotoSans-Regular", "B": "NotoSans-Bold", "I": "NotoSans-Italic"}
# Arabic has no italic; what is stressed by it stays upright.
_ARABIC = {"": "NotoSansArabic-Regular", "B": "NotoSansArabic-Bold", "I": "NotoSansArabic-Regular"}


class Sheet(FPDF):
    """Pages in one language and its direction; `start` is the side where its lines begin."""

    # The library types it by its default, which is None.
    MARKDOWN_LINK_COLOR = INK  # type: ignore[assignment]

    def __init__(self, *, language: str, title: str, foot: str) -> None:
        super().__init__(format="A4")
        self.is_rtl = text_direction(language) == "rtl"
        self.start = "R" if self.is_rtl else "L"
        self._running_title = title
        self._foot = foot
        self._section_level = -1
        self.set_lang(language)
        self.set_margins(MARGIN, 24, MARGIN)
        self.set_auto_page_break(True, margin=26)
        self.c_margin = 0
        self._add_fonts()
        self.set_text_shaping(direction="rtl" if self.is_rtl else "ltr")

    def _add_fonts(self) -> None:
        body, other = (_ARABIC, _LATIN) if self.is_rtl else (_LATIN, _ARABIC)
        for family, files in (("body", body), ("other", other)):
            for style, name in files.items():
                self.add_font(family, style, _FONTS / f"{name}.ttf")
        self.set_fallback_fonts(["other"], exact_match=False)

    def header(self) -> None:
        if self.page_no() == 1:
            return
        self.set_xy(MARGIN, 12)
        self.say(self._running_title[:110], size=8, color=QUIET, leading=1.2)
        self.rule(18)
        self.set_xy(MARGIN, 26)

    def footer(self) -> None:
        y, number = self.h - 15, 20
        self.rule(self.h - 18)
        self.set_xy(MARGIN + number if self.is_rtl else MARGIN, y)
        self.say(self._foot, size=8, color=QUIET, width=self.epw - number)
        self.set_xy(MARGIN if self.is_rtl else self.w - MARGIN - number, y)
        end = "L" if self.is_rtl else "R"
        self.say(str(self.page_no()), size=8, color=QUIET, width=number, align=end)

    def begin_section(self, text: str, *, level: int) -> None:
        """Add to the outline, which must not skip a level even where the text does."""
        self._section_level = min(level, self._section_level + 1)
        self.start_section(text, level=self._section_level)

    def say(
        self,
        text: str,
        *,
        size: float = 10.5,
        style: str = "",
        color: Color = TEXT,
        leading: float = LEADING,
        width: float | None = None,
        align: str = "",
    ) -> None:
        """Set a paragraph at the current place and go below it."""
        self.set_font("body", style, size)
        self.set_text_color(*color)
        self.multi_cell(
            self.epw if width is None else width,
            size * _POINT * leading,
            text,
            align=align or self.start,
            markdown=True,
            new_x=XPos.LEFT,
            new_y=YPos.NEXT,
        )

    def height_of(self, text: str, *, size: float, width: float, style: str = "") -> float:
        """Measure a paragraph without setting it."""
        self.set_font("body", style, size)
        height = self.multi_cell(
            width,
            size * _POINT * LEADING,
            text,
            align=self.start,
            markdown=True,
            dry_run=True,
            output=MethodReturnValue.HEIGHT,
        )
        return float(height)  # type: ignore[arg-type]

    def need(self, height: float) -> None:
        """Begin a new page unless this much fits on the present one."""
        if self.will_page_break(height):
            self.add_page()

    def gap(self, height: float) -> None:
        self.set_xy(self.l_margin, self.y + height)

    def rule(self, y: float) -> None:
        self.set_draw_color(*LINE)
        self.set_line_width(0.2)
        self.line(MARGIN, y, self.w - MARGIN, y)

    def block(self, y: float, height: float, *, color: Color, side: Color | None = None) -> None:
        """Lay a tinted ground over the width of the text, with a coloured bar where lines begin."""
        self.set_fill_color(*color)
        self.rect(MARGIN, y, self.epw, height, style="F")
        if side is not None:
            self.set_fill_color(*side)
            self.rect(self.w - MARGIN - 1.2 if self.is_rtl else MARGIN, y, 1.2, height, style="F")

    def picture(self, content: bytes, *, alt: str, x: float, size: tuple[float, float]) -> None:
        """Place a picture, cut to the size it gets, and go below it."""
        with Image.open(BytesIO(content)) as opened:
            points = (round(size[0] * _POINTS_PER_MM), round(size[1] * _POINTS_PER_MM))
            fitted = ImageOps.fit(opened.convert("RGB"), points, Image.Resampling.LANCZOS)
        buffer = BytesIO()
        fitted.save(buffer, "JPEG", quality=85)
        top = self.y
        self.image(buffer, x=x, y=top, w=size[0], h=size[1], alt_text=alt or None)
        self.set_xy(self.l_margin, top + size[1])
