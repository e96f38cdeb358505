"""Webhooks: made, changed, tried, sent again, and given up when nothing arrives for days."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from hub import vault
from hub.localization.languages import default_locale
from hub.outbox.models import Delivery, DeliveryState, Message
from hub.outbox.services import again, send, send_to
from hub.pages.links import named_address
from hub.pages.roots import base_url
from hub.partners.models import PartnerSite
from hub.partners.services import OVERLAP

from .events import DISABLED, TEST
from .models import SALT, WebhookEndpoint
from .sending import new_secret

#: A receiver that has failed for so long is not asked again.
PATIENCE = timedelta(days=3)
#: Webhooks of one site: each change is told to all of them.
MOST = 10


def make_endpoint(site: PartnerSite, **fields: object) -> tuple[WebhookEndpoint, str]:
    """Make a webhook; its secret is given here and never again."""
    secret = new_secret()
    endpoint = WebhookEndpoint(site=site, secret=vault.encrypt(secret, salt=SALT), **fields)
    endpoint.full_clean()
    endpoint.save()
    return endpoint, secret


def change_endpoint(endpoint: WebhookEndpoint, **fields: object) -> None:
    """Write these fields alone: the worker and other people change the rest meanwhile."""
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(**fields)


@transaction.atomic
def replace_secret(endpoint: WebhookEndpoint) -> str:
    """Make a new secret; until the overlap ends, messages are signed with the old one as well."""
    secret = new_secret()
    row = WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk)
    row.previous_secret, row.previous_until = row.secret, timezone.now() + OVERLAP
    row.secret = vault.encrypt(secret, salt=SALT)
    row.save(update_fields=["secret", "previous_secret", "previous_until"])
    return secret


@transaction.atomic
def delete_endpoint(endpoint: WebhookEndpoint) -> None:
    deliveries_of(endpoint).delete()
    endpoint.delete()


@transaction.atomic
def send_test(endpoint: WebhookEndpoint) -> Message:
    """Send a message that says nothing, to see whether it arrives."""
    return send_to([endpoint.consumer], topic=TEST, key=endpoint.consumer, payload={})


def deliveries_of(endpoint: WebhookEndpoint) -> QuerySet[Delivery]:
    return Delivery.objects.filter(consumer=endpoint.consumer)


def redeliver(endpoint: WebhookEndpoint, delivery_id: int) -> int:
    """Send a message again, with the id that it had; one that waits is sent now."""
    return again(deliveries_of(endpoint).filter(pk=delivery_id))


def redeliver_failed(endpoint: WebhookEndpoint) -> int:
    return again(deliveries_of(endpoint).filter(state=DeliveryState.DEAD))


def enable(endpoint: WebhookEndpoint) -> None:
    """Begin again after it was given up, or stopped; what was missed is for `redeliver_failed`."""
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
        is_active=True, failing_since=None, disabled_at=None
    )


def stop(endpoint: WebhookEndpoint, *, failing_since: datetime | None = None) -> None:
    """Tell this receiver nothing more; what waits for it is given up.

    Only `give_up` says since when it fails: one that somebody stops is not a failing one.
    """
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
        is_active=False, disabled_at=timezone.now(), failing_since=failing_since
    )
    waiting = deliveries_of(endpoint).filter(state=DeliveryState.WAITING)
    waiting.update(state=DeliveryState.DEAD, leased_until=None)


def note_well(endpoint: WebhookEndpoint) -> None:
    """Note that a receiver answers; what waited for it to come back is sent now."""
    failing = WebhookEndpoint.objects.filter(pk=endpoint.pk, failing_since__isnull=False)
    if failing.update(failing_since=None):
        waiting = deliveries_of(endpoint).filter(state=DeliveryState.WAITING, leased_until=None)
        waiting.update(next_try_at=timezone.now())


def note_trouble(endpoint: WebhookEndpoint) -> None:
    """Note since when nothing arrives, and give up after days of it."""
    now = timezone.now()
    rows = WebhookEndpoint.objects.filter(pk=endpoint.pk, is_active=True)
    rows.filter(failing_since=None).update(failing_since=now)
    if rows.filter(failing_since__lt=now - PATIENCE).exists():
        give_up(endpoint)


@transaction.atomic
def give_up(endpoint: WebhookEndpoint) -> None:
    """Stop, and have the site told once."""
    active = WebhookEndpoint.objects.select_for_update().filter(pk=endpoint.pk, is_active=True)
    if row := active.first():
        # A receiver that says that it is gone has not failed before.
        stop(row, failing_since=row.failing_since or timezone.now())
        send(topic=DISABLED, key=endpoint.consumer, payload={"endpoint": endpoint.pk})


def tell_contact(message: Message) -> None:
    """Tell the contact of a site, in its language; who left no address finds it on its page."""
    rows = WebhookEndpoint.objects.filter(pk=message.payload["endpoint"], is_active=False)
    endpoint = rows.select_related("site").first()
    if endpoint is None or not endpoint.site.contact:
        return
    with override(endpoint.site.default_locale or default_locale()):
        lines = [
            _("Nothing has arrived at this address for days, so we have stopped sending:"),
            endpoint.url,
            _("Once it answers again, switch it on and have sent again what it missed:"),
            base_url() + named_address("hub_partner_site", endpoint.site_id),
        ]
        subject = _("The webhook of %(site)s was stopped") % {"site": endpoint.site}
    EmailMessage(
        f"[{settings.WAGTAIL_SITE_NAME}] {subject}", "\n\n".join(lines), to=[endpoint.site.contact]
    ).send()
