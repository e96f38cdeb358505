"""The page types of courses, and what learners have done."""

from .addresses import CheckedAddress
from .courses import Course, CourseEdition, CourseIndex, CourseSession, Module
from .lessons import Lesson
from .progress import FinishedLesson

__all__ = [
    "CheckedAddress",
    "Course",
    "CourseEdition",
    "CourseIndex",
    "CourseSession",
    "FinishedLesson",
    "Lesson",
    "Module",
]
