"""What all answers for machines share: they are kept until anything public changes."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from hub.catalogue.models import Entry
from hub.catalogue.querysets import ANYONE, EntryQuerySet
from hub.localization.languages import active_locale
from hub.response_cache import respond_at_address


def for_machines(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a GET with what is kept until anything public changes."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return respond_at_address(request, lambda: (view(request, *args, **kwargs), True))

    return answer


def own_entries() -> EntryQuerySet:
    """Start from what everyone may read that really is in the language of the address."""
    locale = active_locale()
    return Entry.objects.visible_to(ANYONE).in_locale(locale).filter(actual_locale=locale)


def entry_or_404(key: UUID, **where: str) -> Entry:
    """Find a page, such as one of a type, as a reader of the active language meets it."""
    entries = Entry.objects.visible_to(ANYONE).in_locale(active_locale())
    entries = entries.select_related("group", "content")
    entry: Entry = get_object_or_404(entries, group__translation_key=key, **where)
    return entry
