"""Terms of every vocabulary, each under the readers' name for it."""

from collections.abc import Iterable
from functools import partial
from typing import Any, TypeVar

import strawberry

from hub.loading import LabelledRow
from hub.localization.languages import chain
from hub.terms import enums
from hub.terms.models import Term as TermModel
from hub.terms.models import TermMapping
from hub.types.choices import enum_of
from hub.types.context import Context, Info
from hub.types.node import Node
from hub.types.plain import plain, shared

Vocabulary = enum_of(
    enums.Vocabulary,
    "The controlled vocabularies of the hub.",
    PRIORITY_OBJECTIVES="The eight priority objectives of the Call to Local Action.",
    GCM_OBJECTIVES="The 23 objectives of the Global Compact for Migration.",
    GCR_SECTIONS="The sections of the Global Compact on Refugees.",
    GCR_OBJECTIVES="The four objectives of the Global Compact on Refugees.",
    FOCUS_AREAS="The focus areas of the Global Refugee Forum of 2019, and health.",
    SDGS="The 17 Sustainable Development Goals.",
    TARGET_GROUPS="Whom an action is for: people on the move, by status.",
    TOPICS="What a page is about.",
    AUDIENCES="Whom a resource is made for.",
    REGIONS="Regions of the world, by UN M49 code or the hub's own.",
    COUNTRIES="Countries, by ISO 3166-1 alpha-2 code.",
    PLACES="Cities and towns.",
    LANGUAGES="Languages, by BCP 47 code.",
    SERIES="Series of publications.",
)

T = TypeVar("T", bound="TermFields")


@strawberry.interface(
    description="A term of a vocabulary, in the language of the answer.", name="TermInterface"
)
class TermFields(Node):
    code: str = strawberry.field(description="Stable short code; what filters take.")
    label: str = strawberry.field(description="What it is called, in the language of the answer.")
    short_label: str | None = strawberry.field(description="A shorter name, where there is one.")
    order: int = strawberry.field(description="Its place in the vocabulary.")
    row: strawberry.Private[LabelledRow]
    reading: strawberry.Private[str]

    @strawberry.field(description="Guidance on when to use it.")
    def guidance(self) -> str | None:
        return self.row.words(chain(self.reading)).get("guidance") or None


@strawberry.type(description="A topic.")
class Topic(TermFields): ...


@strawberry.type(description="Whom a resource is made for.")
class Audience(TermFields): ...


@strawberry.type(description="Whom an action is for: people on the move, by status.")
class TargetGroup(TermFields): ...


@strawberry.type(description="A country, by its ISO 3166-1 alpha-2 code.")
class Country(TermFields): ...


@strawberry.type(description="A region, by its UN M49 code or the hub's own.")
class Region(TermFields): ...


@strawberry.type(description="A series of publications.")
class Series(TermFields): ...


@strawberry.type(description="A term of any vocabulary.")
class Term(TermFields):
    @strawberry.field(description="The vocabulary it belongs to.")
    def vocabulary(self) -> Vocabulary:  # type: ignore[valid-type]
        return Vocabulary(self.row.values["vocabulary"])


@strawberry.type(description="An objective of the Global Compact for Migration.")
class GcmObjective(TermFields):
    @strawberry.field(description="Its number, 1 to 23.")
    def number(self) -> int:
        return self.order

    @strawberry.field(
        description="Its paragraph in A/RES/73/195; not a paragraph of the refugee compact."
    )
    def paragraph(self) -> int | None:
        return self.row.values["data"].get("paragraph")


@strawberry.type(description="A section of the Global Compact on Refugees.")
class GcrSection(TermFields):
    @strawberry.field(description="Its paragraphs in A/73/12 (Part II), for example 33-44.")
    def paragraphs(self) -> str | None:
        return self.row.values["data"].get("paragraphs")


@strawberry.type(description="One of the 17 Sustainable Development Goals.")
class Sdg(TermFields):
    @strawberry.field(description="Its number, 1 to 17.")
    def number(self) -> int:
        return self.order

    @strawberry.field(description="Its identifier at the United Nations.")
    def iri(self) -> str | None:
        return self.row.values["data"].get("iri")


@strawberry.type(description="A city or town.")
class Place(TermFields):
    @strawberry.field(description="Degrees north, where known.")
    def latitude(self) -> float | None:
        return self.row.values["data"].get("latitude")

    @strawberry.field(description="Degrees east, where known.")
    def longitude(self) -> float | None:
        return self.row.values["data"].get("longitude")

    @strawberry.field(description="The country it lies in.")
    def country(self, info: Info) -> Country | None:
        parent = self.row.values["parent_id"]
        return (
            next(iter(terms(info.context, Country, [parent], self.reading)), None)
            if parent
            else None
        )


@strawberry.type(
    description="A GCR reference of a priority objective: what is printed, and what it means."
)
class GcrReference:
    sections: list[GcrSection] = strawberry.field(
        description="The sections its paragraphs may fall in; several where the print is unclear."
    )
    printed: str | None = strawberry.field(description="The paragraphs as the source prints them.")
    normalized: str | None = strawberry.field(description="The paragraphs as they must be meant.")


@strawberry.type(description="One of the eight priority objectives of the Call to Local Action.")
class PriorityObjective(TermFields):
    @strawberry.field(description="Its number, 1 to 8.")
    def number(self) -> int:
        return self.order

    @strawberry.field(description="The GCM objectives it serves.")
    def gcm_objectives(self, info: Info) -> list[GcmObjective]:
        return mapped(self, info.context, GcmObjective, enums.Vocabulary.GCM_OBJECTIVES)

    @strawberry.field(description="The GCR sections it refers to.")
    def gcr_sections(self, info: Info) -> list[GcrSection]:
        return mapped(self, info.context, GcrSection, enums.Vocabulary.GCR_SECTIONS)

    @strawberry.field(description="Its GCR paragraphs, as printed and as meant.")
    def gcr_references(self, info: Info) -> list[GcrReference]:
        targets: dict[tuple[str, str], list[int]] = {}
        for row in mappings(info.context).get(self.row.pk, []):
            if row["target__vocabulary"] == enums.Vocabulary.GCR_SECTIONS:
                targets.setdefault((row["printed"], row["normalized"]), []).append(row["target"])
        return [
            GcrReference(
                sections=terms(info.context, GcrSection, ids, self.reading),
                printed=printed or None,
                normalized=normalized or None,
            )
            for (printed, normalized), ids in targets.items()
        ]

    @strawberry.field(
        description="The 2019 focus areas it refers to, and health as the source prints it."
    )
    def focus_areas(self, info: Info) -> list[Term]:
        return mapped(self, info.context, Term, enums.Vocabulary.FOCUS_AREAS)

    @strawberry.field(description="The Sustainable Development Goals it serves.")
    def sdgs(self, info: Info) -> list[Sdg]:
        return mapped(self, info.context, Sdg, enums.Vocabulary.SDGS)


def term_of(kind: type[T], row: LabelledRow, locale: str) -> T:
    words = row.words(chain(locale))
    return plain(
        kind,
        {
            "id": f"term:{row.values['vocabulary']}:{row.values['code']}:{locale}",
            "code": row.values["code"],
            "order": row.values["order"],
            "label": words.get("label") or row.values["code"],
            "short_label": words.get("short_label") or None,
            "row": row,
            "reading": locale,
        },
    )


def terms(context: Context, kind: type[T], ids: Iterable[int], locale: str) -> list[T]:
    return [
        shared(context.answers, (kind, row.pk, locale), partial(term_of, kind, row, locale))
        for row in context.terms.get_many(ids)
    ]


def vocabulary_terms(
    context: Context, kind: type[T], vocabulary: str, locale: str, *, most: int
) -> list[T]:
    """Return the terms of a vocabulary that are still offered, in their order."""
    offered = TermModel.objects.filter(vocabulary=vocabulary, is_retired=False)
    # Sorted here, because databases disagree on the order of text.
    rows = sorted(offered.values_list("order", "code", "pk"))
    return terms(context, kind, [pk for _order, _code, pk in rows[:most]], locale)


def mappings(context: Context) -> dict[int, list[dict[str, Any]]]:
    """All mappings by their source, read once an answer: there are a few hundred at most."""
    if "mappings" not in context.answers:
        found: dict[int, list[dict[str, Any]]] = {}
        rows: Any = TermMapping.objects.order_by("target__order", "pk").values(
            "source", "target", "printed", "normalized", "target__vocabulary"
        )
        for row in rows:
            found.setdefault(row["source"], []).append(row)
            context.terms.want([row["target"]])
        context.answers["mappings"] = found
    return context.answers["mappings"]


def mapped(term: PriorityObjective, context: Context, kind: type[T], vocabulary: str) -> list[T]:
    targets = [
        row["target"]
        for row in mappings(context).get(term.row.pk, [])
        if row["target__vocabulary"] == vocabulary
    ]
    return terms(context, kind, dict.fromkeys(targets), term.reading)
