"""The lists of who chose to hear of something: given out, and shortened by who has had enough."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.enums import Interest
from actions.models import Subscription
from actions.permissions import check_reviewer
from actions.spreadsheets import BYTE_ORDER_MARK, as_csv, as_written
from actions.tables import Line, read_lines, take_all

from .choices import COLUMNS, rows_for_mailing
from .records import record

NEEDED = ("email",)


def export_interests(user: Any, interest: str = "") -> str:
    """Write one list, or all, as CSV; on record."""
    check_reviewer(user)
    rows = list(rows_for_mailing(interest))
    record("mailing_list_exported", by=user, rows=len(rows), interest=interest)
    return BYTE_ORDER_MARK + as_csv(COLUMNS, rows)


def take_unsubscribes(user: Any, data: bytes, *, is_trial: bool) -> list[Line]:
    """End the choices of the addresses in a table: one each, or all of an address."""
    check_reviewer(user)
    lines = read_lines(data, NEEDED, COLUMNS)
    take_all(lines, end_choices, is_trial)
    if not is_trial and not any(line.problem for line in lines):
        count = sum(not line.is_known for line in lines)
        record("interests_ended", by=user, rows=count)
    return lines


def end_choices(line: Line) -> str:
    """End what one line names; return why it cannot be."""
    email, interest = as_written(line.cells["email"]).casefold(), line.cells.get("interest", "")
    try:
        validate_email(email)
    except ValidationError:
        return _("This is not an e-mail address.")
    if interest and interest not in Interest.values:
        return _("The interest is one of: %(interests)s.") % {"interests": ", ".join(Interest)}
    standing = Subscription.objects.filter(email=email, ended_at=None)
    standing = standing.filter(interest=interest) if interest else standing
    line.is_known = not standing.update(ended_at=timezone.now())
    return ""
