"""Reading files of rows: one JSON object a line, or a table with one row a thing."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from hub.declarations import import_rows

from .problems import Findings, Place, Problem, ProblemCode
from .tables import TableError, read_table


@dataclass(frozen=True)
class Row:
    """One thing to import, as it is written in a file."""

    place: Place
    data: dict[str, Any]
    #: Where the file lies, and the files that it names.
    folder: Path = field(default=Path(), repr=False, compare=False)

    @property
    def kind(self) -> str:
        return str(self.data.get("type", ""))

    @property
    def family(self) -> str:
        """What it shares its keys with: rows of its own type, or the pages of every type."""
        return self.kind if self.kind in import_rows() else "page"

    @property
    def key(self) -> str:
        return self.place.key


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files of these paths; a folder stands for all the files in it, sorted."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [file for file in inside if file.suffix in (".jsonl", ".csv") or file == path]
    return list(dict.fromkeys(found))


def read_files(paths: Sequence[Path]) -> tuple[list[Row], list[Problem]]:
    """Read every row; what cannot be read, or has a key that was read before, is a problem."""
    rows: dict[tuple[str, str], Row] = {}
    problems: list[Problem] = []
    for file in find_files(paths):
        for place, data in read_file(file, problems):
            row = checked_row(place, data, file.parent, problems)
            if row is None:
                continue
            first = rows.setdefault((row.family, row.key), row)
            if first is not row:
                message = _("the key is already used in %(place)s.") % {"place": first.place}
                problems.append(Problem(row.place, ProblemCode.DUPLICATE, message))
    return list(rows.values()), problems


def read_file(file: Path, problems: list[Problem]) -> Iterator[tuple[Place, Any]]:
    """Yield what stands on each line, with its place."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix == ".csv":
            for line, data in read_table(text):
                yield Place(file.name, line), data
            return
    except (OSError, UnicodeDecodeError, TableError) as error:
        message = _("the file cannot be read: %(reason)s") % {"reason": error}
        problems.append(Problem(Place(file.name, 1), ProblemCode.UNREADABLE, message))
        return
    for number, content in enumerate(text.split("\n"), start=1):
        if not content.strip():
            continue
        try:
            yield Place(file.name, number), json.loads(content)
        except (ValueError, RecursionError):
            message = _("this line is not a JSON object.")
            problems.append(Problem(Place(file.name, number), ProblemCode.UNREADABLE, message))


def checked_row(place: Place, data: Any, folder: Path, problems: list[Problem]) -> Row | None:
    """Take an object with a type and a key, and text that a database can hold."""
    findings = Findings(place)
    if data is None:
        findings.add(ProblemCode.UNREADABLE, _("there are more cells than columns."))
    elif not isinstance(data, dict):
        findings.add(ProblemCode.UNREADABLE, _("this line is not a JSON object."))
    elif not is_storable(data):
        findings.add(ProblemCode.UNREADABLE, _("there is a character that cannot be stored."))
    else:
        for name in ("type", "key"):
            if not isinstance(data.get(name), str) or not data[name].strip():
                findings.add_missing(name)
    problems.extend(findings.problems)
    if findings.problems:
        return None
    return Row(Place(place.file, place.line, data["key"]), data, folder)


def is_storable(data: Any) -> bool:
    """Tell whether a database can hold every character: JSON can name halves of them, and NUL."""
    text = json.dumps(data, ensure_ascii=False).replace("\\\\", "")
    return "\\u0000" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
