"""Tables as CSV: given out for spreadsheets; sent in, looked through first, and taken in whole."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hub.importing.tables import LineError, numbered, open_table, shown

#: Spreadsheets read UTF-8 only when it is announced.
BYTE_ORDER_MARK = "\ufeff"
LARGEST, MOST_LINES = 1_000_000, 2000


def as_csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Write a table of which no cell calculates anything."""
    file = StringIO()
    table = csv.writer(file)
    table.writerow(columns)
    table.writerows([shown(str(cell)) for cell in row] for row in rows)
    return file.getvalue()


# Those that people send in ------------------------------------------------------------------------


@dataclass
class Line:
    """One line of the table with its number in the file, and what it would do or why it cannot."""

    number: int
    cells: dict[str, str]
    about: str = ""
    problem: str = ""
    is_known: bool = False


def read_lines(data: bytes, needed: Sequence[str], columns: Sequence[str]) -> list[Line]:
    """Read a table; raises a ValidationError for a file that is none of ours as a whole."""
    if len(data) > LARGEST:
        raise ValidationError(_("This file is too large."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("This file is not in UTF-8 (byte %(place)s). Please save it as CSV UTF-8.")
        raise ValidationError(message % {"place": error.start + 1}) from None
    if "\0" in text:
        raise ValidationError(_("This is not a CSV file."))
    try:
        reader = open_table(text)
        reader.fieldnames = [name.lower() for name in reader.fieldnames or ()]
        check_columns(reader.fieldnames, needed, columns)
        lines = [line_of(number, cells) for number, cells in numbered(reader)]
    except LineError as wrong:
        message = _("Line %(line)s cannot be read: %(error)s")
        raise ValidationError(message % {"line": wrong.line, "error": wrong.error}) from None
    if not 0 < len(lines) <= MOST_LINES:
        message = _("A table has 1 to %(most)s lines; this one has %(count)s.")
        raise ValidationError(message % {"most": MOST_LINES, "count": len(lines)})
    return lines


def check_columns(names: Sequence[str], needed: Sequence[str], columns: Sequence[str]) -> None:
    missing = [name for name in needed if name not in names]
    unknown = [name for name in names if name not in columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if missing or unknown or twice:
        message = _(
            "The columns are wrong. Missing: %(missing)s. Unknown: %(unknown)s. Twice: %(twice)s."
        )
        found = {"missing": missing, "unknown": unknown, "twice": twice}
        shown = {name: ", ".join(wrong)[:200] or "–" for name, wrong in found.items()}
        raise ValidationError(message % shown)


def line_of(number: int, cells: dict[Any, Any]) -> Line:
    """Make a line; cells beyond the columns are a problem of their own."""
    has_more = bool(cells.pop(None, None))
    filled = {name: (cell or "").strip() for name, cell in cells.items()}
    return Line(number, filled, problem=_("It has more cells than columns.") if has_more else "")


def take_all(lines: list[Line], take: Callable[[Line], str], is_trial: bool) -> None:
    """Take line after line by a function that returns what keeps it out.

    One that is kept out keeps all out; a trial does the same, and takes it back.
    """
    with transaction.atomic():
        for line in lines:
            line.problem = line.problem or take(line)
        if is_trial or any(line.problem for line in lines):
            transaction.set_rollback(True)
