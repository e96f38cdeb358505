"""System checks of the API's settings."""

from dataclasses import fields
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from .limits import Limits


@register(Tags.security)
def check_limits(**kwargs: Any) -> list[CheckMessage]:
    """Find limits that do not exist, or that would let nothing through."""
    changed = getattr(settings, "HUB_GRAPHQL_LIMITS", {})
    known = {field.name for field in fields(Limits)}
    problems: list[CheckMessage] = [
        Error(
            f"HUB_GRAPHQL_LIMITS has no limit named '{name}'.",
            hint=f"The limits are {', '.join(sorted(known))}.",
            id="frontend_schema.E001",
        )
        for name in sorted(changed.keys() - known)
    ]
    problems += [
        Error(f"HUB_GRAPHQL_LIMITS['{name}'] must be a number above 0.", id="frontend_schema.E002")
        for name in sorted(changed.keys() & known)
        if isinstance(changed[name], bool)
        or not isinstance(changed[name], int | float)
        or changed[name] <= 0
    ]
    return problems


@register(Tags.security, deploy=True)
def check_open_doors(**kwargs: Any) -> list[CheckMessage]:
    """Find what helps a developer on their own machine, and an attacker on a public one."""
    return [
        Warning(f"{name} is on.", hint="Switch it off where others can reach the site.", id=number)
        for name, number in (
            ("HUB_GRAPHQL_EXPLORER", "frontend_schema.W001"),
            ("HUB_GRAPHQL_INTROSPECTION", "frontend_schema.W002"),
        )
        if getattr(settings, name, settings.DEBUG)
    ]
