"""Cursors of hits: they name the engine and the order they were made by."""

import base64
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hub.errors import CursorExpired

from .questions import WINDOW, SearchOrder


def write_cursor(engine: str, order: SearchOrder, position: tuple[object, ...]) -> str:
    text = json.dumps([engine, order.value, *position], default=str)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str, *, engine: str, order: SearchOrder) -> tuple[Any, ...]:
    """Return the position in a cursor; refuse what is none, and what is of another list."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        made_by, made_for, *position = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        if not isinstance(made_by, str) or not position:
            raise ValueError
        order_of_cursor = SearchOrder(made_for)
    except (ValueError, TypeError, RecursionError) as error:
        raise ValidationError({"after": _("This is not a cursor of this list.")}) from error
    if (made_by, order_of_cursor) != (engine, order):
        raise CursorExpired(_("This cursor belongs to another order. Start again without it."))
    return tuple(position)


def read_offset(cursor: str | None, *, engine: str) -> int:
    """Return after how many hits to go on; relevance is paged through in a bounded window."""
    if not cursor:
        return 0
    offset, *more = read_cursor(cursor, engine=engine, order=SearchOrder.RELEVANCE)
    if more or type(offset) is not int or not 0 < offset <= WINDOW:
        raise ValidationError({"after": _("This is not a cursor of this list.")})
    return offset
