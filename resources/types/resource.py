"""What every resource has, and the small types it is made of."""

import strawberry

from hub.types.context import Context, Info
from hub.types.media import File
from hub.types.networks import Network, networks_of
from hub.types.organisations import Contribution, contributions
from hub.types.pages import Page, page_terms, pages_of
from hub.types.plain import nested
from hub.types.scalars import Date
from hub.types.terms import (
    Audience,
    Country,
    GcmObjective,
    GcrSection,
    Place,
    PriorityObjective,
    Sdg,
    TargetGroup,
    Topic,
)

from .choices import RelationKind


@strawberry.type(description="A number that a source gives, with its date.")
class DatedFigure:
    value: str = strawberry.field(description="The figure as the source gives it, for example 50+.")
    label: str = strawberry.field(description="What it counts.")
    as_of: Date | None = strawberry.field(description="The day it was true.")
    source: str = strawberry.field(description="Who says so.")


@strawberry.type(description="A licence under which a resource may be used.")
class Licence:
    code: str = strawberry.field(description="For example cc-by-4.0.")


def stated_licence(code: str) -> Licence | None:
    return None if code == "unknown" else Licence(code=code)


@strawberry.type(description="A relation to another resource.")
class Relation:
    kind: RelationKind = strawberry.field(description="How it relates.")
    resource: "Resource" = strawberry.field(description="The other resource.")


@strawberry.interface(description="Anything the library holds.")
class Resource(Page):
    official_title: str = strawberry.field(
        description="Title as printed; empty when it is the title."
    )
    short_title: str | None = strawberry.field(description="Short title or acronym.")
    issued_on: Date | None = strawberry.field(description="The date printed on it.")
    launched_on: Date | None = strawberry.field(description="When it was presented in public.")

    @strawberry.field(description="The organisations that publish it.")
    def publishers(self, info: Info) -> list[Contribution]:
        own = [item for item in self.card["contributions"] if item["role"] == "publisher"]
        return contributions(info.context, own, self.reading)

    @strawberry.field(description="All organisations that had a part in it, with their roles.")
    def contributions(self, info: Info) -> list[Contribution]:
        return contributions(info.context, self.card["contributions"], self.reading)

    files = nested(list[File], "The files and links themselves, each in one or more languages.")
    figures = nested(list[DatedFigure], "Dated, sourced figures.")
    licence = nested(Licence | None, "The licence, when one is stated.", make=stated_licence)
    topics = page_terms(Topic, "topics", "Its topics.")
    audiences = page_terms(Audience, "audiences", "Whom it is made for.")
    target_groups = page_terms(TargetGroup, "target_groups", "Whom it is about, by status.")
    priority_objectives = page_terms(
        PriorityObjective, "priority_objectives", "The priority objectives it serves."
    )
    gcm_objectives = page_terms(GcmObjective, "gcm_objectives", "The GCM objectives it serves.")
    gcr_sections = page_terms(GcrSection, "gcr_sections", "The GCR sections it serves.")
    sdgs = page_terms(Sdg, "sdgs", "The Sustainable Development Goals it serves.")
    places = page_terms(Place, "places", "The cities it is about.")
    countries = page_terms(Country, "countries", "The countries it is about.")

    @strawberry.field(description="The networks it belongs to.")
    def networks(self, info: Info) -> list[Network]:
        return networks_of(info.context, self.card["networks"], self.reading)

    @strawberry.field(description="How it relates to other resources.")
    def relations(self, info: Info) -> list[Relation]:
        named = self.card["relations"]
        found = info.context.entries.get_many(
            [(item["group"], self.reading) for item in named], reason="relations"
        )
        pages = {str(page.key): page for page in pages_of(info.context, found)}
        return [
            Relation(kind=RelationKind(item["kind"]), resource=page)
            for item in named
            if isinstance(page := pages.get(item["group"]), Resource)
        ]

    def announce(self, context: Context) -> None:
        """Tell the loaders which other pages and places this one names."""
        related = ((item["group"], self.reading) for item in self.card["relations"])
        context.entries.want(related, reason="relations")
        places = {
            row["place_id"]
            for name in ("partner_cities", "grants")
            for row in self.card.get(name, ())
        }
        context.terms.want(
            places | {self.card[name] for name in ("place_id", "series_id") if self.card.get(name)}
        )


@strawberry.type(description="A named part of a resource.")
class NamedPart:
    title: str = strawberry.field(description="Its name.")
    description: str = strawberry.field(description="What it is.")
