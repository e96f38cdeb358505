"""Enums of the API that are made from something else: choices, presets, declarations."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import strawberry
from django.db.models import Choices


def enum_named(name: str, description: str, values: Mapping[str, tuple[object, str | None]]) -> Any:
    """Make a GraphQL enum of names, each with what it stands for and what it means to readers."""
    enum_class: Any = Enum  # its functional form has no type that mypy could follow
    members = {
        member: strawberry.enum_value(value, description=meaning)
        for member, (value, meaning) in values.items()
    }
    return strawberry.enum(enum_class(name, members), description=description)


def enum_of(choices: type[Choices], description: str, **meanings: str) -> Any:
    """Make the GraphQL enum of these choices.

    Their labels are for editors and change with the editor's language, so they do not serve as
    descriptions; `meanings` says for API readers what each one is.
    """
    values = {member.name: (member.value, meanings.get(member.name)) for member in choices}
    return enum_named(choices.__name__, description, values)
