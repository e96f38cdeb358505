"""What every resolver may ask for: who asks, when, and the batched loaders."""

from dataclasses import dataclass, field
from typing import Any

import strawberry
from django.http import HttpRequest
from django.utils import timezone

from hub.catalogue.querysets import ANYONE, Asker
from hub.catalogue.schedule import run_due
from hub.loading import Loaders
from hub.localization.languages import default_locale


@dataclass
class Context(Loaders):
    """One request's context; the loaders live as long as one answer."""

    request: HttpRequest | None = None
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def default_locale(self) -> str:
        return default_locale()


Info = strawberry.Info[Context, None]


def build_context(request: HttpRequest, *, asker: Asker = ANYONE) -> Context:
    """Make the context of one request, after whatever a schedule has due is done."""
    run_due()
    return Context(asker=asker, now=timezone.now(), request=request)
