"""The pages of a partner site under the rules of axe, on a phone, in the dark and wide."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hub.outbox.models import Delivery
from hub.partners.models import PartnerSite, PartnerUsage
from hub.partners.services import issue_key, revoke_key
from hub.webhooks.services import make_endpoint, send_test, stop
from tests.actions.test_joining_looks import check
from tests.pictures import keep_picture
from tests.resources.test_accessibility import axe, browse  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 640}, "color_scheme": "dark"}
WIDE = {"viewport": {"width": 1280, "height": 800}}


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
    paths: list[str],
    client: Any,
    browse: Any,  # noqa: F811
    axe: str,  # noqa: F811
) -> None:
    broken: dict[str, list[str]] = {}
    for number, path in enumerate(paths):
        for name, look in (("phone", PHONE), ("wide", WIDE)):
            page = browse(path, **look)
            keep_picture(page, f"partner-{number}-{name}")
            check(page, axe, f"{path} {name}", broken)
    page.set_content(client.post(f"{paths[1]}webhooks/", {"url": "no"}).content.decode())
    keep_picture(page, "partner-errors")
    check(page, axe, "errors", broken)
    page.set_content(client.post(f"{paths[1]}keys/", {"name": "A", "days": "90"}).content.decode())
    keep_picture(page, "partner-secret")
    check(page, axe, "secret", broken)

    assert broken == {}
