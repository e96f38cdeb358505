"""Whether a speaker of its language has read a translation."""

from typing import Any

from django.db import transaction
from wagtail.models import Page


@transaction.atomic
def set_reviewed(draft: Any, *, is_reviewed: bool, user: Any) -> None:
    """Mark a translation as reviewed, or not, on its draft and where readers see it.

    Nothing else of a draft that waits for publication goes along.
    """
    stored: Any = Page.objects.get(pk=draft.pk).specific
    has_waiting_changes = not stored.live or stored.has_unpublished_changes
    draft.translation_reviewed = is_reviewed
    revision = draft.save_revision(user=user, log_action=True)
    if has_waiting_changes:
        stored.refresh_from_db()
        stored.translation_reviewed = is_reviewed
        stored.save(update_fields=["translation_reviewed"])
    else:
        revision.publish(user=user)
