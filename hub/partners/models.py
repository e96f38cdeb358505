"""Partner sites: who reads the hub for a site of their own, with which keys, and how much."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from hub.localization.languages import reading_choices

#: How long a key opens anything, unless whoever makes it says otherwise.
DAYS = 365


def key_end() -> datetime:
    return timezone.now() + timedelta(days=DAYS)


def origins_in(text: str) -> list[str]:
    return [line.strip().rstrip("/") for line in text.splitlines() if line.strip()]


def check_origins(text: str) -> None:
    """Take lines such as https://example.org, with a port where there is one, and nothing more."""
    for origin in origins_in(text):
        URLValidator(schemes=["http", "https"])(origin)
        if origin.count("/") != 2 or origin != origin.lower():
            message = _("“%(origin)s” is no origin: write https://example.org, without a path.")
            raise ValidationError(message, params={"origin": origin})


class PartnerSite(ClusterableModel):
    """A site that reads the API as itself: it sees what is meant for its networks alone."""

    name = models.CharField(_("name"), max_length=255, unique=True)
    organisation = models.ForeignKey(
        "hub.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    networks = ParentalManyToManyField(
        "hub.Network",
        blank=True,
        related_name="partner_sites",
        verbose_name=_("networks"),
        help_text=_("Its keys read the pages that only these networks see."),
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick to stop all its keys and webhooks at once.")
    )
    origins = models.TextField(
        _("allowed origins"),
        blank=True,
        validators=[check_origins],
        help_text=_(
            "One a line, such as https://example.org: where a browser may use its keys. A key in a"
            " page is no secret; servers need no origin."
        ),
    )
    preview_url = models.URLField(
        _("address for previews"),
        blank=True,
        help_text=_("Where its site shows a draft; “?token=…” is added to it."),
    )
    default_locale = models.CharField(
        _("default language"),
        max_length=12,
        blank=True,
        choices=reading_choices,
        help_text=_("The language of answers to questions that name none."),
    )
    cost_per_minute = models.PositiveIntegerField(_("cost per minute"), default=500_000)
    cost_per_day = models.PositiveIntegerField(_("cost per day"), default=50_000_000)
    contact = models.EmailField(
        _("contact address"),
        blank=True,
        help_text=_("Who is told when something of theirs fails."),
    )
    developers = ParentalManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="partner_sites",
        verbose_name=_("developers"),
        help_text=_("They manage its keys and webhooks themselves."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("organisation"),
        FieldPanel("is_active"),
        FieldPanel("networks"),
        FieldPanel("default_locale"),
        MultiFieldPanel(
            [FieldPanel("origins"), FieldPanel("preview_url")], heading=_("Its addresses")
        ),
        FieldRowPanel(
            [FieldPanel("cost_per_minute"), FieldPanel("cost_per_day")], heading=_("Quota")
        ),
        MultiFieldPanel([FieldPanel("contact"), FieldPanel("developers")], heading=_("People")),
    ]

    class Meta:
        verbose_name = _("partner site")
        verbose_name_plural = _("partner sites")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def allows(self, origin: str) -> bool:
        return origin.lower() in origins_in(self.origins)


class PartnerKeyQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def valid(self) -> Self:
        """Keep those that open something now."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), site__is_active=True)


class PartnerKey(models.Model):
    """Lets a program read as a partner site; only a hash of it is kept.

    `prefix` is its visible beginning, by which people tell it from others.
    """

    site = models.ForeignKey(PartnerSite, models.CASCADE, related_name="keys")
    name = models.CharField(_("what it is for"), max_length=100)
    prefix = models.CharField(max_length=20)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    reads_networks = models.BooleanField(_("reads what is for its networks alone"), default=True)
    reads_previews = models.BooleanField(_("reads drafts that an editor previews"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("ends"), default=key_end)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PartnerKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("key of a partner site")
        verbose_name_plural = _("keys of partner sites")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.prefix}…"

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class PartnerUsage(models.Model):
    """What a partner site had made on one day, as cost; what was kept cost nothing."""

    site = models.ForeignKey(PartnerSite, models.CASCADE, related_name="usage")
    day = models.DateField()
    cost = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("usage of a partner site")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["site", "day"], name="hub_partner_usage_unique_day")
        ]

    def __str__(self) -> str:
        return f"{self.site_id}: {self.day}"


class TrustedDocument(models.Model):
    """A query that a partner site asks by its hash: the SHA-256 of its text."""

    site = models.ForeignKey(PartnerSite, models.CASCADE, related_name="documents")
    hash = models.CharField(max_length=64)
    text = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("trusted document")
        constraints = [
            models.UniqueConstraint(fields=["site", "hash"], name="hub_trusted_document_unique")
        ]

    def __str__(self) -> str:
        return self.hash
