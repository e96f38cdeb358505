"""From the blocks of a file to a body as it is stored.

The ids of blocks follow from the key of the page and their place, so that every language of a page
has the same ids and its translations are found again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from hub.blocks.fields import OrganisationBlock
from hub.blocks.rich_text import sanitise

from .attachments import Attached, attach, attach_picture
from .drawing import MOTIFS
from .files import Row
from .keys import stable_key
from .problems import Findings, ProblemCode
from .references import Reference, References

_PAGE_LINK = re.compile(r'href="page:([^"]+)"')
_OPEN_LINK = re.compile(r'linktype="page" id="page:([^"]+)"')


@dataclass(frozen=True)
class Drawing:
    """A picture that is drawn when its page is stored."""

    name: str
    motif: str


@dataclass(frozen=True)
class Printed:
    """A document that is printed from what its page says in one language."""

    place: int
    language: str
    title: str


@dataclass
class BodyReader:
    """Reads the body of one page in one language, and tells its findings what is wrong."""

    row: Row
    stream: blocks.StreamBlock
    references: References
    findings: Findings
    locale: str

    def read(self, items: Any) -> list[dict[str, Any]]:
        """Return the raw stream; pages, pictures and organisations are still named by key."""
        if not isinstance(items, list):
            message = f"{self.locale}: body: " + _("a list of blocks is expected.")
            self.findings.add(ProblemCode.INVALID, message)
            return []
        body = []
        for number, item in enumerate(items):
            place = f"{self.locale}: " + _("block %(number)d") % {"number": number + 1}
            given = dict(item) if isinstance(item, dict) else {}
            kind, name = given.pop("type", None), f"body/{number}"
            block = self.stream.child_blocks.get(kind) if isinstance(kind, str) else None
            if block is None:
                message = f"{place}: " + _("there is no such kind of block.")
                self.findings.add(ProblemCode.UNKNOWN_TYPE, message)
                continue
            value = given.get("html", "") if isinstance(block, blocks.RichTextBlock) else given
            body.append(self.part(kind, block, value, name, place))
        return body

    def part(self, kind: str, block: Any, value: Any, name: str, place: str) -> dict[str, Any]:
        """Read a block that has an id of its own."""
        key = str(stable_key(self.row.key, name))
        return {"type": kind, "id": key, "value": self.block(block, value, name, place)}

    def block(self, block: Any, value: Any, name: str, place: str) -> Any:
        if isinstance(block, blocks.StructBlock):
            return self.struct(block, value, name, place)
        if isinstance(block, blocks.ListBlock):
            return [
                self.part("item", block.child_block, part, f"{name}/{number}", place)
                for number, part in enumerate(value if isinstance(value, list) else [])
            ]
        with self.findings.at(f"{place}: {block.label}" if block.label else place):
            if isinstance(block, ImageChooserBlock | DocumentChooserBlock):
                return self.file(block, value, name)
            return self.leaf(block, value)
        return None

    def struct(self, block: Any, value: Any, name: str, place: str) -> dict[str, Any]:
        given = dict(value) if isinstance(value, dict) else {}
        if motif := given.pop("motif", None):
            given["image"] = Drawing(name, str(motif))
        self.findings.add_unknown(f"{place}: ", block.child_blocks, given)
        return {
            part: self.block(child, given[part], f"{name}/{part}", place)
            for part, child in block.child_blocks.items()
            if given.get(part) is not None
        }

    def leaf(self, block: Any, value: Any) -> Any:
        if isinstance(block, blocks.PageChooserBlock):
            return self.references.to("page", value)
        if isinstance(block, OrganisationBlock):
            return self.references.to("organisation", value)
        if isinstance(block, blocks.RichTextBlock):
            return self.rich_text(str(value))
        return block.get_prep_value(block.clean(block.to_python(value)))

    def file(self, block: Any, value: Any, name: str) -> Drawing | Attached:
        """Take a picture that is drawn, or a picture or document that lies beside the rows."""
        if isinstance(value, Drawing):
            if value.motif not in MOTIFS:
                raise ValidationError(_("“%(name)s” is no motif.") % {"name": value.motif})
            return value
        if not isinstance(value, dict) or not value.get("file"):
            raise ValidationError(_("this cannot be imported."))
        title = str(value.get("title") or PurePath(str(value["file"])).stem)
        if isinstance(block, ImageChooserBlock):
            return attach_picture(self.row, value["file"], title)
        # Each language may have a document of its own, such as a recording.
        return attach(self.row, f"{name}/{self.locale}", value["file"], title)

    def rich_text(self, html: str) -> str:
        """Take links to pages by key; the id takes the key's place when the page is stored."""
        for key in _PAGE_LINK.findall(html):
            self.references.to("page", key)
        return sanitise(_PAGE_LINK.sub(r'linktype="page" id="page:\1"', html))


def settled(value: Any, make: Callable[[Drawing | Printed | Attached], int]) -> Any:
    """Put ids in place of everything that is still named by key, at any depth."""

    def settle(leaf: Any) -> Any:
        if isinstance(leaf, Reference):
            return leaf.stored_id()
        if isinstance(leaf, Drawing | Printed | Attached):
            return make(leaf)
        return _OPEN_LINK.sub(page_link, leaf) if isinstance(leaf, str) else leaf

    def page_link(link: re.Match[str]) -> str:
        return f'linktype="page" id="{Reference("page", link[1]).stored_id()}"'

    return each_leaf(value, settle)


def without_references(value: Any) -> Any:
    """Leave out all that is named by key, to look at the words alone."""
    return each_leaf(value, lambda leaf: None if is_deferred(leaf) else leaf)


def is_deferred(value: Any) -> bool:
    return isinstance(value, Reference | Drawing | Printed | Attached)


def each_leaf(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {name: each_leaf(part, change) for name, part in value.items()}
    if isinstance(value, list):
        return [each_leaf(part, change) for part in value]
    return change(value)
