"""The page types of courses."""

from .courses import Course, CourseEdition, CourseIndex, CourseSession, Module
from .lessons import Lesson

__all__ = ["Course", "CourseEdition", "CourseIndex", "CourseSession", "Lesson", "Module"]
