"""Keyset pages: one indexed query each, right while rows come and go between two of them."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hub.errors import CursorExpired

#: The most that any list gives in one answer.
MAX_PAGE_SIZE = 100


@dataclass(frozen=True)
class Order:
    """A sort key that is never null; the number behind it makes each place unique."""

    name: str
    column: str
    descending: bool
    number: str = "group_id"

    def by(self) -> list[str]:
        sign = "-" if self.descending else ""
        return [f"{sign}{self.column}", f"{sign}{self.number}"]

    def after(self, key: Any, number: int) -> Q:
        beyond = "lt" if self.descending else "gt"
        place = Q(**{f"{self.column}__{beyond}": key}) | Q(
            **{self.column: key, f"{self.number}__{beyond}": number}
        )
        # It says nothing new, but no database starts in the middle of an index for an OR.
        return Q(**{f"{self.column}__{beyond}e": key}) & place


NEWEST = Order("newest", "sort_date", descending=True)
OLDEST = Order("oldest", "sort_date", descending=False)
TITLE = Order("title", "sort_title", descending=False)
UPDATED = Order("updated", "updated_at", descending=True)
#: Only for entries that are `curated_by` a network.
CURATED = Order("curated", "position", descending=False)


@dataclass(frozen=True)
class PageOfEntries:
    entries: list[Any]
    order: Order
    has_next: bool

    def cursor(self, position: int) -> str | None:
        """Return the cursor of one of the entries, when there are any."""
        return write_cursor(self.entries[position], self.order) if self.entries else None


def page_of(
    entries: QuerySet[Any], *, order: Order, first: int, after: str | None = None
) -> PageOfEntries:
    """Read the next `first` rows after a cursor, and one more to know whether others follow."""
    if not 0 <= first <= MAX_PAGE_SIZE:
        raise ValidationError({"first": _("Ask for 0 to %(limit)s.") % {"limit": MAX_PAGE_SIZE}})
    if after:
        key, number = read_cursor(after, order)
        entries = entries.filter(order.after(key, number))
    rows = list(entries.order_by(*order.by())[: first + 1])
    return PageOfEntries(entries=rows[:first], order=order, has_next=len(rows) > first)


def write_cursor(entry: Any, order: Order) -> str:
    key = getattr(entry, order.column)
    key = key.isoformat() if hasattr(key, "isoformat") else key
    text = json.dumps([order.name, key, getattr(entry, order.number)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, order: Order) -> tuple[Any, int]:
    """Take a cursor apart; one that we did not make is bad input, one of another order is stale."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        name, key, number = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        if not isinstance(name, str) or not isinstance(number, int) or not 0 < number < 2**63:
            raise ValueError
        if name == order.name:
            return parse_key(key, order), number
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise ValidationError({"after": _("This is not a cursor of this list.")}) from error
    raise CursorExpired(_("This cursor belongs to another order. Start again without it."))


def parse_key(key: object, order: Order) -> Any:
    """Give the key the type of its column, so that a forged one never reaches the database."""
    if order is CURATED:
        if not isinstance(key, int) or not 0 <= key < 2**31:
            raise ValueError
        return key
    if not isinstance(key, str) or "\x00" in key:
        raise ValueError
    if order.column == "sort_date":
        return date.fromisoformat(key)
    if order.column == "updated_at":
        moment = datetime.fromisoformat(key)
        if moment.tzinfo is None:
            raise ValueError
        return moment.astimezone(UTC)
    key.encode()  # half a surrogate pair passes JSON and no database
    return key
