from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from actions.enums import Decision
from actions.models import AccessRequest, ActionReport, Commitment, Draft, Record
from hub.organisations.models import Organisation
from hub.outbox.services import send


def record(
    verb: str,
    *,
    by: Any,
    organisation: Organisation | None = None,
    draft: Draft | None = None,
    **details: Any,
) -> Record:
    """Write a line of the audit trail into the transaction; details hold no answers."""
    return Record.objects.create(
        verb=verb,
        actor=by if by is not None and by.pk else None,
        organisation=organisation or (draft.organisation if draft else None),
        draft=draft,
        details=details,
    )


def tell(topic: str, about: Draft | Organisation, **payload: Any) -> None:
    """Have something told that happened in this transaction; the worker writes the mails."""
    send(topic=topic, key=str(about.key), payload=payload)


def decide(row: AccessRequest | ActionReport | Commitment, *, by: Any, accept: bool) -> None:
    """Accept or decline what somebody asked for, once; whoever calls stores it."""
    if row.state != Decision.PENDING:
        raise ValidationError(_("This has been decided already."), code="decided")
    row.state = Decision.ACCEPTED if accept else Decision.DECLINED
    row.decided_at, row.decided_by = timezone.now(), by
