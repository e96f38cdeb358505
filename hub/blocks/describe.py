"""A body as plain JSON, made once when the page is published.

Each block becomes `{"type": <its GraphQL type>, "id", "html", …its fields}`. Labels inside the
HTML are in the active language: the caller activates the language of the page. Blocks that lead to
another page hold its group only and have no HTML before `hub.blocks.resolve` finishes them.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from wagtail import blocks
from wagtail.blocks import StreamValue

from hub.catalogue.description import Description
from hub.declarations import block_types

from . import describers, text
from .body import Body
from .stream import BODY_BLOCKS


class BlockKind(NamedTuple):
    graphql_type: str
    template: str
    describe: Callable[[Any, Body], dict[str, Any] | None]


#: By class and not by name: a page type of another site may call its own blocks what it likes.
KINDS = {
    type(block): BlockKind(
        type(block).__name__, f"hub/blocks/{name}.html", getattr(describers, f"describe_{name}")
    )
    for name, block in BODY_BLOCKS
}
KINDS[blocks.RichTextBlock] = KINDS[text.RichTextBlock]


@cache
def all_kinds() -> dict[type, BlockKind]:
    """Return the hub's kinds of blocks, and those that apps declare."""
    declared = {
        import_string(one.block): BlockKind(
            one.graphql_type.rpartition(".")[2], one.template, import_string(one.describe)
        )
        for one in block_types()
    }
    return KINDS | declared


def describe_body(value: StreamValue, description: Description) -> list[dict[str, Any]]:
    """Turn a stream into plain JSON, and tell the description its texts and dependencies.

    Blocks of a kind the hub does not know are left out. The files of the page must be on the card
    already, where a downloads block finds them.
    """
    body = Body(description=description, given_anchors=_given_anchors(value))
    described = []
    for child in value:
        kind = kind_of(child.block)
        fields = kind.describe(child.value, body) if kind else None
        if kind is not None and fields is not None:
            described.append(_block(kind, str(child.id or ""), fields))
    return described


def describe_rich_text(source: str, description: Description) -> list[dict[str, Any]]:
    """Turn the rich text of a field into a body of one block."""
    html = Body(description=description).rich_text(source)
    return [_block(KINDS[blocks.RichTextBlock], "", {"html": html})] if html else []


def _block(kind: BlockKind, block_id: str, fields: dict[str, Any]) -> dict[str, Any]:
    block = {"type": kind.graphql_type, "id": block_id, "html": "", **fields}
    if not block.get("group"):
        block["html"] = render_to_string(kind.template, {"block": block}).strip()
    return block


def kind_of(block: blocks.Block) -> BlockKind | None:
    """Find what describes a block, looking at the classes it is built on too."""
    kinds = all_kinds()
    return next((kinds[cls] for cls in type(block).__mro__ if cls in kinds), None)


def _given_anchors(value: StreamValue) -> frozenset[str]:
    headings = [child.value for child in value if isinstance(child.block, text.HeadingBlock)]
    return frozenset(heading["anchor"] for heading in headings if heading["anchor"])
