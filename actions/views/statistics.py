"""Numbers for all: a page of charts that needs no script, and the same as CSV and JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from actions.statistics import codebook, numbers_as_csv, statistics, with_codebook
from hub.localization.languages import active_locale
from hub.pages.downloads import download
from hub.pages.framing import entries_here, show_public


@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    found = statistics(active_locale())
    context = {
        "title": _("The Call in numbers"),
        "found": [series for series in found if series.numbers],
        "codebook": codebook(found),
    }
    return show_public(request, "actions/statistics.html", context, entries_here())


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    table = numbers_as_csv(statistics(active_locale()))
    return download(table, "text/csv; charset=utf-8", "call-in-numbers.csv")


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse(with_codebook(statistics(active_locale())))
