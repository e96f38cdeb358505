"""Which event a partner site is told of a message, and in which words: ids, never content."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hub.networks.models import Network
from hub.outbox.models import Message
from hub.partners.models import PartnerSite

from .models import WebhookEndpoint

EVENTS = {
    "page.published": _("A page can be read"),
    "page.updated": _("What it says has changed"),
    "page.translated": _("It can be read in another language"),
    "page.concluded": _("What it tells of is over"),
    "page.unpublished": _("It cannot be read any more"),
    "page.restricted": _("It can be read by others alone"),
    "page.removed": _("It was deleted"),
}
ENDINGS = frozenset({"page.unpublished", "page.restricted", "page.removed"})
#: What somebody sends to try an endpoint; it hears it whatever it has chosen.
TEST = "webhook.test"
#: Not told to the receiver, which does not answer, but mailed to its site.
DISABLED = "webhook.disabled"


def names_of_listeners(topic: str, payload: dict[str, Any]) -> list[str]:
    """Name the consumers behind the endpoints that hear of this; at most two queries."""
    endpoints = WebhookEndpoint.objects.active() if topic in EVENTS else []
    found = networks_of_sites({endpoint.site_id for endpoint in endpoints})
    return [
        endpoint.consumer
        for endpoint in endpoints
        if event_for(endpoint, found[endpoint.site_id], topic, payload)
    ]


def networks_of_sites(site_ids: set[int]) -> dict[int, frozenset[int]]:
    if not site_ids:
        return {}
    rows = PartnerSite.networks.through.objects.filter(partnersite__in=site_ids)
    found: dict[int, set[int]] = {site_id: set() for site_id in site_ids}
    for site_id, network_id in rows.values_list("partnersite_id", "network_id"):
        found[site_id].add(network_id)
    return {site_id: frozenset(networks) for site_id, networks in found.items()}


def event_for(
    endpoint: WebhookEndpoint, networks: frozenset[int], topic: str, payload: dict[str, Any]
) -> str:
    """Return what this is to the site: nothing, where it could read the page at no time.

    A page that becomes one for other networks alone has ended for it, and one that becomes one for
    its own is new to it.
    """
    then, now = payload["before"], payload["now"]
    before, after = may_read(then["readers"], networks), may_read(now["readers"], networks)
    event = topic
    if before and not after and topic not in ENDINGS:
        event = "page.restricted"
    elif after and not before:
        event = "page.published"
    own = networks.intersection(then["networks"] + now["networks"])
    is_wanted = (
        (before or after)
        and (own or not endpoint.only_networks)
        and (not endpoint.topics or event in endpoint.topics)
        and (not endpoint.page_types or payload["type"] in endpoint.page_types)
    )
    return event if is_wanted else ""


def may_read(readers: list[int] | None, networks: frozenset[int]) -> bool:
    """Tell whether a site of these networks is among the readers; None is everyone."""
    return readers is None or not networks.isdisjoint(readers)


def name_of_event(endpoint: WebhookEndpoint, networks: frozenset[int], message: Message) -> str:
    """Return the event that a message is to a site as it is now, or nothing."""
    if message.topic == TEST:
        return TEST
    return event_for(endpoint, networks, message.topic, message.payload)


def body_for(
    endpoint: WebhookEndpoint, networks: frozenset[int], message: Message
) -> dict[str, Any] | None:
    """Write a message as this site may hear it now, or nothing where it may not any more."""
    event = name_of_event(endpoint, networks, message)
    if not event:
        return None
    body = {"type": event, "timestamp": message.created_at.isoformat(), "data": {}}
    if event == TEST:
        return body
    payload = message.payload
    now: dict[str, Any] = {} if event in ENDINGS else payload["now"]
    slugs = Network.objects.filter(pk__in=now.get("networks", ())).values_list("slug", flat=True)
    locales = now.get("locales", [])
    data = {
        **{name: payload[name] for name in ("id", "type", "version")},
        "locales": locales,
        "gone": sorted({*payload["before"]["locales"]} - {*locales}),
        "networks": sorted(slugs),
    }
    return {**body, "data": data}
