"""What stands where a page was: that it is gone, and what to read instead."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from hub.catalogue.models import Entry, Tombstone
from hub.catalogue.paging import NEWEST
from hub.catalogue.querysets import ANYONE
from hub.loading import Loaders
from hub.localization.languages import active_locale

from .chrome import frame
from .links import PageLink, link_to, links_to
from .redirects import redirected_path

#: How many pages of the same type are offered.
FEW = 3


def gone_response(request: HttpRequest) -> HttpResponse | None:
    """Say that a page was removed, unless there never was one or a redirect leads on."""
    tombstones = Tombstone.objects.select_related("group")
    found = tombstones.filter(path=escape_uri_path(request.path)).first()
    if found is None or redirected_path(request.path):
        return None
    context = {
        **frame(),
        "title": _("This page was removed"),
        "text": _("It is no longer at this address. You can read on here."),
        "status": 410,
        "instead": instead_of(found),
    }
    return HttpResponse(render_to_string("hub/error.html", context), status=410)


def instead_of(tombstone: Tombstone) -> list[PageLink]:
    """Lead to the same in another language, to the nearest page above, and to others like it."""
    locale = active_locale()
    keys = [str(tombstone.group.translation_key), *reversed(tombstone.above)]
    nearest = Loaders().entries.get_many((key, locale) for key in keys)[:1]
    entries = Entry.objects.visible_to(ANYONE).in_locale(locale).select_related("group")
    others = entries.filter(type=tombstone.group.type).order_by(*NEWEST.by())[:FEW]
    links = [*map(link_to, nearest), *links_to(others)]
    return list({link.key: link for link in links}.values())
