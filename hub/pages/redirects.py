"""Old addresses: where editors and moves have sent them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import F
from wagtail.contrib.redirects.models import Redirect

from .roots import hub_site, page_path


@dataclass(frozen=True)
class Moved:
    """Where an old address leads: a path of this site, or a URL elsewhere."""

    path: str | None
    url: str | None
    is_permanent: bool


def redirected_path(path: str) -> Moved | None:
    """Look an address up among the redirects, as Wagtail's own middleware would."""
    normalised = Redirect.normalise_path(path)
    redirects = Redirect.get_for_site(hub_site()).filter(old_path=normalised)
    # One of this site goes before one of all sites.
    order = F("site").asc(nulls_last=True)
    redirect = redirects.select_related("redirect_page").order_by(order).first()
    if redirect is None:
        return None
    page, link = redirect.redirect_page, redirect.redirect_link
    if page is None and urlsplit(link).netloc:
        return Moved(path=None, url=link, is_permanent=redirect.is_permanent)
    path = page_path(page) if page else link
    return Moved(path=path, url=None, is_permanent=redirect.is_permanent)
