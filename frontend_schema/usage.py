"""Writing down what partner sites used, from the counts of their quotas."""

import time
from datetime import UTC, datetime

from hub.partners.models import PartnerSite, PartnerUsage

from .quotas import DAY, used_on_day


def record_usage() -> int:
    """Keep the costs of today and yesterday; a count that the cache lost lowers nothing."""
    today = int(time.time()) // DAY
    written = 0
    for site in PartnerSite.objects.all():
        for number in (today - 1, today):
            cost = used_on_day(site.pk, number)
            if cost:
                written += keep(site, number, cost)
    return written


def keep(site: PartnerSite, number: int, cost: int) -> int:
    day = datetime.fromtimestamp(number * DAY, UTC).date()
    row, is_new = PartnerUsage.objects.get_or_create(site=site, day=day, defaults={"cost": cost})
    if is_new or row.cost >= cost:
        return int(is_new)
    return PartnerUsage.objects.filter(pk=row.pk).update(cost=cost)
