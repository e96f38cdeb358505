"""The mails that remind: one to the secretariat of all that comes, one to a city of its action."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hub.pages.roots import base_url

from .letters import about_action, reviewers, writers_of
from .mail import Mail
from .models import Record
from .showcases import showcase_names

#: A digest names no more than this, and how many others the desk shows.
MOST_NAMED = 100


def digest(payload: dict[str, Any]) -> Iterator[Mail]:
    """Name to the secretariat what is due soon, and what has to be taken down."""
    found = Record.objects.filter(pk__in=payload["records"]).select_related("draft__organisation")
    rows = list(found[:MOST_NAMED])
    if not rows:
        return
    for to, locale in reviewers():
        with override(locale):
            yield Mail(
                to=to,
                locale=locale,
                subject=_("Actions: what is due"),
                template="actions/mail/digest.txt",
                context={
                    "items": [item_of(row) for row in rows],
                    "more": max(0, len(payload["records"]) - MOST_NAMED),
                    "desk": base_url() + reverse("action_desk:listings"),
                    "site_name": settings.WAGTAIL_SITE_NAME,
                },
            )


def item_of(row: Record) -> dict[str, Any]:
    key = row.draft.key if row.draft else ""
    return {
        "title": str(row.draft),
        "organisation": str(row.draft.organisation) if row.draft else "",
        "showcase": showcase_names().get(row.details["showcase"], row.details["showcase"]),
        "is_take_down": row.details["kind"] == "take_down",
        "day": day_in(row),
        "address": base_url() + reverse("action_desk:draft", args=[key]),
    }


def day_in(row: Record) -> date | None:
    return date.fromisoformat(row.details["day"]) if row.details["day"] else None


def update_asked(payload: dict[str, Any]) -> Iterator[Mail]:
    """Ask those who write for a city what has come of their published action."""
    for row in Record.objects.filter(pk=payload["record"]).select_related("draft__organisation"):
        draft: Any = row.draft
        yield from about_action(
            writers_of(draft.organisation),
            draft,
            subject=gettext_lazy("What has come of an action of %(organisation)s?"),
            template="update_asked",
            day=day_in(row),
            is_ending=row.details["kind"] == "ends",
        )
