"""What the hub knows of a person who acts for an organisation: given to them, and forgotten."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import ModelLogEntry

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

from .records import record

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
