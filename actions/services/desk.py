"""What reviewers do among themselves: who has an action, and what they say about it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actions.answers import take_text
from actions.models import Comment, Draft
from actions.permissions import check_reviewer, people_who_review

from .records import record


def assign(user: Any, draft_key: Any, *, to: Any, seen: str) -> Draft:
    """Give an action to a reviewer, or to nobody; `seen` is who had it for whoever gives it."""
    check_reviewer(user)
    with transaction.atomic():
        draft: Draft = Draft.objects.locked().get(key=draft_key)
        if str(draft.assignee_id or "") != seen:
            raise ValidationError(_("Somebody was faster: another person has this action now."))
        if to is not None and not people_who_review().filter(pk=to.pk).exists():
            raise ValidationError(_("This person cannot review."))
        before = draft.assignee_id
        draft.assignee = to
        draft.save(update_fields=["assignee"])
        record("assigned", by=user, draft=draft, before=before, after=to.pk if to else None)
    return draft


def comment(user: Any, draft_key: Any, *, text: str) -> Comment:
    """Say something about an action that the organisation does not see."""
    check_reviewer(user)
    with transaction.atomic():
        draft: Draft = Draft.objects.get(key=draft_key)
        said = Comment(draft=draft, text=take_text(text), written_by=user)
        said.full_clean()
        said.save()
        record("commented", by=user, draft=draft, comment=said.pk)
    return said
