"""Sitemaps: every page in every language in which it exists, with its translations.

A part holds the pages of so many groups: one range of an index, however many there are in all.
"""

from collections import defaultdict
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from hub.catalogue.models import Entry, Facet
from hub.catalogue.querysets import ANYONE
from hub.localization.languages import content_locales
from hub.pages.chrome import alternates_of
from hub.pages.links import named_address
from hub.terms.enums import Vocabulary

from .answers import for_machines
from .linked_data import absolute

#: Groups in one part.
PART = 2_000
#: More parts than any hub has; a database is asked for no number beyond its own.
MOST_PARTS = 1_000_000
#: What one sitemap may name.
MOST_ADDRESSES = 50_000
#: What is of no use to robots, or dear.
CLOSED = (
    "wagtailadmin_home",
    "account_login",
    "account_signup",
    "account_reset_password",
    "graphql",
    "hub_search",
    "joining_home",
)
XML = "application/xml; charset=utf-8"


@for_machines
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the parts that hold something, from the index of facets alone."""
    rows = Facet.objects.filter(name="language", value__in=content_locales())
    parts = rows.annotate(part=F("group_id") / PART).values_list("value", "part").distinct()
    addresses = [
        absolute(reverse("hub_sitemap_part", args=part)) for part in parts.order_by("value", "part")
    ]
    if named_address("hub_place", "any") and cities().exists():
        addresses.append(absolute(reverse("hub_sitemap_places")))
    return render(request, "hub/sitemap_index.xml", {"addresses": addresses}, content_type=XML)


@for_machines
def sitemap_part(request: HttpRequest, locale: str, part: int) -> HttpResponse:
    if locale not in content_locales() or part > MOST_PARTS:
        raise Http404
    entries = Entry.objects.visible_to(ANYONE).filter(locale=F("actual_locale"))
    rows = entries.filter(group__gte=part * PART, group__lt=(part + 1) * PART)
    paths: dict[int, dict[str, str]] = defaultdict(dict)
    changed: dict[int, Any] = {}
    names = ("group_id", "locale", "path", "updated_at")
    for group, code, path, updated_at in rows.order_by("group_id", "pk").values_list(*names):
        paths[group][code] = path
        if code == locale:
            changed[group] = updated_at
    pages = [
        {
            "url": absolute(paths[group][locale]),
            "changed": updated_at.isoformat(timespec="seconds"),
            "alternates": alternates_of(paths[group]),
        }
        for group, updated_at in changed.items()
    ]
    return render(request, "hub/sitemap.xml", {"pages": pages}, content_type=XML)


@for_machines
def sitemap_of_places(request: HttpRequest) -> HttpResponse:
    """Name the pages of cities, which are there in every language."""
    most = MOST_ADDRESSES // len(content_locales())
    found = [addresses_of("hub_place", code) for code in cities()[:most]]
    pages = [
        {"url": absolute(path), "alternates": alternates_of(paths)}
        for paths in found
        for path in paths.values()
    ]
    return render(request, "hub/sitemap.xml", {"pages": pages}, content_type=XML)


def cities() -> Any:
    """Return the codes of the cities that a public page is about."""
    groups = Entry.objects.visible_to(ANYONE).values("group")
    found = Facet.objects.filter(name=Vocabulary.PLACES.value, group__in=groups)
    return found.values_list("value", flat=True).distinct().order_by("value")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots away from what is not for them, in every language, and lead to the sitemap."""
    closed = sorted({path for name in CLOSED for path in addresses_of(name).values()})
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    sitemap = absolute(reverse("hub_sitemap"))
    text = "\n".join([*lines, "", f"Sitemap: {sitemap}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def addresses_of(name: str, *args: object) -> dict[str, str]:
    """Return where a view is in each language; nothing in a site that leaves it out."""
    found = {}
    for code in content_locales():
        with override(code):
            found[code] = named_address(name, *args)
    return {code: path for code, path in found.items() if path}
