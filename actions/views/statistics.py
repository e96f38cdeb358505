"""Numbers for all: a page of charts that needs no script, and the same as CSV and JSON."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.spreadsheets import BYTE_ORDER_MARK, write_table
from actions.statistics import COLUMNS, Series, codebook, rows_of, statistics
from hub.localization.languages import active_locale, text_direction

from .framing import public_entries, show_public

#: How wide a chart is and how high one of its rows; how many rows and letters it has room for.
WIDTH, ROW, MOST_BARS, MOST_LETTERS = 640, 48, 20, 70


@dataclass(frozen=True, kw_only=True)
class Bar:
    label: str
    total: int
    x: int
    y: int
    width: int
    text_x: int


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What the template draws; all of it stands in the table below as well."""

    series: Series
    bars: tuple[Bar, ...]
    width: int = WIDTH

    @property
    def height(self) -> int:
        return len(self.bars) * ROW


def chart_of(series: Series, *, is_rtl: bool) -> Chart:
    bars = []
    for place, one in enumerate(series.numbers[:MOST_BARS]):
        width = round(WIDTH * one.total / series.most) if series.most else 0
        bars.append(
            Bar(
                label=Truncator(one.label).chars(MOST_LETTERS),
                total=one.total,
                x=WIDTH - width if is_rtl else 0,
                y=place * ROW,
                width=width,
                text_x=WIDTH if is_rtl else 0,
            )
        )
    return Chart(series=series, bars=tuple(bars))


@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    locale = active_locale()
    found, is_rtl = statistics(locale), text_direction(locale) == "rtl"
    context = {
        "title": _("The Call in numbers"),
        "charts": [chart_of(series, is_rtl=is_rtl) for series in found if series.numbers],
        "codebook": codebook(found),
    }
    return show_public(request, "actions/statistics.html", context, public_entries())


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="call-in-numbers.csv"'
    write_table(response, COLUMNS, rows_of(statistics(active_locale())))
    return response


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    found = statistics(active_locale())
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(found)]
    return JsonResponse({"codebook": codebook(found), "rows": rows})
