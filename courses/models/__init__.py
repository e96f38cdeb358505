"""The page types of courses, and what learners have done."""

from .courses import Course, CourseEdition, CourseIndex, CourseSession, Module
from .lessons import Lesson
from .progress import FinishedLesson

__all__ = [
    "Course",
    "CourseEdition",
    "CourseIndex",
    "CourseSession",
    "FinishedLesson",
    "Lesson",
    "Module",
]
