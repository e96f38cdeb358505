"""From what is stored to what a file says: the importer's values, blocks and files, backwards.

What not everybody may see is left out: a reference to a page that is not public, a private file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from django.db.models import ForeignKey
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

from hub.blocks.fields import OrganisationBlock
from hub.blocks.rich_text import rewrite_links, sanitise
from hub.media.documents import checksum
from hub.media.visibility import private_collection_ids
from hub.networks.models import Network
from hub.organisations.models import Organisation
from hub.terms.models import Term

from .files import FILES
from .tables import NOTHING

#: Stands for what is there and is not said.
UNSAID = object()


@dataclass
class Files:
    """Copies public documents and pictures into a folder beside the rows, each content once."""

    folder: Path
    notes: list[str] = field(default_factory=list)

    @cached_property
    def private(self) -> frozenset[int]:
        return private_collection_ids()

    def add(self, thing: Any, title: str) -> str | None:
        """Return the name by which rows refer to a file."""
        if thing is None or thing.collection_id in self.private:
            return None
        try:
            with thing.file.open("rb") as stream:
                digest = checksum(stream)[:16]
                stem = slugify(title)[:80] or "file"
                name = f"{FILES}/{digest}/{stem}{PurePath(thing.file.name).suffix.lower()}"
                path = self.folder / name
                if not path.exists():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    stream.seek(0)
                    path.write_bytes(stream.read())
        except OSError:
            self.notes.append(_("the file of “%(title)s” is missing.") % {"title": thing.title})
            return None
        return name


@dataclass
class Said:
    """Says values by key; `pages` has the keys of all pages that everybody may read, by id."""

    pages: Mapping[int, str]
    files: Files

    @cached_property
    def organisations(self) -> dict[int, str]:
        return dict(Organisation.objects.filter(is_public=True).values_list("pk", "slug"))

    @cached_property
    def networks(self) -> dict[int, str]:
        return dict(Network.objects.values_list("pk", "slug"))

    def value(self, model_field: Any, thing: Any) -> Any:
        """Return the value of a field as a file says it."""
        value = getattr(thing, model_field.attname)
        if isinstance(model_field, ForeignKey):
            return None if value is None else self.reference(model_field, thing, value)
        if model_field.get_internal_type() in ("DecimalField", "DateField", "DateTimeField"):
            return None if value is None else str(value)
        return value

    def reference(self, model_field: Any, thing: Any, value: int) -> Any:
        target = model_field.related_model
        if target is Term:
            return getattr(thing, model_field.name).code
        known = {Organisation: self.organisations, Network: self.networks}
        keys = self.pages if issubclass(target, Page) else known.get(target, {})
        return keys.get(value, UNSAID)

    def values(
        self, fields: Mapping[str, Any], thing: Any, defaults: Mapping[str, Any] | None = None
    ) -> dict[str, Any] | None:
        """Return what differs from the defaults; None where a thing cannot do without a value."""
        found: dict[str, Any] = {}
        for name, model_field in fields.items():
            value = self.value(model_field, thing)
            if value is UNSAID and not model_field.null:
                return None
            expected = (defaults or {}).get(name, model_field.get_default())
            if value is not UNSAID and value != expected and value is not None:
                found[name] = value
        return found

    def block(self, block: Any, raw: Any) -> Any:
        """Return one block or one of its parts; UNSAID where it makes no sense without a target."""
        if isinstance(block, blocks.StructBlock):
            return self.struct(block, raw or {})
        if isinstance(block, blocks.ListBlock):
            parts = [self.block(block.child_block, item(part)) for part in raw or []]
            said = [part for part in parts if part is not UNSAID]
            return UNSAID if parts and not said else said
        if isinstance(block, blocks.RichTextBlock):
            return rewrite_links(sanitise(raw or ""), self.address)
        if raw is None:
            return None
        if isinstance(block, blocks.PageChooserBlock):
            return self.pages.get(raw, UNSAID)
        if isinstance(block, OrganisationBlock):
            return self.organisations.get(raw, UNSAID)
        if isinstance(block, ImageChooserBlock | DocumentChooserBlock):
            return self.file(block, raw)
        return raw

    def struct(self, block: Any, raw: dict[str, Any]) -> Any:
        found: dict[str, Any] = {}
        for name, child in block.child_blocks.items():
            value = self.block(child, raw.get(name))
            if value is UNSAID and is_needed(child):
                return UNSAID
            if value is not UNSAID and value not in NOTHING:
                found[name] = value
        return found

    def file(self, block: Any, key: int) -> Any:
        is_picture = isinstance(block, ImageChooserBlock)
        model = get_image_model() if is_picture else get_document_model()
        thing = model.objects.filter(pk=key).first()
        title = "picture" if is_picture else getattr(thing, "title", "")
        name = self.files.add(thing, title)
        if name is None:
            return UNSAID
        return {"file": name} if is_picture else {"file": name, "title": title}

    def address(self, link: dict[str, str]) -> str:
        """Return where a link in a text leads; one that leads to no public page becomes text."""
        if link.get("linktype") == "page" and link.get("id", "").isdecimal():
            key = self.pages.get(int(link["id"]))
            return f"page:{key}" if key else ""
        return "" if "linktype" in link else link.get("href", "")

    def body(self, stream: Any) -> list[dict[str, Any]]:
        found = []
        for raw in stream.raw_data:
            block = stream.stream_block.child_blocks.get(raw["type"])
            value: Any = self.block(block, raw["value"]) if block else UNSAID
            if value is not UNSAID:
                is_text = isinstance(block, blocks.RichTextBlock)
                found.append({"type": raw["type"], **({"html": value} if is_text else value)})
        return found


def is_needed(block: Any) -> bool:
    if isinstance(block, blocks.ListBlock):
        return bool(block.meta.min_num)
    return bool(getattr(block, "required", True))


def item(part: Any) -> Any:
    """Return the value of a part of a list, which may be stored with an id of its own."""
    is_kept = isinstance(part, dict) and part.get("type") == "item" and "id" in part
    return part["value"] if is_kept else part


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing."""
    return {name: value for name, value in values.items() if value not in NOTHING}
