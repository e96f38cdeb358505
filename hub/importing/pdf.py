"""A designed PDF of a page's own text in one of its languages, tagged as PDF/UA-1 asks.

Typst sets it by `paper.typ`; the text goes there as data and is never read as markup.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement, PreformattedString

from hub.localization.languages import text_direction

from .drawing import draw_cover

_HERE = Path(__file__).parent
_QUOTES = {"ar": "«%s»", "es": "«%s»", "fr": "«\u00a0%s\u00a0»"}
_LEFT_TO_RIGHT = "\u200e"
_HEADINGS = {"h2": 3, "h3": 3, "h4": 4, "h5": 4}
_LISTS = {"ul", "ol"}
_BLOCKS = {"p", "li", "blockquote", *_LISTS, *_HEADINGS}
_MARKS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
_SAFE_ADDRESS = re.compile(r"^(https?://|mailto:)\S+$", re.IGNORECASE)
#: Blanks that mean nothing in HTML; one that keeps words together is not of them.
_BLANKS = re.compile(r"[ \t\n\r\f]+")
#: How much of a title or of names has room in one line.
_LINE = 110

Node = dict[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What the blocks of a text refer to, and the pictures that were needed for them, by name."""

    language: str
    names: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def keep(self, picture: bytes) -> str:
        name = f"picture-{len(self.files)}"
        self.files[name] = picture
        return name


def make_pdf(
    *,
    title: str,
    language: str,
    summary: str,
    body_blocks: list[dict[str, Any]],
    organisations: Sequence[str] = (),
    source_note: str = "",
    names: Mapping[str, str] | None = None,
    pictures: Mapping[str, bytes] | None = None,
    made_at: datetime | None = None,
) -> bytes:
    """Print a page's text in its language and direction, with title and language in the file.

    `names` gives the titles of pages and the names of organisations that blocks refer to by key,
    `pictures` what figures and organisations show. With the same `made_at` the same text gives the
    same bytes.
    """
    about = Surroundings(language, names or {}, pictures or {})
    nodes = nodes_of(body_blocks, about)
    said = {
        "title": title,
        "language": language.split("-")[0],
        "direction": text_direction(language),
        "authors": list(organisations),
        "summary": summary,
        "running": title[:_LINE],
        "foot": " · ".join(organisations)[:_LINE],
        "note": source_note,
        "nodes": nodes,
    }
    paper = {"main.typ": (_HERE / "paper.typ").read_bytes(), "said.json": json.dumps(said).encode()}
    return compiled(paper | about.files, made_at or datetime.now(UTC))


def compiled(files: Mapping[str, bytes], made_at: datetime) -> bytes:
    options: dict[str, Any] = {
        "font_paths": [_HERE / "fonts"],
        "ignore_system_fonts": True,
        "timestamp": made_at.replace(microsecond=0),
    }
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        paper = Path(folder) / "main.typ"
        try:
            return bytes(typst.compile(paper, pdf_standards="ua-1", **options))
        except typst.TypstError:
            # The standard refuses a sign that no font has, such as a picture of a face. People get
            # their words all the same, tagged as well as can be.
            return without_standard(paper, options)


def without_standard(paper: Path, options: Mapping[str, Any]) -> bytes:
    try:
        return bytes(typst.compile(paper, **options))
    except typst.TypstError as error:
        raise ValueError(f"This cannot be printed: {error}") from error


def nodes_of(blocks: Iterable[dict[str, Any]], about: Surroundings) -> list[Node]:
    """Turn blocks into headings, paragraphs, lists, panels, tables and pictures."""
    return list(without_gaps(node for block in blocks for node in parts_of(block, about)))


def without_gaps(nodes: Iterable[Node]) -> Iterator[Node]:
    """Let no heading skip a level, even where the text does."""
    last = 1
    for node in nodes:
        if node["kind"] == "heading":
            last = min(node["level"], last + 1)
            node = node | {"level": last}
        yield node


def parts_of(block: dict[str, Any], about: Surroundings) -> Iterator[Node]:
    """Yield what can be read on paper; a list of downloads, for one, cannot."""
    match block["type"]:
        case "rich_text":
            yield from flow(BeautifulSoup(block["html"], "html.parser"))
        case "heading":
            yield heading(block["text"], 2)
        case "quote" | "teaser" | "call_to_action":
            yield panel(*lines_of(block, about))
        case "statistics":
            yield from titled(block)
            panels = [panel(*lines_of_figure(item)) for item in block["items"]]
            yield {"kind": "panels", "panels": panels}
        case "accordion":
            yield from titled(block, level=2)
            for item in block["items"]:
                yield heading(item["question"], 3)
                yield from flow(BeautifulSoup(item["answer"], "html.parser"))
        case "table" if any(block["rows"]):
            yield table(block)
        case "organisations" if known := [n for n in block["organisations"] if n in about.names]:
            yield from titled(block)
            yield from organisations(known, about)
        case "figure" if block.get("motif") or block.get("picture") in about.pictures:
            picture = about.pictures.get(block.get("picture", ""))
            picture = picture or draw_cover(block["motif"], seed=block["alt"], size=(1200, 504))
            said = " · ".join(filter(None, [block.get("caption"), block.get("credit")]))
            name = about.keep(picture)
            yield {"kind": "figure", "file": name, "alt": block["alt"], "caption": said}


def organisations(known: list[str], about: Surroundings) -> Iterator[Node]:
    """Show the logos first, each with its name, then name those that have none."""
    logos = [
        {"name": about.names[key], "file": about.keep(about.pictures[key])}
        for key in known
        if key in about.pictures
    ]
    if logos:
        yield {"kind": "logos", "items": logos}
    items = [
        {"runs": [run(about.names[key])], "lists": []} for key in known if key not in about.pictures
    ]
    if items:
        yield {"kind": "list", "ordered": False, "items": items}


def heading(text: str, level: int) -> Node:
    return {"kind": "heading", "level": level, "text": text}


def titled(block: dict[str, Any], level: int = 3) -> Iterator[Node]:
    if title := block.get("title"):
        yield heading(title, level)


def table(block: dict[str, Any]) -> Node:
    """Fill short rows up, and tell the numbers that are drawn as bars."""
    width = max((len(row) for row in block["rows"]), default=0)
    rows = [[*map(str, row), *[""] * (width - len(row))] for row in block["rows"]]
    return {
        "kind": "table",
        "caption": block.get("caption") or "",
        "rows": rows,
        "headed": block.get("has_header_row", True),
        "named": block.get("has_header_column", False),
        "bars": block.get("draws_bars", False),
        "numbers": [int(row[-1]) if row[-1].isdecimal() else 0 for row in rows],
    }


# Panels -------------------------------------------------------------------------------------------


def line(
    text: str, size: float, color: str, *, weight: str = "regular", style: str = "normal"
) -> Node:
    return {"text": text, "size": size, "color": color, "weight": weight, "style": style}


def panel(*lines: Node) -> Node:
    return {"kind": "panel", "lines": [one for one in lines if one["text"]]}


def lines_of(block: dict[str, Any], about: Surroundings) -> tuple[Node, Node]:
    said, page = block.get("text") or "", about.names.get(block.get("page", ""), "")
    if block["type"] == "quote":
        quote = _QUOTES.get(about.language, "“%s”") % said
        who = ", ".join(filter(None, [block.get("attribution"), block.get("role")]))
        return line(quote, 12, "ink", style="italic"), line(who, 9, "quiet")
    if block["type"] == "teaser":
        return line(page, 10.5, "ink", weight="bold"), line(said, 10, "ink")
    label = " · ".join(filter(None, [block["label"], block.get("url") or page]))
    return line(said, 10.5, "ink"), line(label, 9.5, "ink", weight="bold")


def lines_of_figure(item: dict[str, Any]) -> tuple[Node, Node, Node]:
    value = item["value"]
    if value.isascii():  # a number keeps its signs on their side in every direction
        value = f"{_LEFT_TO_RIGHT}{value}{_LEFT_TO_RIGHT}"
    source = line(item.get("source") or "", 7.5, "quiet")
    return line(value, 17, "accent", weight="bold"), line(item["label"], 10, "ink"), source


# Rich text ----------------------------------------------------------------------------------------


def flow(node: Tag) -> Iterator[Node]:
    """Yield paragraphs, lists and headings one after the other."""
    loose: list[Node] = []
    for child in node.children:
        name = child.name if isinstance(child, Tag) else ""
        if name not in _BLOCKS:
            loose += runs_of(child)
            continue
        yield from paragraph(loose)
        loose = []
        if name in _LISTS:
            yield list_of(child)
        elif name in _HEADINGS:
            yield heading("".join(one["text"] for one in tidy(runs_of(child))), _HEADINGS[name])
        else:
            yield from flow(child)  # type: ignore[arg-type]  # what has such a name is an element
    yield from paragraph(loose)


def paragraph(runs: list[Node]) -> Iterator[Node]:
    if found := tidy(runs):
        yield {"kind": "paragraph", "runs": found}


def list_of(node: Any) -> Node:
    items = []
    for item in node.find_all("li", recursive=False):
        inside = [child for child in item.children if getattr(child, "name", "") not in _LISTS]
        lists = [list_of(child) for child in item.find_all(_LISTS, recursive=False)]
        runs = tidy([one for child in inside for one in runs_of(child)])
        items.append({"runs": runs, "lists": lists})
    return {"kind": "list", "ordered": node.name == "ol", "items": items}


def run(text: str, **marks: Any) -> Node:
    return {"text": text, "bold": False, "italic": False, "url": "", **marks}


def runs_of(node: PageElement, **marks: Any) -> list[Node]:
    """Cut words where their look or the address that they lead to changes."""
    if not isinstance(node, Tag):
        # Such as a comment.
        return [] if isinstance(node, PreformattedString) else [run(str(node), **marks)]
    if node.name == "br":
        return [run(" ", **marks)]
    if mark := _MARKS.get(node.name):
        marks |= {mark: True}
    address = str(node.get("href") or "") if node.name == "a" else ""
    if _SAFE_ADDRESS.match(address):
        marks |= {"url": address}
    return [one for child in node.children for one in runs_of(child, **marks)]


def tidy(runs: list[Node]) -> list[Node]:
    """Leave one blank where there are several, and none at the ends."""
    found: list[Node] = []
    for one in runs:
        text = _BLANKS.sub(" ", one["text"])
        if not found or found[-1]["text"].endswith(" "):
            text = text.removeprefix(" ")
        if text:
            found.append(one | {"text": text})
    if found:
        found[-1] = found[-1] | {"text": found[-1]["text"].removesuffix(" ")}
    return found
