"""A search as its readers meet it: hits, facets, and what else might be meant."""

from dataclasses import asdict

import strawberry

from hub.catalogue.querysets import EntryRow
from hub.types.choices import enum_named
from hub.types.connections import PageInfo
from hub.types.context import Info
from hub.types.languages import Language, language
from hub.types.media import File
from hub.types.pages import Page, links, page_of_entry
from hub.types.plain import plain
from search import facets, questions
from search.answers import FacetCount, Hit, SearchAnswer
from search.highlights import MAX_HIGHLIGHTS
from search.suggestions import KINDS, Kind, NamedTerm

SearchOrder = enum_named(
    "SearchOrder",
    "The order of hits.",
    {
        "RELEVANCE": (
            questions.SearchOrder.RELEVANCE,
            "The best match first; the newest first when nothing is asked for. Its first 1000 hits"
            " can be paged through.",
        ),
        "NEWEST": (questions.SearchOrder.NEWEST, "By date, the newest first."),
        "OLDEST": (questions.SearchOrder.OLDEST, "By date, the oldest first."),
        "TITLE": (questions.SearchOrder.TITLE, "By title, whatever its case and accents."),
        "UPDATED": (questions.SearchOrder.UPDATED, "What was published last comes first."),
    },
)
FACETS = {
    "TYPE": "The page type.",
    "KIND": "The kind within a type.",
    "TOPIC": "Topics.",
    "TARGET_GROUP": "Those whom it is about.",
    "PRIORITY_OBJECTIVE": "Priority objectives of the Call to Local Action.",
    "GCM_OBJECTIVE": "Objectives of the Global Compact for Migration.",
    "GCR_SECTION": "Sections of the Global Compact on Refugees.",
    "SDG": "Sustainable Development Goals.",
    "NETWORK": "Networks.",
    "ASSET_LANGUAGE": "Languages of the files.",
    "PUBLISHER": "Publishers.",
    "CITY": "Cities.",
    "COUNTRY": "Countries; those of the cities count.",
    "REGION": "Regions; those of the countries count.",
    "YEAR": "The year it is about or from.",
    "AUDIENCE": "Those for whom it is made.",
}
FacetName = enum_named(
    "FacetName",
    "What hits can be counted by.",
    {facet.name: (facet, FACETS[facet.name]) for facet in facets.FacetName},
)

SuggestionKind = enum_named(
    "SuggestionKind",
    "What is suggested.",
    {
        "PAGE": (Kind.PAGE, "A page, by its title."),
        "TOPIC": (Kind.TOPIC, "A topic that pages have."),
        "PLACE": (Kind.PLACE, "A city, country or region that pages are about."),
    },
)


@strawberry.type(description="A passage in which something was found.")
class Highlight:
    weight: str = strawberry.field(
        description="Where it stands: title, summary, heading, body or file."
    )
    html: str = strawberry.field(description="The passage, with finds in mark elements; safe.")
    anchor: str | None = strawberry.field(description="Id of its place in the page.")


@strawberry.type(description="A page that was found.")
class SearchHit:
    page: Page = strawberry.field(description="The page.")
    score: float = strawberry.field(description="Comparable within one answer only.")
    anchor: str | None = strawberry.field(description="Where in the page the best passage is.")
    hit: strawberry.Private[Hit]

    @strawberry.field(description="The language of the text that matched best.")
    def matched_locale(self) -> Language:
        return language(self.hit.language)

    @strawberry.field(
        description="The best passages, at most three.", metadata={"list_size": MAX_HIGHLIGHTS}
    )
    def highlights(self) -> list[Highlight]:
        return [
            Highlight(weight=found.weight, html=found.html, anchor=found.anchor or None)
            for found in self.hit.highlights
        ]

    @strawberry.field(description="The file that matched, when it has what was asked for.")
    def file(self) -> File | None:
        number = self.hit.file
        return plain(File, self.hit.entry.card["files"][number]) if number is not None else None


@strawberry.type(description="A hit with its cursor.")
class SearchEdge:
    cursor: str = strawberry.field(description="Its place in this order.")
    node: SearchHit = strawberry.field(description="The hit.")


@strawberry.type(description="One value of a facet.")
class FacetValue:
    value: str = strawberry.field(description="What the filter takes.")
    label: str = strawberry.field(description="What it is called in the language asked for.")
    count: int = strawberry.field(description="How many pages have it.")
    is_selected: bool = strawberry.field(description="True when the filter chooses it.")


@strawberry.type(description="The values that the pages found have in one respect.")
class Facet:
    name: FacetName = strawberry.field(description="Which facet.")  # type: ignore[valid-type]
    values: list[FacetValue] = strawberry.field(
        description="What is chosen first, then those with the most pages.",
        metadata={"list_size": facets.MAX_VALUES},
    )


@strawberry.type(description="One of the things that an ambiguous word may stand for.")
class Meaning:
    word: str = strawberry.field(description="The word.")
    label: str = strawberry.field(description="What it may stand for.")
    text: str = strawberry.field(description="What to search for when this is meant.")


@strawberry.type(description="A way to find something when nothing was found.")
class Relaxation:
    text: str = strawberry.field(description="What to search for.")
    without: FacetName | None = strawberry.field(  # type: ignore[valid-type]
        description="The facet to let go; null: all of them."
    )
    total_count: int = strawberry.field(description="How many pages that finds.")


@strawberry.type(
    description=(
        "What somebody may mean who types: a page leads to its address, a topic or a place to a"
        " search whose filter has this value in this facet."
    )
)
class Suggestion:
    kind: SuggestionKind = strawberry.field(  # type: ignore[valid-type]
        description="What it is."
    )
    title: str = strawberry.field(description="Title or label, in the language asked for.")
    path: str | None = strawberry.field(description="Of a page: address without the host.")
    url: str | None = strawberry.field(description="Of a page: absolute address.")
    type: str | None = strawberry.field(description="Of a page: code of its type.")
    facet: FacetName | None = strawberry.field(  # type: ignore[valid-type]
        description="Of a topic or a place: the facet that it is chosen in."
    )
    value: str | None = strawberry.field(
        description="Of a topic or a place: what the filter takes."
    )


def suggestion(found: EntryRow | NamedTerm) -> Suggestion:
    if isinstance(found, NamedTerm):
        return Suggestion(
            kind=KINDS[found.facet],
            title=found.label,
            path=None,
            url=None,
            type=None,
            facet=found.facet,
            value=found.value,
        )
    (link,) = links([found])
    return Suggestion(kind=Kind.PAGE, facet=None, value=None, **asdict(link))


@strawberry.type(description="The pages that a search found.")
class SearchConnection:
    edges: list[SearchEdge] = strawberry.field(description="The hits of this page.")
    page_info: PageInfo = strawberry.field(description="Where the list stands.")
    total_count: int = strawberry.field(description="How many pages were found in all.")
    facets: list[Facet] = strawberry.field(
        description="The facets asked for, in their order.", metadata={"list_size": len(FACETS)}
    )
    did_you_mean: str | None = strawberry.field(
        description="What was searched for instead of words that nobody writes."
    )
    ambiguity: list[Meaning] = strawberry.field(
        description="What words of the question may stand for; none of it is assumed."
    )
    relax: list[Relaxation] = strawberry.field(description="What would find something.")
    engine: str = strawberry.field(description="Which engine answered.")
    degraded: bool = strawberry.field(
        description="True when the usual engine is away and another one answered."
    )
    took_ms: int = strawberry.field(description="How long the search took, in milliseconds.")


def search_connection(info: Info, answer: SearchAnswer, *, is_continued: bool) -> SearchConnection:
    edges = [
        SearchEdge(
            cursor=hit.cursor,
            node=SearchHit(
                page=page_of_entry(info.context, hit.entry),
                score=hit.score,
                anchor=hit.anchor or None,
                hit=hit,
            ),
        )
        for hit in answer.hits
    ]
    return SearchConnection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=answer.has_next,
            has_previous_page=is_continued,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        total_count=answer.total,
        facets=[facet_of(found) for found in answer.facets],
        did_you_mean=answer.did_you_mean or None,
        ambiguity=[Meaning(**asdict(meaning)) for meaning in answer.ambiguity],
        relax=[
            Relaxation(
                text=way.text,
                without=facets.FacetName(way.facet) if way.facet else None,
                total_count=way.total,
            )
            for way in answer.relax
        ],
        engine=answer.engine,
        degraded=answer.is_degraded,
        took_ms=answer.took_ms,
    )


def facet_of(found: FacetCount) -> Facet:
    return Facet(
        name=facets.FacetName(found.name),
        values=[plain(FacetValue, vars(value)) for value in found.values],
    )
