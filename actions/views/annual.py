"""The annual report on the desk: choosing a year and stories, building it, taking it as a file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView

from actions.annual import Wanted
from actions.annual_files import FORMS, annual_report_file
from actions.models import Submission
from actions.permissions import REVIEW, check_reviewer
from actions.services.annual import Built, build_report, chosen_stories, report_of
from actions.statistics import actions_of_year, annual_statistics
from hub import days
from hub.admin_pages import AdminPageMixin
from hub.localization.languages import active_locale, language_name
from hub.pages.downloads import download
from hub.pages.framing import told
from hub.pages.sources import pages_of_group


class AnnualView(AdminPageMixin, TemplateView):
    permission_required = REVIEW
    page_title = gettext_lazy("Annual report")
    header_icon = "doc-full"
    template_name = "actions/admin/annual.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        year = year_in(request.POST.get("year", ""))
        stories = tuple(filter(is_key, request.POST.getlist("stories")))
        with told(request):
            for text in said_of(build_report(request.user, Wanted(year, stories))):
                messages.success(request, text)
        return redirect(f"{request.path}?year={year}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        first_sent = Submission.objects.filter(round=1).order_by("-submitted_at__year")
        years = list(first_sent.values_list("submitted_at__year", flat=True).distinct())
        asked = self.request.GET.get("year", "")
        year = year_in(asked) if asked else next(iter(years), days.today().year)
        locale, reader = active_locale(), get_language() or ""
        entries = actions_of_year(locale, year).select_related("group").order_by("sort_title")
        page = report_of(year)
        pages = pages_of_group(page) if page else {}
        return {
            **super().get_context_data(**kwargs),
            "years": years,
            "year": year,
            "found": annual_statistics(locale, year),
            "stories": [(str(one.group.translation_key), one.title) for one in entries],
            "chosen": chosen_stories(year),
            "pages": [
                (code, capfirst(language_name(code, reader)), pages[code]) for code in sorted(pages)
            ],
            "forms": FORMS,
        }


def year_in(text: str) -> int:
    if not (text.isdecimal() and len(text) == 4):
        raise Http404
    return int(text)


def is_key(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def said_of(built: Built) -> list[str]:
    """Say plainly what was done and what was left."""
    reader = get_language() or ""
    lines = [
        _("The report was opened as a draft.") if built.is_new else _("The report was renewed."),
        *(
            f"{label} {'; '.join(names)}"
            for label, names in (
                (_("Added:"), [] if built.is_new else built.added),
                (_("Numbers renewed:"), built.renewed),
                (_("Words kept as they stand:"), built.kept),
                (_("Deleted by an editor, so not made again:"), built.deleted),
                (_("Taken out, for nothing is left to count:"), built.removed),
            )
            if names
        ),
    ]
    for code, number in built.untranslated.items():
        message = ngettext(
            "%(language)s: %(number)d text waits for a translator.",
            "%(language)s: %(number)d texts wait for a translator.",
            number,
        )
        language = capfirst(language_name(code, reader))
        lines.append(message % {"language": language, "number": number})
    for code in built.on_their_own:
        message = _("%(language)s is edited on its own, so nothing was changed in it.")
        lines.append(message % {"language": capfirst(language_name(code, reader))})
    return lines


@require_GET
def annual_file(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """Give out the report as a file, or its numbers."""
    check_reviewer(request.user)
    language = request.GET.get("language", active_locale())
    found = annual_report_file(year, form, language) if form in FORMS else None
    if found is None:
        raise Http404
    name, media_type, data = found
    return download(data, media_type, name)
