"""What a learner with an account has done: written down, and forgotten."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from hub.pages.serving import public_entries

from .models import FinishedLesson


@transaction.atomic
def note_lessons(user: Any, changes: Mapping[UUID, bool]) -> None:
    """Write down which lessons are done, and which are not after all; unknown ones are left out."""
    own = FinishedLesson.objects.filter(user=user)
    own.filter(lesson__in=[key for key, is_done in changes.items() if not is_done]).delete()
    done = [key for key, is_done in changes.items() if is_done]
    lessons = public_entries().of_pages(done).filter(type="lesson")
    known = set(lessons.values_list("group__translation_key", flat=True))
    FinishedLesson.objects.bulk_create(
        (FinishedLesson(user=user, lesson=key) for key in known), ignore_conflicts=True
    )


def forget_learning(user: Any) -> None:
    FinishedLesson.objects.filter(user=user).delete()
