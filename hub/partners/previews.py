"""Drafts that an editor looks at on a partner site, for a quarter of an hour, under a token."""

import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from hub.accounts.tokens import hash_of
from hub.catalogue.models import Reach
from hub.pages.sources import source_of

from .identity import Partner
from .models import PartnerSite

MINUTES = 15
#: Drafts of one page for one site: the panel beside the form makes one whenever typing pauses.
MOST = 100
#: How the name of a mode of previewing begins.
PREFIX = "partner-"


def preview_end() -> datetime:
    return timezone.now() + timedelta(minutes=MINUTES)


class Preview(models.Model):
    """A draft as the form had it; only a hash of its token is kept."""

    site = models.ForeignKey("hub.PartnerSite", models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    draft = models.TextField()
    expires_at = models.DateTimeField(default=preview_end, db_index=True)

    class Meta:
        verbose_name = _("preview on a partner site")

    def __str__(self) -> str:
        return f"{self.page_id} → {self.site_id}"


def showing() -> models.QuerySet[PartnerSite]:
    sites: models.QuerySet[PartnerSite] = PartnerSite._default_manager.filter(is_active=True)
    return sites.exclude(preview_url="")


def sites_for(page: Page) -> models.QuerySet[PartnerSite]:
    """Return the sites that show drafts and may read this page once it is published."""
    sites = showing()
    source = source_of(page) or page
    if getattr(source, "reach", Reach.EVERYONE) == Reach.EVERYONE:
        return sites
    networks = [row.network_id for row in source.hub_networks.all()]
    return sites.filter(networks__in=networks).distinct()


def preview_modes(page: Page) -> Sequence[tuple[str, str]]:
    """Return a mode for each site that may show this page; it must have been saved once."""
    if not page.pk or not showing().exists():
        return []
    return [(f"{PREFIX}{site.pk}", site.name) for site in sites_for(page)]


def preview_address(page: Page, mode: str) -> str:
    """Keep a draft for a site, and return where the site shows it; nothing where it may not."""
    site = sites_for(page).filter(pk=mode.removeprefix(PREFIX)).first()
    if site is None:
        return ""
    token = secrets.token_urlsafe(32)
    made = Preview.objects.create(
        site=site, page_id=page.pk, token_hash=hash_of(token), draft=page.to_json()
    )
    same = Preview.objects.filter(site=site, page=made.page_id).order_by("-pk")
    Preview.objects.filter(pk__in=list(same.values_list("pk", flat=True)[MOST:])).delete()
    joined = "&" if urlsplit(site.preview_url).query else "?"
    return f"{site.preview_url}{joined}{urlencode({'token': token})}"


def previewed(token: str, partner: Partner | None) -> Page | None:
    """Return the draft behind a token, to a key of its site that reads previews."""
    if partner is None or not partner.reads_previews:
        return None
    found = Preview.objects.filter(
        token_hash=hash_of(token), site=partner.site_id, expires_at__gt=timezone.now()
    ).first()
    if found is None:
        return None
    draft: Page = found.page.specific.with_content_json(json.loads(found.draft))
    return draft


def preview_origins() -> list[str]:
    """Return the sites that the edit screen frames."""
    parts = [urlsplit(url) for url in showing().values_list("preview_url", flat=True)]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})


def delete_old() -> None:
    Preview.objects.filter(expires_at__lt=timezone.now()).delete()
