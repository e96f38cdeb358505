"""The blocks of a body; a teaser chooses a report, so that grapple reads all pages in one query."""

from grapple.helpers import register_streamfield_block
from grapple.models import (
    GraphQLCollection,
    GraphQLForeignKey,
    GraphQLImage,
    GraphQLPage,
    GraphQLString,
)
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock


@register_streamfield_block
class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt = blocks.CharBlock()
    caption = blocks.CharBlock(required=False)

    graphql_fields = [GraphQLImage("image"), GraphQLString("alt"), GraphQLString("caption")]


@register_streamfield_block
class TeaserBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock("grapple_site.Report")

    graphql_fields = [GraphQLPage("page")]


@register_streamfield_block
class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock()

    graphql_fields = [GraphQLString("text")]


@register_streamfield_block
class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock()
    attribution = blocks.CharBlock(required=False)

    graphql_fields = [GraphQLString("text"), GraphQLString("attribution")]


@register_streamfield_block
class OrganisationsBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False)
    organisations = blocks.ListBlock(SnippetChooserBlock("grapple_site.Organisation"))

    graphql_fields = [
        GraphQLString("title"),
        GraphQLCollection(GraphQLForeignKey, "organisations", "grapple_site.Organisation"),
    ]


BODY_BLOCKS = [
    ("heading", HeadingBlock()),
    ("rich_text", blocks.RichTextBlock()),
    ("figure", FigureBlock()),
    ("teaser", TeaserBlock()),
    ("quote", QuoteBlock()),
    ("organisations", OrganisationsBlock()),
]
