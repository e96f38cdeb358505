"""What rows may refer to by key: terms, organisations, networks and pages, here or in the files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from hub.networks.models import Network
from hub.organisations.models import Organisation
from hub.pages.sources import only_sources
from hub.terms.models import Term

from .files import KnownRow
from .keys import page_key
from .problems import ProblemCode, RowError
from .records import find_record

#: What shares its keys, beside the pages of all types.
FAMILIES: dict[Any, str] = {Organisation: "organisation", Network: "network"}


@dataclass(frozen=True)
class Reference:
    """A thing that is named by key; which row of the database that is turns out at the end."""

    family: str
    key: str

    def find(self) -> Any:
        """Find what is stored; a page is its source page, to which every language refers."""
        if self.family == "page":
            return find_page(self.key)
        model = next(model for model, family in FAMILIES.items() if family == self.family)
        if found := model.objects.filter(slug=self.key).first():
            return found
        # A row that was recognised as a thing with another key.
        record = find_record(self.family, self.key)
        return model.objects.filter(pk=record.object_id).first() if record else None

    def stored_id(self) -> int:
        found = self.find()
        if found is None:
            raise unknown(self.key)
        return int(found.pk)


@dataclass
class References:
    """Everything a row can name. Keys of the files count as known before they are stored."""

    terms: dict[tuple[str, str], int]
    #: The types of the rows in the files, by family and key.
    types: dict[tuple[str, str], str]
    #: Which row, in which language, has an old address.
    addresses: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, rows: Mapping[tuple[str, str], KnownRow]) -> "References":
        stored = Term.objects.values_list("vocabulary", "code", "pk")
        return cls(
            terms={(vocabulary, code): key for vocabulary, code, key in stored},
            types={name: row.kind for name, row in rows.items()},
        )

    def term(self, vocabulary: str, code: object) -> int:
        found = self.terms.get((vocabulary, str(code)))
        if found is None:
            raise unknown(f"{vocabulary}: {code}")
        return found

    def to(self, family: str, key: object) -> Reference:
        reference = Reference(family, str(key))
        if (family, reference.key) not in self.types and reference.find() is None:
            raise unknown(reference.key)
        return reference


def find_page(key: str) -> Page | None:
    found: Page | None = only_sources(Page.objects.filter(translation_key=page_key(key))).first()
    return found


def unknown(name: str) -> RowError:
    return RowError(ProblemCode.UNKNOWN_KEY, _("“%(name)s” is not known.") % {"name": name})
