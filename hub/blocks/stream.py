"""The blocks that the body of a page is made of.

The names are stored with every page, so never rename one without a migration of the stored bodies.
Each is also the name of the block's template and of its function in `hub.blocks.describers`; its
class is called like its GraphQL type.
"""

from wagtail.blocks import Block

from .evidence import StatisticsBlock, TableBlock
from .links import CallToActionBlock, OrganisationsBlock, TeaserBlock
from .media import AudioBlock, DownloadsBlock, FigureBlock, VideoBlock
from .text import AccordionBlock, HeadingBlock, QuoteBlock, RichTextBlock

BODY_BLOCKS: list[tuple[str, Block]] = [
    ("rich_text", RichTextBlock()),
    ("heading", HeadingBlock()),
    ("quote", QuoteBlock()),
    ("accordion", AccordionBlock()),
    ("figure", FigureBlock()),
    ("video", VideoBlock()),
    ("audio", AudioBlock()),
    ("downloads", DownloadsBlock()),
    ("statistics", StatisticsBlock()),
    ("table", TableBlock()),
    ("call_to_action", CallToActionBlock()),
    ("teaser", TeaserBlock()),
    ("organisations", OrganisationsBlock()),
]
