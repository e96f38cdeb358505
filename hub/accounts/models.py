from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: How long a token opens anything, unless whoever makes it says otherwise.
DAYS = 90


def token_end() -> datetime:
    return timezone.now() + timedelta(days=DAYS)


class PersonTokenQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def valid(self) -> Self:
        """Keep those that open something now, of people who may sign in."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), user__is_active=True)


class PersonToken(models.Model):
    """Lets a program act for a person in the API; only a hash of it is kept.

    `prefix` is its visible beginning, by which its owner tells it from others.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    prefix = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=token_end)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PersonTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token of a person")
        verbose_name_plural = _("tokens of people")

    def __str__(self) -> str:
        return self.prefix
