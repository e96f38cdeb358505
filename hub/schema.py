"""The root fields that concern every page, networks, places and terms."""

from typing import Annotated, Any, cast
from urllib.parse import quote, unquote, urlsplit
from uuid import UUID

import strawberry
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from hub.catalogue.models import Entry
from hub.catalogue.paging import MAX_PAGE_SIZE
from hub.loading import LabelledRow, Loader
from hub.localization.languages import content_locales
from hub.networks.models import Network as NetworkModel
from hub.organisations.models import Organisation as OrganisationModel
from hub.pages.gone import Moved, redirected_path
from hub.pages.reading import in_tree_order
from hub.partners.previews import previewed
from hub.terms.models import Term as TermModel
from hub.types.connections import After, Connection, First
from hub.types.context import Info
from hub.types.networks import Network, network_of, networks_of
from hub.types.node import Node
from hub.types.organisation_lists import OrganisationFilterArgument, organisation_connection
from hub.types.organisations import Organisation, organisation_of
from hub.types.pages import (
    Page,
    PageLink,
    entries_for,
    links,
    page_of_draft,
    page_of_entry,
    pages_of,
)
from hub.types.terms import (
    Audience,
    Country,
    GcmObjective,
    GcrSection,
    Place,
    PriorityObjective,
    Region,
    Sdg,
    Series,
    TargetGroup,
    Term,
    TermFields,
    Topic,
    Vocabulary,
    term_of,
    vocabulary_terms,
)
from hub.types.viewer import Viewer, viewer_of

LocaleArgument = Annotated[
    str | None,
    strawberry.argument(
        description="BCP 47 code of the reader's language; what is not translated falls back."
    ),
]
PathArgument = Annotated[
    str, strawberry.argument(description="Address without the host, for example /en/library/.")
]
SlugArgument = Annotated[
    str, strawberry.argument(description="Its slug, in the language that is asked for.")
]
CodeArgument = Annotated[str, strawberry.argument(description="Its slug or code.")]
TokenArgument = Annotated[
    str, strawberry.argument(description="The token that came with the address of the preview.")
]
IdArgument = Annotated[
    strawberry.ID, strawberry.argument(description="An id that an answer of this API gave.")
]
VocabularyArgument = Annotated[
    Vocabulary, strawberry.argument(description="Which vocabulary to list.")
]
#: What Django leaves as it is in the address of a page.
SAFE_IN_PATHS = "/:@!$&'()*+,;=~"
#: Countries and places are the only long vocabularies.
MOST_TERMS = 1_000

TERM_TYPES: dict[str, type[TermFields]] = {
    "topics": Topic,
    "audiences": Audience,
    "target_groups": TargetGroup,
    "priority_objectives": PriorityObjective,
    "gcm_objectives": GcmObjective,
    "gcr_sections": GcrSection,
    "sdgs": Sdg,
    "places": Place,
    "countries": Country,
    "regions": Region,
    "series": Series,
}


def reading_locale(info: Info, locale: str | None) -> str:
    """Return the language to answer in; one that the hub does not offer is bad input."""
    if locale is None:
        return info.context.default_locale
    if locale not in content_locales():
        offered = ", ".join(content_locales())
        raise ValidationError(
            {"locale": _("The languages are %(offered)s.") % {"offered": offered}}
        )
    return locale


def first_page(info: Info, locale: str, **where: Any) -> Page | None:
    entry = entries_for(info, locale).filter(**where).to_show().order_by("pk").first()
    return pages_of(info.context, [entry])[0] if entry else None


@strawberry.type(description="A page found by its address, and whether the address has moved.")
class PageAtPath:
    page: Page | None = strawberry.field(description="The page, when it is on this site.")
    redirected_from: str | None = strawberry.field(
        description="The old address, when it has moved."
    )
    redirect_url: str | None = strawberry.field(description="Where to go, when it is elsewhere.")
    is_permanent: bool = strawberry.field(description="True when the old address is gone for good.")


def find_by_path(info: Info, path: str, locale: str | None) -> Page | None:
    """Find the page at an address, in the language asked for or that of the address."""
    asker = info.context
    entry = (
        Entry.objects.visible_to(asker.asker, now=asker.now)
        .filter(path=path_of(path), locale=F("actual_locale"))
        .to_show()
        .first()
    )
    if entry is None:
        return None
    wanted = reading_locale(info, locale) if locale else entry.actual_locale
    if wanted != entry.locale:
        return first_page(info, wanted, group=entry.group_id)
    return page_of_entry(info.context, entry)


def found_or_moved(info: Info, path: str, locale: str | None) -> tuple[Page | None, Moved | None]:
    """Find the page at an address, or else where the address has moved and what is there."""
    found = find_by_path(info, path, locale)
    if found is not None:
        return found, None
    info.context.is_passing = True  # old addresses come and go without a new generation
    moved = redirected_path(path)
    return find_by_path(info, moved.path, locale) if moved and moved.path else None, moved


def path_of(address: str) -> str:
    """Return the path in an address the way the catalogue keeps it; refuse what is no address."""
    try:
        path = unquote(urlsplit(address.strip()).path, errors="strict")
    except ValueError as error:  # brackets that hold no host, or bytes that are no UTF-8
        raise ValidationError({"path": _("This is not an address.")}) from error
    if "\x00" in path:
        raise ValidationError({"path": _("This is not an address.")})
    inner = path.strip("/")
    return quote(f"/{inner}/" if inner else "/", safe=SAFE_IN_PATHS)


def term_list(kind: type[TermFields], vocabulary: str, description: str) -> Any:
    """Make a root field that lists all terms of one vocabulary."""

    def resolve(info: Info, locale: LocaleArgument = None) -> list[kind]:  # type: ignore[valid-type]
        reading = reading_locale(info, locale)
        return vocabulary_terms(info.context, kind, vocabulary, reading, most=MAX_PAGE_SIZE)

    return strawberry.field(resolver=resolve, description=description)


#: What was merged answers with what it was merged into.
CURRENT = Coalesce("merged_into", "pk")


def one_row(
    loader: Loader[int, LabelledRow], rows: QuerySet[Any], column: Any = "pk"
) -> LabelledRow | None:
    """Read a row in the way in which lists read theirs, with its labels."""
    key = rows.values_list(column, flat=True).first()
    return loader.get(key) if key else None


def term_with_code(info: Info, vocabulary: str, code: str, locale: str) -> TermFields | None:
    rows = TermModel.objects.filter(vocabulary=vocabulary, code=code)
    row = one_row(info.context.terms, rows, CURRENT)
    return term_of(TERM_TYPES.get(vocabulary, Term), row, locale) if row else None


def organisation_where(info: Info, locale: str, **where: str) -> Organisation | None:
    is_public = Q(is_public=True, merged_into=None) | Q(merged_into__is_public=True)
    rows = OrganisationModel.objects.filter(is_public, **where)
    row = one_row(info.context.organisations, rows, CURRENT)
    return organisation_of(info.context, row, locale) if row else None


def network_with_slug(info: Info, slug: str, locale: str) -> Network | None:
    row = one_row(info.context.networks, NetworkModel.objects.filter(slug=slug))
    return network_of(info.context, row, locale) if row else None


def node_by_id(info: Info, node_id: str) -> Node | None:
    """Find any node by the id it was given; what is hidden is as good as missing."""
    kind, _colon, rest = node_id.partition(":")
    key, _colon, locale = rest.rpartition(":")
    if locale not in content_locales():
        return None
    if kind == "page" and is_uuid(key):
        return first_page(info, locale, group__translation_key=key)
    if kind == "organisation" and is_uuid(key):
        return organisation_where(info, locale, key=key)
    if kind == "network":
        return network_with_slug(info, key, locale)
    if kind == "term":
        vocabulary, _colon, code = key.partition(":")
        return term_with_code(info, vocabulary, code, locale)
    return None


def is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


@strawberry.type
class Query:
    priority_objectives = term_list(
        PriorityObjective,
        "priority_objectives",
        "The eight priority objectives with what they map to.",
    )
    gcm_objectives = term_list(
        GcmObjective, "gcm_objectives", "The 23 objectives of the Global Compact for Migration."
    )
    gcr_sections = term_list(
        GcrSection, "gcr_sections", "The sections of the Global Compact on Refugees."
    )
    sdgs = term_list(Sdg, "sdgs", "The 17 Sustainable Development Goals.")
    topics = term_list(Topic, "topics", "All topics; at most 100.")
    audiences = term_list(Audience, "audiences", "All audiences; at most 100.")
    target_groups = term_list(TargetGroup, "target_groups", "All target groups; at most 100.")

    @strawberry.field(description="Anything that has an id, in the language the id was given in.")
    def node(self, info: Info, id: IdArgument) -> Node | None:
        return node_by_id(info, str(id))

    @strawberry.field(
        description="The page at an address. Old addresses are followed; see pageAt to be told."
    )
    def page(self, info: Info, path: PathArgument, locale: LocaleArgument = None) -> Page | None:
        return found_or_moved(info, path, locale)[0]

    @strawberry.field(description="The page at an address, and whether the address has moved.")
    def page_at(self, info: Info, path: PathArgument, locale: LocaleArgument = None) -> PageAtPath:
        found, moved = found_or_moved(info, path, locale)
        return PageAtPath(
            page=found,
            redirected_from=path if moved else None,
            redirect_url=moved.url if moved else None,
            is_permanent=bool(moved and moved.is_permanent),
        )

    @strawberry.field(
        description="A draft that an editor previews, to a key of the site that reads previews."
    )
    def preview(
        self, info: Info, token: TokenArgument, locale: LocaleArgument = None
    ) -> Page | None:
        info.context.has_draft = True
        draft = previewed(token, info.context.partner)
        reading = reading_locale(info, locale) if locale else ""
        return page_of_draft(info.context, draft, reading) if draft else None

    @strawberry.field(description="The pages of the main menu, in their order; at most 100.")
    def menu(self, info: Info, locale: LocaleArgument = None) -> list[PageLink]:
        entries = entries_for(info, reading_locale(info, locale)).with_facet("menu", ["main"])
        return links(in_tree_order(entries)[:MAX_PAGE_SIZE])

    @strawberry.field(description="All networks, in their order; at most 100.")
    def networks(self, info: Info, locale: LocaleArgument = None) -> list[Network]:
        # Sorted here, because databases disagree on the order of text.
        rows = sorted(NetworkModel.objects.values_list("order", "slug", "pk"))
        ids = [pk for _order, _slug, pk in rows[:MAX_PAGE_SIZE]]
        return networks_of(info.context, ids, reading_locale(info, locale))

    @strawberry.field(description="One network, by its slug.")
    def network(
        self, info: Info, slug: CodeArgument, locale: LocaleArgument = None
    ) -> Network | None:
        return network_with_slug(info, slug, reading_locale(info, locale))

    @strawberry.field(description="One city or town, by its code.")
    def place(self, info: Info, slug: CodeArgument, locale: LocaleArgument = None) -> Place | None:
        found = term_with_code(info, "places", slug, reading_locale(info, locale))
        return cast(Place, found)

    @strawberry.field(
        description="All terms of a vocabulary that are still offered; at most 1,000.",
        metadata={"list_size": MOST_TERMS},
    )
    def terms(
        self, info: Info, vocabulary: VocabularyArgument, locale: LocaleArgument = None
    ) -> list[Term]:
        reading = reading_locale(info, locale)
        return vocabulary_terms(info.context, Term, vocabulary.value, reading, most=MOST_TERMS)

    @strawberry.field(description="The organisations that the hub knows, by slug.")
    def organisations(
        self,
        info: Info,
        filter: OrganisationFilterArgument = None,
        locale: LocaleArgument = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Organisation]:
        reading = reading_locale(info, locale)
        return organisation_connection(info, filter, reading, first=first, after=after)

    @strawberry.field(description="One organisation, by its slug.")
    def organisation(
        self, info: Info, slug: CodeArgument, locale: LocaleArgument = None
    ) -> Organisation | None:
        return organisation_where(info, reading_locale(info, locale), slug=slug)

    @strawberry.field(description="The person or partner site that asks; null for anybody else.")
    def viewer(self, info: Info) -> Viewer | None:
        return viewer_of(info)
