"""From the blocks of a file to a body as it is stored.

The ids of blocks follow from the key of the page and their place, so that every language of a page
has the same ids and its translations are found again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from hub.blocks.fields import OrganisationBlock
from hub.blocks.rich_text import sanitise

from .drawing import MOTIFS
from .keys import stable_key
from .problems import Findings, ProblemCode, RowError
from .references import PageReference, References

_PAGE_LINK = re.compile(r'href="page:([^"]+)"')
_OPEN_LINK = re.compile(r'linktype="page" id="page:([^"]+)"')


@dataclass(frozen=True)
class Drawing:
    """A picture that is drawn when its page is stored."""

    name: str
    motif: str


@dataclass(frozen=True)
class OrganisationReference:
    """An organisation by its key; it may be stored by the same import."""

    key: str


@dataclass
class BodyReader:
    """Reads the body of one page in one language, and tells its findings what is wrong."""

    key: str
    stream: blocks.StreamBlock
    references: References
    findings: Findings

    def read(self, items: Any, *, locale: str) -> list[dict[str, Any]]:
        """Return the raw stream; pages, pictures and organisations are still named by key."""
        if not isinstance(items, list):
            self.tell(f"{locale}: body", ProblemCode.INVALID, _("a list of blocks is expected."))
            return []
        body = []
        for number, item in enumerate(items):
            place = f"{locale}: " + _("block %(number)d") % {"number": number + 1}
            kind = item.get("type") if isinstance(item, dict) else None
            block = self.stream.child_blocks.get(kind)
            if block is None:
                self.tell(place, ProblemCode.UNKNOWN_TYPE, _("there is no such kind of block."))
                continue
            given = {name: value for name, value in item.items() if name != "type"}
            value = given.get("html", "") if isinstance(block, blocks.RichTextBlock) else given
            name = f"body/{number}"
            body.append(
                {
                    "type": kind,
                    "id": str(stable_key(self.key, name)),
                    "value": self.block(block, value, name, place),
                }
            )
        return body

    def block(self, block: blocks.Block, value: Any, name: str, place: str) -> Any:
        """Read one block or one of its parts."""
        if isinstance(block, blocks.StructBlock):
            return self.struct(block, value, name, place)
        if isinstance(block, blocks.ListBlock):
            return [
                {
                    "type": "item",
                    "id": str(stable_key(self.key, name, number)),
                    "value": self.block(block.child_block, part, f"{name}/{number}", place),
                }
                for number, part in enumerate(value if isinstance(value, list) else [])
            ]
        try:
            return self.leaf(block, value, name)
        except ValidationError as error:
            self.tell(place, ProblemCode.INVALID, f"{block.label}: {' '.join(error.messages)}")
        except RowError as error:
            self.tell(place, error.code, str(error))
        return None

    def struct(self, block: Any, value: Any, name: str, place: str) -> dict[str, Any]:
        given = dict(value) if isinstance(value, dict) else {}
        if motif := given.pop("motif", None):
            given["image"] = Drawing(name, motif)
        self.findings.add_unknown(f"{place}: ", block.child_blocks, given)
        return {
            part: self.block(child, given[part], f"{name}/{part}", place)
            for part, child in block.child_blocks.items()
            if given.get(part) is not None
        }

    def leaf(self, block: Any, value: Any, name: str) -> Any:
        if isinstance(block, blocks.PageChooserBlock):
            return self.references.page(value)
        if isinstance(block, OrganisationBlock):
            self.references.organisation(value)
            return OrganisationReference(str(value))
        if isinstance(block, ImageChooserBlock) and isinstance(value, Drawing):
            if value.motif not in MOTIFS:
                raise ValidationError(_("“%(name)s” is no motif.") % {"name": value.motif})
            return value
        if isinstance(block, ImageChooserBlock | DocumentChooserBlock):
            raise ValidationError(_("this cannot be imported."))
        if isinstance(block, blocks.RichTextBlock):
            return self.rich_text(str(value))
        return block.get_prep_value(block.clean(block.to_python(value)))

    def rich_text(self, html: str) -> str:
        """Take links to pages by key; the id takes the key's place when the page is stored."""
        for key in _PAGE_LINK.findall(html):
            self.references.page(key)
        return sanitise(_PAGE_LINK.sub(r'linktype="page" id="page:\1"', html))

    def tell(self, place: str, code: ProblemCode, message: str) -> None:
        self.findings.add(code, f"{place}: {message}")


def finish_words(value: Any, references: References, draw: Callable[[Drawing], int]) -> Any:
    """Put ids in place of everything that is still named by key, at any depth."""

    def finish(leaf: Any) -> Any:
        if isinstance(leaf, PageReference):
            return references.page_id(leaf)
        if isinstance(leaf, OrganisationReference):
            return references.organisation(leaf.key)
        if isinstance(leaf, Drawing):
            return draw(leaf)
        if isinstance(leaf, str):
            return _OPEN_LINK.sub(lambda link: page_link(link[1]), leaf)
        return leaf

    def page_link(key: str) -> str:
        return f'linktype="page" id="{references.page_id(PageReference(key))}"'

    return each_leaf(value, finish)


def without_references(value: Any) -> Any:
    """Leave out all that is named by key, to look at the words alone."""
    named = (PageReference, OrganisationReference, Drawing)
    return each_leaf(value, lambda leaf: None if isinstance(leaf, named) else leaf)


def each_leaf(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {name: each_leaf(part, change) for name, part in value.items()}
    if isinstance(value, list):
        return [each_leaf(part, change) for part in value]
    return change(value)
