"""Atom feeds in each language, narrowed by the names that lists and search have for facets."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid5

from django.contrib.syndication.views import Feed
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import gettext as _

from hub.catalogue.models import Entry, Tombstone
from hub.catalogue.paging import UPDATED
from hub.catalogue.querysets import EntryQuerySet
from hub.declarations import page_types
from hub.localization.languages import active_locale
from hub.pages import chrome
from hub.pages.links import kind_of
from hub.pages.narrowing import clean
from hub.terms.enums import Vocabulary
from hub.terms.models import Term

from .answers import for_machines, own_entries
from .facets import FACETS
from .linked_data import absolute

#: How many pages a feed names.
SIZE = 30
#: Letters that no XML may hold, whoever wrote them.
NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
Chosen = dict[str, list[str]]


@dataclass(frozen=True)
class Asked:
    """What one address asks for; one feed serves all who ask, so nothing is kept on it."""

    address: str
    chosen: Chosen


def newest_entries(chosen: Chosen) -> EntryQuerySet:
    """Read what changed last, in one query: each type is read from its own index."""
    wanted, entries = Q(), own_entries()
    for name, values in chosen.items():
        if name != "type":
            entries = entries.with_facet(FACETS[name], values)
    for code in chosen["type"]:
        newest = entries.filter(type=code).order_by(*UPDATED.by())[:SIZE]
        wanted |= Q(pk__in=newest.values("pk"))
    return Entry.objects.filter(wanted).select_related("group").order_by(*UPDATED.by())[:SIZE]


class AtomWithTombstones(Atom1Feed):
    """Atom that also says what is gone (RFC 6721), so that readers forget it."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:at": "http://purl.org/atompub/tombstones/1.0"}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for one in self.feed["removed"]:
            attributes = {
                "ref": uuid5(one.group.translation_key, one.locale).urn,
                "when": rfc3339_date(one.removed_at),
            }
            handler.addQuickElement("at:deleted-entry", "", attributes)


def removed_pages(chosen: Chosen) -> QuerySet[Tombstone]:
    """Read what is gone in this language altogether, and not only from one address."""
    alive = Entry.objects.filter(group=OuterRef("group"), locale=OuterRef("locale"))
    found = Tombstone.objects.filter(locale=active_locale(), group__type__in=chosen["type"])
    gone = found.exclude(Exists(alive.filter(actual_locale=F("locale"))))
    return gone.select_related("group").order_by("-removed_at")[:SIZE]


class NewestPages(Feed):  # type: ignore[type-arg]  # it takes none when it runs
    """What was published or changed last, in the language of the address and really in it."""

    feed_type = AtomWithTombstones

    def get_object(self, request: HttpRequest) -> Asked:
        """Read what the address asks for: types of pages, and what narrows them."""
        known = [page_type.code for page_type in page_types().values() if page_type.in_feeds]
        types = clean(request.GET.getlist("type")) or known
        if not set(types) <= set(known):
            raise Http404
        lists = {name: clean(request.GET.getlist(name)) for name in FACETS}
        chosen = {"type": types} | {name: values for name, values in lists.items() if values}
        return Asked(absolute(request.get_full_path()), chosen)

    def title(self, asked: Asked) -> str:
        """Name the site, then what the feed is narrowed to."""
        known = sum(page_type.in_feeds for page_type in page_types().values())
        types = [kind_of(code) for code in asked.chosen["type"]]
        types = types if len(types) < known else []
        return " · ".join([chrome.site_name(), *types, *labels_of(asked.chosen)]).translate(NO_XML)

    def link(self, asked: Asked) -> str:
        return absolute(chrome.home_path())

    def feed_url(self, asked: Asked) -> str:
        return asked.address

    def feed_guid(self, asked: Asked) -> str:
        return asked.address

    def subtitle(self, asked: Asked) -> str:
        return _("What was published or changed last")

    def author_name(self, asked: Asked) -> str:
        return chrome.site_name()

    def feed_extra_kwargs(self, asked: Asked) -> dict[str, Any]:
        return {"removed": removed_pages(asked.chosen)}

    def items(self, asked: Asked) -> EntryQuerySet:
        return newest_entries(asked.chosen)

    def item_title(self, entry: Entry) -> str:
        return entry.title.translate(NO_XML)

    def item_description(self, entry: Entry) -> str:
        return str(entry.card.get("summary", "")).translate(NO_XML)

    def item_link(self, entry: Entry) -> str:
        return absolute(entry.path)

    def item_guid(self, entry: Entry) -> str:
        return uuid5(entry.key, entry.locale).urn

    def item_pubdate(self, entry: Entry) -> Any:
        return entry.first_published_at

    def item_updateddate(self, entry: Entry) -> Any:
        return entry.updated_at

    def item_categories(self, entry: Entry) -> list[str]:
        return [kind_of(entry.type)]


def labels_of(chosen: Chosen) -> list[str]:
    """Name the terms that a feed is narrowed to; any other value stands for itself."""
    vocabularies = set(Vocabulary.values)
    wanted, others = Q(), []
    for name, values in chosen.items():
        if FACETS.get(name) in vocabularies:
            wanted |= Q(vocabulary=FACETS[name], code__in=values)
        elif name != "type":
            others += values
    terms = Term.objects.filter(wanted).order_by("order", "code").with_labels() if wanted else ()
    return [*(term.label_in(active_locale()) for term in terms), *others]


newest = for_machines(NewestPages())
