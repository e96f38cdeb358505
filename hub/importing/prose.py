"""Rich text as plain paragraphs, for papers that know no HTML."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = {"p", "li", "h2", "h3", "h4", "h5", "blockquote"}
_LISTS = {"ul", "ol"}
_MARKS = {"b": "**", "strong": "**", "i": "__", "em": "__"}
_MARKER = re.compile(r"(\*\*|__|~~|--)")
_MARK_OR_ESCAPED = re.compile(r"\\(\*\*|__|~~|--)|\*\*|__")
_SAFE_ADDRESS = re.compile(r"^(https?://|mailto:)[^\s]+$", re.IGNORECASE)


@dataclass
class Paragraph:
    """One paragraph: `kind` is the HTML element, `depth` and `number` place it in a list."""

    kind: str
    text: str = ""
    depth: int = 0
    number: int = 0


def escape_marks(text: str) -> str:
    """Keep what only looks like a mark for bold, italic or a link from being taken for one."""
    return _MARKER.sub(r"\\\1", text).replace("](", "] (")


def without_marks(text: str) -> str:
    """Return the words of a paragraph only, for an outline or a heading."""
    return _MARK_OR_ESCAPED.sub(lambda found: found[1] or "", text)


class _Reader(HTMLParser):
    """Read paragraphs; bold, italic and links become the marks that the PDF library reads."""

    def __init__(self, *, with_links: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Paragraph] = []
        self._with_links = with_links
        self._lists: list[list[int | str]] = []
        self._open_marks: list[str] = []
        self._address = ""
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LISTS:
            self._lists.append([tag, 0])
            self._is_open = False
        elif tag in _BLOCKS:
            self._start(tag)
        elif tag == "br":
            self._add(" ")
        elif tag in _MARKS and _MARKS[tag] not in self._open_marks:
            self._open_marks.append(_MARKS[tag])
            self._add(_MARKS[tag])
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            if self._with_links and _SAFE_ADDRESS.match(address):
                self._address = address.replace("(", "%28").replace(")", "%29")
                self._add("[")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LISTS and self._lists:
            self._lists.pop()
        if tag in _BLOCKS or tag in _LISTS:
            self._is_open = False
        elif tag in _MARKS and _MARKS[tag] in self._open_marks:
            self._open_marks.remove(_MARKS[tag])
            self._add(_MARKS[tag])
        elif tag == "a" and self._address:
            self._add(f"]({self._address})")
            self._address = ""

    def handle_data(self, data: str) -> None:
        text = escape_marks(data)
        if self._address:  # the library reads no brackets inside a link
            text = text.replace("[", "(").replace("]", ")")
        if text.strip() or self._is_open:
            self._add(text)

    def _start(self, tag: str) -> None:
        paragraph = Paragraph("p" if tag == "blockquote" else tag, depth=len(self._lists))
        if tag == "li" and self._lists and self._lists[-1][0] == "ol":
            self._lists[-1][1] = paragraph.number = int(self._lists[-1][1]) + 1
        self.paragraphs.append(paragraph)
        self._is_open = True

    def _add(self, text: str) -> None:
        if not self._is_open:
            self._start("p")
        self.paragraphs[-1].text += text


def read_paragraphs(html: str, *, with_links: bool = True) -> list[Paragraph]:
    """Read the paragraphs of rich text, without those that hold nothing."""
    reader = _Reader(with_links=with_links)
    reader.feed(html)
    reader.close()
    for paragraph in reader.paragraphs:
        paragraph.text = re.sub(r"\s+", " ", paragraph.text).strip()
    return [paragraph for paragraph in reader.paragraphs if paragraph.text]
