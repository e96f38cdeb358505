"""Which partner site sends a request, as its key says."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hub.accounts.identity import bearer_of, is_from_another_site
from hub.accounts.tokens import hash_of, note_use
from hub.catalogue.querysets import Asker
from hub.errors import NotSignedIn

from .models import PartnerKey
from .services import BEGINNING


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner site as one of its keys opens the hub to it."""

    site_id: int
    name: str
    asker: Asker
    default_locale: str
    cost_per_minute: int
    cost_per_day: int
    reads_previews: bool


def partner_of(request: HttpRequest) -> Partner | None:
    """Return the partner site that asks, or None where no key of one was sent; two queries.

    Raises `NotSignedIn` for a key that opens nothing, and `PermissionDenied` when a browser sends
    one from a place that its site does not name.
    """
    text = bearer_of(request)
    if not text.startswith(BEGINNING):
        return None
    keys = PartnerKey.objects.valid().select_related("site")
    key = keys.filter(key_hash=hash_of(text)).first()
    if key is None:
        raise NotSignedIn(_("This key is not known, or it has ended."))
    if is_from_another_site(request) and not key.site.allows(request.headers["Origin"]):
        raise PermissionDenied
    note_use(key)
    networks = key.site.networks.values_list("pk", flat=True) if key.reads_networks else ()
    return Partner(
        site_id=key.site_id,
        name=key.site.name,
        asker=Asker(networks=frozenset(networks)),
        default_locale=key.site.default_locale,
        cost_per_minute=key.site.cost_per_minute,
        cost_per_day=key.site.cost_per_day,
        reads_previews=key.reads_previews,
    )
