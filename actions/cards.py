"""What an action says of itself to the catalogue."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max, Q

from hub import days
from hub.blocks.resolve import referenced_groups
from hub.catalogue.description import Description
from hub.catalogue.models import LAST_DAY, NO_DATE
from hub.organisations.enums import ContributionRole
from hub.pages.describe import describe_page, told, told_rows

from . import models
from .answers import EVIDENCE
from .enums import Decision, ListingState
from .routing import REPOSITORY


def describe_action(description: Description, source: models.Action, page: models.Action) -> None:
    describe_page(description, source, page)
    card = description.card
    card |= told(source, page, "starts_on", "ends_on", optional=EVIDENCE)
    card["original_language"] = source.original_language or source.locale.language_code
    card["figures"] = told_rows(
        source, page, "figures", "value", "label", "as_of", "source", "confidence"
    )
    updates = told_rows(source, page, "updates", "date", "text")
    card["updates"] = sorted(updates, key=lambda row: row["date"], reverse=True)
    card["listings"] = [
        *told_rows(source, page, "listings", "showcase", "kind", "published_on", optional=["url"]),
        *listings_of(source),
    ]
    for text in [*(getattr(page, name) for name in EVIDENCE), *(row["text"] for row in updates)]:
        description.add_text("body", text)
    description.add_facet("leads_to", *referenced_groups(description.body))
    description.add_facet("original_language", card["original_language"])
    leads = source.hub_contributions.filter(role=ContributionRole.LEAD)
    description.add_facet("lead", *leads.values_list("organisation__slug", flat=True))
    description.starts_on = description.sort_date = source.starts_on or NO_DATE
    description.ends_on = source.ends_on or LAST_DAY
    if source.starts_on:
        description.year = source.starts_on.year
        description.add_facet("year", description.year)
    card["last_told_on"] = last_told_on(source)


def last_told_on(source: models.Action) -> str | None:
    """Find the last day on which its city sent it, or told something that a reviewer accepted."""
    is_accepted = Q(reports__state=Decision.ACCEPTED)
    moments = models.Draft.objects.filter(page__translation_key=source.translation_key).aggregate(
        sent=Max("submissions__submitted_at"), told=Max("reports__made_at", filter=is_accepted)
    )
    found = [days.day_of(moment) for moment in moments.values() if moment]
    found += [row.date for row in source.updates.all()]
    return max(found).isoformat() if found else None


def listings_of(source: models.Action) -> Iterator[dict[str, Any]]:
    """Tell where the secretariat saw it published, beside what editors wrote on the page."""
    written = set(source.listings.values_list("showcase", flat=True))
    rows = models.Listing.objects.filter(
        state=ListingState.PUBLISHED, draft__page__translation_key=source.translation_key
    )
    for row in rows.exclude(showcase__in={*written, REPOSITORY}):
        yield {
            "showcase": row.showcase,
            "kind": row.about.kind.value,
            "published_on": row.published_on.isoformat() if row.published_on else None,
            "url": row.url or None,
        }
