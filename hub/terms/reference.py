"""The reference tables: what the hub knows of each vocabulary before an editor adds to it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from babel import Locale as BabelLocale
from babel import UnknownLocaleError

from hub.localization.languages import asset_languages, content_locales, language_name
from hub.reference_tables import read_table

from .enums import Confidence, Vocabulary

CLDR = "Unicode CLDR"


def number_or_text(cell: str) -> int | str:
    """Sections of the refugee compact count in letters and Roman numerals, the rest in numbers."""
    return int(cell) if cell.isdecimal() else cell


#: The columns that are kept as further facts of a term, with what their cells hold.
FACTS: dict[str, Callable[[str], Any]] = {
    "number": number_or_text,
    "instrument": str,
    "paragraph": int,
    "paragraphs": str,
    "un_hub_term": int,
    "iri": str,
    "color": str,
    "m49": str,
    "alpha3": str,
    "latitude": float,
    "longitude": float,
    "unverified": lambda cell: cell.split(";"),
}


@dataclass(frozen=True)
class LabelRow:
    label: str
    short_label: str = ""
    guidance: str = ""
    confidence: str = Confidence.VERIFIED
    source: str = ""


@dataclass(frozen=True)
class MappingRow:
    """A link to the term `target` of another vocabulary."""

    target: tuple[str, str]
    printed: str
    normalized: str
    editor_note: str

    @property
    def part(self) -> str:
        return f"mapping {' '.join(self.target)} {self.printed}"

    @property
    def words(self) -> dict[str, str]:
        return {"normalized": self.normalized, "editor_note": self.editor_note}


@dataclass(frozen=True)
class TermRow:
    vocabulary: Vocabulary
    code: str
    parent: str
    order: int
    data: dict[str, Any]
    editor_note: str
    labels: dict[str, LabelRow] = field(default_factory=dict)
    mappings: tuple[MappingRow, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return (self.vocabulary.value, self.code)

    @property
    def parent_key(self) -> tuple[str, str]:
        return (self.vocabulary.of_broader_terms.value, self.parent)

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "parent": self.parent,
            "order": self.order,
            "data": self.data,
            "editor_note": self.editor_note,
        }

    def parts(self) -> dict[str, dict[str, Any]]:
        """Split the row into what an editor may change by itself."""
        return {
            "facts": self.facts,
            **{f"label {locale}": asdict(label) for locale, label in self.labels.items()},
            **{link.part: link.words for link in self.mappings},
        }


def read_terms() -> list[TermRow]:
    mappings: dict[tuple[str, str], list[MappingRow]] = {}
    for row in read_table("hub", "mappings"):
        link = MappingRow(
            target=(row["target_vocabulary"], row["target"]),
            printed=row["printed"],
            normalized=row["normalized"],
            editor_note=row["editor_note"],
        )
        mappings.setdefault((row["source_vocabulary"], row["source"]), []).append(link)
    return [
        read_term(vocabulary, order, row, tuple(mappings.get((vocabulary, row["code"]), ())))
        for vocabulary in Vocabulary
        for order, row in enumerate(read_vocabulary(vocabulary), start=1)
    ]


def read_vocabulary(vocabulary: Vocabulary) -> list[dict[str, str]]:
    """Read one table; the languages of the site's own pages and files are added to theirs."""
    rows = list(read_table("hub", vocabulary))
    if vocabulary == Vocabulary.LANGUAGES:
        known = [row["code"] for row in rows]
        rows = [{"code": code} for code in dict.fromkeys([*known, *asset_languages()])]
    return rows


def read_term(
    vocabulary: Vocabulary, order: int, row: dict[str, str], mappings: tuple[MappingRow, ...]
) -> TermRow:
    return TermRow(
        vocabulary=vocabulary,
        code=row["code"],
        parent=row.get("parent", ""),
        order=order,
        data={name: read(row[name]) for name, read in FACTS.items() if row.get(name)},
        editor_note=row.get("editor_note", ""),
        labels=cldr_labels(vocabulary, row["code"]) | dict(read_labels(row)),
        mappings=mappings,
    )


def read_labels(row: dict[str, str]) -> Iterator[tuple[str, LabelRow]]:
    for column, label in row.items():
        match = re.fullmatch(r"label\.(.+)", column)
        if match and label:
            locale = match[1]
            words = LabelRow(
                label=label,
                short_label=row.get(f"short.{locale}", ""),
                guidance=row.get(f"guidance.{locale}", ""),
                confidence=row[f"confidence.{locale}"],
                source=row[f"source.{locale}"],
            )
            yield locale, words


def cldr_labels(vocabulary: Vocabulary, code: str) -> dict[str, LabelRow]:
    """Name countries, regions and languages in every language of the site that CLDR knows."""
    names: dict[str, str] = {}
    for locale in content_locales():
        if vocabulary == Vocabulary.LANGUAGES:
            names[locale] = language_name(code, locale)
        elif vocabulary in (Vocabulary.COUNTRIES, Vocabulary.REGIONS):
            names[locale] = territory_name(code, locale)
    return {locale: LabelRow(label=name, source=CLDR) for locale, name in names.items() if name}


def territory_name(code: str, locale: str) -> str:
    try:
        return str(BabelLocale.parse(locale, sep="-").territories.get(code, ""))
    except (UnknownLocaleError, ValueError):
        return ""
