"""The list of all organisations, in pages."""

from typing import Annotated, Any, Optional

import strawberry
from django.db import connection as database
from django.db.models import F, Q
from django.db.models.functions import Collate

from hub.catalogue.paging import Order, page_of
from hub.filters import SlugIn, bounded, condition, conditions_of
from hub.organisations.models import Organisation
from hub.types.connections import connection
from hub.types.context import Info
from hub.types.organisations import OrganisationKind, organisation_of

BY_SLUG = Order("organisations", "place", descending=False, number="id")


@strawberry.input(description="What organisations can be filtered by.")
class OrganisationFilter:
    kind: list[OrganisationKind] | None = condition(
        lambda kinds: Q(kind__in=[kind.value for kind in bounded(kinds)]), "Any of these kinds."
    )
    country: SlugIn | None = condition(
        lambda codes: Q(country__code__in=bounded(codes.in_)),
        "ISO 3166-1 alpha-2 code of the country it is in.",
    )


OrganisationFilterArgument = Annotated[
    Optional[OrganisationFilter],  # noqa: UP045 - strawberry resolves the union at run time
    strawberry.argument(description="Only these."),
]


def organisation_connection(
    info: Info, chosen: OrganisationFilter | None, reading: str, *, first: int, after: str | None
) -> Any:
    """List organisations by slug, which sorts the same on every database when told how."""
    collation = "C" if database.vendor == "postgresql" else "BINARY"
    rows = Organisation.objects.filter(is_public=True).annotate(place=Collate(F("slug"), collation))
    if chosen is not None:
        rows = rows.filter(*conditions_of(chosen))
    page = page_of(rows, order=BY_SLUG, first=first, after=after)
    found = info.context.organisations.get_many([row.pk for row in page.entries])
    nodes = [organisation_of(info.context, row, reading) for row in found]
    return connection(page, nodes, entries=rows, after=after)
