"""The root fields of search."""

from typing import Annotated, Optional
from uuid import UUID

import strawberry
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.schema import IdArgument, LocaleArgument, is_uuid, reading_locale
from hub.types.connections import After, First
from hub.types.context import Info
from hub.types.pages import Page, pages_of
from search import services
from search.delivery import is_up_to_date
from search.questions import Question
from search.suggestions import suggest
from search.types import (
    FacetName,
    SearchConnection,
    SearchOrder,
    Suggestion,
    search_connection,
    suggestion,
)

from .filters import SearchFilter, read_filter

QueryArgument = Annotated[
    str,
    strawberry.argument(
        description=(
            "What to look for, at most 256 characters; empty to browse. Quotes keep words together,"
            " a minus leaves out, title: looks in titles alone; everything else is just words."
        )
    ),
]
SearchFilterArgument = Annotated[
    Optional[SearchFilter],  # noqa: UP045 - strawberry resolves the union at run time
    strawberry.argument(description="Only what fits all of this."),
]


@strawberry.type
class Query:
    @strawberry.field(
        description="Pages that have what is asked for, in the reader's language or another.",
        metadata={"cost": 50},
    )
    def search(
        self,
        info: Info,
        query: QueryArgument = "",
        filter: SearchFilterArgument = None,
        order: Annotated[
            SearchOrder,
            strawberry.argument(description="The order of hits."),
        ] = SearchOrder.RELEVANCE,
        facets: Annotated[
            list[FacetName] | None,
            strawberry.argument(description="What to count the hits by."),
        ] = None,
        locale: LocaleArgument = None,
        first: First = 20,
        after: After = None,
    ) -> SearchConnection:
        selections, condition = read_filter(filter)
        question = Question(
            locale=reading_locale(info, locale),
            now=info.context.now or timezone.now(),
            text=query,
            condition=condition,
            selections=selections,
            facets=tuple(dict.fromkeys(facet.value for facet in facets or ())),
            order=order.value,
            first=first,
            after=after,
            asker=info.context.asker,
        )
        info.context.is_passing |= not is_up_to_date()
        answer = services.search(question)
        info.context.is_passing |= answer.is_degraded
        return search_connection(info, answer, is_continued=after is not None)

    @strawberry.field(
        description="Topics, places and titles with words that begin like this.",
        metadata={"cost": 20},
    )
    def suggest(
        self,
        info: Info,
        prefix: Annotated[str, strawberry.argument(description="What has been typed so far.")],
        locale: LocaleArgument = None,
        first: First = 8,
    ) -> list[Suggestion]:
        context = info.context
        typed = Question(
            text=prefix,
            locale=reading_locale(info, locale),
            now=context.now or timezone.now(),
            first=first,
            asker=context.asker,
        )
        info.context.is_passing |= not is_up_to_date()
        return [suggestion(found) for found in suggest(typed)]

    @strawberry.field(description="The pages that share most with a page.", metadata={"cost": 20})
    def related(
        self,
        info: Info,
        id: IdArgument,
        first: First = 6,
    ) -> list[Page]:
        kind, _colon, rest = id.partition(":")
        key, _colon, locale = rest.rpartition(":")
        if kind != "page" or not is_uuid(key):
            raise ValidationError({"id": _("This is not the id of a page.")})
        question = Question(
            locale=reading_locale(info, locale),
            now=info.context.now or timezone.now(),
            first=first,
            asker=info.context.asker,
        )
        return pages_of(info.context, services.related(UUID(key), question))
