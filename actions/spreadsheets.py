"""Tables that people open in a spreadsheet, as CSV."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

#: Spreadsheets read UTF-8 only when it is announced.
BYTE_ORDER_MARK = "\ufeff"
#: With these a spreadsheet would begin to calculate.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Write a table of which no cell calculates anything."""
    file = StringIO()
    table = csv.writer(file)
    table.writerow(columns)
    table.writerows([harmless(str(cell)) for cell in row] for row in rows)
    return file.getvalue()


def as_written(cell: str) -> str:
    """Read what `harmless` wrote."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
