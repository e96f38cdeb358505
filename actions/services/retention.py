"""How long what nobody needs any more is kept; the worker deletes it, and warns before a draft."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from actions.enums import Decision, ReviewState
from actions.models import AccessRequest, Commitment, Draft, Invitation, Membership

from .choices import forget_unconfirmed
from .records import record, tell

#: How long before a draft is deleted its people are written to.
WARNED_BEFORE = timedelta(days=30)
#: How many drafts one run warns of, and deletes; the next goes on.
MOST_AT_ONCE = 200
NEVER_SENT = (ReviewState.DRAFT, ReviewState.WITHDRAWN)


@dataclass(frozen=True)
class Kept:
    """Days for which each is kept: `HUB_RETENTION_DAYS` changes single ones, 0 keeps for good."""

    drafts: int = 730
    requests: int = 365
    memberships: int = 730
    choices: int = 30


def kept() -> Kept:
    known = {field.name for field in fields(Kept)}
    changed: dict[str, int] = getattr(settings, "HUB_RETENTION_DAYS", {})
    return Kept(**{name: days for name, days in changed.items() if name in known})


def forget_old(now: datetime | None = None) -> None:
    """Delete what is older than it is kept; doing so again changes nothing."""
    now = now or timezone.now()
    days = kept()
    if days.drafts:
        warn_of_drafts(now, timedelta(days=days.drafts))
        delete_drafts(now, timedelta(days=days.drafts))
    if days.requests:
        forget_requests(now - timedelta(days=days.requests))
    if days.memberships:
        ended = Membership.objects.filter(ended_at__lt=now - timedelta(days=days.memberships))
        ended.delete()
    # What somebody typed after the end of a session is in one that nobody may come back to.
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    if days.choices:
        forget_unconfirmed(now - timedelta(days=days.choices))


def untouched_since(moment: datetime) -> Any:
    """Find the drafts that were never sent, and in which nobody did anything since."""
    return Draft.objects.filter(state__in=NEVER_SENT, submissions=None, saved_at__lt=moment)


def warn_of_drafts(now: datetime, age: timedelta) -> None:
    """Write to the people of drafts that will be deleted, once since the last change."""
    found = untouched_since(now - age + WARNED_BEFORE)
    fresh = found.filter(Q(warned_at=None) | Q(warned_at__lt=F("saved_at")))
    for draft in fresh.order_by("pk")[:MOST_AT_ONCE]:
        with transaction.atomic():
            waiting = Draft.objects.filter(pk=draft.pk, saved_at=draft.saved_at)
            if waiting.filter(warned_at=draft.warned_at).update(warned_at=now):
                tell("action.draft_ends", draft, draft=draft.pk)


def delete_drafts(now: datetime, age: timedelta) -> None:
    """Delete drafts whose people had their time since the warning, with all files."""
    told = Q(warned_at__lte=now - WARNED_BEFORE, warned_at__gte=F("saved_at"))
    for number in (
        untouched_since(now - age).filter(told).values_list("pk", flat=True)[:MOST_AT_ONCE]
    ):
        with transaction.atomic():
            # Read again under the lock: somebody may just have come back to it.
            draft = Draft.objects.locked().filter(pk=number).first()
            if draft is None or not untouched_since(now - age).filter(told, pk=number).exists():
                continue
            files = [one.file for one in draft.files.all()]
            record("draft_deleted", by=None, organisation=draft.organisation, key=str(draft.key))
            draft.delete()
            for file in files:
                transaction.on_commit(partial(file.storage.delete, file.name))


def forget_requests(moment: datetime) -> None:
    """Forget who asked in vain, and whom invitations were for."""
    declined = {"state": Decision.DECLINED, "decided_at__lt": moment}
    AccessRequest.objects.filter(**declined).delete()
    Invitation.objects.filter(expires_at__lt=moment).delete()
    for commitment in Commitment.objects.filter(**declined).exclude(signatory_name="", document=""):
        if commitment.document:
            commitment.document.delete(save=False)
        commitment.signatory_name = commitment.signatory_title = ""
        commitment.save(update_fields=["document", "signatory_name", "signatory_title"])
