"""Courses and lessons in the words of schema.org."""

from collections.abc import Iterator
from typing import Any

from hub.blocks.rich_text import web_address
from hub.machine_readers.linked_data import Node, absolute, contributors, node, this_site
from hub.organisations.enums import ContributionRole
from hub.pages.reading import Reading

from .enums import Certificate, Cost

#: Who gives a course; one of which nobody says it is given by this site.
PROVIDERS = (ContributionRole.PUBLISHER, ContributionRole.LEAD, ContributionRole.MANAGER)


def course_for_machines(reading: Reading) -> Node:
    card = reading.card
    is_free = {Cost.FREE: True, Cost.PAID: False}.get(card["cost"])
    return {
        "@type": "Course",
        "provider": contributors(reading, PROVIDERS) or [this_site()],
        "educationalLevel": card["level"],
        "teaches": card["objectives"],
        "coursePrerequisites": card["prerequisites"],
        "isAccessibleForFree": is_free,
        "timeRequired": iso_duration(card["minutes"]),
        "availableLanguage": sorted({row["language"] for row in card["editions"]}),
        "educationalCredentialAwarded": card["certificate_terms"] or str(Certificate.AWARDED.label)
        if card["certificate"] == Certificate.AWARDED
        else None,
        "hasCourseInstance": list(instances(reading)),
    }


def instances(reading: Reading) -> Iterator[Node]:
    """Tell each session, or each language in which a course is taken at any time."""
    card, own = reading.card, absolute(reading.entry.path)
    for row in card["runs"] or card["editions"]:
        yield node(
            "CourseInstance",
            courseMode="online",
            courseWorkload=iso_duration(card["minutes"]),
            startDate=row.get("starts_on"),
            endDate=row.get("ends_on"),
            inLanguage=row["language"],
            url=web_address(row.get("sign_up_url") or row.get("url")) or own,
        )


def lesson_for_machines(reading: Reading, course: Any) -> Node:
    return {
        "@type": "LearningResource",
        "learningResourceType": "lesson",
        "timeRequired": iso_duration(reading.card["minutes"]),
        "isPartOf": {"@type": "Course", "@id": absolute(course.path), "name": course.title}
        if course
        else None,
    }


def iso_duration(minutes: int | None) -> str:
    hours, rest = divmod(minutes or 0, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "") if minutes else ""
