"""The mail that says that a webhook was given up."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from hub.localization.languages import default_locale
from hub.outbox.models import Message
from hub.pages.links import named_address
from hub.pages.roots import base_url

from .models import WebhookEndpoint


def deliver(message: Message) -> None:
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
