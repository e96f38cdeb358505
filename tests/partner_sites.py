"""A partner site for tests, of the networks that are named."""

from typing import Any

from hub.networks.models import Network
from hub.partners.models import PartnerSite
from hub.partners.services import issue_key


def make_partner(*slugs: str, name: str = "A partner", **fields: Any) -> PartnerSite:
    site = PartnerSite(name=name, **fields)
    site.save()
    site.networks.set(Network.objects.filter(slug__in=slugs))
    site.save()
    return site


def key_of(site: PartnerSite, **scopes: Any) -> str:
    return issue_key(site, name="Server", **scopes)[1]
