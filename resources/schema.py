"""The lists of the library, one mechanism for all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Optional, cast

import strawberry
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hub.catalogue.paging import CURATED, MAX_PAGE_SIZE, NEWEST, Order
from hub.catalogue.querysets import EntryQuerySet
from hub.filters import PageFilter, compile_filter
from hub.networks.models import Network as NetworkModel
from hub.schema import LocaleArgument, SlugArgument, first_page, reading_locale
from hub.types.connections import After, Connection, First, connection_below, connection_of
from hub.types.context import Info
from hub.types.pages import entries_for, pages_of
from hub.types.terms import PriorityObjective

from .filters import ORDERS, EventFilter, ReportFilter, ResourceFilter, ResourceOrder, UpdateFilter
from .types.kinds import (
    CityAssessment,
    IndicatorFramework,
    KnowledgePlatform,
    Programme,
    Report,
    Toolkit,
)
from .types.pages import Event, Home, Library, PriorityObjectivePage, Update
from .types.resource import Resource

NetworkArgument = Annotated[
    str | None,
    strawberry.argument(description="Slug of a network: only its own and curated pages."),
]
ONLY = strawberry.argument(description="Only what fits all of this.")
OrderArgument = Annotated[
    Optional[ResourceOrder],  # noqa: UP045 - strawberry resolves the union at run time
    strawberry.argument(description="Newest first, or the curated order of the network."),
]


def of_network(entries: EntryQuerySet, slug: str, order: Order) -> EntryQuerySet:
    network_id = NetworkModel.objects.filter(slug=slug).values_list("pk", flat=True).first()
    if network_id is None:
        raise ValidationError({"network": _("There is no network of this name.")})
    is_curated = order is CURATED
    return entries.curated_by([network_id]) if is_curated else entries.in_network(network_id)


def chosen_order(order: ResourceOrder | None, network: str | None) -> Order:
    """Return the order asked for; a network's list is in its own order when none is."""
    if order is None:
        return CURATED if network is not None else NEWEST
    if order is ResourceOrder.CURATED and network is None:
        raise ValidationError({"order": _("Only the list of a network has a curated order.")})
    return ORDERS[order]


def list_field(kind: Any, filter_type: Any, description: str, **where: str) -> Any:
    """Make a root field that lists the pages of one type or family."""

    def resolve(
        info: Info,
        filter: Annotated[filter_type | None, ONLY] = None,
        order: OrderArgument = None,
        network: NetworkArgument = None,
        locale: LocaleArgument = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[kind]:
        entries = entries_for(info, reading_locale(info, locale)).filter(**where)
        if filter is not None:
            entries = entries.filter(compile_filter(filter))
        chosen = chosen_order(order, network)
        if network is not None:
            entries = of_network(entries, network, chosen)
        return connection_of(info, entries, order=chosen, first=first, after=after)

    return strawberry.field(resolver=resolve, description=description)


@dataclass(frozen=True)
class NetworkRows:
    """Below a network hang its own and curated pages of a type or family that fit a filter.

    Filters cannot be compared; `asked` stands for this one.
    """

    where: tuple[tuple[str, str], ...]
    reading: str
    is_curated: bool
    asked: str
    filter: PageFilter | None = field(compare=False)

    def below(self, info: Info, values: Iterable[int]) -> EntryQuerySet:
        entries = entries_for(info, self.reading).filter(**dict(self.where))
        if self.filter is not None:
            entries = entries.filter(compile_filter(self.filter))
        return entries.curated_by(values) if self.is_curated else entries.below_networks(values)


def network_field(kind: Any, filter_type: Any, description: str, **where: str) -> Any:
    """Make the field of a network that lists its own and curated pages of one type or family."""

    def resolve(
        self: Any,
        info: Info,
        filter: Annotated[filter_type | None, ONLY] = None,
        order: OrderArgument = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[kind]:
        chosen = chosen_order(order, self.slug)
        rows = NetworkRows(
            tuple(where.items()), self.reading, chosen is CURATED, repr(filter), filter
        )

        def beside() -> Iterator[int]:
            return (row.pk for row in info.context.networks.found())

        return connection_below(
            info, rows, self.row.pk, beside=beside, order=chosen, first=first, after=after
        )

    return strawberry.field(resolver=resolve, description=description)


@strawberry.type(description="What the library adds to a network.")
class NetworkFields:
    resources = network_field(
        Resource,
        ResourceFilter,
        "The network's own and curated resources, in its order.",
        family="resource",
    )


@strawberry.type(description="What the library adds to a priority objective.")
class PriorityObjectiveFields:
    @strawberry.field(description="Its public page, which tells of it and gives an example.")
    def page(self, info: Info) -> PriorityObjectivePage | None:
        term = cast(PriorityObjective, self)
        return priority_pages(info, term.reading).get(term.row.pk)


def priority_pages(info: Info, reading: str) -> dict[int, PriorityObjectivePage]:
    """Return the public page of each priority objective by its term; read once an answer."""
    found: dict[str, dict[int, PriorityObjectivePage]] = info.context.answers.setdefault(
        "priority pages", {}
    )
    if reading not in found:
        entries = entries_for(info, reading).filter(type="priority").order_by("group")
        pages = pages_of(info.context, entries[:MAX_PAGE_SIZE])
        found[reading] = {page.card["term_id"]: cast(PriorityObjectivePage, page) for page in pages}
    return found[reading]


@strawberry.type
class Query:
    reports = list_field(Report, ReportFilter, "Reports.", type="report")
    toolkits = list_field(Toolkit, ResourceFilter, "Toolkits.", type="toolkit")
    indicator_frameworks = list_field(
        IndicatorFramework, ResourceFilter, "Indicator frameworks.", type="indicator_framework"
    )
    city_assessments = list_field(
        CityAssessment, ResourceFilter, "City assessments.", type="city_assessment"
    )
    programmes = list_field(Programme, ResourceFilter, "Programmes and funds.", type="programme")
    knowledge_platforms = list_field(
        KnowledgePlatform, ResourceFilter, "Knowledge platforms.", type="knowledge_platform"
    )
    updates = list_field(Update, UpdateFilter, "Updates, newest first.", type="update")
    events = list_field(Event, EventFilter, "Events.", type="event")
    resources = list_field(Resource, ResourceFilter, "Resources of every type.", family="resource")

    @strawberry.field(description="One resource by the last part of its address.")
    def resource(
        self, info: Info, slug: SlugArgument, locale: LocaleArgument = None
    ) -> Resource | None:
        return first_page(  # type: ignore[return-value]
            info, locale=reading_locale(info, locale), family="resource", slug=slug
        )

    @strawberry.field(description="The entrance of the library, with its sections.")
    def library(self, info: Info, locale: LocaleArgument = None) -> Library | None:
        return first_page(info, locale=reading_locale(info, locale), type="library")  # type: ignore[return-value]

    @strawberry.field(description="The home page.")
    def home(self, info: Info, locale: LocaleArgument = None) -> Home | None:
        return first_page(info, locale=reading_locale(info, locale), type="home")  # type: ignore[return-value]
