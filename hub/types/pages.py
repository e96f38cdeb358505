"""The Page interface and what all pages share, as plain objects made from catalogue entries."""

from collections.abc import Iterable
from typing import Any

import strawberry
from wagtail.models import Page as WagtailPage

from hub.catalogue.build import draft_entry
from hub.catalogue.models import Entry, EntryContent
from hub.catalogue.querysets import EntryQuerySet, EntryRow
from hub.declarations import page_types
from hub.pages.roots import base_url
from hub.types.blocks import Block, announce_bodies, blocks_of
from hub.types.context import Context, Info
from hub.types.languages import Language, language
from hub.types.media import Image
from hub.types.node import Node
from hub.types.plain import nested, plain
from hub.types.scalars import DateTime
from hub.types.terms import TermFields, terms


@strawberry.type(description="What search engines and social networks are told of a page.")
class Seo:
    title: str = strawberry.field(description="Title for search engines.")
    description: str = strawberry.field(description="Description for search engines.")


@strawberry.type(description="A language in which a page is published.")
class Translation:
    title: str = strawberry.field(description="Title in this language.")
    path: str = strawberry.field(description="Address without the host.")
    is_outdated: bool = strawberry.field(description="True when the source was published since.")
    code: strawberry.Private[str]

    @strawberry.field(description="The language.")
    def locale(self) -> Language:
        return language(self.code)

    @strawberry.field(description="Absolute address.")
    def url(self) -> str:
        return base_url() + self.path


@strawberry.type(description="A page by name and address only.")
class PageLink:
    title: str = strawberry.field(description="Title, in the language of the answer.")
    path: str = strawberry.field(description="Address without the host.")
    url: str = strawberry.field(description="Absolute address.")
    type: str = strawberry.field(description="Code of the page type, for example report.")


@strawberry.interface(description="A published page, as a reader of one language sees it.")
class Page(Node):
    title: str = strawberry.field(description="Title.")
    slug: str = strawberry.field(description="Last part of its address.")
    path: str = strawberry.field(description="Address without the host; what page(path:) takes.")
    summary: str = strawberry.field(description="Two or three sentences for cards and lists.")
    is_fallback: bool = strawberry.field(
        description="True when the text is not in the language asked for."
    )
    seo: Seo = strawberry.field(description="For search engines.")
    first_published_at: DateTime = strawberry.field(description="When it was first published.")
    updated_at: DateTime = strawberry.field(description="When it was last published.")
    card: strawberry.Private[dict[str, Any]]
    entry_id: strawberry.Private[int]
    key: strawberry.Private[str]
    reading: strawberry.Private[str]
    actual: strawberry.Private[str]

    @strawberry.field(description="The language this answer is in.")
    def locale(self) -> Language:
        return language(self.actual)

    @strawberry.field(
        description="True when it was written in this language, or a speaker read the translation."
    )
    def is_reviewed(self) -> bool:
        return bool(self.card["translation_reviewed"])

    @strawberry.field(description="Absolute address.")
    def url(self) -> str:
        return base_url() + self.path

    @strawberry.field(description="Every language the page is published in, this one included.")
    def translations(self) -> list[Translation]:
        return [
            plain(Translation, item | {"code": item["locale"]})
            for item in self.card["translations"]
        ]

    @strawberry.field(description="The pages above it, from the home page down.")
    def breadcrumbs(self, info: Info) -> list[PageLink]:
        keys = [(key, self.reading) for key in self.card["ancestors"]]
        return links(info.context.entries.get_many(keys, reason="breadcrumbs"))

    cover = nested(Image | None, "Cover image.")

    @strawberry.field(description="The content, block by block.", metadata={"list_size": 20})
    def body(self, info: Info) -> list[Block]:
        return blocks_of(content(info.context, self), info.context, self.reading)


@strawberry.type(description="A page of a declared type that has no GraphQL type of its own.")
class OtherPage(Page): ...


def links(entries: Iterable[Entry | EntryRow]) -> list[PageLink]:
    return [
        PageLink(title=entry.title, path=entry.path, url=base_url() + entry.path, type=entry.type)
        for entry in entries
    ]


def page_of_entry(context: Context, entry: Entry | EntryRow) -> Page:
    """Make the GraphQL object of an entry, and announce the keys it names to the loaders."""
    card, reading, key = entry.card, entry.locale, str(entry.key)
    for ids in card["terms"].values():
        context.terms.want(ids)
    context.organisations.want(item["organisation"] for item in card["contributions"])
    context.networks.want(card["networks"])
    context.entries.want(
        ((ancestor, reading) for ancestor in card["ancestors"]), reason="breadcrumbs"
    )
    wanted = context.answers.setdefault("contents", set())
    wanted.add(entry.pk)
    kind = page_types()[entry.type].load_graphql_type()
    made = plain(
        kind,
        {
            **card,
            "id": f"page:{key}:{reading}",
            "title": entry.title,
            "slug": entry.slug,
            "path": entry.path,
            "is_fallback": reading != entry.actual_locale,
            "seo": plain(Seo, card["seo"]),
            "first_published_at": entry.first_published_at,
            "updated_at": entry.updated_at,
            "card": card,
            "entry_id": entry.pk,
            "key": key,
            "reading": reading,
            "actual": entry.actual_locale,
        },
    )
    if announce := getattr(made, "announce", None):
        announce(context)
    return made


def page_of_draft(context: Context, draft: WagtailPage, reading: str = "") -> Page:
    """Make the GraphQL object of a draft, with its body, for a reader of this language."""
    entry, content = draft_entry(draft)
    entry.locale = reading or entry.locale
    bodies = context.answers.setdefault("bodies", {})
    entry.pk = -len(bodies) - 1  # no row of the catalogue; a number of its own in this answer
    bodies[entry.pk] = content.body
    announce_bodies(context, [content.body], entry.locale)
    return page_of_entry(context, entry)


def pages_of(context: Context, entries: Iterable[Entry | EntryRow]) -> list[Page]:
    return [page_of_entry(context, entry) for entry in entries]


def content(context: Context, page: Page) -> list[dict[str, Any]]:
    """Return the body of a page; those of all pages of this answer are read in one query.

    What they lead to is announced together, so that links cost one query and not one a page.
    """
    found: dict[int, list[dict[str, Any]]] = context.answers.setdefault("bodies", {})
    if page.entry_id not in found:
        ids = context.answers.pop("contents", set()) | {page.entry_id}
        rows = EntryContent.objects.filter(entry__in=ids - found.keys())
        bodies = dict(rows.values_list("entry_id", "body"))
        announce_bodies(context, bodies.values(), page.reading)
        found.update(bodies)
    return found.get(page.entry_id, [])


def page_terms(kind: type[TermFields], vocabulary: str, description: str) -> Any:
    """Make a field for the terms that a page has of one vocabulary."""

    def resolve(self: Page, info: Info) -> list[kind]:  # type: ignore[valid-type]
        return terms(info.context, kind, self.card["terms"].get(vocabulary, ()), self.reading)

    return strawberry.field(resolver=resolve, description=description)


def entries_for(info: Info, locale: str) -> EntryQuerySet:
    """Everything this asker may read in this language; the start of every list."""
    context = info.context
    entries = Entry.objects.visible_to(context.asker, now=context.now)
    return entries.in_locale(locale).select_related("group")
