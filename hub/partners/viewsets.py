"""Partner sites in the admin, for administrators."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import PartnerSite


class PartnerSiteViewSet(SnippetViewSet):
    model = PartnerSite
    icon = "globe"
    menu_label = _("Partner sites")
    menu_name = "partner-sites"
    list_display = ["name", "organisation", BooleanColumn("is_active", label=_("Active"))]
