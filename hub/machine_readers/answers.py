"""What all answers for machines share: one query says whether anything has changed since."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import condition, require_safe

from hub.catalogue.generation import generation
from hub.catalogue.models import Entry
from hub.catalogue.querysets import ANYONE, EntryQuerySet
from hub.catalogue.schedule import run_due
from hub.localization.languages import active_locale


def state_of_content(request: HttpRequest, *args: Any, **kwargs: Any) -> str:
    """Name the state of all that is public: the content generation, and the day."""
    row = generation()
    if run_due(row):
        row = generation()
    return f'"{row.number}-{localdate():%Y%m%d}"'


def for_machines(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a GET, and with 304 as long as nothing public changes."""
    return require_safe(condition(etag_func=state_of_content)(view))


def own_entries() -> EntryQuerySet:
    """Start from what everyone may read that really is in the language of the address."""
    locale = active_locale()
    return Entry.objects.visible_to(ANYONE).in_locale(locale).filter(actual_locale=locale)


def entry_or_404(key: UUID) -> Entry:
    """Find a page as a reader of the active language meets it."""
    entries = Entry.objects.visible_to(ANYONE).in_locale(active_locale())
    found = entries.select_related("group", "content").filter(group__translation_key=key)
    entry: Entry | None = found.first()
    if entry is None:
        raise Http404
    return entry
