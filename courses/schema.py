"""The list of courses, and what courses add to a network."""

import strawberry

from hub.schema import LocaleArgument, SlugArgument, first_page, reading_locale
from hub.types.context import Info
from resources.schema import list_field, network_field

from .filters import CourseFilter
from .types.pages import Course, CourseIndex


@strawberry.type(description="What courses add to a network.")
class NetworkFields:
    courses = network_field(
        Course, CourseFilter, "The network's own and curated courses, in its order.", type="course"
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
