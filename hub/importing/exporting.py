"""Exporting what everybody may read, in the importer's own format.

Each row is read again as an import would read it: what that finds is told, and a translation that
no longer fits its source is left out, because nobody could import it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from hub.catalogue.filter_names import has_any
from hub.catalogue.models import Entry
from hub.catalogue.querysets import ANYONE, EntryQuerySet
from hub.declarations import import_rows
from hub.localization.languages import content_locales

from .files import Row
from .keys import page_key
from .models import ImportRecord
from .pages import read_page
from .problems import Findings, ProblemCode
from .problems import Place as FilePlace
from .references import References
from .tables import write_table
from .written_pages import PageWriter, Place
from .written_values import Files, Said

BATCH = 40


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What to export: all that is public, or what these filters leave of it."""

    types: Sequence[str] = ()
    #: Only pages that can be read in this language.
    locale: str = ""
    #: By the names of `hub.catalogue.filter_names`.
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    years: tuple[int | None, int | None] = (None, None)
    with_notes: bool = False

    def entries(self) -> EntryQuerySet:
        """Return one entry for each public page in each of its own languages."""
        return Entry.objects.visible_to(ANYONE).filter(locale=F("actual_locale"))

    def condition(self) -> Q:
        found = Q(type__in=self.types) if self.types else Q()
        if self.locale:
            found &= Q(locale=self.locale)
        for name, values in self.facets.items():
            found &= has_any(name, values)
        first, last = self.years
        if first is not None or last is not None:
            found &= Q(year__gte=first or 1, year__lte=last or 9999)
        return found

    @property
    def is_everything(self) -> bool:
        return not self.condition()

    def stores(self) -> dict[str, Any]:
        """Make what writes the rows of no page that are asked for, by type."""
        everything = self.is_everything
        return {
            kind: store()
            for kind, store in exported_rows().items()
            if everything or kind in self.types
        }


def exported_rows() -> dict[str, Any]:
    """Return the classes of rows of no page that are exported, by type."""
    return {kind: store for kind, store in import_rows().items() if store.is_exported}


@dataclass
class Export:
    """One export: its rows one after another, and what could not be said."""

    choice: Choice
    folder: Path
    notes: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield organisations, pages from the top of the tree down, and networks."""
        tree = Tree.read(self.choice, self.notes)
        said = Said(tree.keys_by_page, Files(self.folder, self.notes))
        stores = self.choice.stores()
        networks = stores.pop("network", None)
        for kind, store in stores.items():
            yield from store.write(kind, said, with_notes=self.choice.with_notes)
        writer = PageWriter(said, self.choice.with_notes)
        references = References.read({})
        references.types = {("page", one.key): one.type for one in tree.places.values()}
        chosen = self.choice.entries().filter(self.choice.condition())
        keys = set(chosen.values_list("group__translation_key", flat=True))
        places = (tree.places[key] for key in tree.order if key in keys)
        while batch := list(islice(places, BATCH)):
            for row in writer.rows(batch):
                yield self.checked(row, references)
        if networks is not None:
            yield from networks.write("network", said, with_notes=self.choice.with_notes)

    def checked(self, row: dict[str, Any], references: References) -> dict[str, Any]:
        """Read a row as an import would, and leave out translations that lag behind."""
        place = FilePlace("", 0, row["key"])
        findings = Findings(place)
        read_page(Row(place, row, self.folder), references, findings)
        for problem in findings.problems:
            locale = problem.message.partition(":")[0]
            if problem.code is ProblemCode.MISMATCH and row["text"].pop(locale, None):
                message = _(
                    "%(key)s (%(locale)s) is left out: it does not fit its source any more."
                )
                self.notes.append(message % {"key": row["key"], "locale": locale})
            elif locale in row["text"] or problem.code is not ProblemCode.MISMATCH:
                self.notes.append(f"{row['key']}: {problem.message}")
        return row


@dataclass
class Tree:
    """All public pages: where each group stands, in an order that an import keeps."""

    places: dict[UUID, Place]
    order: list[UUID]
    keys_by_page: dict[int, str]

    @classmethod
    def read(cls, choice: Choice, notes: list[str]) -> "Tree":
        names = ("group__translation_key", "locale", "group__source_locale", "type")
        public: dict[UUID, dict[str, int]] = {}
        about: dict[UUID, tuple[str, str]] = {}
        for key, locale, source, kind in choice.entries().values_list(*names):
            public.setdefault(key, {})[locale] = 0
            about[key] = source, kind
        keys = {key: str(key) for key in public}
        imported = ImportRecord.objects.filter(kind=ImportRecord.Kind.PAGE)
        for said in imported.order_by().values_list("key", flat=True).distinct().iterator():
            if (key := page_key(said)) in keys:
                keys[key] = said
        above, keys_by_page, paths = dict[str, UUID](), dict[int, str](), dict[UUID, str]()
        stored = Page.objects.filter(alias_of=None).exclude(depth=1)
        for pk, key, locale, path in stored.values_list(
            "pk", "translation_key", "locale__language_code", "path"
        ).iterator():
            if key in public:
                above[path], keys_by_page[pk] = key, keys[key]
                if locale in public[key]:
                    public[key][locale] = pk
                if locale == about[key][0]:
                    paths[key] = path
        parents = {key: above.get(path[: -Page.steplen]) for key, path in paths.items()}
        places = {
            key: Place(
                key=keys[key],
                type=about[key][1],
                parent=keys[parent] if parent else None,
                pages={code: pk for code, pk in public[key].items() if pk},
                source=about[key][0],
            )
            for key, parent in parents.items()
        }
        tops = top_paths()
        for key in [key for key, parent in parents.items() if parent is None]:
            if paths[key][: -Page.steplen] not in tops:
                del parents[key]
                message = _("%(key)s is left out, and what is below it: its parent is not public.")
                notes.append(message % {"key": keys[key]})
        return cls(places, in_order(parents, paths, places), keys_by_page)


def top_paths() -> set[str]:
    """Return the paths below which a row without a parent stands."""
    root = Page.get_first_root_node()
    return {root.path, *Site.objects.values_list("root_page__path", flat=True)}


def in_order(
    parents: Mapping[UUID, UUID | None], paths: Mapping[UUID, str], places: Mapping[UUID, Place]
) -> list[UUID]:
    """Sort pages so that each follows its parent, and its elder sisters in the same language."""
    languages = {code: number for number, code in enumerate(content_locales())}
    below: dict[UUID | None, list[UUID]] = {}
    for key, parent in parents.items():
        below.setdefault(parent, []).append(key)
    for keys in below.values():
        keys.sort(key=lambda key: (languages.get(places[key].source, 99), paths[key]), reverse=True)
    waiting, order = list(below.get(None, [])), list[UUID]()
    while waiting:
        order.append(waiting.pop())
        waiting += below.get(order[-1], [])
    return order


def write_export(export: Export, path: Path) -> int:
    """Write a table, or one JSON object a line, and return how many rows.

    The file is there when it is whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    count, unfinished = 0, path.with_name(f".{path.name}")
    try:
        with TemporaryFile("w+", encoding="utf-8") as lines:
            for row in export.rows():
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
            if path.suffix == ".csv":
                # Without the mark, spreadsheets take the letters for those of another alphabet.
                with unfinished.open("w", encoding="utf-8-sig", newline="") as table:
                    write_table(lines, table)
            else:
                lines.seek(0)
                with unfinished.open("w", encoding="utf-8", newline="\n") as file:
                    copyfileobj(lines, file)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def write_archive(export: Export, archive: IO[bytes], suffix: str) -> None:
    """Write what an import takes: the rows in the folder of the export, and its files.

    What could not be said stands in a text beside them.
    """
    write_export(export, export.folder / f"export{suffix}")
    if export.notes:
        (export.folder / "notes.txt").write_text("\n".join(export.notes), encoding="utf-8")
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for path in sorted(filter(Path.is_file, export.folder.rglob("*"))):
            packed.write(path, path.relative_to(export.folder))
