"""Where a partner site wants to be told what changed, and with which secret it is signed."""

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub import vault

from .sending import check_url

SALT = "hub.webhooks.secret"
#: How the name of its consumer in the outbox begins.
PREFIX = "webhook:"


class WebhookEndpointQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def active(self) -> Self:
        return self.filter(is_active=True, site__is_active=True)

    def given_up(self) -> Self:
        """Keep those that were switched off because nothing arrived."""
        return self.filter(is_active=False, failing_since__isnull=False, site__is_active=True)

    def of(self, consumers: list[str]) -> Self:
        """Keep those behind these names of consumers."""
        return self.filter(pk__in=[name.removeprefix(PREFIX) for name in consumers])


class WebhookEndpoint(models.Model):
    """An address of a partner site; a consumer of its own in the outbox.

    Its secrets must be read again to sign, so they are kept encrypted and not as a hash. No topics,
    or no page types, means all of them.
    """

    site = models.ForeignKey("hub.PartnerSite", models.CASCADE, related_name="webhooks")
    url = models.URLField(_("address"), max_length=500)
    secret = models.TextField(editable=False)
    previous_secret = models.TextField(editable=False, blank=True)
    previous_until = models.DateTimeField(null=True, editable=False)
    topics = models.JSONField(_("events"), default=list, blank=True)
    page_types = models.JSONField(_("page types"), default=list, blank=True)
    only_networks = models.BooleanField(_("only pages of its own networks"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    failing_since = models.DateTimeField(null=True, editable=False)
    disabled_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.url

    def clean(self) -> None:
        if not self.url:  # refused already, and emptied by the form
            return
        try:
            check_url(self.url, allow_loopback=loopback_is_allowed())
        except ValueError as error:
            raise ValidationError({"url": str(error)}) from error

    @property
    def consumer(self) -> str:
        return f"{PREFIX}{self.pk}"

    def secrets(self) -> list[str]:
        """Return what to sign with: its secret, and the one before for as long as that counts."""
        kept = [self.secret]
        if self.previous_until is not None and self.previous_until > timezone.now():
            kept.append(self.previous_secret)
        return [vault.decrypt(text, salt=SALT) for text in kept]


def loopback_is_allowed() -> bool:
    """Tell whether this machine itself may be told; for development and tests."""
    return bool(getattr(settings, "HUB_WEBHOOKS_TO_LOOPBACK", False))
