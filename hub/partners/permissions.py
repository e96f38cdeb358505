"""Who manages the keys and webhooks of a partner site."""

from typing import Any

from django.db.models import QuerySet

from .models import PartnerSite

MANAGE = "hub.change_partnersite"


def sites_of(user: Any) -> QuerySet[PartnerSite]:
    """Return the sites that somebody may manage: all for an administrator, else their own."""
    sites: QuerySet[PartnerSite] = PartnerSite._default_manager.all()
    return sites if user.has_perm(MANAGE) else sites.filter(developers=user.pk)
