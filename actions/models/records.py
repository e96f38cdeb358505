"""What people did, kept: who, when, what, about which organisation and action."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actions.enums import Interest
from hub.organisations.models import Organisation

from .drafts import Draft
from .people import person


class Record(models.Model):
    """One line of the audit trail; `details` holds keys, states and roles, never answers."""

    verb = models.CharField(max_length=40)
    actor = person()
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="records"
    )
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, related_name="records")
    details = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class Subscription(models.Model):
    """What somebody chose to hear of, with the wording they saw; it counts once confirmed.

    The address is confirmed by a mailed link (double opt-in), and ended by one click (RFC 8058).
    """

    interest = models.CharField(max_length=24, choices=Interest.choices)
    email = models.EmailField()
    locale = models.CharField(max_length=12)
    wording = models.TextField()
    token_hash = models.CharField(max_length=64, unique=True)
    chosen_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["interest", "email"],
                condition=models.Q(ended_at__isnull=True),
                name="actions_subscription_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.interest} {self.pk}"
