"""What the lists of courses can be filtered by."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from hub.filters import PageFilter, SlugIn, condition, enum_values, facet, filter_tree

from .querysets import effort_up_to
from .types.choices import Certificate, Cost, CourseKind, Level, Pacing


def at_most(minutes: int) -> Q:
    if minutes < 0:
        raise ValidationError({"filter": _("Give a number of minutes that is not below zero.")})
    return effort_up_to(minutes)


@filter_tree("What courses can be filtered by.")
class CourseFilter(PageFilter):
    kind: list[CourseKind] | None = condition(enum_values("kind"), "Any of these kinds.")
    level: list[Level] | None = condition(enum_values("level"), "Any of these levels.")
    pacing: list[Pacing] | None = condition(enum_values("pacing"), "Any of these.")
    certificate: list[Certificate] | None = condition(enum_values("certificate"), "Any of these.")
    cost: list[Cost] | None = condition(enum_values("cost"), "Any of these.")
    provider: SlugIn | None = condition(facet("publisher"), "Slug of who gives it.")
    course_language: SlugIn | None = condition(
        facet("course_language"), "A language in which it is taken (BCP 47)."
    )
    subtitle_language: SlugIn | None = condition(
        facet("subtitle_language"), "A language of its subtitles (BCP 47)."
    )
    assessment_language: SlugIn | None = condition(
        facet("assessment_language"), "A language of its questions (BCP 47)."
    )
    effort_up_to: int | None = condition(at_most, "At most this many minutes.")
