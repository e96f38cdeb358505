"""Bars beside a table: what they show stands in its cells, so nobody needs to see them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.text import Truncator
from django.utils.translation import get_language

from hub.localization.languages import text_direction

register = template.Library()

#: How wide a chart is and how high one of its rows; how many rows and letters it has room for.
WIDTH, ROW, MOST_BARS, MOST_LETTERS = 640, 48, 25, 70


@register.inclusion_tag("hub/chart.html")
def bars(rows: Iterable[Sequence[Any]], label: str = "", name: str = "") -> dict[str, Any]:
    """Draw the last cell of each row that is a number, called by the first.

    The chart is named by `label`, or by the element with the id `name`, whose table ends in -table.
    """
    is_rtl = text_direction(get_language() or "") == "rtl"
    numbers = [(str(row[0]), int(row[-1])) for row in rows if str(row[-1]).isdecimal()][:MOST_BARS]
    most = max((total for _text, total in numbers), default=0)
    drawn = []
    for place, (text, total) in enumerate(numbers):
        width = round(WIDTH * total / most) if most else 0
        drawn.append(
            {
                "label": Truncator(text).chars(MOST_LETTERS),
                "total": total,
                "x": WIDTH - width if is_rtl else 0,
                "y": place * ROW,
                "width": width,
                "text_x": WIDTH if is_rtl else 0,
            }
        )
    shape = {"width": WIDTH, "height": len(drawn) * ROW}
    return {"bars": drawn, "label": label, "name": name, **shape}
