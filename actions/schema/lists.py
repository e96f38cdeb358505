"""The lists of actions, and what actions add to networks, organisations and priority objectives."""

from typing import Annotated, Any, cast

import strawberry
from django.utils.translation import override

from actions.filters import ActionFilter
from actions.services.commitments import Joined, how_joined
from actions.statistics import MOST_NUMBERS, statistics
from actions.types.pages import Action, ActionRepository
from hub.catalogue.paging import NEWEST
from hub.schema import LocaleArgument, SlugArgument, first_page, reading_locale
from hub.terms.enums import Vocabulary
from hub.types.connections import After, Connection, FacetRows, First, connection_below
from hub.types.context import Info
from hub.types.organisations import Organisation
from hub.types.terms import PriorityObjective
from resources.schema import list_field, network_field


@strawberry.type(description="What actions add to a network.")
class NetworkFields:
    actions = network_field(
        Action, ActionFilter, "The network's own and curated actions, in its order.", type="action"
    )


@strawberry.type(description="What actions add to an organisation.")
class OrganisationFields:
    @strawberry.field(description="The actions it leads, newest first; joint ones are of each.")
    def actions(self, info: Info, first: First = 20, after: After = None) -> Connection[Action]:
        organisation = cast(Organisation, self)

        def beside() -> Any:
            return (row.values["slug"] for row in info.context.organisations.found())

        rows, slug = FacetRows("action", "lead", organisation.reading), organisation.slug
        return connection_below(
            info, rows, slug, beside=beside, order=NEWEST, first=first, after=after
        )

    @strawberry.field(
        description="Whether it has signed the Marrakech Mayors Declaration, and that is public."
    )
    def is_signatory(self, info: Info) -> bool:
        return joined(info, cast(Organisation, self)).is_signatory

    @strawberry.field(
        description="Whether it has endorsed the Call to Local Action, and that is public."
    )
    def is_supporting_partner(self, info: Info) -> bool:
        return joined(info, cast(Organisation, self)).is_supporting_partner

    @strawberry.field(description="The region or province it is in, as it says.")
    def region(self, info: Info) -> str | None:
        return joined(info, cast(Organisation, self)).region or None

    @strawberry.field(description="The city it is in, as it says.")
    def city(self, info: Info) -> str | None:
        return joined(info, cast(Organisation, self)).city or None


def joined(info: Info, organisation: Organisation) -> Joined:
    """Tell how an organisation joined; the first that is asked has all of them read."""
    found: dict[str, Joined] = info.context.answers.setdefault("joined", {})
    if organisation.slug not in found:
        slugs = {row.values["slug"] for row in info.context.organisations.found()}
        found.update(how_joined({organisation.slug, *slugs} - found.keys()))
    return found[organisation.slug]


@strawberry.type(description="What actions add to a priority objective.")
class PriorityObjectiveFields:
    @strawberry.field(description="The actions under it, newest first.")
    def actions(self, info: Info, first: First = 20, after: After = None) -> Connection[Action]:
        term, name = cast(PriorityObjective, self), Vocabulary.PRIORITY_OBJECTIVES

        def beside() -> Any:
            found = (row.values for row in info.context.terms.found())
            return (row["code"] for row in found if row["vocabulary"] == name)

        rows = FacetRows("action", name.value, term.reading)
        return connection_below(
            info, rows, term.code, beside=beside, order=NEWEST, first=first, after=after
        )


@strawberry.type(description="How many there are of one value.")
class StatisticsNumber:
    code: str = strawberry.field(description="The value, as filters take it.")
    label: str = strawberry.field(description="The value in the language that was asked for.")
    total: int = strawberry.field(description="How many.")


@strawberry.type(description="Numbers by one property, such as the country.")
class StatisticsSeries:
    name: str = strawberry.field(
        description="One of overview, timeline, year, showcase and the names of vocabularies."
    )
    label: str = strawberry.field(description="What is counted by, in words.")
    note: str = strawberry.field(description="What to know when reading it.")
    numbers: list[StatisticsNumber] = strawberry.field(
        description="The numbers.", metadata={"list_size": MOST_NUMBERS}
    )


@strawberry.type
class Query:
    actions = list_field(Action, ActionFilter, "Actions, newest first.", type="action")

    @strawberry.field(description="One action by the last part of its address.")
    def action(
        self, info: Info, slug: SlugArgument, locale: LocaleArgument = None
    ) -> Action | None:
        return first_page(info, locale=reading_locale(info, locale), type="action", slug=slug)  # type: ignore[return-value]

    @strawberry.field(description="The page that lists all actions.")
    def action_repository(
        self, info: Info, locale: LocaleArgument = None
    ) -> ActionRepository | None:
        return first_page(info, locale=reading_locale(info, locale), type="action_repository")  # type: ignore[return-value]

    @strawberry.field(
        description="Numbers about public actions and those who joined, the same for everyone.",
        metadata={"list_size": 7},
    )
    def statistics(
        self,
        info: Info,
        year: Annotated[
            int | None, strawberry.argument(description="Only actions that started in this year.")
        ] = None,
        locale: LocaleArgument = None,
    ) -> list[StatisticsSeries]:
        language = reading_locale(info, locale)
        with override(language):
            found = statistics(language, year=year, now=info.context.now)
        # Their fields have the names that the API reads.
        return cast(list[StatisticsSeries], found)
