"""The page of a city: everything public about it, whatever its type, from the catalogue alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hub.catalogue.models import Entry
from hub.catalogue.paging import NEWEST
from hub.catalogue.querysets import EntryQuerySet
from hub.declarations import page_types
from hub.loading import Loaders
from hub.localization.languages import active_locale, joined
from hub.machine_readers import linked_data
from hub.response_cache import is_for_everyone, respond_at_address
from hub.terms.enums import Vocabulary
from hub.terms.models import Term

from .facts import network_items
from .framing import entries_here, show_public
from .links import link_to, named_address
from .presentation import Fact, Item, Section, fact

#: Pages of each type that are shown; search has the others.
MOST = 12
FACET = Vocabulary.PLACES.value


@require_safe
def place_page(request: HttpRequest, code: str) -> HttpResponse:
    """Gather what is public about a city; one that no page is about has none."""
    return respond_at_address(request, lambda: make_page(request, code))


def make_page(request: HttpRequest, code: str) -> tuple[HttpResponse, bool]:
    terms = Term.objects.in_vocabulary(FACET).select_related("merged_into").with_labels()
    place = get_object_or_404(terms, code=code)
    if place.merged_into is not None:
        return redirect("hub_place", place.merged_into.code, permanent=True), False
    locale, entries = active_locale(), entries_here()
    groups = by_type(entries.with_facet(FACET, [code]))
    if not groups:
        raise Http404
    name, country = place.label_in(locale), place.parent.label_in(locale) if place.parent else ""
    sections = [group.section(code) for group in groups]
    context = {
        "title": name,
        "description": f"{name}, {country}: {joined(one.title for one in sections)}",
        "linked_data": linked_data.as_json(node_of(place, name, request.path)),
        "country": country,
        "facts": list(facts_of(groups, locale)),
        "sections": sections,
    }
    response = show_public(request, "hub/place.html", context, entries)
    return response, is_for_everyone(request, response)


@dataclass(frozen=True)
class OfOneType:
    """The newest pages of a type, and how many there are."""

    type: str
    entries: list[Entry]
    total: int

    def section(self, code: str) -> Section:
        names = page_types()[self.type].load_model()._meta
        more = None
        address = named_address("hub_search")
        if self.total > len(self.entries) and address:
            query = urlencode({"type": self.type, "place": code})
            text = _("All %(count)d") % {"count": self.total}
            more = Item(text=text, url=f"{address}?{query}")
        return Section(
            title=capfirst(str(names.verbose_name_plural)),
            links=tuple(link_to(entry) for entry in self.entries),
            more=more,
            is_list=True,
        )


def by_type(entries: EntryQuerySet) -> list[OfOneType]:
    """Read the newest of each type in one query, in the order in which apps declare the types."""
    ranked = entries.select_related("group").annotate(
        rank=Window(RowNumber(), partition_by=F("type"), order_by=NEWEST.by()),
        total=Window(Count("pk"), partition_by=F("type")),
    )
    found: dict[str, OfOneType] = {}
    for entry in ranked.filter(rank__lte=MOST).order_by("type", "rank"):
        found.setdefault(entry.type, OfOneType(entry.type, [], entry.total)).entries.append(entry)
    return [found[code] for code in page_types() if code in found]


def facts_of(groups: Iterable[OfOneType], locale: str) -> Iterator[Fact]:
    """Name the networks of all these pages, each with the page that describes it."""
    ids = {pk for group in groups for entry in group.entries for pk in entry.card["networks"]}
    if found := fact(_("Networks"), *network_items(Loaders(), sorted(ids), locale)):
        yield found


def node_of(place: Term, name: str, path: str) -> linked_data.Node:
    where = {name: place.data.get(name) for name in ("latitude", "longitude")}
    geo = {"@type": "GeoCoordinates", **where} if None not in where.values() else None
    address = place.parent and linked_data.node("PostalAddress", addressCountry=place.parent.code)
    return linked_data.node(
        "City", name=name, url=linked_data.absolute(path), geo=geo, address=address
    )
