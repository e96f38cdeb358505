"""A list of courses with one course, two modules and three lessons, one of which asks questions."""

from typing import Any

from wagtail.models import Page

from courses.models import Course, CourseEdition, CourseIndex, Lesson, Module
from hub.organisations.models import Organisation
from hub.pages.models import Contribution
from tests.site import add


def option(text: str, **fields: Any) -> dict[str, Any]:
    return {"text": text, "match": "", "is_correct": False, "feedback": "", **fields}


def question(kind: str, text: str, *options: dict[str, Any], explanation: str = "") -> Any:
    return {"kind": kind, "question": text, "options": list(options), "explanation": explanation}


QUESTIONS = [
    question(
        "one",
        "Who reviews the Compact?",
        option("States", is_correct=True, feedback="canaryfeedback Every four years."),
        option("Cities", feedback="canaryfeedback They take part, but States review."),
        explanation="canaryexplanation The forum is theirs.",
    ),
    question(
        "several",
        "Which are compacts?",
        option("The GCM", is_correct=True),
        option("The GCR", is_correct=True),
        option("The SDGs"),
    ),
    question(
        "matching",
        "Match city and country.",
        option("Accra", match="Ghana"),
        option("Quito", match="Ecuador"),
        option("Lyon", match="France"),
    ),
    question("ordering", "In which order?", *map(option, ("Sign", "Submit", "Report", "Learn"))),
    question("text", "What does your town do?", explanation="canaryexplanation Anything counts."),
]


def questionnaire(*questions: Any) -> tuple[str, dict[str, Any]]:
    return ("questionnaire", {"title": "Check yourself", "questions": list(questions or QUESTIONS)})


def make_index(home: Page) -> CourseIndex:
    return add(home, CourseIndex(title="Courses", slug="courses"))  # type: ignore[no-any-return]


def make_course(index: CourseIndex, title: str = "The MOOC", **fields: Any) -> Course:
    modules = [
        Module(code="core", title="Core", description="For all.", locale=index.locale),
        Module(code="more", title="More", is_compulsory=False, locale=index.locale),
    ]
    edition = CourseEdition(language="en", subtitles=["fr"], assessments=["en", "es"])
    given = {"kind": "mooc", "modules": modules, "editions": [edition], **fields}
    return add(index, Course(title=title, **given))  # type: ignore[no-any-return]


def make_lesson(course: Course, title: str, **fields: Any) -> Lesson:
    return add(course, Lesson(title=title, **fields))  # type: ignore[no-any-return]


def make_site_with_course(home: Page) -> Course:
    """Make the course; its lessons are added out of the order of their modules."""
    provider = Organisation.objects.create(slug="uclg", name="UCLG", kind="city_network")
    course = make_course(
        make_index(home),
        summary="On both compacts.",
        objectives="Know them.",
        hub_contributions=[Contribution(organisation=provider, role="publisher")],
    )
    make_lesson(course, "Third", module_code="more", minutes=45, body=[questionnaire()])
    make_lesson(course, "First", module_code="core", minutes=60, summary="To begin with.")
    make_lesson(course, "Second", module_code="core", minutes=30)
    return course
