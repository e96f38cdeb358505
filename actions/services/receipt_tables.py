"""Receipts of showcases from a table: looked through first, and taken in whole or not at all."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actions.answers import read_date
from actions.enums import ListingState
from actions.enums import ListingStep as Step
from actions.models import Draft, Submission
from actions.permissions import check_reviewer
from actions.tables import Line, read_lines, take_all

from .listings import Receipt, record_receipt

NEEDED = ("action", "showcase", "state")
COLUMNS = (*NEEDED, "on", "id", "address", "reason")
STEPS = {
    ListingState.SENT: Step.SEND,
    ListingState.RECEIVED: Step.RECEIVE,
    ListingState.PUBLISHED: Step.PUBLISH,
    ListingState.REFUSED: Step.REFUSE,
    ListingState.TAKEN_DOWN: Step.TAKE_DOWN,
}


def take_receipts(user: Any, data: bytes, *, is_trial: bool) -> list[Line]:
    """Take in a table when all of it is right; a trial does the same, and takes it back."""
    check_reviewer(user)
    lines = read_lines(data, NEEDED, COLUMNS)
    said: dict[tuple[str, ...], int] = {}
    with transaction.atomic():
        lock_actions(lines)
        take_all(lines, lambda line: said_before(line, said) or take_line(user, line), is_trial)
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
    line.about = str(submission.draft)
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
