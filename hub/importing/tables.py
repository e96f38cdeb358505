"""Tables: one row a thing, a column for each fact, and for each text one column a language.

A table row becomes the same object that a line of JSON holds, so that all else is done once.
"""

import csv
import io
from collections.abc import Iterator
from html import escape
from typing import Any

from hub.localization.languages import content_locales
from hub.terms.enums import Vocabulary

#: Between several values in one cell.
SEPARATOR = ";"
#: Columns that stand at the top of a row, and not among its facts.
OUTSIDE = ("type", "key", "parent", "source", "editor_note", "cover")


class TableError(Exception):
    """A table without the columns that every row needs."""


def read_table(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each row with the number of its line; commas, semicolons or tabs part the columns."""
    head = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns = [(name or "").strip() for name in reader.fieldnames or ()]
    if missing := {"type", "key"} - set(columns):
        raise TableError(", ".join(sorted(missing)))
    reader.fieldnames = columns
    line = 2
    try:
        for cells in reader:
            filled = {name: cell.strip() for name, cell in cells.items() if name and cell}
            yield line, read_row({name: cell for name, cell in filled.items() if cell})
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableError(f"{line}: {error}") from error


def read_row(cells: dict[str, str]) -> dict[str, Any]:
    """Turn the cells of one row into what a line of JSON would hold."""
    plain: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    for column, cell in cells.items():
        name, _underscore, code = column.rpartition("_")
        if name and code in content_locales():
            texts.setdefault(code, {})[name] = cell
        else:
            plain[column] = cell
    kinds = {"organisation": organisation, "network": network}
    return kinds.get(plain.get("type", ""), page)(plain, texts)


def organisation(plain: dict[str, str], texts: dict[str, dict[str, str]]) -> dict[str, Any]:
    labels = {
        code: {name: words for name, words in said.items() if name != "description"}
        for code, said in texts.items()
    }
    description = {
        code: said["description"] for code, said in texts.items() if "description" in said
    }
    return {**plain, "labels": labels, "description": description}


def network(plain: dict[str, str], texts: dict[str, dict[str, str]]) -> dict[str, Any]:
    items = [{"page": key} for key in split(plain.pop("items", ""))]
    return {**plain, "labels": texts, "items": items}


def page(plain: dict[str, str], texts: dict[str, dict[str, str]]) -> dict[str, Any]:
    row: dict[str, Any] = {name: plain.pop(name) for name in OUTSIDE if name in plain}
    row.setdefault("source", next((code for code in content_locales() if code in texts), ""))
    if motif := row.pop("cover", ""):
        alt = {code: said.pop("cover_alt", "") for code, said in texts.items()}
        row["cover"] = {"motif": motif, "alt": alt}
    facts: dict[str, Any] = {
        "terms": {name: split(plain.pop(name)) for name in Vocabulary.values if name in plain},
        "networks": split(plain.pop("networks", "")),
        "organisations": [
            dict(zip(("organisation", "role"), split(pair, ":"), strict=False))
            for pair in split(plain.pop("organisations", ""))
        ],
        "files": files(plain, texts),
    }
    row["facts"] = facts | plain
    row["text"] = {code: prose(said) for code, said in texts.items()}
    return row


def files(plain: dict[str, str], texts: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    """Read one link for each language that has one in the column `link`."""
    label = plain.pop("link_label", "")
    links = [
        (code, said.pop("link"), said.pop("link_title", said.get("title", "")))
        for code, said in texts.items()
        if "link" in said
    ]
    return [
        {"languages": [code], "title": {code: title}, "url": url, "label": label}
        for code, url, title in links
    ]


def prose(said: dict[str, str]) -> dict[str, Any]:
    """Make the column `text` the body: an empty line parts two paragraphs."""
    parts = [" ".join(part.split()) for part in said.pop("text", "").split("\n\n")]
    html = "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part)
    return {**said, "body": [{"type": "rich_text", "html": html}] if html else []}


def split(cell: str, separator: str = SEPARATOR) -> list[str]:
    return [part.strip() for part in cell.split(separator) if part.strip()]
