"""What the lists of actions can be filtered by."""

from typing import Any

from django.db.models import Q

from actions.enums import Timeline
from actions.timeline import in_timeline
from hub import days
from hub.catalogue.models import NO_DATE
from hub.filters import (
    DateRange,
    PageFilter,
    SlugIn,
    between,
    bounded,
    condition,
    facet,
    filter_tree,
)

from .types import pages


def stands(values: list[Any]) -> Q:
    return in_timeline([Timeline(value.value) for value in bounded(values)], days.today())


@filter_tree("What actions can be filtered by.")
class ActionFilter(PageFilter):
    timeline: list[pages.Timeline] | None = condition(stands, "Any of these, on this day.")
    lead: SlugIn | None = condition(facet("lead"), "Slug of an organisation that leads it.")
    original_language: SlugIn | None = condition(
        facet("original_language"), "The language in which it was first written (BCP 47)."
    )
    starts_on: DateRange | None = condition(between("starts_on", unknown=NO_DATE), "First day.")
