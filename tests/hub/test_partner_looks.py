"""The pages of a partner site under the rules of axe, on a phone, in the dark and wide."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hub.outbox.models import Delivery
from hub.partners.models import PartnerSite, PartnerUsage
from hub.partners.services import issue_key, revoke_key
from hub.webhooks.services import make_endpoint, send_test, stop
from tests.looks import NARROW, WIDE, faults, keep_picture, show_on

pytestmark = pytest.mark.browser


@pytest.fixture
def paths(home: Any, client: Any, django_user_model: Any) -> list[str]:
    """Fill what the pages can show; their addresses, for a developer who is signed in."""
    person = django_user_model.objects.create_user("dev", "dev@example.org")
    site, other = (PartnerSite.objects.create(name=name) for name in ("City network", "Other"))
    for one in (site, other):
        one.developers.set([person])
        one.save()
    issue_key(site, name="Server of the public site", reads_previews=True)
    revoke_key(issue_key(site, name="Old server")[0])
    url = "https://partner.example/a/rather/long/path/to/the/receiver/of/webhooks?site=city-network"
    failing, _secret = make_endpoint(site, url=url)
    failing.failing_since = timezone.now()
    failing.save()
    stopped, _secret = make_endpoint(site, url="https://partner.example/stopped")
    for endpoint in (failing, stopped):
        send_test(endpoint)
    Delivery.objects.update(
        tries=3, answer="0 · 8012 ms", error="SSLError: certificate verify failed: self-signed"
    )
    stop(stopped)
    for days in range(6):
        day = timezone.localdate() - timedelta(days=days)
        PartnerUsage.objects.create(site=site, day=day, cost=1000 * (days + 1))
    client.force_login(person)
    own = f"/en/partners/{site.pk}/"
    return ["/en/partners/", own, f"{own}webhooks/{failing.pk}/", f"{own}webhooks/{stopped.pk}/"]


def test_no_page_of_a_partner_breaks_a_rule(
    paths: list[str], client: Any, browse: Any, axe: str
) -> None:
    broken: dict[str, list[str]] = {}
    for number, path in enumerate(paths):
        page = browse(path, **NARROW)
        for name, look in (("narrow", NARROW), ("wide", WIDE)):
            show_on(page, look)
            keep_picture(page, f"partner-{number}-{name}")
            if found := faults(page, axe):
                broken[f"{path} {name}"] = found
    for name, form in (("webhooks", {"url": "no"}), ("keys", {"name": "A", "days": "90"})):
        page.set_content(client.post(f"{paths[1]}{name}/", form).content.decode())
        keep_picture(page, f"partner-{name}-sent")
        if found := faults(page, axe):
            broken[name] = found

    assert broken == {}
