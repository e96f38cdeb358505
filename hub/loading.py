"""Reading rows by key in batches: whatever was asked for so far is read in one query.

A resolver of a list announces the keys that its rows name (`want`), long before anybody asks for
one; the first `get` then reads all of them. So nested fields cost one query a level, not a row,
without a scheduler and without knowing the query.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from hub.catalogue.models import Entry
from hub.catalogue.querysets import ANYONE, Asker
from hub.networks.models import Network
from hub.organisations.models import Organisation
from hub.terms.models import Term

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")

#: Keys in one query.
CHUNK = 500


class Loader(Generic[Key, Row]):
    """Rows by key; `reason` keeps apart what different fields want."""

    def __init__(self, load: Callable[[list[Key]], dict[Key, Row]]) -> None:
        self._load = load
        self._wanted: dict[str, set[Key]] = {}
        self._found: dict[Key, Row | None] = {}

    def want(self, keys: Iterable[Key], *, reason: str = "") -> None:
        self._wanted.setdefault(reason, set()).update(keys)

    def get(self, key: Key, *, reason: str = "") -> Row | None:
        return next(iter(self.get_many([key], reason=reason)), None)

    def get_many(self, keys: Iterable[Key], *, reason: str = "") -> list[Row]:
        """Return the rows of these keys in their order, without missing and hidden ones."""
        keys = list(keys)
        if not self._found.keys() >= set(keys):
            wanted = (self._wanted.pop(reason, set()) | set(keys)) - self._found.keys()
            todo = list(wanted)
            for start in range(0, len(todo), CHUNK):
                chunk = todo[start : start + CHUNK]
                rows = self._load(chunk)
                self._found.update({key: rows.get(key) for key in chunk})
        return [row for key in keys if (row := self._found[key]) is not None]

    def found(self) -> list[Row]:
        return [row for row in self._found.values() if row is not None]


@dataclass(slots=True)
class LabelledRow:
    """A term, organisation or network as plain values, with its words by locale."""

    pk: int
    values: dict[str, Any]
    labels: dict[str, dict[str, Any]] = field(default_factory=dict)

    def words(self, order: Iterable[str]) -> dict[str, Any]:
        """Return the words in the first of these locales that has them, else in any."""
        for locale in order:
            if locale in self.labels:
                return self.labels[locale]
        return next(iter(self.labels.values()), {})

    def label(self, order: Iterable[str]) -> str:
        """Name a term, or else give its code."""
        return str(self.words(order).get("label") or self.values["code"])

    def own(self, word: str, locale: str) -> str:
        """Return a word in this language, or else the one that an organisation uses itself."""
        return str(self.labels.get(locale, {}).get(word) or self.values[word])


def load_labelled(
    model: type[Term] | type[Organisation] | type[Network],
    columns: tuple[str, ...],
    words: tuple[str, ...],
) -> Callable[[list[int]], dict[int, LabelledRow]]:
    """Return a function that reads rows of this model with their labels, in one query."""
    names = ("pk", *columns, "labels__locale", *(f"labels__{word}" for word in words))
    split = 1 + len(columns)

    def load(keys: list[int]) -> dict[int, LabelledRow]:
        found: dict[int, LabelledRow] = {}
        for row in model._default_manager.filter(pk__in=keys).order_by("pk").values_list(*names):
            item = found.get(row[0])
            if item is None:
                item = found[row[0]] = LabelledRow(
                    row[0], dict(zip(columns, row[1:split], strict=True))
                )
            if row[split]:
                item.labels[row[split]] = dict(zip(words, row[split + 1 :], strict=True))
        return found

    return load


TERM_COLUMNS = ("vocabulary", "code", "order", "data", "parent_id", "is_retired")
ORGANISATION_COLUMNS = (
    "key",
    "slug",
    "name",
    "acronym",
    "kind",
    "country_id",
    "website",
    "logo_card",
    "is_public",
)


@dataclass
class Loaders:
    """The loaders of one answer, for one asker at one moment."""

    asker: Asker = ANYONE
    now: datetime | None = None

    def __post_init__(self) -> None:
        self.entries: Loader[tuple[str, str], Entry] = Loader(self._load_entries)
        self.terms: Loader[int, LabelledRow] = Loader(
            load_labelled(Term, TERM_COLUMNS, ("label", "short_label", "guidance"))
        )
        self.organisations: Loader[int, LabelledRow] = Loader(
            load_labelled(Organisation, ORGANISATION_COLUMNS, ("name", "acronym", "description"))
        )
        self.networks: Loader[int, LabelledRow] = Loader(
            load_labelled(
                Network, ("slug", "order", "page__translation_key"), ("name", "description")
            )
        )

    def _load_entries(self, keys: list[tuple[str, str]]) -> dict[tuple[str, str], Entry]:
        """Entries by translation key and reading locale: hidden ones are as good as missing."""
        entries = Entry.objects.visible_to(self.asker, now=self.now)
        entries = entries.of_pages({key for key, _locale in keys})
        entries = entries.filter(locale__in={locale for _key, locale in keys})
        return {
            (str(entry.group.translation_key), entry.locale): entry
            for entry in entries.select_related("group")
        }
