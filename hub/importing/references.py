"""What rows may refer to by key: terms, organisations, networks and pages, here or in the files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Page

from hub.networks.models import Network
from hub.organisations.models import Organisation
from hub.pages.sources import only_sources
from hub.terms.models import Term

from .files import Row
from .keys import stable_key
from .problems import ProblemCode, RowError

#: Keys in one SQL statement.
CHUNK = 500


@dataclass(frozen=True)
class PageReference:
    """A page that is named by key; which row of the database that is turns out at the end."""

    key: str


@dataclass
class References:
    """Everything a row can name. Keys of the files count as known before they are stored."""

    terms: dict[tuple[str, str], int]
    organisations: dict[str, int]
    networks: dict[str, int]
    in_files: dict[str, set[str]]
    types_in_files: dict[str, str] = field(default_factory=dict)
    _pages: dict[UUID, Page] = field(default_factory=dict)

    @classmethod
    def read(cls, rows: Iterable[Row]) -> "References":
        in_files: dict[str, set[str]] = {"organisation": set(), "network": set(), "page": set()}
        for row in rows:
            in_files[row.family].add(row.key)
        return cls(
            terms={
                (vocabulary, code): key
                for key, vocabulary, code in Term.objects.values_list("pk", "vocabulary", "code")
            },
            organisations=dict(Organisation.objects.values_list("slug", "pk")),
            networks=dict(Network.objects.values_list("slug", "pk")),
            in_files=in_files,
            types_in_files={row.key: row.kind for row in rows if row.family == "page"},
        )

    def term(self, vocabulary: str, code: object) -> int:
        found = self.terms.get((vocabulary, str(code)))
        if found is None:
            raise unknown(f"{vocabulary}: {code}")
        return found

    def organisation(self, key: object) -> int | None:
        """Return its id, or None while it only stands in the files."""
        return known(self.organisations, self.in_files["organisation"], key)

    def network(self, key: object) -> int | None:
        return known(self.networks, self.in_files["network"], key)

    def page(self, key: object) -> PageReference:
        if key not in self.in_files["page"] and self.find_page(str(key)) is None:
            raise unknown(str(key))
        return PageReference(str(key))

    def find_page(self, key: str) -> Page | None:
        """Find the source page of an imported key; every language refers to that one."""
        wanted = stable_key(key)
        if wanted not in self._pages:
            self._pages |= source_pages([wanted])
        return self._pages.get(wanted)

    def forget_page(self, key: str) -> None:
        self._pages.pop(stable_key(key), None)

    def learn_pages(self, keys: Iterable[str]) -> None:
        """Find many pages in one query; those that are made later are found one by one."""
        self._pages |= source_pages([stable_key(key) for key in keys])

    def page_id(self, reference: PageReference) -> int:
        page = self.find_page(reference.key)
        if page is None:
            raise unknown(reference.key)
        return int(page.pk)


def source_pages(keys: list[UUID]) -> dict[UUID, Page]:
    pages: dict[UUID, Page] = {}
    for start in range(0, len(keys), CHUNK):
        some = Page.objects.filter(translation_key__in=keys[start : start + CHUNK])
        pages |= {page.translation_key: page for page in only_sources(some)}
    return pages


def known(stored: Mapping[str, int], in_files: set[str], key: object) -> int | None:
    if key not in stored and key not in in_files:
        raise unknown(str(key))
    return stored.get(str(key))


def unknown(name: str) -> RowError:
    return RowError(ProblemCode.UNKNOWN_KEY, _("“%(name)s” is not known.") % {"name": name})
