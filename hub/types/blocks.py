"""The blocks of a body, each with its fields and with HTML that is ready to show.

A field that several blocks have is null or not in all of them alike: GraphQL refuses a query that
asks for it in two fragments otherwise.
"""

from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any

import strawberry
from django.utils.module_loading import import_string

from hub.blocks.resolve import finish_body, referenced_groups
from hub.catalogue.models import Entry
from hub.declarations import block_types
from hub.localization.languages import text_direction
from hub.pages.links import PageLink
from hub.types.context import Context, Info
from hub.types.media import File, Image
from hub.types.organisations import Organisation, organisation_of
from hub.types.plain import nested, plain
from hub.types.scalars import Date

PageRef = Annotated["Page", strawberry.lazy("hub.types.pages")]  # type: ignore[name-defined]  # noqa: F821


@strawberry.interface(description="One part of the content of a page.")
class Block:
    id: strawberry.ID = strawberry.field(
        description="Id of the block; it stays when the page is edited."
    )
    html: str = strawberry.field(
        description="The block as clean HTML without styles or scripts, links resolved."
    )
    entry: strawberry.Private[Entry | None]
    reading: strawberry.Private[str]


@strawberry.type(description="Running text; all of it is in its HTML.")
class RichTextBlock(Block): ...


@strawberry.type(description="A heading that starts a part of the page.")
class HeadingBlock(Block):
    text: str = strawberry.field(description="The heading, as plain text.")
    anchor: str = strawberry.field(
        description="Its id in the page; links to it end with # and this."
    )


@strawberry.type(description="The words of a person or a document.")
class QuoteBlock(Block):
    text: str = strawberry.field(description="The words, without quotation marks.")
    attribution: str | None = strawberry.field(description="Who said it.")
    role: str | None = strawberry.field(description="What that person is, for example a mayor.")
    source_url: str | None = strawberry.field(description="Where the words were published.")


@strawberry.type(description="A question that opens to show its answer.")
class AccordionItem:
    question: str = strawberry.field(description="The question, as plain text.")
    answer: str = strawberry.field(description="The answer, as clean HTML.")
    anchor: str = strawberry.field(description="The id of the answer in the HTML of the block.")


@strawberry.type(description="Questions with their answers.")
class AccordionBlock(Block):
    title: str | None = strawberry.field(description="What the questions are about.")
    items = nested(list[AccordionItem], "The questions, in their order.")


@strawberry.type(description="An image with its caption.")
class FigureBlock(Block):
    caption: str | None = strawberry.field(description="The caption.")
    image = nested(Image, "The image; its credit and the words in its place are with it.")


@strawberry.type(description="A video, here or on another site, with its words as text.")
class VideoBlock(Block):
    title: str | None = strawberry.field(description="Title of the video.")
    url: str | None = strawberry.field(description="Its page on another site.")
    transcript: str = strawberry.field(description="What is said and shown, as clean HTML.")
    file = nested(File | None, "The video itself, when it is kept here.")
    captions = nested(File | None, "Captions in WebVTT, in the language of the page.")


@strawberry.type(description="A sound recording, here or on another site, with its words as text.")
class AudioBlock(Block):
    title: str | None = strawberry.field(description="Title of the recording.")
    url: str | None = strawberry.field(description="Its address on another site.")
    transcript: str = strawberry.field(description="What is said, as clean HTML.")
    file = nested(File | None, "The recording itself, when it is kept here.")


@strawberry.type(description="Files to download.")
class DownloadsBlock(Block):
    title: str | None = strawberry.field(description="What the files are.")
    files = nested(list[File], "The files chosen for this block, or those of the page itself.")


@strawberry.type(description="A link that asks the reader to do something.")
class CallToActionBlock(Block):
    text: str = strawberry.field(
        description="Why the reader should follow it; empty when the label says it all."
    )
    label: str = strawberry.field(description="The words of the link.")
    url: str | None = strawberry.field(description="Where it leads, when that is another site.")

    @strawberry.field(description="The page it leads to, when that is a page of the hub.")
    def page(self, info: Info) -> PageRef | None:
        return page_of(info.context, self.entry)


@strawberry.type(description="A figure that stands out.")
class Statistic:
    value: str = strawberry.field(description="The figure as it is read, for example 50+.")
    label: str = strawberry.field(description="What it counts.")
    source: str | None = strawberry.field(description="Who counted, and where it says so.")
    as_of: Date | None = strawberry.field(description="The day for which it holds.")
    is_unverified: bool = strawberry.field(
        description="True when nobody has checked it against its source."
    )


@strawberry.type(description="A few figures that stand out.")
class StatisticsBlock(Block):
    title: str | None = strawberry.field(description="What the figures are about.")
    items = nested(list[Statistic], "The figures, in their order.")


@strawberry.type(description="A table of plain text.")
class TableBlock(Block):
    caption: str | None = strawberry.field(description="What the table shows.")
    has_header_row: bool = strawberry.field(description="True when the first row names columns.")
    has_header_column: bool = strawberry.field(
        description="True when the first cell of each row names it."
    )
    rows: list[list[str]] = strawberry.field(
        description="All rows, each with the same number of cells."
    )
    draws_bars: bool = strawberry.field(
        default=False, description="True when the numbers of its last column are drawn as bars."
    )


@strawberry.type(description="Another page of the hub. A block whose page is hidden is left out.")
class TeaserBlock(Block):
    text: str = strawberry.field(
        description="What the block says of the page, or else the page's own summary."
    )

    @strawberry.field(description="The page.")
    def page(self, info: Info) -> PageRef | None:
        return page_of(info.context, self.entry)


@strawberry.type(description="Organisations by name.")
class OrganisationsBlock(Block):
    title: str | None = strawberry.field(description="What they have in common.")

    @strawberry.field(description="The organisations, in their order.")
    def organisations(self, info: Info) -> list[Organisation]:
        ids = [item["id"] for item in vars(self)["organisations"]]
        rows = info.context.organisations.get_many(ids)
        return [organisation_of(info.context, row, self.reading) for row in rows]


#: All of the above; a schema names them, because only the interface is mentioned elsewhere.
BLOCK_TYPES = tuple(Block.__subclasses__())


@cache
def types_by_name() -> dict[str, type[Block]]:
    """Return the types of the hub's blocks, and of those that apps declare."""
    declared = (import_string(one.graphql_type) for one in block_types())
    return {kind.__name__: kind for kind in (*BLOCK_TYPES, *declared)}


def announce_bodies(context: Context, bodies: Iterable[list[dict[str, Any]]], reading: str) -> None:
    """Tell the loaders what several bodies name, so that all of it is read in one query each."""
    for body in bodies:
        groups = referenced_groups(body)
        context.entries.want(((group, reading) for group in groups), reason="bodies")
        for block in body:
            context.organisations.want(item["id"] for item in block.get("organisations", ()))


def blocks_of(body: list[dict[str, Any]], context: Context, reading: str) -> list[Block]:
    """Finish a body for this asker: links and teasers lead to pages that the asker may see."""
    keys = [(group, reading) for group in referenced_groups(body)]
    entries = {str(entry.key): entry for entry in context.entries.get_many(keys, reason="bodies")}
    links = {group: linked_page(entry) for group, entry in entries.items()}
    types = types_by_name()
    return [
        plain(
            types[block["type"]],
            block | {"entry": entries.get(block.get("group") or ""), "reading": reading},
        )
        for block in finish_body(body, links)
        if block["type"] in types
    ]


def linked_page(entry: Entry) -> PageLink:
    """Name a page in HTML for any site, whose addresses choose no language by a parameter."""
    actual = entry.actual_locale if entry.actual_locale != entry.locale else ""
    return PageLink(
        key=str(entry.key),
        title=entry.title,
        path=entry.path,
        summary=entry.card.get("summary", ""),
        language=actual,
        direction=text_direction(actual) if actual else "",
    )


def page_of(context: Context, entry: Entry | None) -> Any:
    # Pages hold blocks, so their module cannot be imported while this one is.
    make = import_string("hub.types.pages.page_of_entry")
    return make(context, entry) if entry else None
