"""Marks for what a course tells of other pages: its lessons, and its learning materials."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from hub.catalogue.marks import mark_keys
from hub.catalogue.signal_handlers import only_revision_fields
from resources.models import Relation

from .models import Course, Lesson


def lesson_changed(sender: type[Lesson], instance: Lesson, **kwargs: Any) -> None:
    if not only_revision_fields(kwargs) and not kwargs.get("raw"):
        mark_courses(instance.get_parent(update=True))


def lesson_moved(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance.specific_deferred, Lesson):
        mark_courses(kwargs["parent_page_before"], kwargs["parent_page_after"])


def relation_changed(sender: type[Relation], instance: Relation, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        mark_courses(*Course.objects.filter(pk=instance.target_id))


def mark_courses(*pages: Page | None) -> None:
    mark_keys([page.translation_key for page in pages if page is not None])


def connect() -> None:
    """Connect every handler; called once, when the app is ready."""
    for signal in (post_save, post_delete):
        uid = f"courses.{'save' if signal is post_save else 'delete'}"
        signal.connect(lesson_changed, sender=Lesson, dispatch_uid=f"{uid}.lesson")
        signal.connect(relation_changed, sender=Relation, dispatch_uid=f"{uid}.relation")
    post_page_move.connect(lesson_moved, dispatch_uid="courses.lesson_moved")
