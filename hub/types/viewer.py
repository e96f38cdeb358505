"""Who asks; the apps above add what they know of a person."""

from typing import Any

import strawberry

from hub.types.context import Info


@strawberry.type(description="The person who asks, and what is theirs. Nobody else sees it.")
class Viewer:
    name: str = strawberry.field(description="Their name, as on their account.")
    email: str = strawberry.field(description="The e-mail address of their account.")
    user: strawberry.Private[Any]


def viewer_of(info: Info) -> Viewer | None:
    person = info.context.person
    if person is None:
        return None
    return Viewer(name=person.get_full_name(), email=person.email, user=person)
