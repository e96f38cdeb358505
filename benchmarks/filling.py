"""Filling the database of one site: `python -m benchmarks.filling <module> [number]`.

The module's `fill` makes the pages in the way of its site; what all sites do alike is here.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import Any

import django

from .content import PICTURES, PUBLISHERS, TOPICS, Item


class Shelf:
    """What the pages of a site name, made once, and the pages made so far."""

    def __init__(
        self, *, topic: Callable[[str, str], Any], organisation: Callable[[str], Any]
    ) -> None:
        self.topics = {code: topic(code, label) for code, label in TOPICS.items()}
        self.publishers = [organisation(name) for name in PUBLISHERS]
        self.pictures = [add_picture(number) for number in range(PICTURES)]
        self.pages: dict[str, Any] = {}

    def add(self, page: Any, item: Item, parent: Any) -> None:
        """Save a page that has the fields and children of its own site, with what all have."""
        from django.utils.timezone import now

        page.title = item.title
        page.summary = item.summary
        page.issued_on = item.issued_on
        page.cover = self.pictures[item.picture]
        page.cover_alt = f"Picture {item.picture}"
        blocks = page.body.stream_block.child_blocks
        page.body = [(name, self.block(blocks[name], values)) for name, values in item.body]
        page.first_published_at = page.last_published_at = now()
        parent.add_child(instance=page)
        self.pages[item.title] = page

    def block(self, block: Any, values: dict[str, Any]) -> Any:
        """Return a block's value as its editor's form would give it."""
        if "html" in values:
            return values["html"].format(id=self.pages[values["page"]].pk)
        named: dict[str, Any] = {}
        if "image" in values:
            named["image"] = self.pictures[values["image"]]
        if "page" in values:
            named["page"] = self.pages[values["page"]]
        if "organisations" in values:
            named["organisations"] = [self.publishers[at] for at in values["organisations"]]
        return {**block.get_default(), **values, **named}


def add_picture(number: int) -> Any:
    from django.core.files.images import ImageFile
    from PIL import Image
    from wagtail.images import get_image_model

    content = BytesIO()
    Image.new("RGB", (2400, 1600), (40 * number, 90, 120)).save(content, "JPEG")
    file = ImageFile(BytesIO(content.getvalue()), f"picture-{number}.jpg")
    return get_image_model().objects.create(title=f"Picture {number}", file=file)


if __name__ == "__main__":
    django.setup()
    import_module(sys.argv[1]).fill(*(int(number) for number in sys.argv[2:]))
