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
    number: int = strawberry.field(description="Its number, 1 to 23.")
    paragraph: int | None = strawberry.field(
        description="Its paragraph in A/RES/73/195; not a paragraph of the refugee compact.",
        default=None,
    )


@strawberry.type(description="A section of the Global Compact on Refugees.")
class GcrSection(TermFields):
    paragraphs: str | None = strawberry.field(
        description="Its paragraphs in A/73/12 (Part II), for example 33-44.", default=None
    )


@strawberry.type(description="One of the 17 Sustainable Development Goals.")
class Sdg(TermFields):
    number: int = strawberry.field(description="Its number, 1 to 17.")
    iri: str | None = strawberry.field(
        description="Its identifier at the United Nations.", default=None
    )


@strawberry.type(description="A city or town.")
class Place(TermFields):
    latitude: float | None = strawberry.field(
        description="Degrees north, where known.", default=None
    )
    longitude: float | None = strawberry.field(
        description="Degrees east, where known.", default=None
    )

    @strawberry.field(description="The country it lies in.")
    def country(self, info: Info) -> Country | None:
        return one_term(info, Country, self.row.values["parent_id"], self.reading)


@strawberry.type(
    description="A GCR reference of a priority objective: what is printed, and what it means."
)
class GcrReference:
    sections: list[GcrSection] = strawberry.field(
        description="The sections its paragraphs may fall in; several where the print is unclear."
    )
    printed: str | None = strawberry.field(description="The paragraphs as the source prints them.")
    normalized: str | None = strawberry.field(description="The paragraphs as they must be meant.")


def mapped(kind: type[TermFields], vocabulary: str, description: str) -> Any:
    """Make a field for the terms of one vocabulary that a term is mapped to, each once."""

    def resolve(self: TermFields, info: Info) -> list[kind]:  # type: ignore[valid-type]
        rows = mappings(info.context).get(self.row.pk, [])
        targets = (row["target"] for row in rows if row["target__vocabulary"] == vocabulary)
        return terms(info.context, kind, dict.fromkeys(targets), self.reading)

    return strawberry.field(resolver=resolve, description=description)


@strawberry.type(description="One of the eight priority objectives of the Call to Local Action.")
class PriorityObjective(TermFields):
    number: int = strawberry.field(description="Its number, 1 to 8.")
    gcm_objectives = mapped(
        GcmObjective, enums.Vocabulary.GCM_OBJECTIVES, "The GCM objectives it serves."
    )
    gcr_sections = mapped(
        GcrSection, enums.Vocabulary.GCR_SECTIONS, "The GCR sections it refers to."
    )

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

    focus_areas = mapped(
        Term,
        enums.Vocabulary.FOCUS_AREAS,
        "The 2019 focus areas it refers to, and health as the source prints it.",
    )
    sdgs = mapped(Sdg, enums.Vocabulary.SDGS, "The Sustainable Development Goals it serves.")


def term_of(kind: type[T], row: LabelledRow, locale: str) -> T:
    words = row.words(chain(locale))
    return plain(
        kind,
        {
            **row.values["data"],
            "id": f"term:{row.values['vocabulary']}:{row.values['code']}:{locale}",
            "code": row.values["code"],
            "order": row.values["order"],
            "number": row.values["order"],
            "label": row.label(chain(locale)),
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


def one_term(info: Info, kind: type[T], term_id: int | None, locale: str) -> T | None:
    found = terms(info.context, kind, [term_id] if term_id else [], locale)
    return found[0] if found else None


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
