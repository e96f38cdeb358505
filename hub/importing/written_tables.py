"""Rows as the cells of a table; what has no columns of its own stands in a cell as JSON."""

import csv
import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any, TextIO

from .tables import paragraphs, shown
from .written_values import NOTHING

#: In a table everything of a row is text, and lists of these are parted by semicolons.
LISTS = {"networks", "reviewed", "old_address", "event_languages"}


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
