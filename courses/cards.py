"""What a course, its lessons and the list of courses say of themselves to the catalogue."""

from typing import Any

from hub.catalogue.description import Description
from hub.pages.describe import describe_page, told, told_rows
from resources.cards import describe_resource
from resources.enums import RelationKind
from resources.models import Relation

from . import models
from .querysets import minutes_value


def describe_course(description: Description, source: models.Course, page: models.Course) -> None:
    describe_resource(description, source, page)
    card = description.card
    facts = ("kind", "level", "pacing", "cost", "certificate")
    prose = ("objectives", "prerequisites", "cost_note", "certificate_terms")
    card |= told(source, page, *facts, optional=prose)
    card["modules"] = told_rows(
        source, page, "modules", "code", "title", "description", "is_compulsory"
    )
    card["editions"] = told_rows(
        source, page, "editions", "language", "subtitles", "assessments", optional=("url",)
    )
    card["runs"] = told_rows(
        source, page, "sessions", "starts_on", "ends_on", optional=("language", "sign_up_url")
    )
    for session in source.sessions.all():
        description.add_occasion(session.starts_on, session.ends_on)
    card["lessons"] = lessons_of(source, card["modules"])
    card["minutes"] = source.effort_minutes or sum(
        lesson["minutes"] or 0 for lesson in card["lessons"]
    )
    card["materials"] = materials_of(source)
    card["silent"] = silent_addresses(card)
    for text in [card["objectives"], card["prerequisites"]]:
        description.add_text("body", text or "")
    for module in card["modules"]:
        description.add_text("heading", module["title"])
        description.add_text("body", module["description"])
    add_facets(description)


def lessons_of(course: models.Course, modules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Name the published lessons, module by module; those of no module come last."""
    places = {module["code"]: place for place, module in enumerate(modules)}
    rows = models.Lesson.objects.child_of(course).filter(live=True).order_by("path")
    lessons = [
        {"group": str(row.translation_key), "module": row.module_code, "minutes": row.minutes}
        for row in rows
    ]
    return sorted(lessons, key=lambda lesson: places.get(lesson["module"], len(places)))


def materials_of(course: models.Course) -> list[str]:
    """Name the resources that say they are learning material of this course."""
    relations = Relation.objects.filter(
        kind=RelationKind.LEARNING_MATERIAL_OF, target__translation_key=course.translation_key
    )
    keys = relations.order_by("pk").values_list("page__translation_key", flat=True)
    return list(dict.fromkeys(map(str, keys)))


def silent_addresses(card: dict[str, Any]) -> list[dict[str, str]]:
    """Name the addresses elsewhere that have not answered for days, and since when."""
    urls = [row["url"] for row in (*card["editions"], *card["files"]) if row["url"]]
    rows = models.CheckedAddress.objects.silent().filter(url__in=urls) if urls else ()
    return [{"url": row.url, "day": str(row.failed_on)} for row in rows]


def add_facets(description: Description) -> None:
    card = description.card
    for name in ("kind", "level", "pacing", "certificate", "cost"):
        description.add_facet(name, card[name])
    for edition in card["editions"]:
        description.add_facet("course_language", edition["language"])
        description.add_facet("subtitle_language", *edition["subtitles"])
        description.add_facet("assessment_language", *edition["assessments"])
    if card["minutes"]:
        description.add_facet("effort", minutes_value(card["minutes"]))


def describe_lesson(description: Description, source: models.Lesson, page: models.Lesson) -> None:
    describe_page(description, source, page)
    description.card |= told(source, page, "minutes", optional=("module_code",))
    course = source.get_parent()
    description.card["course"] = str(course.translation_key) if course else None


describe_course_index = describe_page
