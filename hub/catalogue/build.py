"""From the pages of a group to what the catalogue holds of it; this module only reads."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import override
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, Revision

from hub.declarations import PageType, page_type_of
from hub.localization.languages import chain, content_locales
from hub.localization.translations import outdated_locales, source_locale_of
from hub.networks.models import NetworkItem
from hub.pages.describe import bare_card
from hub.pages.roots import page_path
from hub.pages.sources import pages_of_group, source_of
from hub.terms.folding import fold

from .description import Description
from .models import Entry, EntryContent, Group, Membership
from .visibility import is_live, is_restricted, members_in_scope, visible_until

#: When a page was published that was put into the tree without ever being published.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
#: Where a page stands in a network's list when nobody has placed it.
UNPLACED = 1_000_000


@dataclass(frozen=True)
class Surroundings:
    """What every group of one rebuild is judged by, read once."""

    now: datetime
    roots: tuple[str, ...]
    restricted: tuple[str, ...]
    broader: dict[int, tuple[int, ...]]
    codes: dict[int, tuple[str, str]]
    merged: dict[int, int]
    networks: dict[int, str]


@dataclass
class Built:
    """What a group looks like to the public now; no entries means nobody sees it."""

    source_locale: str = ""
    reason: str = ""
    entries: list[Entry] = field(default_factory=list)
    contents: dict[str, EntryContent] = field(default_factory=dict)
    facets: dict[tuple[str, str], bool] = field(default_factory=dict)
    memberships: dict[int, Membership] = field(default_factory=dict)
    dependencies: set[tuple[str, str]] = field(default_factory=set)

    @cached_property
    def digest(self) -> str:
        """Return a hash of all that the public can see, to tell an update from a mere rebuild."""
        shown = [
            [
                entry.locale,
                entry.actual_locale,
                entry.title,
                entry.path,
                entry.reach,
                entry.card,
                self.contents[entry.locale].body,
            ]
            for entry in self.entries
        ]
        text = json.dumps([shown, sorted(self.facets)], cls=DjangoJSONEncoder, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def build_group(group: Group, pages: list[Page], surroundings: Surroundings) -> Built:
    """Decide what the public sees of this group, and describe it in every reading locale."""
    pages = members_in_scope(pages, surroundings.roots)
    if not pages:
        return Built(reason="removed")
    by_locale = {page.locale.language_code: page for page in pages}
    source = by_locale.get(source_locale_of(group, by_locale)) or pages[0]
    built = Built(source_locale=source.locale.language_code)
    page_type = page_type_of(type(source))
    if is_restricted(pages, surroundings.restricted):
        built.reason = "restricted"
    elif page_type is None or not is_live(source, surroundings.now):
        built.reason = "unpublished"
    else:
        shown = {code: page for code, page in by_locale.items() if is_live(page, surroundings.now)}
        describe_entries(built, group, source, shown, page_type)
        add_facts(built, group, source, page_type, surroundings)
    return built


def describe_entries(
    built: Built, group: Group, source: Page, shown: dict[str, Page], page_type: PageType
) -> None:
    """Describe each language once, and give each reading locale the first one of its chain."""
    translations = describe_translations(source, shown)
    described: dict[str, tuple[Entry, EntryContent]] = {}
    for locale in content_locales():
        actual = next(code for code in chain(locale, source=built.source_locale) if code in shown)
        if actual not in described:
            described[actual] = describe_entry(
                built, source, shown[actual], page_type, translations=translations
            )
        entry, content = described[actual]
        built.entries.append(copy_for(entry, group=group, locale=locale))
        built.contents[locale] = content


def describe_translations(source: Page, shown: dict[str, Page]) -> list[dict[str, Any]]:
    outdated = outdated_locales(source, shown)
    return [
        {
            "locale": code,
            "title": page.title,
            "path": page_path(page),
            "is_outdated": code in outdated,
        }
        for code, page in shown.items()
    ]


def describe_entry(
    built: Built, source: Page, page: Page, page_type: PageType, *, translations: list[Any]
) -> tuple[Entry, EntryContent]:
    """One page as an entry in its own language; the draft of a page can be described as well."""
    description = Description(card=bare_card(page))
    description.add_text("title", page.title)
    # Words that the hub adds to a body ("Transcript", dates) are in the language of the page.
    with override(page.locale.language_code):
        page_type.load_describe()(description, source, page)
    ancestors = page.get_ancestors().filter(depth__gt=2).values_list("translation_key", flat=True)
    description.card["ancestors"] = [str(key) for key in ancestors]
    description.card["translations"] = translations
    built.dependencies |= description.dependencies
    if page.pk == source.pk:
        built.facets.update(dict.fromkeys(description.facets, False))
    updated_at = page.last_published_at or page.latest_revision_created_at or NEVER
    entry = Entry(
        actual_locale=page.locale.language_code,
        is_outdated=any(
            row["is_outdated"] for row in translations if row["locale"] == page.locale.language_code
        ),
        type=page_type.code,
        family=page_type.family,
        visible_until=visible_until(source, page),
        reach=getattr(source, "reach", "everyone"),
        title=page.title,
        slug=page.slug,
        path=page_path(page),
        sort_title=fold(page.title)[:255],
        sort_date=description.sort_date,
        year=description.year,
        starts_on=description.starts_on,
        ends_on=description.ends_on,
        first_published_at=source.first_published_at or updated_at,
        updated_at=max(updated_at, source.last_published_at or updated_at),
        card=description.card,
    )
    return entry, EntryContent(body=description.body, texts=description.texts)


def copy_for(entry: Entry, *, group: Group, locale: str) -> Entry:
    names = [column.attname for column in Entry._meta.concrete_fields if column.name != "id"]
    values = {name: getattr(entry, name) for name in names} | {"group_id": group.pk}
    return Entry(**values | {"locale": locale})


def add_facts(
    built: Built, group: Group, source: Page, page_type: PageType, around: Surroundings
) -> None:
    """Return the rows that hang on the group: facets with their broader terms, and networks."""
    built.facets[("type", page_type.code)] = False
    for entry in built.entries:
        built.facets.setdefault(("language", entry.actual_locale), False)
    chosen = [row.term_id for row in source.hub_terms.all()]
    # A revision made before two terms were merged still names the old one.
    direct = {around.merged.get(term_id, term_id) for term_id in chosen}
    for term_id in direct:
        built.dependencies.add(("term", str(term_id)))
        built.facets[around.codes[term_id]] = False
    for term_id in {broad for term in direct for broad in around.broader.get(term, ())} - direct:
        built.dependencies.add(("term", str(term_id)))
        built.facets.setdefault(around.codes[term_id], True)
    for row in source.hub_networks.all():
        built.memberships[row.network_id] = Membership(
            group=group, network_id=row.network_id, position=UNPLACED, grants_access=True
        )
    for item in NetworkItem.objects.filter(page__translation_key=source.translation_key):
        membership = built.memberships.setdefault(
            item.network_id, Membership(group=group, network_id=item.network_id)
        )
        membership.position, membership.note = item.sort_order or 0, item.note
    for network_id in built.memberships:
        built.dependencies.add(("network", str(network_id)))
        built.facets[("network", around.networks[network_id])] = False


def load_pages(keys: list[Any]) -> dict[Any, list[Page]]:
    """Return the pages of these groups, as their own types, with their child rows.

    It takes one query for each type and one for each kind of child row, however many pages.
    """
    rows = Page.objects.filter(translation_key__in=keys).order_by("pk")
    models: dict[type[Page], list[int]] = {}
    for page in rows.select_related("content_type"):
        models.setdefault(page.specific_class or Page, []).append(page.pk)
    found: dict[Any, list[Page]] = {}
    for model, page_ids in models.items():
        rows = model._default_manager.filter(pk__in=page_ids).select_related("locale")
        for page in rows.prefetch_related(*child_rows(model)):
            found.setdefault(page.translation_key, []).append(page)
    return found


def child_rows(model: type[Page]) -> tuple[str, ...]:
    """Name the child rows of a type of page that describe functions read, with what they name."""
    relations = {relation.get_accessor_name() for relation in get_all_child_relations(model)}
    relations.discard("wagtail_admin_comments")
    named = {
        "hub_terms": "hub_terms__term",
        "hub_contributions": "hub_contributions__organisation__merged_into",
        "hub_files": "hub_files__document",
    }
    return tuple(sorted(named.get(name, name) for name in relations))


def draft_entry(page: Page) -> tuple[Entry, EntryContent]:
    """Describe this very object, saved or not; its facts come from the source page as published.

    The draft of the source itself brings its own facts.
    """
    page_type = page_type_of(type(page))
    if page_type is None:
        raise LookupError(f"{type(page).__name__} is not a declared page type.")
    locale = page.locale.language_code
    source = source_of(page) or page
    shown = {code: other for code, other in pages_of_group(page).items() if other.live}
    shown[locale] = page
    translations = describe_translations(source, shown)
    built = Built(source_locale=source.locale.language_code)
    with override(locale):
        entry, content = describe_entry(built, source, page, page_type, translations=translations)
    entry.group = Group(translation_key=page.translation_key, type=page_type.code)
    entry.locale = locale
    return entry, content


def render_scheduled(revision: Revision) -> None:
    """Make the pictures of a page that goes live later, perhaps in a reader's request."""
    page = revision.as_object()
    if page_type_of(type(page)) is not None:
        draft_entry(page)
