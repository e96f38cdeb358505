"""How long what nobody needs any more is kept, and what is known of a person: told, and forgotten.

The worker deletes what is old, and warns before it deletes a draft.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry

from actions.enums import Decision, ReviewState
from actions.models import (
    AccessRequest,
    ActionReport,
    Comment,
    Commitment,
    Draft,
    Invitation,
    Membership,
    Note,
    Record,
    Submission,
    Subscription,
)
from actions.questions import questions
from hub.declarations import personal_rows

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


# What is kept of a person: given to them, and forgotten -------------------------------------------

#: What of each table is about a person, for the copy that they can have.
TOLD: dict[type[Any], tuple[str, ...]] = {
    Membership: ("organisation__slug", "role", "job_title", "started_at", "ended_at"),
    AccessRequest: ("organisation__slug", "job_title", "reason", "state", "asked_at"),
    Invitation: ("organisation__slug", "email", "role", "created_at", "accepted_at"),
    Commitment: ("organisation__slug", "kind", "signatory_name", "signatory_title", "made_at"),
    Draft: ("key", "organisation__slug", "locale", "answers", "saved_at"),
    Submission: ("pk", "draft__key", "answers", "consents", "submitted_at"),
    Note: ("draft__key", "text", "written_at"),
    Comment: ("draft__key", "text", "written_at"),
    ActionReport: ("draft__key", "kind", "day", "text", "state", "made_at"),
    Subscription: ("interest", "email", "wording", "chosen_at", "confirmed_at", "ended_at"),
    Record: ("verb", "at"),
}


def rows_about(user: Any) -> dict[type[Any], QuerySet[Any]]:
    """Find the rows of every table that are about a person or that they wrote."""
    named = Q(answers__submitter_email__iexact=user.email) if user.email else Q(pk=None)
    address = {"email__iexact": user.email} if user.email else {"pk": None}
    signed = Q(signatory_name__iexact=user.get_full_name()) if user.get_full_name() else Q(pk=None)
    return {
        Membership: Membership.objects.filter(user=user),
        AccessRequest: AccessRequest.objects.filter(user=user),
        Invitation: Invitation.objects.filter(**address),
        Commitment: Commitment.objects.filter(signed, made_by=user),
        Draft: Draft.objects.filter(named | Q(created_by=user)),
        Submission: Submission.objects.filter(
            named | Q(submitted_by=user) | Q(draft__created_by=user)
        ),
        Note: Note.objects.filter(written_by=user),
        Comment: Comment.objects.filter(written_by=user),
        ActionReport: ActionReport.objects.filter(made_by=user),
        Subscription: Subscription.objects.filter(**address),
        Record: Record.objects.filter(actor=user),
    }


def personal_data(user: Any) -> dict[str, Any]:
    """Return all that any app keeps about a person, by table, fit for JSON."""
    account = {name: getattr(user, name) for name in ("email", "first_name", "last_name")}
    account |= {"date_joined": user.date_joined, "last_login": user.last_login}
    declared = personal_rows()
    found = rows_about(user) | {
        model: model._default_manager.filter(user=user) for model in declared
    }
    told = TOLD | declared
    tables = {
        model._meta.model_name: list(rows.order_by("pk").values(*told[model]))
        for model, rows in found.items()
    }
    return {"account": account, **tables}


@transaction.atomic
def erase_person(user: Any) -> None:
    """Forget a person: the account, and every name, address and title; what was sent stays.

    The hash on a receipt stays as well, although it was made with the answers that are gone.
    """
    found = rows_about(user)
    for rows in (found[Draft], found[Submission]):
        erase_answers(user, rows.select_for_update())
    found[Commitment].update(signatory_name="", signatory_title="")
    for model in (Invitation, Subscription):
        found[model].delete()
    kind = ContentType.objects.get_for_model(user)
    ModelLogEntry.objects.filter(content_type=kind, object_id=str(user.pk)).delete()
    user.delete()
    record("person_erased", by=None)


def erase_answers(user: Any, rows: Iterable[Any]) -> None:
    """Empty the personal answers; those about a colleague who has an account are theirs."""
    personal = {key: item.kind.empty for key, item in questions().items() if item.is_personal}
    for row in rows:
        address = str(row.answers.get("submitter_email", "")).casefold()
        if address != user.email.casefold() and is_colleague(user, address):
            continue
        gone = {key: empty for key, empty in personal.items() if key in row.answers}
        row.answers |= gone
        changed = ["answers"]
        if isinstance(row, Draft):
            # A form that is still open somewhere must not bring them back unseen.
            row.version += 1
            row.changed_at |= dict.fromkeys(gone, row.version)
            changed += ["version", "changed_at"]
        row.save(update_fields=changed)


def is_colleague(user: Any, address: str) -> bool:
    others = type(user)._default_manager.exclude(pk=user.pk)
    return bool(address) and others.filter(email__iexact=address).exists()
