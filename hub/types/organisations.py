from functools import partial
from typing import Any

import strawberry

from hub.loading import LabelledRow
from hub.localization.languages import chain
from hub.organisations import enums
from hub.types.choices import enum_of
from hub.types.context import Context, Info
from hub.types.media import Image
from hub.types.node import Node
from hub.types.plain import nested, plain, shared
from hub.types.terms import Country, one_term

OrganisationKind = enum_of(
    enums.OrganisationKind,
    "What kind of organisation it is.",
    LOCAL_GOVERNMENT="A city, a region or another local or regional government.",
    NATIONAL_ASSOCIATION="An association of the local governments of one country.",
    CITY_NETWORK="A network of cities and local governments across countries.",
    INTERNATIONAL_ORGANISATION="An agency of the United Nations or another intergovernmental one.",
    UN_PARTNERSHIP="A partnership of the United Nations with cities.",
    UNIVERSITY="A university or research institute.",
    CIVIL_SOCIETY="An organisation of civil society.",
    FUND="A fund or donor.",
    OTHER="None of these.",
)
ContributionRole = enum_of(
    enums.ContributionRole,
    "What an organisation is to a resource.",
    PUBLISHER="It published the resource.",
    AUTHOR="It wrote or made the resource.",
    FUNDER="It paid for the resource.",
    LEAD="It leads what the resource describes.",
    STRATEGIC_PARTNER="It shapes the direction together with the lead.",
    MANAGER="It runs the daily work.",
    PARTNER="It takes part in another way.",
)


@strawberry.type(
    description="An organisation that publishes, funds, leads or manages what the hub holds."
)
class Organisation(Node):
    slug: str = strawberry.field(description="Short name for filters.")
    name: str = strawberry.field(
        description="Its name, in the language of the answer where it has one."
    )
    acronym: str | None = strawberry.field(description="Its acronym.")
    description: str | None = strawberry.field(description="A short text on it.")
    website: str | None = strawberry.field(description="Its website.")
    country_id: strawberry.Private[int | None]
    reading: strawberry.Private[str]
    kind = nested(OrganisationKind, "What kind of organisation it is.")

    @strawberry.field(description="The country it is in.")
    def country(self, info: Info) -> Country | None:
        return one_term(info, Country, self.country_id, self.reading)

    logo = nested(Image | None, "Its logo.")


@strawberry.type(description="An organisation and what it is to a resource.")
class Contribution:
    organisation: Organisation = strawberry.field(description="The organisation.")
    role: ContributionRole = strawberry.field(description="Its role.")  # type: ignore[valid-type]


def organisation_of(context: Context, row: LabelledRow, locale: str) -> Organisation:
    if row.values["country_id"]:
        context.terms.want([row.values["country_id"]])
    return plain(
        Organisation,
        {
            "id": f"organisation:{row.values['key']}:{locale}",
            "slug": row.values["slug"],
            "name": row.own("name", locale),
            "acronym": row.own("acronym", locale) or None,
            "description": row.words(chain(locale)).get("description") or None,
            "website": row.values["website"] or None,
            "kind": row.values["kind"],
            "logo": row.values["logo_card"],
            "country_id": row.values["country_id"],
            "reading": locale,
        },
    )


def contributions(context: Context, card: list[dict[str, Any]], locale: str) -> list[Contribution]:
    rows = {
        row.pk: row
        for row in context.organisations.get_many([item["organisation"] for item in card])
    }
    return [
        shared(
            context.answers,
            (Contribution, item["organisation"], item["role"], locale),
            partial(contribution_of, context, rows[item["organisation"]], item["role"], locale),
        )
        for item in card
        if item["organisation"] in rows
    ]


def contribution_of(context: Context, row: LabelledRow, role: str, locale: str) -> Contribution:
    return Contribution(
        organisation=organisation_of(context, row, locale), role=ContributionRole(role)
    )
