from enum import Enum

import strawberry

from hub.loading import LabelledRow
from hub.localization.languages import chain
from hub.organisations import enums
from hub.types.context import Context, Info
from hub.types.media import Image, image
from hub.types.node import Node
from hub.types.plain import plain
from hub.types.terms import Country, terms

OrganisationKind = strawberry.enum(
    Enum("OrganisationKind", {member.name: member.value for member in enums.OrganisationKind}),
    description="What kind of organisation it is.",
)
ContributionRole = strawberry.enum(
    Enum("ContributionRole", {member.name: member.value for member in enums.ContributionRole}),
    description="What an organisation is to a resource.",
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
    row: strawberry.Private[LabelledRow]
    reading: strawberry.Private[str]

    @strawberry.field(description="What kind of organisation it is.")
    def kind(self) -> OrganisationKind:  # type: ignore[valid-type]
        return OrganisationKind(self.row.values["kind"])

    @strawberry.field(description="The country it is in.")
    def country(self, info: Info) -> Country | None:
        country_id = self.row.values["country_id"]
        return (
            next(iter(terms(info.context, Country, [country_id], self.reading)), None)
            if country_id
            else None
        )

    @strawberry.field(description="Its logo.")
    def logo(self) -> Image | None:
        return image(self.row.values["logo_card"])


@strawberry.type(description="An organisation and what it is to a resource.")
class Contribution:
    organisation: Organisation = strawberry.field(description="The organisation.")
    role: ContributionRole = strawberry.field(description="Its role.")  # type: ignore[valid-type]


def organisation_of(context: Context, row: LabelledRow, locale: str) -> Organisation:
    own = row.labels.get(locale, {})
    if row.values["country_id"]:
        context.terms.want([row.values["country_id"]])
    return plain(
        Organisation,
        {
            "id": f"organisation:{row.values['key']}:{locale}",
            "slug": row.values["slug"],
            "name": own.get("name") or row.values["name"],
            "acronym": own.get("acronym") or row.values["acronym"] or None,
            "description": row.words(chain(locale)).get("description") or None,
            "website": row.values["website"] or None,
            "row": row,
            "reading": locale,
        },
    )


def contributions(
    context: Context, card: list[dict[str, object]], locale: str
) -> list[Contribution]:
    rows = {
        row.pk: row
        for row in context.organisations.get_many([item["organisation"] for item in card])
    }  # type: ignore[misc]
    return [
        Contribution(
            organisation=organisation_of(context, rows[item["organisation"]], locale),
            role=ContributionRole(item["role"]),
        )
        for item in card
        if item["organisation"] in rows
    ]
