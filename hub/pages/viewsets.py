"""The admin views of the hub's page types, and the flat lists of one page type each."""

from typing import Any

from django.db.models import Choices
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.models import Page

from hub.declarations import page_types

from .guards import DraftFirstCreateView, GuardedEditView, GuardedWorkflowActionView
from .listing import (
    STATE_COLUMNS,
    TITLE_COLUMNS,
    PageIndexView,
    PageListFilterSet,
    kind_filter,
    year_filter,
)
from .models import ContentPage


class ContentPageViewSet(PageViewSet):
    """Wagtail's own views of a page, with the checks before publishing."""

    add_view_class = DraftFirstCreateView
    edit_view_class = GuardedEditView
    workflow_action_view_class = GuardedWorkflowActionView


def content_page_viewsets() -> list[PageViewSet]:
    """One for each declared page type that is made of our fields."""
    models = [page_type.load_model() for page_type in page_types().values()]
    return [
        type(f"{model.__name__}ViewSet", (ContentPageViewSet,), {"model": model})()
        for model in models
        if issubclass(model, ContentPage)
    ]


class PageListViewSet(PageListingViewSet):
    """A list of all pages of one type, made with its name, model, columns and filters.

    `kinds` are the choices of a field `kind`, and `year` names the field, or the part of one, by
    whose year the list is filtered.
    """

    index_view_class = PageIndexView
    fact_columns: tuple[Any, ...] = ()
    fact_prefetch: tuple[str, ...] = ()
    columns: Any = ()
    kinds: type[Choices] | None = None
    year = ""

    @cached_property
    def menu_label(self) -> Any:
        return capfirst(self.model._meta.verbose_name_plural)

    @cached_property
    def filterset_class(self) -> type[PageListFilterSet]:
        filters = {}
        if self.kinds:
            filters["kind"] = kind_filter(self.kinds.choices)
        if self.year:
            filters["year"] = year_filter(self.year)
        return type("PageFilters", (PageListFilterSet,), filters)

    @cached_property
    def url_namespace(self) -> str:
        """Leave the plain name to the site, which may well have viewsets for its own events."""
        return f"{self.model._meta.app_label}_{self.name}"

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        options: dict[str, Any] = super().get_index_view_kwargs(**kwargs)
        if self.model is Page:  # a list of all types adds none
            options["add_url_name"] = None
        columns = [*TITLE_COLUMNS, *self.fact_columns, *STATE_COLUMNS]
        return options | {"columns": columns, "fact_prefetch": self.fact_prefetch}


#: Of every type, for what the morning leads to.
ALL_PAGES = PageListViewSet("all-pages", model=Page, menu_label=_("All pages"), icon="doc-empty")
