"""Bodies of pages, from the form in which they are stored."""

from typing import Any

from wagtail.blocks import StreamBlock, StreamValue

from hub.blocks.stream import BODY_BLOCKS

STREAM = StreamBlock(BODY_BLOCKS)


def stored(kind: str, value: Any, *, number: int = 1) -> dict[str, Any]:
    """Build one block as the database holds it, with an id that a test can name."""
    return {"type": kind, "value": value, "id": f"block-{number}"}


def listed(*values: Any) -> list[dict[str, Any]]:
    """Build the items of a list block as the database holds them."""
    return [
        {"type": "item", "value": value, "id": f"item-{number}"}
        for number, value in enumerate(values, start=1)
    ]


def body(*blocks: tuple[str, Any]) -> StreamValue:
    """Build a body as it is loaded from the database."""
    return STREAM.to_python(
        [stored(kind, value, number=number) for number, (kind, value) in enumerate(blocks, start=1)]
    )
