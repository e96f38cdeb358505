"""Keyset pages over catalogue entries: one indexed query each, right while pages come and go."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from hub.errors import CursorExpired

from .models import Entry
from .querysets import EntryQuerySet

#: The most that any list gives in one answer.
MAX_PAGE_SIZE = 100


@dataclass(frozen=True)
class Order:
    """A sort key that is never null; the group id behind it makes each place unique."""

    name: str
    column: str
    descending: bool

    def by(self) -> list[str]:
        sign = "-" if self.descending else ""
        return [f"{sign}{self.column}", f"{sign}group_id"]

    def after(self, key: Any, group_id: int) -> Q:
        beyond = "lt" if self.descending else "gt"
        return Q(**{f"{self.column}__{beyond}": key}) | Q(
            **{self.column: key, f"group_id__{beyond}": group_id}
        )


NEWEST = Order("newest", "sort_date", descending=True)
OLDEST = Order("oldest", "sort_date", descending=False)
TITLE = Order("title", "sort_title", descending=False)
UPDATED = Order("updated", "updated_at", descending=True)
#: Only for entries that are `curated_by` a network.
CURATED = Order("curated", "position", descending=False)


@dataclass(frozen=True)
class PageOfEntries:
    entries: list[Entry]
    cursors: list[str]
    has_next: bool


def page_of(
    entries: EntryQuerySet, *, order: Order, first: int, after: str | None = None
) -> PageOfEntries:
    """The next `first` entries after a cursor; one more is read to know whether there are further ones."""
    if not 0 <= first <= MAX_PAGE_SIZE:
        raise ValidationError({"first": _("Ask for 0 to %(limit)s.") % {"limit": MAX_PAGE_SIZE}})
    if after:
        key, group_id = read_cursor(after, order)
        entries = entries.filter(order.after(key, group_id))
    rows = list(entries.order_by(*order.by())[: first + 1])
    shown = rows[:first]
    cursors = [write_cursor(row, order) for row in shown]
    return PageOfEntries(entries=shown, cursors=cursors, has_next=len(rows) > first)


def write_cursor(entry: Entry, order: Order) -> str:
    key = getattr(entry, order.column)
    text = json.dumps(
        [order.name, key.isoformat() if hasattr(key, "isoformat") else key, entry.group_id]
    )
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, order: Order) -> tuple[Any, int]:
    """Take a cursor apart; one that we did not make is bad input, one of another order is stale."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        name, key, group_id = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        if not isinstance(name, str) or not isinstance(group_id, int) or not 0 < group_id < 2**63:
            raise ValueError
        if name == order.name:
            return parse_key(key, order), group_id
    except (ValueError, TypeError, binascii.Error, UnicodeError) as error:
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
        return moment
    return key
