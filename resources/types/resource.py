"""What every resource has, and the small types it is made of."""

import strawberry

from hub.types.context import Context, Info
from hub.types.media import File
from hub.types.networks import Network, networks_of
from hub.types.organisations import Contribution, contributions
from hub.types.pages import Page, page_terms, pages_of
from hub.types.plain import plain_list
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
    terms,
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
    code: str = strawberry.field(description="For example cc-by-4.0; unknown when none is stated.")


@strawberry.type(description="A relation to another resource.")
class Relation:
    kind: RelationKind = strawberry.field(description="How it relates.")
    resource: "Resource" = strawberry.field(description="The other resource.")


def place_of(info: Info, place_id: int | None, locale: str) -> Place | None:
    return next(iter(terms(info.context, Place, [place_id], locale)), None) if place_id else None


@strawberry.interface(description="Anything the library holds.")
class Resource(Page):
    official_title: str = strawberry.field(description="Title as printed, when it differs.")
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

    @strawberry.field(description="The files and links themselves, each in one or more languages.")
    def files(self) -> list[File]:
        return plain_list(File, self.card["files"])

    @strawberry.field(description="Dated, sourced figures.")
    def figures(self) -> list[DatedFigure]:
        return plain_list(DatedFigure, self.card["figures"])

    @strawberry.field(description="The licence, when one is stated.")
    def licence(self) -> Licence | None:
        code = self.card["licence"]
        return None if code == "unknown" else Licence(code=code)

    @strawberry.field(description="Its topics.")
    def topics(self, info: Info) -> list[Topic]:
        return page_terms(info, self, Topic, "topics")

    @strawberry.field(description="Whom it is made for.")
    def audiences(self, info: Info) -> list[Audience]:
        return page_terms(info, self, Audience, "audiences")

    @strawberry.field(description="Whom it is about, by status.")
    def target_groups(self, info: Info) -> list[TargetGroup]:
        return page_terms(info, self, TargetGroup, "target_groups")

    @strawberry.field(description="The priority objectives it serves.")
    def priority_objectives(self, info: Info) -> list[PriorityObjective]:
        return page_terms(info, self, PriorityObjective, "priority_objectives")

    @strawberry.field(description="The GCM objectives it serves.")
    def gcm_objectives(self, info: Info) -> list[GcmObjective]:
        return page_terms(info, self, GcmObjective, "gcm_objectives")

    @strawberry.field(description="The GCR sections it serves.")
    def gcr_sections(self, info: Info) -> list[GcrSection]:
        return page_terms(info, self, GcrSection, "gcr_sections")

    @strawberry.field(description="The Sustainable Development Goals it serves.")
    def sdgs(self, info: Info) -> list[Sdg]:
        return page_terms(info, self, Sdg, "sdgs")

    @strawberry.field(description="The cities it is about.")
    def places(self, info: Info) -> list[Place]:
        return page_terms(info, self, Place, "places")

    @strawberry.field(description="The countries it is about.")
    def countries(self, info: Info) -> list[Country]:
        return page_terms(info, self, Country, "countries")

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
