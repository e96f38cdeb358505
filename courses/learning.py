"""The courses that somebody has begun: how far they are, and where they go on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from hub.catalogue.models import Entry
from hub.pages.framing import entries_here
from hub.pages.links import PageLink, link_to

from .models import FinishedLesson


@dataclass(frozen=True, kw_only=True)
class BegunCourse:
    """A course with those of its lessons that everyone may read, in their order."""

    entry: Entry
    lessons: list[Entry]
    finished: dict[str, datetime]

    @property
    def done(self) -> list[Entry]:
        return [lesson for lesson in self.lessons if str(lesson.key) in self.finished]

    @property
    def link(self) -> PageLink:
        return link_to(self.entry)

    @property
    def goes_on(self) -> PageLink | None:
        """Lead to the first lesson that is not done yet."""
        left = (link_to(one) for one in self.lessons if str(one.key) not in self.finished)
        return next(left, None)

    @property
    def compulsory(self) -> list[Entry]:
        """Return the lessons of modules to choose only where there are no others."""
        to_choose = {m["code"] for m in self.entry.card["modules"] if not m["is_compulsory"]}
        found = [one for one in self.lessons if one.card["module_code"] not in to_choose]
        return found or self.lessons

    @property
    def finished_at(self) -> datetime | None:
        """Return when the last compulsory lesson was done; None as long as one is missing."""
        moments = [self.finished.get(str(lesson.key)) for lesson in self.compulsory]
        known = [moment for moment in moments if moment]
        return max(known) if known and len(known) == len(moments) else None


def finished_lessons(user: Any) -> dict[str, datetime]:
    rows = FinishedLesson.objects.filter(user=user).order_by("pk")
    return {str(key): moment for key, moment in rows.values_list("lesson", "finished_at")}


def begun_courses(user: Any) -> list[BegunCourse]:
    """Return the courses with lessons that somebody has done, by title: four queries."""
    finished = finished_lessons(user)
    courses = {lesson.card["course"] for lesson in entries("lesson", finished)}
    return in_courses(finished, entries("course", filter(None, courses)))


def in_courses(finished: dict[str, datetime], courses: list[Entry]) -> list[BegunCourse]:
    """Put lessons into their courses, all of which are read together."""
    named = [[row["group"] for row in course.card["lessons"]] for course in courses]
    found = {str(one.key): one for one in entries("lesson", chain.from_iterable(named))}
    return [
        BegunCourse(
            entry=course, lessons=[found[key] for key in keys if key in found], finished=finished
        )
        for course, keys in zip(courses, named, strict=True)
    ]


def entries(type_code: str, keys: Iterable[str]) -> list[Entry]:
    """Read what everyone may see of these pages, in the active language."""
    rows = entries_here().of_pages(list(keys)).filter(type=type_code)
    return list(rows.select_related("group").order_by("sort_title", "pk"))
