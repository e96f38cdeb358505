"""Tables: one row a thing, a column for each fact, and for each text one column a language.

A table row becomes the same object that a line of JSON holds, and such an object a row; what has no
columns of its own stands in a cell as JSON.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from itertools import chain
from pathlib import PurePath
from typing import Any, TextIO

from hub.declarations import import_rows
from hub.localization.languages import content_locales
from hub.terms.enums import Vocabulary

#: Columns that stand at the top of a row, and not among its facts.
OUTSIDE = ("type", "key", "parent", "source", "editor_note", "cover", "reviewed")
#: Texts that pages of every type have.
WORDS = ("title", "slug", "summary", "text", "body", "name", "acronym", "description")
#: In a table everything of a row is text, and lists of these are parted by semicolons.
LISTS = {"networks", "reviewed", "old_address", "event_languages"}
#: What a file leaves out.
NOTHING: tuple[Any, ...] = (None, "", [], {})
_LANGUAGE = re.compile(r"[a-z]{2,3}(-\w+)?")
MAX_CELL = 5_000_000
#: What a spreadsheet would take for a formula, and what keeps it from that: a leading apostrophe.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class TableError(Exception):
    """A table without the columns that every row needs."""


class LineError(TableError):
    """A line that is no CSV; `line` is its number in the file."""

    def __init__(self, line: int, error: object) -> None:
        super().__init__(str(error))
        self.line, self.error = line, error


def open_table(text: Iterable[str]) -> "csv.DictReader[str]":
    """Read the columns of a table that commas, semicolons or tabs part."""
    lines = iter(io.StringIO(text, newline="") if isinstance(text, str) else text)
    head = next(lines, "")
    delimiter = max((",", ";", "\t"), key=head.count)
    csv.field_size_limit(MAX_CELL)
    reader = csv.DictReader(chain([head], lines), delimiter=delimiter, strict=True)
    try:
        reader.fieldnames = [(name or "").strip() for name in reader.fieldnames or ()]
    except csv.Error as error:
        raise LineError(1, error) from error
    return reader


def numbered(reader: "csv.DictReader[str]") -> Iterator[tuple[int, dict[Any, Any]]]:
    """Yield the cells of each row by column, with the number of its line."""
    line = 2
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise LineError(line, error) from error


def read_table(text: Iterable[str]) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Yield each row with the number of its line.

    A row with more cells than columns is None: nobody knows what its cells are.
    """
    reader = open_table(text)
    if missing := {"type", "key"} - set(reader.fieldnames or ()):
        raise TableError(", ".join(sorted(missing)))
    for line, cells in numbered(reader):
        filled = {name: told(cell.strip()) for name, cell in cells.items() if name and cell}
        row = {name: cell for name, cell in filled.items() if cell}
        yield line, None if None in cells else read_row(row)


def read_row(cells: dict[str, str]) -> dict[str, Any]:
    """Turn the cells of one row into what a line of JSON would hold."""
    plain: dict[str, Any] = {}
    texts: dict[str, dict[str, Any]] = {}
    for column, cell in cells.items():
        name, _underscore, code = column.rpartition("_")
        # A text in a language that the site lacks is told as that.
        if name and (code in content_locales() or (name in WORDS and _LANGUAGE.fullmatch(code))):
            texts.setdefault(code, {})[name] = cell
        else:
            plain[column] = cell
    if plain.get("type") not in import_rows():
        return page(plain, texts)
    if "items" in plain:
        listed = structured(plain["items"])
        plain["items"] = listed or [{"page": key} for key in split(plain["items"])]
    return {**plain, "labels": texts} if texts else plain


def page(plain: dict[str, Any], texts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    row: dict[str, Any] = {name: plain.pop(name) for name in OUTSIDE if name in plain}
    row.setdefault("source", next((code for code in content_locales() if code in texts), ""))
    alt = {code: said.pop("cover_alt", "") for code, said in texts.items()}
    if motif := row.pop("cover", ""):
        row["cover"] = {**(structured(motif) or {"motif": motif}), "alt": alt}
    if reviewed := split(row.pop("reviewed", "")):
        row["reviewed"] = dict.fromkeys(reviewed, True)
    contributions = split(plain.pop("organisations", ""))
    label = plain.pop("link_label", "")
    if (old := plain.pop("old_address", "")) and row["source"] in texts:
        texts[row["source"]].setdefault("old_address", old)
    facts = {
        "terms": {name: split(plain.pop(name)) for name in Vocabulary.values if name in plain},
        "networks": split(plain.pop("networks", "")),
        "organisations": [
            dict(zip(("organisation", "role"), split(pair, ":"), strict=False))
            for pair in contributions
        ],
        "files": [
            {"languages": [code], "title": {code: title}, "url": url, "label": label}
            for code, said in texts.items()
            for title in [said.pop("link_title", said.get("title", ""))]
            if (url := said.pop("link", ""))
        ]
        + [
            {"languages": [code], "title": {code: title or PurePath(name).stem}, "file": name}
            for code, said in texts.items()
            for title in [said.pop("file_title", "")]
            for name in split(said.pop("file", ""))
        ],
    }
    row["facts"] = facts | {name: structured(cell) or cell for name, cell in plain.items()}
    for said in texts.values():
        said["old_address"] = split(said.pop("old_address", ""))
        said["body"] = paragraphs(said.pop("text", "")) + (structured(said.get("body")) or [])
    return {**row, "text": texts}


def paragraphs(text: str) -> list[dict[str, Any]]:
    """Make a body of plain text, in which an empty line parts two paragraphs."""
    parts = [" ".join(part.split()) for part in text.split("\n\n")]
    html = "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part)
    return [{"type": "rich_text", "html": html}] if html else []


def structured(cell: Any) -> Any:
    """Return what a cell holds as JSON: a list or an object that has no columns of its own."""
    if not isinstance(cell, str) or not cell.startswith(("[", "{")):
        return None
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return None


def told(cell: str) -> str:
    """Take away what keeps a spreadsheet from calculating."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def shown(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def split(cell: str, separator: str = ";") -> list[str]:
    """Read several values out of one cell."""
    return [part.strip() for part in cell.split(separator) if part.strip()]


def cells_of(row: dict[str, Any]) -> dict[str, str]:
    """Return the cells of a row by column; reading them gives the row again."""
    cells = {name: value for name, value in row.items() if name not in ("facts", "text", "labels")}
    facts = dict(row.get("facts", {}))
    for vocabulary, codes in facts.pop("terms", {}).items():
        cells[vocabulary] = "; ".join(codes)
    pairs = [":".join(one.values()) for one in facts.pop("organisations", [])]
    cells |= {"organisations": "; ".join(pairs), **facts}
    if reviewed := cells.get("reviewed"):
        cells["reviewed"] = list(reviewed)
    if "cover" in cells:
        cells["cover"] = dict(row["cover"])
        for code, alt in cells["cover"].pop("alt", {}).items():
            cells[f"cover_alt_{code}"] = alt
    for code, words in {**row.get("labels", {}), **row.get("text", {})}.items():
        for name, value in plain_body(words).items():
            cells[f"{name}_{code}"] = value
    return {
        column: shown(cell(column, value))
        for column, value in cells.items()
        if value not in NOTHING
    }


def plain_body(words: dict[str, Any]) -> dict[str, Any]:
    """Say a body of nothing but paragraphs as text."""
    if len(body := words.get("body", ())) != 1 or body[0]["type"] != "rich_text":
        return words
    inside = body[0]["html"].removeprefix("<p>").removesuffix("</p>").split("</p><p>")
    text = unescape("\n\n".join(inside))
    kept = {name: value for name, value in words.items() if name != "body"}
    return {**kept, "text": text} if paragraphs(text) == body else words


def cell(column: str, value: Any) -> str:
    name = re.sub(r"^(old_address)_.*", r"\1", column)
    if isinstance(value, bool):
        return "true" if value else "false"
    if name in LISTS and not any(";" in part for part in value):
        return "; ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def write_table(lines: TextIO, file: TextIO) -> None:
    """Write a table of rows that stand one a line in a file: once read for their columns."""
    columns = dict.fromkeys(name for row in rows_in(lines) for name in cells_of(row))
    writer = csv.DictWriter(file, list(columns))
    writer.writeheader()
    writer.writerows(cells_of(row) for row in rows_in(lines))


def rows_in(lines: TextIO) -> Iterator[dict[str, Any]]:
    lines.seek(0)
    return map(json.loads, lines)
