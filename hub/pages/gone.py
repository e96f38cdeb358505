"""What stands where a page was: where it has moved, or that it is gone and what to read instead."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect

from hub.catalogue.models import Entry, Tombstone
from hub.catalogue.paging import NEWEST
from hub.catalogue.querysets import ANYONE
from hub.loading import Loaders
from hub.localization.languages import active_locale

from .framing import error_page
from .links import PageLink, link_to, links_to
from .roots import hub_site, page_path

#: How many pages of the same type are offered.
FEW = 3


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


def gone_response(request: HttpRequest) -> HttpResponse | None:
    """Say that a page was removed, unless there never was one or a redirect leads on."""
    tombstones = Tombstone.objects.select_related("group")
    found = tombstones.filter(path=escape_uri_path(request.path)).first()
    if found is None or redirected_path(request.path):
        return None
    title = _("This page was removed")
    text = _("It is no longer at this address. You can read on here.")
    return error_page(request, 410, title, text, instead=instead_of(found))


def instead_of(tombstone: Tombstone) -> list[PageLink]:
    """Lead to the same in another language, to the nearest page above, and to others like it."""
    locale = active_locale()
    keys = [str(tombstone.group.translation_key), *reversed(tombstone.above)]
    nearest = Loaders().entries.get_many((key, locale) for key in keys)[:1]
    entries = Entry.objects.visible_to(ANYONE).in_locale(locale).select_related("group")
    others = entries.filter(type=tombstone.group.type).order_by(*NEWEST.by())[:FEW]
    links = [*map(link_to, nearest), *links_to(others)]
    return list({link.key: link for link in links}.values())
