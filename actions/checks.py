"""System checks of what a site sets for actions."""

from dataclasses import fields
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from .services.retention import WARNED_BEFORE, Kept


@register(Tags.security)
def check_retention(**kwargs: Any) -> list[CheckMessage]:
    """Find what is kept under no such name, or for no number of days."""
    changed = getattr(settings, "HUB_RETENTION_DAYS", {})
    known = {field.name for field in fields(Kept)}
    names = ", ".join(sorted(known))
    wrong: list[CheckMessage] = [
        Error(f"HUB_RETENTION_DAYS has nothing named '{name}'.", hint=names, id="actions.E001")
        for name in sorted(changed.keys() - known)
    ]
    least = {"drafts": WARNED_BEFORE.days + 1}
    return wrong + [
        Error(
            f"HUB_RETENTION_DAYS['{name}'] must be 0 or a whole number from {least.get(name, 1)}.",
            id="actions.E002",
        )
        for name in sorted(changed.keys() & known)
        if type(changed[name]) is not int
        or not (changed[name] == 0 or changed[name] >= least.get(name, 1))
    ]
