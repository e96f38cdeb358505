"""How much of the hub's work one sender may ask for in a minute and a day; what is kept is free.

Counted by the cost of what has to be made, in the cache: with Redis for all processes together. The
headers are those of the IETF draft "RateLimit header fields for HTTP".
"""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.cache import cache
from django.http import HttpRequest

from hub.accounts.identity import sender_of
from hub.counting import count
from hub.partners.identity import Partner
from hub.partners.models import PartnerSite, PartnerUsage
from hub.types.viewer import Quota

from .errors import ErrorCode, Refused, coded
from .limits import Limits

MINUTE, DAY = 60, 24 * 60 * 60
NAMES = {MINUTE: "cost", DAY: "cost-per-day"}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who is counted together: a partner site with all its keys, or a block of addresses."""

    name: str
    cost_per_minute: int
    cost_per_day: int

    def bounds(self) -> tuple[tuple[int, int], ...]:
        return (MINUTE, self.cost_per_minute), (DAY, self.cost_per_day)


def sender_for(request: HttpRequest, partner: Partner | None, limits: Limits) -> Sender:
    if partner is not None:
        name = partner_name(partner.site_id)
        return Sender(name, partner.cost_per_minute, partner.cost_per_day)
    return Sender(sender_of(request), limits.cost_per_minute, limits.cost_per_day)


def take(sender: Sender, cost: int) -> list[Quota]:
    """Take the cost of an answer from what its sender has; refuse it when that is not enough.

    What is refused costs nothing.
    """
    now = int(time.time())
    taken: list[Quota] = []
    for window, most in sender.bounds():
        number, passed = divmod(now, window)
        used = count(key_of(sender.name, window, number), seconds=2 * window, by=cost)
        left, seconds = most - used, window - passed
        taken.append(
            Quota(name=NAMES[window], window=window, most=most, left=left, seconds=seconds)
        )
        if used > most:
            for quota in taken:
                key = key_of(sender.name, quota.window, now // quota.window)
                count(key, seconds=2 * quota.window, by=-cost)
            raise exhausted(taken, cost)
    return taken


def exhausted(taken: list[Quota], cost: int) -> Refused:
    """Refuse what is more than the last of these has left."""
    taken = [quota.with_back(cost) for quota in taken]
    span = "a minute" if taken[-1].window == MINUTE else "a day"
    seconds = taken[-1].seconds
    message = f"That is more than {span} allows. Try again in {seconds} seconds, or ask for less."
    return Refused(
        [coded(message, ErrorCode.RATE_LIMITED)],
        status=429,
        is_well_formed=False,
        headers=headers_of(taken) | {"Retry-After": str(seconds)},
        cost=cost,
    )


def headers_of(quotas: list[Quota]) -> dict[str, str]:
    """Tell what is left; nothing of an answer that was kept."""
    if not quotas:
        return {}
    return {
        "RateLimit-Policy": ", ".join(f'"{q.name}";q={q.most};w={q.window}' for q in quotas),
        "RateLimit": ", ".join(f'"{q.name}";r={q.left};t={q.seconds}' for q in quotas),
    }


def partner_name(site_id: int) -> str:
    return f"partner-{site_id}"


def key_of(sender: str, window: int, number: int) -> str:
    return f"quota:{sender}:{window}:{number}"


def record_usage() -> int:
    """Keep the costs of today and yesterday; a count that the cache lost lowers nothing."""
    today = int(time.time()) // DAY
    wanted = {
        key_of(partner_name(site), DAY, number): (site, day_of(number))
        for site in PartnerSite.objects.values_list("pk", flat=True)
        for number in (today - 1, today)
    }
    kept = PartnerUsage.objects.filter(day__gte=day_of(today - 1))
    known = {(row.site_id, row.day): row.cost for row in kept}
    rows = [
        PartnerUsage(site_id=wanted[key][0], day=wanted[key][1], cost=cost)
        for key, cost in cache.get_many(wanted).items()
        if cost > known.get(wanted[key], 0)
    ]
    PartnerUsage.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["site", "day"], update_fields=["cost"]
    )
    return len(rows)


def day_of(number: int) -> date:
    """Return a day by its number; days of quotas are those of UTC."""
    return datetime.fromtimestamp(number * DAY, UTC).date()
