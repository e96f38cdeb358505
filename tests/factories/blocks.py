"""Bodies of pages: as the database holds them, and as the editor's browser sends them."""

from collections.abc import Iterable
from typing import Any

from wagtail import blocks
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from hub.blocks.stream import BODY_BLOCKS
from hub.organisations.models import Organisation
from tests.factories.media import make_document, make_image

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


def body(*items: tuple[str, Any]) -> StreamValue:
    """Build a body as it is loaded from the database."""
    return STREAM.to_python(
        [stored(kind, value, number=number) for number, (kind, value) in enumerate(items, start=1)]
    )


def choices() -> dict[str, int]:
    """Make one thing of each kind that an editor can choose."""
    return {
        "image": make_image().pk,
        "document": make_document().pk,
        "page": Page.get_first_root_node().add_child(title="Accra", slug="accra").pk,
        "organisation": Organisation.objects.create(name="UCLG", slug="uclg").pk,
    }


def samples(chosen: dict[str, int]) -> dict[str, Any]:
    """Fill in all fields of every block."""
    file = {"document": chosen["document"], "title": "Rapport", "language": "fr"}
    figure = {
        "value": "50+",
        "label": "cities",
        "source": "Report",
        "as_of": "2023-07-01",
        "is_unverified": True,
    }
    recording = {
        "title": "Talk",
        "document": chosen["document"],
        "url": "",
        "transcript": '<p data-block-key="a">Hello</p>',
    }
    answer = '<p data-block-key="a">Every <b>city</b>.</p>'
    return {
        "rich_text": '<h3 data-block-key="a">Why</h3><p data-block-key="b">Act <i>now</i>.</p>',
        "heading": {"text": "How to apply", "anchor": "how-to-apply"},
        "quote": {
            "text": "Act",
            "attribution": "Ama",
            "role": "Mayor",
            "source_url": "https://example.org/speech",
        },
        "accordion": {"title": "Help", "items": listed({"question": "Who?", "answer": answer})},
        "figure": {
            "image": chosen["image"],
            "alt": "A wall",
            "is_decorative": False,
            "caption": "Wall",
            "credit": "Ama",
        },
        "video": recording | {"captions": chosen["document"]},
        "audio": recording,
        "downloads": {"title": "Files", "items": listed(file)},
        "statistics": {"title": "In short", "items": listed(figure)},
        "table": {
            "caption": "Cities",
            "has_header_row": True,
            "has_header_column": False,
            "draws_bars": False,
            "rows": listed(listed("Year", "Cities"), listed("2022", "")),
        },
        "call_to_action": {"text": "Join", "label": "Apply", "page": chosen["page"], "url": ""},
        "teaser": {"page": chosen["page"], "text": "Read"},
        "organisations": {"title": "Who", "organisations": listed(chosen["organisation"])},
    }


def posted_body(items: Iterable[dict[str, Any]], name: str = "body") -> dict[str, str]:
    """Return what the browser sends for a stored body."""
    items = list(items)
    data = {f"{name}-count": str(len(items))}
    for number, item in enumerate(items):
        place = f"{name}-{number}"
        data |= {f"{place}-deleted": "", f"{place}-order": str(number), f"{place}-id": item["id"]}
        data |= {f"{place}-type": item["type"]}
        data |= _posted(STREAM.child_blocks[item["type"]], item["value"], f"{place}-value")
    return data


def _posted(block: blocks.Block, value: Any, prefix: str) -> dict[str, str]:
    if isinstance(block, blocks.StructBlock):
        fields = {}
        for name, child in block.child_blocks.items():
            fields |= _posted(child, value[name], f"{prefix}-{name}")
        return fields
    if isinstance(block, blocks.ListBlock):
        fields = {f"{prefix}-count": str(len(value))}
        for number, item in enumerate(value):
            place = f"{prefix}-{number}"
            fields |= {f"{place}-deleted": "", f"{place}-order": str(number)}
            fields |= {f"{place}-id": item["id"]}
            fields |= _posted(block.child_block, item["value"], f"{place}-value")
        return fields
    if isinstance(block, blocks.BooleanBlock):
        return {prefix: "on"} if value else {}
    if isinstance(block, blocks.RichTextBlock):
        return {prefix: rich_text(value, features=block.features)}
    return {prefix: "" if value is None else str(value)}
