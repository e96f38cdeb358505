"""Writing down what partner sites used, from the counts of their quotas."""

import time
from datetime import UTC, date, datetime

from django.core.cache import cache

from hub.partners.models import PartnerSite, PartnerUsage

from .quotas import DAY, key_of, partner_name


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
