"""Partner sites in the admin, for administrators."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from hub.webhooks.models import WebhookEndpoint

from .models import PartnerSite


class PartnerSiteFilterSet(WagtailFilterSet):
    given_up = django_filters.ChoiceFilter(
        label=_("Webhooks"), choices=[("true", _("given up"))], method="filter_given_up"
    )

    class Meta:
        model = PartnerSite
        fields = ["is_active"]

    def filter_given_up(
        self, sites: QuerySet[PartnerSite], name: str, value: str
    ) -> QuerySet[PartnerSite]:
        return sites.filter(pk__in=WebhookEndpoint.objects.given_up().values("site"))


class PartnerSiteViewSet(SnippetViewSet):
    model = PartnerSite
    icon = "globe"
    menu_name = "partner-sites"
    filterset_class = PartnerSiteFilterSet
    list_display = ["name", "organisation", BooleanColumn("is_active", label=_("Active"))]
