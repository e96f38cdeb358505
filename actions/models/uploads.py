"""Word forms that were read and wait for somebody's decision. Nothing here is public."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .drafts import Draft


class WordUpload(models.Model):
    """What a form offers to a draft, until the person who uploaded it has chosen."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="word_uploads")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="word_uploads"
    )
    offered = models.JSONField(default=dict)
    unrecognised = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    version = models.PositiveSmallIntegerField(null=True, help_text=_("Of the questions."))
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("uploaded Word form")
        verbose_name_plural = _("uploaded Word forms")

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.created_at}"
