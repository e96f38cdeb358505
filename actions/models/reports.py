"""What an organisation tells of its published action. Nothing here is public."""

import uuid

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.enums import ActionReportKind, Decision

from .drafts import Draft
from .people import person


class ActionReport(models.Model):
    """What is told of an action; it counts, and stands on its page, once a reviewer accepted it.

    One of those that change where it stands waits at a time; updates do not.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="reports")
    kind = models.CharField(_("kind"), max_length=12, choices=ActionReportKind.choices)
    day = models.DateField(_("day"), default=timezone.localdate)
    text = models.TextField(
        _("text"), max_length=5000, blank=True, validators=[MaxLengthValidator(5000)]
    )
    made_by = person()
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        _("state"), max_length=12, choices=Decision.choices, default=Decision.PENDING
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = person(blank=True)

    class Meta:
        verbose_name = _("report on an action")
        verbose_name_plural = _("reports on actions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"],
                condition=Q(state=Decision.PENDING) & ~Q(kind=ActionReportKind.UPDATE),
                name="actions_report_one_change",
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.kind} {self.state}"
