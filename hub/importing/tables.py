"""Tables: one row a thing, a column for each fact, and for each text one column a language.

A table row becomes the same object that a line of JSON holds, so that all else is done once.
"""

import csv
import io
from collections.abc import Iterator
from html import escape
from pathlib import PurePath
from typing import Any

from hub.declarations import import_rows
from hub.localization.languages import content_locales
from hub.terms.enums import Vocabulary

#: Columns that stand at the top of a row, and not among its facts.
OUTSIDE = ("type", "key", "parent", "source", "editor_note", "cover")


class TableError(Exception):
    """A table without the columns that every row needs."""


class LineError(TableError):
    """A line that is no CSV; `line` is its number in the file."""

    def __init__(self, line: int, error: csv.Error) -> None:
        super().__init__(f"{line}: {error}")
        self.line, self.error = line, error


def open_table(text: str) -> "csv.DictReader[str]":
    """Read the columns of a table that commas, semicolons or tabs part."""
    head = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
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


def read_table(text: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Yield each row with the number of its line.

    A row with more cells than columns is None: nobody knows what its cells are.
    """
    reader = open_table(text)
    if missing := {"type", "key"} - set(reader.fieldnames or ()):
        raise TableError(", ".join(sorted(missing)))
    for line, cells in numbered(reader):
        filled = {name: cell.strip() for name, cell in cells.items() if name and cell}
        row = {name: cell for name, cell in filled.items() if cell}
        yield line, None if None in cells else read_row(row)


def read_row(cells: dict[str, str]) -> dict[str, Any]:
    """Turn the cells of one row into what a line of JSON would hold."""
    plain: dict[str, Any] = {}
    texts: dict[str, dict[str, Any]] = {}
    for column, cell in cells.items():
        name, _underscore, code = column.rpartition("_")
        if name and code in content_locales():
            texts.setdefault(code, {})[name] = cell
        else:
            plain[column] = cell
    if plain.get("type") not in import_rows():
        return page(plain, texts)
    if "items" in plain:
        plain["items"] = [{"page": key} for key in split(plain["items"])]
    return {**plain, "labels": texts} if texts else plain


def page(plain: dict[str, Any], texts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    row: dict[str, Any] = {name: plain.pop(name) for name in OUTSIDE if name in plain}
    row.setdefault("source", next((code for code in content_locales() if code in texts), ""))
    alt = {code: said.pop("cover_alt", "") for code, said in texts.items()}
    if motif := row.pop("cover", ""):
        row["cover"] = {"motif": motif, "alt": alt}
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
    row["facts"] = facts | plain
    for said in texts.values():  # an empty line parts two paragraphs
        parts = [" ".join(part.split()) for part in said.pop("text", "").split("\n\n")]
        html = "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part)
        said["old_address"] = split(said.pop("old_address", ""))
        said["body"] = [{"type": "rich_text", "html": html}] if html else []
    return {**row, "text": texts}


def split(cell: str, separator: str = ";") -> list[str]:
    """Read several values out of one cell."""
    return [part.strip() for part in cell.split(separator) if part.strip()]
