"""The list of courses, and what courses add to a network."""

from typing import Annotated, Any, cast

import strawberry

from hub.schema import LocaleArgument, SlugArgument, first_page, reading_locale
from hub.types.connections import After, Connection, First
from hub.types.context import Info
from hub.types.networks import Network
from hub.types.pages import entries_for
from resources.schema import ONLY, OrderArgument, list_field, list_of

from .filters import CourseFilter
from .types.pages import Course, CourseIndex


@strawberry.type(description="What courses add to a network.")
class NetworkFields:
    @strawberry.field(description="The network's own and curated courses, in its order.")
    def courses(
        self,
        info: Info,
        filter: Annotated[CourseFilter | None, ONLY] = None,
        order: OrderArgument = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Course]:
        network = cast(Network, self)
        options: dict[str, Any] = {"order": order, "first": first, "after": after}
        return list_of(
            info,
            entries=entries_for(info, network.reading).filter(type="course"),
            filter=filter,
            network=network.slug,
            **options,
        )


@strawberry.type
class Query:
    courses = list_field(Course, CourseFilter, "Courses.", type="course")

    @strawberry.field(description="One course by the last part of its address.")
    def course(
        self, info: Info, slug: SlugArgument, locale: LocaleArgument = None
    ) -> Course | None:
        return first_page(info, locale=reading_locale(info, locale), type="course", slug=slug)  # type: ignore[return-value]

    @strawberry.field(description="The page that lists all courses.")
    def course_index(self, info: Info, locale: LocaleArgument = None) -> CourseIndex | None:
        return first_page(info, locale=reading_locale(info, locale), type="course_index")  # type: ignore[return-value]
