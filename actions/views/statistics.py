"""Numbers for all: a page of charts that needs no script, and the same as CSV and JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.spreadsheets import BYTE_ORDER_MARK, write_table
from actions.statistics import COLUMNS, codebook, rows_of, statistics
from hub.localization.languages import active_locale

from .framing import public_entries, show_public


@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    found = statistics(active_locale())
    context = {
        "title": _("The Call in numbers"),
        "found": [series for series in found if series.numbers],
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
