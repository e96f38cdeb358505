"""Receipts of showcases from a table: looked through first, and taken in whole or not at all."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actions.answers import read_date
from actions.enums import ListingState
from actions.models import Draft, Listing, Submission
from actions.permissions import check_reviewer
from actions.routing import PUBLISH, RECEIVE, REFUSE, SEND, TAKE_DOWN
from hub.importing.tables import LineError, numbered, open_table

from .listings import Receipt, record_receipt

NEEDED = ("action", "showcase", "state")
COLUMNS = (*NEEDED, "on", "id", "address", "reason")
STEPS = {
    ListingState.SENT: SEND,
    ListingState.RECEIVED: RECEIVE,
    ListingState.PUBLISHED: PUBLISH,
    ListingState.REFUSED: REFUSE,
    ListingState.TAKEN_DOWN: TAKE_DOWN,
}
LARGEST, MOST_LINES = 1_000_000, 2000


@dataclass
class Line:
    """One line of the table with its number in the file, and what it would do or why it cannot."""

    number: int
    cells: dict[str, str]
    listing: Listing | None = None
    problem: str = ""
    is_known: bool = False


def read_lines(data: bytes) -> list[Line]:
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
        check_columns(reader.fieldnames)
        lines = [line_of(number, cells) for number, cells in numbered(reader)]
    except LineError as wrong:
        message = _("Line %(line)s cannot be read: %(error)s")
        raise ValidationError(message % {"line": wrong.line, "error": wrong.error}) from None
    if not 0 < len(lines) <= MOST_LINES:
        message = _("A table has 1 to %(most)s lines; this one has %(count)s.")
        raise ValidationError(message % {"most": MOST_LINES, "count": len(lines)})
    return lines


def check_columns(names: list[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    twice = sorted({name for name in names if names.count(name) > 1})
    if missing or unknown or twice:
        message = _(
            "The columns are wrong. Missing: %(missing)s. Unknown: %(unknown)s. Twice: %(twice)s."
        )
        found = {"missing": missing, "unknown": unknown, "twice": twice}
        shown = {name: ", ".join(columns)[:200] or "–" for name, columns in found.items()}
        raise ValidationError(message % shown)


def line_of(number: int, cells: dict[Any, Any]) -> Line:
    """Make a line; cells beyond the columns are a problem of their own."""
    has_more = bool(cells.pop(None, None))
    filled = {name: (cell or "").strip() for name, cell in cells.items()}
    return Line(number, filled, problem=_("It has more cells than columns.") if has_more else "")


def take_receipts(user: Any, data: bytes, *, is_trial: bool) -> list[Line]:
    """Take in a table when all of it is right; a trial does the same, and takes it back."""
    check_reviewer(user)
    lines = read_lines(data)
    with transaction.atomic():
        lock_actions(lines)
        said: dict[tuple[str, ...], int] = {}
        for line in lines:
            line.problem = line.problem or said_before(line, said) or take_line(user, line)
        if is_trial or any(line.problem for line in lines):
            transaction.set_rollback(True)
    return lines


def lock_actions(lines: list[Line]) -> None:
    """Lock all that a table names in the order of everybody: in its own two would block each other.

    The lines are then read under the lock, so that nobody is faster between two of them.
    """
    rows = {row for line in lines if (row := row_numbered(line.cells["action"]))}
    named = Submission.objects.filter(pk__in=rows).values("draft")
    list(Draft.objects.locked().filter(pk__in=named).order_by("pk").values_list("pk"))


def said_before(line: Line, said: dict[tuple[str, ...], int]) -> str:
    """Find an earlier line that says something of the same listing in the same state."""
    about = tuple(line.cells[name].lower() for name in NEEDED)
    first = said.setdefault(about, line.number)
    if first == line.number:
        return ""
    return _("Line %(line)s says it already.") % {"line": first}


def take_line(user: Any, line: Line) -> str:
    """Record one line; return why it cannot be."""
    cells = line.cells
    submission = submission_numbered(cells["action"])
    if submission is None:
        return _("There is no action with this number.")
    listing = submission.draft.listings.filter(showcase=cells["showcase"]).first()
    if listing is None:
        return _("This action is not on this showcase.")
    line.listing = listing
    step = STEPS.get(cells["state"])  # type: ignore[call-overload]
    if step is None:
        return _("The state is one of: %(states)s.") % {"states": ", ".join(STEPS)}
    on = read_date(cells.get("on", ""))
    if cells.get("on") and on is None:
        return _("The day is written like 2026-11-25.")
    given = {"remote_id": cells.get("id"), "url": cells.get("address")}
    given = {name: value or None for name, value in given.items()}
    is_same = all(value in (None, getattr(listing, name)) for name, value in given.items())
    if listing.state == cells["state"] and is_same:
        line.is_known = True
        return ""
    receipt = Receipt(
        seen=listing.state, step=step, on=on, reason=cells.get("reason") or None, **given
    )
    try:
        with transaction.atomic():
            record_receipt(user, submission.draft.key, listing.showcase, receipt)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def submission_numbered(number: str) -> Submission | None:
    """Find the submission with the number on its receipt."""
    row = row_numbered(number)
    found = Submission.objects.select_related("draft").filter(pk=row).first() if row else None
    return found if found is not None and found.number == number.upper() else None


def row_numbered(number: str) -> int | None:
    last = number.rpartition("-")[2]
    return int(last) if last.isascii() and last.isdigit() and len(last) <= 9 else None
