"""The list of actions in the admin."""

from django.utils.translation import gettext_lazy as _

from hub.pages.listing import FactColumn
from hub.pages.viewsets import PageListViewSet

from . import models

ACTIONS = PageListViewSet(
    "actions",
    model=models.Action,
    menu_label=_("Actions"),
    menu_order=160,
    add_to_admin_menu=True,
    icon="success",
    fact_columns=(
        FactColumn("starts_on", label=_("Start")),
        FactColumn("ends_on", label=_("Last day")),
    ),
    year="starts_on__year",
)
