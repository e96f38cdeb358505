"""What every resolver may ask for: who asks, when, and the batched loaders."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import strawberry
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.accounts.identity import person_of
from hub.catalogue.querysets import ANYONE, Asker
from hub.errors import NotSignedIn
from hub.loading import Loaders
from hub.localization.languages import default_locale
from hub.partners.identity import Partner


@dataclass
class Context(Loaders):
    """One request's context; the loaders live as long as one answer."""

    request: HttpRequest | None = None
    partner: Partner | None = None
    #: What is left to whoever asks, once the cost of this answer is taken.
    quotas: Sequence[Any] = ()
    answers: dict[str, Any] = field(default_factory=dict)
    #: Set by a resolver whose answer time alone makes another; such an answer is not kept.
    is_passing: bool = False
    #: Set by a resolver that was asked for a draft, which nobody else may find in a cache.
    has_draft: bool = False

    @property
    def default_locale(self) -> str:
        return (self.partner and self.partner.default_locale) or default_locale()

    @cached_property
    def person(self) -> Any:
        """The person who asks, or None; looked up only where a field wants to know."""
        return None if self.request is None or self.partner else person_of(self.request)

    @property
    def is_personal(self) -> bool:
        """Whether the answer depends on who asks, so that nothing may keep it."""
        return self.has_draft or "person" in vars(self)

    def known_person(self) -> Any:
        if self.person is None:
            raise NotSignedIn(_("Please sign in, or send your token."))
        return self.person


Info = strawberry.Info[Context, None]


def build_context(
    request: HttpRequest,
    partner: Partner | None = None,
    quotas: Sequence[Any] = (),
    *,
    asker: Asker = ANYONE,
) -> Context:
    return Context(
        asker=partner.asker if partner else asker,
        now=timezone.now(),
        request=request,
        partner=partner,
        quotas=quotas,
    )
