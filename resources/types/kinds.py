"""The kinds of resources."""

from typing import Annotated, Any

import strawberry

from hub.catalogue.paging import MAX_PAGE_SIZE, NEWEST
from hub.types.connections import After, Connection, FacetRows, First, connection_below
from hub.types.context import Context, Info
from hub.types.pages import page_terms
from hub.types.plain import nested, plain
from hub.types.scalars import Date, Decimal
from hub.types.terms import Country, Place, Series, one_term

from .choices import ReportKind, RoundStatus
from .resource import NamedPart, Resource

FRAMEWORKS = "frameworks"


def city(self: Any, info: Info) -> Place | None:
    return one_term(info, Place, self.place_id, self.reading)


@strawberry.type(description="An annual report, a report to a forum, a study.")
class Report(Resource):
    edition_number: int | None = strawberry.field(description="Edition in its series.")
    occasion: str | None = strawberry.field(description="The forum or review it was made for.")

    @strawberry.field(description="Report number or ISBN, as printed.")
    def report_number(self) -> str | None:
        return self.card["number"]

    report_kind = nested(ReportKind, "What kind of report it is.", key="kind")

    @strawberry.field(description="The year it reports on.")
    def year(self) -> int | None:
        return int(self.card["report_year"])

    @strawberry.field(description="The series it belongs to.")
    def series(self, info: Info) -> Series | None:
        return one_term(info, Series, self.card["series_id"], self.reading)


@strawberry.type(description="Step-by-step guidance with its components.")
class Toolkit(Resource):
    components = nested(list[NamedPart], "The parts of the toolkit.")
    pilot_countries = page_terms(Country, "countries", "The countries that piloted it.")


@strawberry.type(description="One city's assessment under an indicator framework.")
class CityAssessment(Resource):
    isbn: str | None = strawberry.field(description="ISBN of the published profile.")
    page_count: int | None = strawberry.field(description="Pages of the published profile.")
    fed_into: str | None = strawberry.field(description="The plan or policy that came of it.")
    place = strawberry.field(resolver=city, description="The city.")

    @strawberry.field(description="The year of the assessment, where known.")
    def year(self) -> int | None:
        return self.card["assessment_year"]


@strawberry.type(description="A set of indicators with which cities assess themselves.")
class IndicatorFramework(Resource):
    dimensions = nested(list[NamedPart], "The dimensions it measures.")

    @strawberry.field(description="The assessments made under it, newest first.")
    def assessments(
        self, info: Info, first: First = 20, after: After = None
    ) -> Connection[CityAssessment]:
        rows = FacetRows("city_assessment", "framework", self.reading)
        return connection_below(
            info,
            rows,
            self.key,
            beside=lambda: info.context.answers[FRAMEWORKS],
            order=NEWEST,
            first=first,
            after=after,
        )

    def announce(self, context: Context) -> None:
        """Name it beside the other frameworks, whose assessments are read with its own."""
        super().announce(context)
        context.answers.setdefault(FRAMEWORKS, set()).add(self.key)


@strawberry.type(description="A phase of a programme.")
class Phase(NamedPart):
    code: str = strawberry.field(description="Short code.")
    starts_on: Date | None = strawberry.field(description="First day.")
    ends_on: Date | None = strawberry.field(description="Last day.")


@strawberry.type(description="A funding round.")
class FundingRound:
    code: str = strawberry.field(description="Short code.")
    title: str = strawberry.field(description="Its theme.")
    eligibility: str = strawberry.field(description="Who may apply.")
    announced_on: Date | None = strawberry.field(description="When its grants were announced.")
    deadline: Date | None = strawberry.field(description="Last day to apply.")
    amount: Decimal | None = strawberry.field(description="What it gives in all.")
    currency: str = strawberry.field(description="ISO 4217 code.")
    status = nested(RoundStatus, "Where it stands.")


@strawberry.type(description="A city that takes part in a programme.")
class PartnerCity:
    phase_code: str | None = strawberry.field(description="Code of the phase it took part in.")
    profile_url: str | None = strawberry.field(description="Its city profile.")
    place = strawberry.field(resolver=city, description="The city.")


@strawberry.type(description="A grant to a city.")
class Grant:
    round_code: str | None = strawberry.field(description="Code of the round it came from.")
    amount: Decimal | None = strawberry.field(description="Its amount, where known.")
    currency: str = strawberry.field(description="ISO 4217 code.")
    place = strawberry.field(resolver=city, description="The city.")


Capped = Annotated[int, strawberry.argument(description="How many, 0 to 100.")]


@strawberry.type(description="A programme or fund with its phases, rounds, cities and grants.")
class Programme(Resource):
    phases = nested(list[Phase], "Its phases.")
    rounds = nested(list[FundingRound], "Its funding rounds.")

    @strawberry.field(description="The cities that take part.")
    def partner_cities(self, first: Capped = MAX_PAGE_SIZE) -> list[PartnerCity]:
        return self._cities(PartnerCity, "partner_cities", first)

    @strawberry.field(description="The grants it gave.")
    def grants(self, first: Capped = MAX_PAGE_SIZE) -> list[Grant]:
        return self._cities(Grant, "grants", first)

    def _cities(self, kind: Any, name: str, first: int) -> list[Any]:
        rows = self.card[name][: max(0, min(first, MAX_PAGE_SIZE))]
        return [plain(kind, row | {"reading": self.reading}) for row in rows]


@strawberry.type(description="A platform elsewhere where practitioners meet.")
class KnowledgePlatform(Resource):
    address: str | None = strawberry.field(description="Where it is.")
    who_may_join: str | None = strawberry.field(description="Who may join.")
    offers: list[str] = strawberry.field(description="What it offers.")
