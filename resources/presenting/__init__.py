"""What the page of each type of the library shows beside what all pages share."""

from .indexes import present_home, present_index, present_library
from .pages import present_event, present_information, present_update
from .priorities import present_priority
from .programmes import present_programme
from .resources import (
    present_city_assessment,
    present_indicator_framework,
    present_knowledge_platform,
    present_report,
    present_toolkit,
)

__all__ = [
    "present_city_assessment",
    "present_event",
    "present_home",
    "present_index",
    "present_indicator_framework",
    "present_information",
    "present_knowledge_platform",
    "present_library",
    "present_priority",
    "present_programme",
    "present_report",
    "present_toolkit",
    "present_update",
]
