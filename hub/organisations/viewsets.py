"""Organisations in the admin."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from hub.terms.models import Term
from hub.terms.querysets import TermQuerySet

from .models import Organisation


def countries_of_organisations(request: HttpRequest | None = None) -> TermQuerySet:
    countries = Organisation.objects.exclude(country=None).values("country")
    return Term.objects.filter(pk__in=countries).prefetch_related("labels")


class OrganisationFilterSet(WagtailFilterSet):
    country = django_filters.ModelChoiceFilter(
        label=_("Country"), queryset=countries_of_organisations
    )

    class Meta:
        model = Organisation
        fields = ["kind", "is_retired"]


class OrganisationChooserViewSet(SnippetChooserViewSet):
    """Choose among those that are still offered."""

    def get_object_list(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = Organisation.objects.filter(is_retired=False)
        return rows


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_name = "organisations"
    chooser_viewset_class = OrganisationChooserViewSet
    chooser_per_page = 25
    list_per_page = 50
    list_display = [
        "name",  # a plain name gets the link to the form and the buttons
        "acronym",
        "kind",
        Column("country", label=_("Country")),
    ]
    filterset_class = OrganisationFilterSet

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = Organisation.objects.select_related("country")
        return rows.prefetch_related("country__labels")
