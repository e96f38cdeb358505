"""Courses and lessons as partner sites meet them."""

from typing import Any

import strawberry

from courses.linked_data import iso_duration
from hub.organisations.enums import ContributionRole
from hub.types.context import Context, Info
from hub.types.languages import Language
from hub.types.languages import language as language_of
from hub.types.organisations import Organisation, contributions
from hub.types.pages import Page, pages_of
from hub.types.plain import nested, plain
from hub.types.scalars import Date
from resources.types.resource import NamedPart, Resource

from .choices import Certificate, CourseKind, Level, Pacing
from .choices import Cost as CostChoice

LESSONS, MATERIALS, COURSES = "lessons", "materials", "courses"


@strawberry.type(description="How long something takes.")
class Duration:
    minutes: int = strawberry.field(description="In minutes.")

    @strawberry.field(description="The same as ISO 8601 has it, for example PT3H.")
    def iso(self) -> str:
        return iso_duration(self.minutes)


@strawberry.type(description="A language in which a course is taken, here or elsewhere.")
class CourseEdition:
    language = nested(Language, "The language of the course.", make=language_of)
    subtitles = nested(list[Language], "The languages of its subtitles.", make=language_of)
    assessments = nested(list[Language], "The languages of its questions.", make=language_of)
    url: str | None = strawberry.field(description="Where it is taken, when that is elsewhere.")


@strawberry.type(description="A time at which a course is held.")
class CourseRun:
    starts_on: Date = strawberry.field(description="First day.")
    ends_on: Date | None = strawberry.field(description="Last day.")
    language = nested(Language | None, "The language it is held in.", make=language_of)
    sign_up_url: str | None = strawberry.field(description="Where to sign up.")


@strawberry.type(description="A part of a course.")
class Module(NamedPart):
    code: str = strawberry.field(description="Short code.")
    is_compulsory: bool = strawberry.field(description="True when everybody takes it.")
    lesson_keys: strawberry.Private[list[str]]
    reading: strawberry.Private[str]

    @strawberry.field(description="Its lessons, in their order.")
    def lessons(self, info: Info) -> list["Lesson"]:
        return lessons(info, self.lesson_keys, self.reading)


@strawberry.type(description="An online course, with its modules and lessons.")
class Course(Resource):
    objectives: str | None = strawberry.field(description="What learners can do afterwards.")
    prerequisites: str | None = strawberry.field(description="What it takes for granted.")
    certificate_terms: str | None = strawberry.field(description="What the certificate takes.")
    cost_note: str | None = strawberry.field(description="More on what it costs.")
    pacing = nested(Pacing, "When it can be taken.")
    certificate = nested(Certificate, "Whether it ends with a certificate.")
    cost = nested(CostChoice, "What it costs.")
    runs = nested(list[CourseRun], "The times at which it is held.")

    course_kind = nested(CourseKind, "What kind of course it is.", key="kind")

    @strawberry.field(description="How much it takes for granted, where that is known.")
    def level(self) -> Level | None:
        return Level(self.card["level"]) if self.card["level"] else None

    @strawberry.field(description="How long it takes: as stated, or as its lessons add up.")
    def effort(self) -> Duration | None:
        return Duration(minutes=self.card["minutes"]) if self.card["minutes"] else None

    @strawberry.field(description="Who gives it.")
    def provider(self, info: Info) -> Organisation | None:
        rows = self.card["contributions"]
        own = [row for row in rows if row["role"] == ContributionRole.PUBLISHER][:1]
        found = contributions(info.context, own, self.reading)
        return found[0].organisation if found else None

    @strawberry.field(description="The languages in which it is taken, each with its address.")
    def course_editions(self) -> list[CourseEdition]:
        return [plain(CourseEdition, row) for row in self.card["editions"]]

    @strawberry.field(description="Its modules, in their order.")
    def modules(self) -> list[Module]:
        keys: dict[str, list[str]] = {}
        for lesson in self.card["lessons"]:
            keys.setdefault(lesson["module"], []).append(lesson["group"])
        return [
            plain(
                Module,
                row | {"lesson_keys": keys.get(row["code"], []), "reading": self.reading},
            )
            for row in self.card["modules"]
        ]

    @strawberry.field(description="All its lessons, in their order.")
    def course_lessons(self, info: Info) -> list["Lesson"]:
        return lessons(info, [row["group"] for row in self.card["lessons"]], self.reading)

    @strawberry.field(description="What to read and use with it.")
    def learning_materials(self, info: Info) -> list[Resource]:
        keys = [(key, self.reading) for key in self.card["materials"]]
        found = pages_of(info.context, info.context.entries.get_many(keys, reason=MATERIALS))
        return [page for page in found if isinstance(page, Resource)]

    def announce(self, context: Context) -> None:
        """Announce the related pages, lessons and materials of all courses of an answer."""
        super().announce(context)
        for name, keys in (
            (LESSONS, [row["group"] for row in self.card["lessons"]]),
            (MATERIALS, self.card["materials"]),
            (COURSES, [self.key]),  # which its lessons lead back to
        ):
            context.entries.want(((key, self.reading) for key in keys), reason=name)


@strawberry.type(description="One sitting of a course.")
class Lesson(Page):
    module_code: str | None = strawberry.field(description="The code of its module.")

    @strawberry.field(description="How long it takes, where that is known.")
    def effort(self) -> Duration | None:
        return Duration(minutes=self.card["minutes"]) if self.card["minutes"] else None

    @strawberry.field(description="The course it belongs to.")
    def course(self, info: Info) -> Course | None:
        keys = [(self.card["course"], self.reading)] if self.card["course"] else []
        found = pages_of(info.context, info.context.entries.get_many(keys, reason=COURSES))
        return found[0] if found and isinstance(found[0], Course) else None

    def announce(self, context: Context) -> None:
        if self.card["course"]:
            context.entries.want([(self.card["course"], self.reading)], reason=COURSES)


@strawberry.type(description="The page that lists all courses; see the field courses.")
class CourseIndex(Page): ...


def lessons(info: Info, keys: list[str], reading: str) -> Any:
    found = info.context.entries.get_many([(key, reading) for key in keys], reason=LESSONS)
    return pages_of(info.context, found)
