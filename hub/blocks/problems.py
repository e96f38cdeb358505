"""What is wrong with a body in ways that a form cannot refuse: things that vanished since.

Only editors are told. The public sees a body without what is missing.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks import ListBlock, StreamValue, StructBlock
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from hub.media.visibility import private_collection_ids, private_collections_read_once

from . import evidence, media, text
from .rich_text import linked_ids, sanitise


def body_problems(value: StreamValue) -> list[str]:
    """Say in plain sentences, in the language of the editor, what the public will not see."""
    with private_collections_read_once():
        return list(_problems(value))


def _problems(value: StreamValue) -> Iterator[str]:
    anchors: set[str] = set()
    for position, child in enumerate(value):
        raw = value.raw_data[position]["value"]
        problems = [*_vanished(child.block, child.value, raw), *_advice(child, anchors)]
        place = _("Block %(number)d (%(label)s)") % {
            "number": position + 1,
            "label": child.block.label,
        }
        yield from (f"{place}: {problem}" for problem in problems)


def _advice(child: Any, anchors: set[str]) -> Iterator[str]:
    value = child.value
    if isinstance(child.block, media.FigureBlock):
        if not value["alt"] and not value["is_decorative"]:
            yield _("Nothing says what the image shows to people who do not see it.")
    elif isinstance(child.block, evidence.StatisticsBlock):
        for item in value["items"]:
            if not item["source"] and not item["is_unverified"]:
                yield _("The figure “%(figure)s” has no source.") % {"figure": item["value"]}
    elif isinstance(child.block, text.HeadingBlock) and value["anchor"]:
        if value["anchor"] in anchors:
            yield _("Another heading has the same name for links: %(name)s.") % {
                "name": value["anchor"]
            }
        anchors.add(value["anchor"])


def _vanished(block: blocks.Block, value: Any, raw: Any) -> Iterator[str]:
    """Walk a value beside its stored form: what is stored but no longer found was deleted."""
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _vanished(child, value[name], raw.get(name))
    elif isinstance(block, ListBlock):
        for item, item_raw in zip(value, raw or [], strict=False):
            is_wrapped = block._item_is_in_block_format(item_raw)
            yield from _vanished(
                block.child_block, item, item_raw["value"] if is_wrapped else item_raw
            )
    elif isinstance(block, blocks.RichTextBlock):
        yield from _broken_links(value.source)
    elif isinstance(block, blocks.ChooserBlock):
        if value is not None:
            yield from _hidden(value)
        elif raw is not None:
            yield _("What was chosen as “%(field)s” was deleted.") % {"field": block.label}


def _hidden(chosen: Any) -> Iterator[str]:
    if isinstance(chosen, AbstractImage | AbstractDocument):
        if chosen.collection_id in private_collection_ids():
            yield _("“%(title)s” is in a private collection, so the public does not see it.") % {
                "title": chosen.title
            }
    elif isinstance(chosen, Page) and not chosen.live:
        yield _("The page “%(title)s” is not published, so the public does not see it.") % {
            "title": chosen.title
        }


def _broken_links(source: str) -> Iterator[str]:
    cleaned = sanitise(source)
    page_ids = linked_ids(cleaned, "page")
    pages = Page.objects.in_bulk(page_ids) if page_ids else {}
    if page_ids - pages.keys():
        yield _("A link in the text leads to a page that was deleted.")
    document_ids = linked_ids(cleaned, "document")
    documents = get_document_model().objects.in_bulk(document_ids) if document_ids else {}
    if document_ids - documents.keys():
        yield _("A link in the text leads to a document that was deleted.")
    for chosen in [*pages.values(), *documents.values()]:
        yield from _hidden(chosen)
