"""Who asks, and what is left of their quota; the apps above add what they know of a person."""

from dataclasses import replace
from typing import Any, Self

import strawberry

from hub.types.context import Context, Info


@strawberry.type(description="How much may be asked for in one span of time.")
class Quota:
    name: str = strawberry.field(description="As the RateLimit headers call it.")
    window: int = strawberry.field(description="The length of the span, in seconds.")
    most: int = strawberry.field(description="The cost of all that may be made in it.")
    left: int = strawberry.field(description="What is left of it, after this answer.")
    seconds: int = strawberry.field(description="In how many seconds all of it is there again.")

    def with_back(self, cost: int) -> Self:
        """Return it as it is when this cost is not counted after all."""
        return replace(self, left=max(0, self.left + cost))


@strawberry.type(
    description="Who asks, a person or a partner site, and what is theirs. Nobody else sees it."
)
class Viewer:
    name: str = strawberry.field(description="The name on the account, or of the partner site.")
    email: str | None = strawberry.field(
        description="The e-mail address of the account; a partner site has none."
    )
    is_partner_site: bool = strawberry.field(description="Whether a partner site asks by its key.")
    quotas: list[Quota] = strawberry.field(
        description="What is left of each quota.", metadata={"list_size": 2}
    )
    user: strawberry.Private[Any]


def viewer_of(info: Info) -> Viewer | None:
    context: Context = info.context
    partner, person = context.partner, context.person
    if partner is None and person is None:
        return None
    return Viewer(
        name=partner.name if partner else person.get_full_name(),
        email=None if partner else person.email,
        is_partner_site=partner is not None,
        quotas=list(context.quotas),
        user=person,
    )
