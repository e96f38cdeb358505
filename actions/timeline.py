"""Where an action stands on a day: computed from its dates whenever it is asked, never stored."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from hub.catalogue.models import NO_DATE

from .enums import Freshness, ListingKind, Timeline

#: Actions are welcome that started as of 2019 (brief/faq.txt, "started before December 2018").
FIRST_DAY = date(2019, 1, 1)
#: How long what was told of an action is recent, and how long it is not old: a city is asked once a
#: year, and for ninety days.
RECENT_FOR, AGEING_FOR = timedelta(days=183), timedelta(days=365 + 90)


def timeline_of(starts_on: date | None, ends_on: date | None, today: date) -> Timeline | None:
    """Place a day before, in or after an action; its last day is in. None without a start."""
    if starts_on is None:
        return None
    if today < starts_on:
        return Timeline.PLANNED
    return Timeline.CONCLUDED if ends_on and ends_on < today else Timeline.ONGOING


def in_timeline(timelines: Iterable[Timeline], today: date) -> Q:
    """Return the same decision as a condition on entries of the catalogue."""
    begun = Q(starts_on__gt=NO_DATE, starts_on__lte=today)
    conditions = {
        Timeline.PLANNED: Q(starts_on__gt=today),
        Timeline.ONGOING: begun & Q(ends_on__gte=today),
        Timeline.CONCLUDED: begun & Q(ends_on__lt=today),
    }
    return Q(*(conditions[timeline] for timeline in timelines), _connector=Q.OR) or Q(pk=None)


def timeline_of_card(card: dict[str, Any], today: date) -> Timeline | None:
    return timeline_of(day_of(card, "starts_on"), day_of(card, "ends_on"), today)


def day_of(card: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(card[name]) if card[name] else None


def standing_listings(card: dict[str, Any], today: date) -> list[dict[str, Any]]:
    """Return where an action is showcased; when it concludes it leaves the pledge lists."""
    is_over = timeline_of_card(card, today) is Timeline.CONCLUDED
    return [
        listing
        for listing in card["listings"]
        if not (is_over and listing["kind"] == ListingKind.PLEDGE)
    ]


def freshness_of_card(card: dict[str, Any], today: date) -> Freshness | None:
    """Say how long ago its city last told something; of what is over nobody has to tell more."""
    told_on = day_of(card, "last_told_on")
    if told_on is None or timeline_of_card(card, today) is Timeline.CONCLUDED:
        return None
    if today - told_on <= RECENT_FOR:
        return Freshness.RECENT
    return Freshness.AGEING if today - told_on <= AGEING_FOR else Freshness.OLD
