from typing import Any

from actions.models import Draft, Record
from hub.organisations.models import Organisation


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
