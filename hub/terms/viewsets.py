"""Terms in the admin: a listing that shows what is unsure or missing, and a chooser."""

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from hub.localization.languages import reading_choices

from .enums import Confidence
from .models import Term
from .querysets import TermQuerySet


class TermFilterSet(WagtailFilterSet):
    missing_label = django_filters.ChoiceFilter(
        label=_("Missing label in"), choices=reading_choices, method="filter_missing_label"
    )
    confidence = django_filters.ChoiceFilter(
        label=_("Confidence"),
        choices=[(Confidence.UNVERIFIED, Confidence.UNVERIFIED.label)],
        method="filter_confidence",
    )

    class Meta:
        model = Term
        fields = ["vocabulary", "is_retired"]

    def filter_missing_label(self, terms: TermQuerySet, name: str, locale: str) -> TermQuerySet:
        return terms.without_label_in(locale)

    def filter_confidence(self, terms: TermQuerySet, name: str, value: str) -> TermQuerySet:
        return terms.unverified()


class TermChooserViewSet(SnippetChooserViewSet):
    """Choose among the terms still offered, of one vocabulary when the field asks for it."""

    url_filter_parameters = ["vocabulary"]
    preserve_url_parameters = ["multiple", "vocabulary"]

    def get_object_list(self) -> TermQuerySet:
        return Term.objects.offered().with_labels()


class TermViewSet(SnippetViewSet):
    model = Term
    icon = "tag"
    menu_name = "terms"
    chooser_viewset_class = TermChooserViewSet
    chooser_per_page = 25
    list_per_page = 50
    list_display = [
        "__str__",
        "vocabulary",
        "code",
        Column("parent", label=_("Broader term")),
        StatusTagColumn(
            "confidence",
            label=_("Confidence"),
            accessor=lambda term: term.confidence.label,
            primary=lambda term: term.confidence is Confidence.VERIFIED,
        ),
        Column(
            "is_retired",
            label=_("Retired"),
            accessor=lambda term: _("retired") if term.is_retired else "",
            sort_key="is_retired",
        ),
    ]
    filterset_class = TermFilterSet

    def get_queryset(self, request: HttpRequest) -> TermQuerySet:
        return Term.objects.with_labels()
