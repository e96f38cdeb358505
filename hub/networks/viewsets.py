"""Networks in the admin."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Network


class NetworkViewSet(SnippetViewSet):
    model = Network
    icon = "site"
    menu_name = "networks"
    list_display = [
        "__str__",
        "slug",
        Column("curated", label=_("Curated pages"), sort_key="curated"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        networks: QuerySet[Any] = Network.objects.prefetch_related("labels").annotate(
            curated=Count("items")
        )
        # Counting groups the rows, and groups forget the order of the model.
        return networks.order_by("order", "slug")
