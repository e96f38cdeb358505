"""The page of an action, what it is made of, and the page that lists actions."""

from typing import Annotated

import strawberry

from actions import enums
from actions.showcases import showcase_names
from actions.timeline import freshness_of_card, standing_listings, timeline_of_card
from hub import days
from hub.catalogue.paging import MAX_PAGE_SIZE
from hub.organisations.enums import ContributionRole
from hub.types.choices import enum_of
from hub.types.context import Info
from hub.types.languages import Language, language
from hub.types.media import File
from hub.types.networks import Network, networks_of
from hub.types.organisations import Contribution, Organisation, contributions
from hub.types.pages import Page, page_terms
from hub.types.plain import nested, plain
from hub.types.scalars import Date
from hub.types.terms import (
    Country,
    GcmObjective,
    GcrSection,
    Place,
    PriorityObjective,
    Sdg,
    TargetGroup,
    Term,
    Topic,
)
from resources.types.resource import DatedFigure

Timeline = enum_of(
    enums.Timeline,
    "Where an action stands on the day of asking.",
    PLANNED="Its first day is yet to come.",
    ONGOING="It has begun, and its last day is not over.",
    CONCLUDED="Its last day is over.",
)
Freshness = enum_of(
    enums.Freshness,
    "How long ago something was last told of an action.",
    RECENT="Within 183 days.",
    AGEING="Within 455 days: a year, and the 90 days in which its city is asked again.",
    OLD="Longer ago.",
)
ListingKind = enum_of(
    enums.ListingKind,
    "As what an action appears on a showcase.",
    PLEDGE="A commitment; it leaves the list when the action concludes.",
    PRACTICE="A good practice, with what was learnt.",
    LISTING="An entry of a list that makes no difference between the two.",
    MATERIAL="Material of the Call to Local Action.",
)


@strawberry.type(description="A place where actions are shown.")
class Showcase:
    code: str = strawberry.field(description="Short code, for example gcm-pledges.")
    name: str = strawberry.field(description="Its name.")


def showcase(code: str) -> Showcase:
    return Showcase(code=code, name=showcase_names().get(code, code))


@strawberry.type(description="Where the public sees an action beside its own page.")
class Listing:
    showcase = nested(Showcase, "The showcase.", make=showcase)
    kind = nested(ListingKind, "As what it appears there.")
    published_on: Date = strawberry.field(description="Since when.")
    url: str | None = strawberry.field(description="Its address there, where there is one.")


@strawberry.type(description="What was reported of an action on a day.")
class ActionUpdate:
    date: Date = strawberry.field(description="The day of the report.")
    text: str = strawberry.field(description="What has come of the action.")


Capped = Annotated[int, strawberry.argument(description="How many, 0 to 100.")]


@strawberry.type(description="What a local government or its partner does for people on the move.")
class Action(Page):
    starts_on: Date | None = strawberry.field(
        description="First day, where known; 1 January when only the year is."
    )
    ends_on: Date | None = strawberry.field(
        description="Last day, where known; 31 December when only the year is."
    )
    results: str | None = strawberry.field(description="What came of it.")
    lessons: str | None = strawberry.field(description="What was learnt.")
    recommendations: str | None = strawberry.field(description="What it recommends to others.")
    original_language = nested(
        Language, "The language in which it was first written.", make=language
    )
    figures = nested(list[DatedFigure], "Dated, sourced figures among its results.")
    files = nested(list[File], "Files and links, each in one or more languages.")

    last_told_on: Date | None = strawberry.field(
        description="When its city last sent it or told something of it, where that is known."
    )

    @strawberry.field(description="Where it stands today; null when nothing says when it starts.")
    def timeline(self, info: Info) -> Timeline | None:  # type: ignore[valid-type]
        found = timeline_of_card(self.card, days.day_of(info.context.now))
        return Timeline(found.value) if found else None

    @strawberry.field(
        description="How long ago that is; null where it is not known or the action is over."
    )
    def freshness(self, info: Info) -> Freshness | None:  # type: ignore[valid-type]
        found = freshness_of_card(self.card, days.day_of(info.context.now))
        return Freshness(found.value) if found else None

    @strawberry.field(description="The organisations that lead it together.")
    def leads(self, info: Info) -> list[Organisation]:
        return [item.organisation for item in self._in_role(info, ContributionRole.LEAD)]

    @strawberry.field(description="The organisations that take part in it.")
    def partners(self, info: Info) -> list[Organisation]:
        return [item.organisation for item in self._in_role(info, ContributionRole.PARTNER)]

    @strawberry.field(description="All organisations that had a part in it, with their roles.")
    def contributions(self, info: Info) -> list[Contribution]:
        return contributions(info.context, self.card["contributions"], self.reading)

    def _in_role(self, info: Info, role: ContributionRole) -> list[Contribution]:
        own = [item for item in self.card["contributions"] if item["role"] == role]
        return contributions(info.context, own, self.reading)

    @strawberry.field(description="What was reported since, newest first.")
    def updates(self, first: Capped = 10) -> list[ActionUpdate]:
        rows = self.card["updates"][: max(0, min(first, MAX_PAGE_SIZE))]
        return [plain(ActionUpdate, row) for row in rows]

    @strawberry.field(description="Where it is showcased; pledge lists only until it concludes.")
    def listings(self, info: Info) -> list[Listing]:
        listings = standing_listings(self.card, days.day_of(info.context.now))
        return [plain(Listing, row) for row in listings]

    target_groups = page_terms(TargetGroup, "target_groups", "Whom it is for.")
    topics = page_terms(Topic, "topics", "Its topics.")
    priority_objectives = page_terms(
        PriorityObjective, "priority_objectives", "The priority objectives it serves."
    )
    gcm_objectives = page_terms(GcmObjective, "gcm_objectives", "The GCM objectives it serves.")
    gcr_sections = page_terms(GcrSection, "gcr_sections", "The GCR sections it serves.")
    focus_areas = page_terms(Term, "focus_areas", "The 2019 focus areas it serves, and health.")
    sdgs = page_terms(Sdg, "sdgs", "The Sustainable Development Goals it serves.")
    places = page_terms(Place, "places", "The cities it takes place in.")
    countries = page_terms(Country, "countries", "The countries it takes place in.")

    @strawberry.field(description="The networks it belongs to.")
    def networks(self, info: Info) -> list[Network]:
        return networks_of(info.context, self.card["networks"], self.reading)


@strawberry.type(description="The page that lists all actions; see the field actions.")
class ActionRepository(Page): ...
