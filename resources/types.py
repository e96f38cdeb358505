"""The page types of the library as partner sites meet them."""

from enum import Enum
from typing import Annotated, Any

import strawberry

from hub.catalogue.paging import MAX_PAGE_SIZE, NEWEST
from hub.types.connections import After, Connection, First, connection_of
from hub.types.context import Context, Info
from hub.types.languages import Language, languages
from hub.types.media import File
from hub.types.networks import Network, networks_of
from hub.types.organisations import Contribution, contributions
from hub.types.pages import Page, entries_for, page_terms, pages_of
from hub.types.plain import plain_list
from hub.types.scalars import Date, DateTime, Decimal
from hub.types.terms import (
    Audience,
    Country,
    GcmObjective,
    GcrSection,
    Place,
    PriorityObjective,
    Sdg,
    Series,
    TargetGroup,
    Topic,
    terms,
)

from . import enums


def from_choices(name: str, choices: Any, description: str) -> Any:
    return strawberry.enum(
        Enum(name, {member.name: member.value for member in choices}), description=description
    )


ReportKind = from_choices("ReportKind", enums.ReportKind, "What kind of report it is.")
RelationKind = from_choices(
    "RelationKind", enums.RelationKind, "How a resource relates to another."
)
RoundStatus = from_choices("RoundStatus", enums.RoundStatus, "Where a funding round stands.")
InformationKind = from_choices(
    "InformationKind", enums.InformationKind, "What an information page is."
)
EventKind = from_choices("EventKind", enums.EventKind, "What kind of event it is.")


@strawberry.type(description="A number that a source gives, with its date.")
class DatedFigure:
    value: str = strawberry.field(description="The figure as the source gives it, for example 50+.")
    label: str = strawberry.field(description="What it counts.")
    as_of: Date | None = strawberry.field(description="The day it was true.")  # type: ignore[valid-type]
    source: str = strawberry.field(description="Who says so.")


@strawberry.type(description="A licence under which a resource may be used.")
class Licence:
    code: str = strawberry.field(description="For example cc-by-4.0; unknown when none is stated.")


@strawberry.type(description="A relation to another resource.")
class Relation:
    kind: RelationKind = strawberry.field(description="How it relates.")  # type: ignore[valid-type]
    resource: "Resource" = strawberry.field(description="The other resource.")


def place_of(info: Info, place_id: int | None, locale: str) -> Place | None:
    return next(iter(terms(info.context, Place, [place_id], locale)), None) if place_id else None


@strawberry.interface(description="Anything the library holds.")
class Resource(Page):
    official_title: str = strawberry.field(description="Title as printed, when it differs.")
    short_title: str | None = strawberry.field(description="Short title or acronym.")
    issued_on: Date | None = strawberry.field(description="The date printed on it.")  # type: ignore[valid-type]
    launched_on: Date | None = strawberry.field(description="When it was presented in public.")  # type: ignore[valid-type]

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
        keys = {item["group"]: item["kind"] for item in self.card["relations"]}
        found = info.context.entries.get_many(
            [(key, self.reading) for key in keys], reason="relations"
        )
        pages = pages_of(info.context, found)
        return [Relation(kind=RelationKind(keys[page.key]), resource=page) for page in pages]  # type: ignore[arg-type]

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


@strawberry.type(description="An annual report, a report to a forum, a study.")
class Report(Resource):
    number: str | None = strawberry.field(description="Report number or ISBN, as printed.")
    edition_number: int | None = strawberry.field(description="Edition in its series.")
    occasion: str | None = strawberry.field(description="The forum or review it was made for.")

    @strawberry.field(description="What kind of report it is.")
    def report_kind(self) -> ReportKind:  # type: ignore[valid-type]
        return ReportKind(self.card["kind"])

    @strawberry.field(description="The year it reports on.")
    def year(self) -> int | None:
        return int(self.card["report_year"])

    @strawberry.field(description="The series it belongs to.")
    def series(self, info: Info) -> Series | None:
        ids = [self.card["series_id"]] if self.card["series_id"] else []
        return next(iter(terms(info.context, Series, ids, self.reading)), None)


@strawberry.type(description="A named part of a resource.")
class NamedPart:
    title: str = strawberry.field(description="Its name.")
    description: str = strawberry.field(description="What it is.")


@strawberry.type(description="Step-by-step guidance with its components.")
class Toolkit(Resource):
    @strawberry.field(description="The parts of the toolkit.")
    def components(self) -> list[NamedPart]:
        return plain_list(NamedPart, self.card["components"])

    @strawberry.field(description="The countries that piloted it.")
    def pilot_countries(self, info: Info) -> list[Country]:
        return page_terms(info, self, Country, "countries")


@strawberry.type(description="One city's assessment under an indicator framework.")
class CityAssessment(Resource):
    isbn: str | None = strawberry.field(description="ISBN of the published profile.")
    page_count: int | None = strawberry.field(description="Pages of the published profile.")
    fed_into: str | None = strawberry.field(description="The plan or policy that came of it.")

    @strawberry.field(description="The city.")
    def place(self, info: Info) -> Place | None:
        return place_of(info, self.card["place_id"], self.reading)

    @strawberry.field(description="The year of the assessment, where known.")
    def year(self) -> int | None:
        return self.card["assessment_year"]


@strawberry.type(description="A set of indicators with which cities assess themselves.")
class IndicatorFramework(Resource):
    @strawberry.field(description="The dimensions it measures.")
    def dimensions(self) -> list[NamedPart]:
        return plain_list(NamedPart, self.card["dimensions"])

    @strawberry.field(description="The assessments made under it, newest first.")
    def assessments(
        self, info: Info, first: First = 20, after: After = None
    ) -> Connection[CityAssessment]:
        entries = entries_for(info, self.reading).filter(type="city_assessment")
        own = entries.with_facet("framework", [self.key])
        return connection_of(info, own, order=NEWEST, first=first, after=after)  # type: ignore[no-any-return]


@strawberry.type(description="A phase of a programme.")
class Phase(NamedPart):
    code: str = strawberry.field(description="Short code.")
    starts_on: Date | None = strawberry.field(description="First day.")  # type: ignore[valid-type]
    ends_on: Date | None = strawberry.field(description="Last day.")  # type: ignore[valid-type]


@strawberry.type(description="A funding round.")
class FundingRound:
    code: str = strawberry.field(description="Short code.")
    title: str = strawberry.field(description="Its theme.")
    eligibility: str = strawberry.field(description="Who may apply.")
    announced_on: Date | None = strawberry.field(description="When its grants were announced.")  # type: ignore[valid-type]
    deadline: Date | None = strawberry.field(description="Last day to apply.")  # type: ignore[valid-type]
    amount: Decimal | None = strawberry.field(description="What it gives in all.")  # type: ignore[valid-type]
    currency: str = strawberry.field(description="ISO 4217 code.")
    status: RoundStatus = strawberry.field(description="Where it stands.")  # type: ignore[valid-type]


@strawberry.type(description="A city that takes part in a programme.")
class PartnerCity:
    phase_code: str | None = strawberry.field(description="Code of the phase it took part in.")
    profile_url: str | None = strawberry.field(description="Its city profile.")
    place_id: strawberry.Private[int]
    reading: strawberry.Private[str]

    @strawberry.field(description="The city.")
    def place(self, info: Info) -> Place | None:
        return place_of(info, self.place_id, self.reading)


@strawberry.type(description="A grant to a city.")
class Grant:
    round_code: str | None = strawberry.field(description="Code of the round it came from.")
    amount: Decimal | None = strawberry.field(description="Its amount, where known.")  # type: ignore[valid-type]
    currency: str = strawberry.field(description="ISO 4217 code.")
    place_id: strawberry.Private[int]
    reading: strawberry.Private[str]

    @strawberry.field(description="The city.")
    def place(self, info: Info) -> Place | None:
        return place_of(info, self.place_id, self.reading)


Capped = Annotated[int, strawberry.argument(description="How many, 0 to 100.")]


@strawberry.type(description="A programme or fund with its phases, rounds, cities and grants.")
class Programme(Resource):
    @strawberry.field(description="Its phases.")
    def phases(self) -> list[Phase]:
        return plain_list(Phase, self.card["phases"])

    @strawberry.field(description="Its funding rounds.")
    def rounds(self) -> list[FundingRound]:
        rows = [row | {"status": RoundStatus(row["status"])} for row in self.card["rounds"]]
        return plain_list(FundingRound, rows)

    @strawberry.field(description="The cities that take part.")
    def partner_cities(self, first: Capped = MAX_PAGE_SIZE) -> list[PartnerCity]:
        return self._cities(PartnerCity, "partner_cities", first)

    @strawberry.field(description="The grants it gave.")
    def grants(self, first: Capped = MAX_PAGE_SIZE) -> list[Grant]:
        return self._cities(Grant, "grants", first)

    def _cities(self, kind: Any, name: str, first: int) -> list[Any]:
        rows = self.card[name][: max(0, min(first, MAX_PAGE_SIZE))]
        return plain_list(kind, [row | {"reading": self.reading} for row in rows])


@strawberry.type(description="A platform elsewhere where practitioners meet.")
class KnowledgePlatform(Resource):
    address: str | None = strawberry.field(description="Where it is.")
    who_may_join: str | None = strawberry.field(description="Who may join.")
    offers: list[str] = strawberry.field(description="What it offers.")


@strawberry.type(description="The first page of the hub.")
class Home(Page): ...


@strawberry.type(description="A section of the library.")
class LibrarySection:
    title: str = strawberry.field(description="Its title.")
    description: str = strawberry.field(description="A sentence on it.")
    types: list[str] = strawberry.field(description="The page types it lists.")


@strawberry.type(description="The entrance of the library.")
class Library(Page):
    @strawberry.field(description="Its sections.")
    def sections(self) -> list[LibrarySection]:
        return plain_list(LibrarySection, self.card["sections"])

    @strawberry.field(description="The resource pinned on top, usually the newest annual report.")
    def pinned(self, info: Info) -> Resource | None:
        key = self.card["pinned"]
        found = info.context.entries.get_many([(key, self.reading)], reason="pinned") if key else []
        pages = pages_of(info.context, found)
        return pages[0] if pages and isinstance(pages[0], Resource) else None


@strawberry.type(description="A page that lists what stands below it.")
class IndexPage(Page):
    lists: str = strawberry.field(
        description="What it lists: updates, events, priorities, information."
    )


@strawberry.type(description="Questions and answers, the Declaration's text, help, contact.")
class InformationPage(Page):
    @strawberry.field(description="What it is.")
    def information_kind(self) -> InformationKind:  # type: ignore[valid-type]
        return InformationKind(self.card["kind"])


@strawberry.type(description="Dated news.")
class Update(Page):
    date: Date = strawberry.field(description="Its date.")  # type: ignore[valid-type]


@strawberry.type(description="Peer learning, a webinar, a forum.")
class Event(Page):
    starts_at: DateTime | None = strawberry.field(description="Start, where known.")  # type: ignore[valid-type]
    ends_at: DateTime | None = strawberry.field(description="End, where known.")  # type: ignore[valid-type]
    is_online: bool = strawberry.field(description="True when it can be joined online.")
    venue: str | None = strawberry.field(description="Where it takes place.")
    sign_up_url: str | None = strawberry.field(description="Where to sign up.")

    @strawberry.field(description="What kind of event it is.")
    def event_kind(self) -> EventKind:  # type: ignore[valid-type]
        return EventKind(self.card["kind"])

    @strawberry.field(description="The languages it is held in.")
    def event_languages(self) -> list[Language]:
        return languages(self.card["event_languages"])


@strawberry.type(description="The public page of a priority objective.")
class PriorityObjectivePage(Page):
    example: str | None = strawberry.field(description="An action that shows it.")

    @strawberry.field(description="The priority objective, with its mapping to the compacts.")
    def priority_objective(self, info: Info) -> PriorityObjective | None:
        return next(
            iter(terms(info.context, PriorityObjective, [self.card["term_id"]], self.reading)), None
        )

    def announce(self, context: Context) -> None:
        context.terms.want([self.card["term_id"]])
