"""Lists of one page type: each page with the state of all its languages, facts from the source."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, LocaleFilter, WagtailFilterSet
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.widgets.button import Button, ButtonWithDropdownFromHook
from wagtail.models import Page

from hub.localization.languages import reading_choices
from hub.networks.models import Network

from .models import PageNetwork
from .needs import need_choices, pages_that_need
from .page_languages import languages_of_pages, missing_in
from .sources import only_sources


class FactColumn(Column):
    """A fact, read from the source page of the group."""

    def get_value(self, instance: Page) -> Any:
        return super().get_value(instance.hub_source)


class RowButtons(ButtonWithDropdownFromHook):
    """What can be done with a page, without what wagtail-localize adds.

    Its buttons ask the database twice for each row, and the column of languages says the same.
    """

    @cached_property
    def dropdown_buttons(self) -> list[Button]:
        found: list[Any] = []
        for hook in hooks.get_hooks(self.hook_name):
            if not hook.__module__.startswith("wagtail_localize"):
                found += hook(page=self.page, user=self.user, next_url=self.next_url)
        items = [item for item in found if isinstance(item, MenuItem) and item.is_shown(self.user)]
        buttons = [item for item in found if isinstance(item, Button) and item.show]
        return [*map(Button.from_menu_item, items), *buttons]


class TitleColumn(PageTitleColumn):
    cell_template_name = "hub/admin/title_cell.html"

    def get_cell_context_data(self, instance: Page, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        title = {"title": instance.get_admin_display_title()}
        context["buttons"] = RowButtons(
            "",
            hook_name="register_page_listing_more_buttons",
            page=instance,
            user=parent_context["request"].user,
            next_url=context["actions_next_url"],
            icon_name="dots-horizontal",
            attrs={"aria-label": gettext("More options for '%(title)s'") % title},
        )
        return context


class LanguagesColumn(BaseColumn):
    """Every language of the hub with the state of the page in it, each leading there."""

    cell_template_name = "hub/admin/languages_cell.html"


TITLE_COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    TitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
    LanguagesColumn("languages", label=_("Languages")),
]
STATE_COLUMNS = [
    Column("hub_networks_named", label=_("Networks")),
    PageStatusColumn("status", label=_("Status"), sort_key="live"),
    DateColumn(
        "latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"
    ),
]


class PageIndexView(IndexView):
    """The list; whatever the columns need of its pages is read together for all of them."""

    #: What naming the facts of a row takes, for `prefetch_related`.
    fact_prefetch: tuple[str, ...] = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        pages = context["object_list"]
        languages = languages_of_pages(pages)
        sources = {
            language.page_id: key
            for key, found in languages.items()
            for language in found
            if language.is_source
        }
        rows = self.model.objects.filter(pk__in=sources).prefetch_related(*self.fact_prefetch)
        by_key = {row.translation_key: row for row in rows.defer_streamfields()}
        networks = networks_by_key(sources)
        for page in pages:
            page.hub_languages = languages[page.translation_key]
            page.hub_source = by_key.get(page.translation_key, page)
            page.hub_networks_named = ", ".join(networks.get(page.translation_key, ()))
        return context


def networks_by_key(sources: dict[Any, UUID]) -> dict[UUID, list[str]]:
    """Name the networks that these pages belong to, by translation key."""
    found: dict[UUID, list[str]] = {}
    rows = PageNetwork.objects.filter(page__in=sources).select_related("network")
    for row in rows.prefetch_related("network__labels").order_by("network__order"):
        found.setdefault(sources[row.page_id], []).append(str(row.network))
    return found


def one_of(label: Any, choices: Any, method: str, **options: Any) -> django_filters.ChoiceFilter:
    """Make a filter by one of a few choices, all of them in sight."""
    return django_filters.ChoiceFilter(
        label=label,
        choices=choices,
        method=method,
        widget=forms.RadioSelect,
        empty_label=_("All"),
        **options,
    )


class PageListFilterSet(WagtailFilterSet):
    """Filters by facts ask the source page, so that they find its translations as well.

    The search of the admin takes conditions on a page's own key only, so every filter ends in one.
    """

    locale = LocaleFilter(
        label=_("Language"),
        choices=reading_choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    network = django_filters.ModelChoiceFilter(
        label=_("Network"),
        queryset=Network.objects.prefetch_related("labels"),
        field_name="hub_networks__network",
        method="filter_fact",
    )
    missing = one_of(_("Missing translation in"), reading_choices, "filter_missing")
    need = one_of(_("What I can mend"), need_choices, "filter_need")
    latest_revision_created_at = django_filters.DateFromToRangeFilter(
        label=_("Date updated"), widget=DateRangePickerWidget
    )

    def filter_fact(self, pages: "QuerySet[Any]", name: str, value: Any) -> "QuerySet[Any]":
        sources = only_sources(pages.model.objects.filter(**{name: value}))
        keys = sources.values("translation_key")
        return pages.filter(pk__in=Page.objects.filter(translation_key__in=keys).values("pk"))

    def filter_missing(self, pages: "QuerySet[Any]", name: str, locale: str) -> "QuerySet[Any]":
        lacking = only_sources(Page.objects.filter(missing_in(locale)))
        return pages.filter(pk__in=lacking.values("pk"))

    def filter_need(self, pages: "QuerySet[Any]", name: str, code: str) -> "QuerySet[Any]":
        return pages.filter(pk__in=pages_that_need(code, self.request.user).values("pk"))

    class Meta:
        model = Page
        fields: list[str] = []


def kind_filter(choices: Iterable[Any]) -> django_filters.ChoiceFilter:
    return one_of(_("Kind"), choices, "filter_fact", field_name="kind")


def year_filter(field_name: str) -> django_filters.NumberFilter:
    return django_filters.NumberFilter(
        label=_("Year"), field_name=field_name, method="filter_fact", min_value=1900, max_value=2999
    )
