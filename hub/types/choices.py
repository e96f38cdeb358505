"""Enums of the API, made from the choices of the domain."""

from enum import Enum
from typing import Any

import strawberry
from django.db.models import Choices


def enum_of(choices: type[Choices], description: str, **meanings: str) -> Any:
    """Make the GraphQL enum of these choices; `meanings` says for API readers what each one is.

    Their labels are for editors and change with the editor's language, so they do not serve here.
    """
    members = {
        member.name: strawberry.enum_value(member.value, description=meanings.get(member.name))
        for member in choices
    }
    return strawberry.enum(Enum(choices.__name__, members), description=description)
