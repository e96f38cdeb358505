"""Keys of partner sites: made once, shown once, replaced with an overlap, ended at once."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.accounts.tokens import hash_of, make_text

from .models import DAYS, PartnerKey, PartnerSite

#: What every key begins with, so that one that leaked is recognised, and no token of a person is
#: taken for one.
BEGINNING = "partner_"
#: How long a key that was replaced still opens, so that every server gets the new one in time.
OVERLAP = timedelta(days=7)


def issue_key(
    site: PartnerSite,
    *,
    name: str,
    days: int = DAYS,
    reads_networks: bool = True,
    reads_previews: bool = False,
) -> tuple[PartnerKey, str]:
    """Make a key; its text is given here and never again."""
    text, prefix = make_text(BEGINNING)
    key = PartnerKey.objects.create(
        site=site,
        name=name,
        prefix=prefix,
        key_hash=hash_of(text),
        reads_networks=reads_networks,
        reads_previews=reads_previews,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return key, text


@transaction.atomic
def replace_key(key: PartnerKey) -> tuple[PartnerKey, str]:
    """Make a key that opens the same, and let the old one end after the overlap."""
    old = PartnerKey.objects.select_for_update().get(pk=key.pk)
    if not old.is_valid:
        raise ValidationError(_("This key has ended. Make a new one."))
    ends = min(old.expires_at, timezone.now() + OVERLAP)
    PartnerKey.objects.filter(pk=old.pk).update(expires_at=ends)
    return issue_key(
        old.site,
        name=old.name,
        reads_networks=old.reads_networks,
        reads_previews=old.reads_previews,
    )


def revoke_key(key: PartnerKey) -> None:
    """End a key; the next request with it is refused, in every process."""
    PartnerKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())
