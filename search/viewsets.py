"""Search in the admin: synonyms, how far each engine is, and what people asked."""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from hub import days
from hub.admin_pages import AdminPageMixin, AdminPageViewSet
from hub.catalogue.models import Entry
from hub.declarations import page_types
from hub.localization.languages import content_locales, language_name, reading_choices
from hub.pages.links import kind_of

from .delivery import dead, pending, retry, state_of, waiting
from .engines import engines
from .engines.base import Engine
from .models import AskedText, Indexed, Synonym, lines

#: Pages that were given up and are named; more of them are only counted.
NAMED = 50
#: Texts that were asked for and are listed.
LISTED = 200
PERMISSION = "search.change_enginestate"
WEEK = timedelta(days=7)


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "openquote"
    menu_name = "synonyms"
    list_per_page = 50
    list_display = [
        "__str__",
        Column("locale", label=_("Language"), accessor="get_locale_display", sort_key="locale"),
        Column("variants", label=_("Other names"), accessor=lambda row: in_a_line(row.variants)),
        Column("homonyms", label=_("Ambiguous"), accessor=lambda row: in_a_line(row.homonyms)),
        Column("concept", label=_("Concept"), sort_key="concept"),
    ]
    list_filter = ["locale"]
    search_fields = ["preferred", "variants", "concept"]
    # No index of Wagtail's: a few hundred rows.
    search_backend_name = None


def in_a_line(text: str) -> str:
    return ", ".join(lines(text))


def given_up(engine: Engine) -> list[dict[str, str]]:
    """Name what an engine refused for good, with its reasons."""
    rows: list[Indexed] = list(dead(engine).select_related("group").order_by("group")[:NAMED])
    entries = Entry.objects.filter(group__in=[row.group_id for row in rows]).order_by("-pk")
    titles = dict(entries.values_list("group", "title"))
    return [
        {
            "title": titles.get(row.group_id, str(row.group.translation_key)),
            "kind": kind_of(row.group.type) if row.group.type in page_types() else row.group.type,
            "reason": row.error,
        }
        for row in rows
    ]


def engine_report(engine: Engine) -> dict[str, Any]:
    """Say of an engine what an editor can act upon."""
    return {
        "state": state_of(engine),
        "waiting": pending(engine).count(),
        "refused": waiting(engine).count(),
        "given_up_count": dead(engine).count(),
        "given_up": given_up(engine),
    }


class StateView(AdminPageMixin, TemplateView):
    """Show how far each engine is; a POST offers again what was given up."""

    permission_required = PERMISSION
    page_title = _("State of search")
    header_icon = "history"
    template_name = "search/admin/state.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "engines": [engine_report(engine) for engine in engines()]
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        asked = request.POST.get("engine")
        count = sum(retry(engine) for engine in engines() if engine.name == asked)
        text = ngettext("%(count)d page is sent again.", "%(count)d pages are sent again.", count)
        messages.success(request, text % {"count": count})
        return redirect(request.path)


class AskedView(AdminPageMixin, TemplateView):
    """List what people asked most, in one language or all, or what of it found nothing."""

    permission_required = PERMISSION
    page_title = _("What people asked")
    header_icon = "help"
    template_name = "search/admin/asked.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        locale = self.request.GET.get("locale", "")
        only_empty, only_week = "nothing" in self.request.GET, "week" in self.request.GET
        return super().get_context_data(**kwargs) | {
            "rows": asked_texts(locale, only_empty=only_empty, only_week=only_week),
            "languages": reading_choices(),
            "chosen_language": locale,
            "only_empty": only_empty,
            "only_week": only_week,
        }


def asked_texts(locale: str, *, only_empty: bool, only_week: bool) -> list[dict[str, Any]]:
    """Add up the days of each text in each language; what was asked or missed most comes first."""
    rows = AskedText.objects.all()
    if locale in content_locales():
        rows = rows.filter(locale=locale)
    if only_week:
        rows = rows.filter(day__gt=days.today() - WEEK)
    summed = rows.values("text", "locale").annotate(
        times=Sum("asked"), empty=Sum("found_nothing"), last=Max("day")
    )
    if only_empty:
        summed = summed.filter(empty__gt=0)
    order = "-empty" if only_empty else "-times"
    reader = get_language() or ""
    return [
        row | {"language": language_name(row["locale"], reader)}
        for row in summed.order_by(order, "text", "locale")[:LISTED]
    ]


STATE = AdminPageViewSet(
    "search_state", view_class=StateView, url_prefix="search/state", menu_name="search-state"
)
ASKED = AdminPageViewSet(
    "search_asked", view_class=AskedView, url_prefix="search/asked", menu_name="search-asked"
)


class SearchGroup(SnippetViewSetGroup):
    menu_label = _("Site search")
    menu_name = "search"
    menu_icon = "search"
    menu_order = 260
    items: ClassVar[tuple[Any, ...]] = (SynonymViewSet, STATE, ASKED)
