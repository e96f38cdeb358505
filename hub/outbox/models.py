"""Messages, their deliveries to each consumer, and the clock of the periodic jobs."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """Something that happened, written in the transaction in which it happened.

    The payload is thin: ids, locales, types and numbers, never content and never personal data.
    """

    topic = models.CharField(max_length=64)
    key = models.CharField(
        max_length=64, help_text=_("What it is about: messages with one key arrive in order.")
    )
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["id"]
        indexes = [models.Index(fields=["created_at"], name="hub_message_created")]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    DEAD = "dead", _("given up")


class Delivery(models.Model):
    """One message on its way to one consumer; a webhook endpoint is a consumer of its own."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries")
    key = models.CharField(max_length=64)
    consumer = models.CharField(max_length=100)
    state = models.CharField(
        max_length=12, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=40, blank=True, help_text=_("What a receiver said to it."))
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["message", "consumer"], name="hub_delivery_unique_consumer"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                name="hub_delivery_waiting",
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                fields=["consumer", "key", "id"],
                name="hub_delivery_order",
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                fields=["consumer"], name="hub_delivery_dead", condition=models.Q(state="dead")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.consumer}"


class JobRun(models.Model):
    """When a periodic job runs next, and who runs it until when."""

    name = models.CharField(max_length=100, unique=True)
    next_run_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("periodic job")

    def __str__(self) -> str:
        return self.name
