"""The pages of a webhook: what it is sent, what came of it, and everything one can do with it."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.outbox.models import Delivery
from hub.pages.framing import for_people, show
from hub.partners.permissions import sites_of
from hub.partners.views import show_secret, show_site

from . import services
from .events import name_of_event, networks_of_sites
from .forms import WebhookForm
from .models import WebhookEndpoint

#: Deliveries on the page.
SHOWN = 50
#: What a button does, and what is said afterwards.
DEEDS: dict[str, tuple[Callable[[WebhookEndpoint], Any], Any]] = {
    "test": (services.send_test, gettext_lazy("A test is on its way. Look at the log.")),
    "enable": (services.enable, gettext_lazy("It is switched on.")),
    "stop": (services.stop, gettext_lazy("It is switched off. What waited was given up.")),
    "redeliver": (services.redeliver_failed, gettext_lazy("All that failed is sent again.")),
}


@for_people("POST")
def make_webhook(request: HttpRequest, site_id: int) -> HttpResponse:
    site = sites_of(request.user).get(pk=site_id)
    form = WebhookForm(request.POST)
    if form.is_valid() and site.webhooks.count() >= services.MOST:
        form.add_error(None, _("This site has as many webhooks as it can have."))
    if not form.is_valid():
        return show_site(request, site, webhook_form=form)
    _endpoint, secret = services.make_endpoint(site, **form.cleaned_data)
    return show_secret(request, site, secret, title=_("The secret of your webhook"))


@for_people("GET", "HEAD", "POST")
def webhook_page(request: HttpRequest, site_id: int, webhook_id: int) -> HttpResponse:
    endpoint = endpoint_of(request, site_id, webhook_id)
    # A form writes what it refuses into its row, too, and the page tells what is so.
    sent = request.POST if request.method == "POST" else None
    form = WebhookForm(sent, instance=copy(endpoint))
    if form.is_valid():
        services.change_endpoint(endpoint, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("hub_webhook", site_id, webhook_id)
    context = {
        "title": _("Webhook"),
        "site": endpoint.site,
        "webhook": endpoint,
        "form": form,
        "log": log_of(endpoint),
    }
    status = 422 if form.errors else 200
    return show(request, "hub/partners/webhook.html", context, status=status)


def log_of(endpoint: WebhookEndpoint) -> list[tuple[Delivery, str]]:
    """Return the last deliveries, each with the event that the site is told."""
    networks = networks_of_sites({endpoint.site_id})[endpoint.site_id]
    rows = services.deliveries_of(endpoint).select_related("message").order_by("-pk")
    return [(row, name_of_event(endpoint, networks, row.message)) for row in rows[:SHOWN]]


@for_people("POST")
def do(request: HttpRequest, site_id: int, webhook_id: int, deed: str) -> HttpResponse:
    """Do what a button says; the words are those of `DEEDS`."""
    endpoint = endpoint_of(request, site_id, webhook_id)
    act, said = DEEDS[deed]
    act(endpoint)
    messages.success(request, said)
    return redirect("hub_webhook", site_id, webhook_id)


@for_people("POST")
def replace_secret(request: HttpRequest, site_id: int, webhook_id: int) -> HttpResponse:
    endpoint = endpoint_of(request, site_id, webhook_id)
    secret = services.replace_secret(endpoint)
    return show_secret(request, endpoint.site, secret, title=_("The secret of your webhook"))


@for_people("POST")
def delete(request: HttpRequest, site_id: int, webhook_id: int) -> HttpResponse:
    services.delete_endpoint(endpoint_of(request, site_id, webhook_id))
    messages.success(request, _("The webhook was deleted."))
    return redirect("hub_partner_site", site_id)


@for_people("POST")
def redeliver(
    request: HttpRequest, site_id: int, webhook_id: int, delivery_id: int
) -> HttpResponse:
    endpoint = endpoint_of(request, site_id, webhook_id)
    if services.redeliver(endpoint, delivery_id):
        messages.success(request, _("It is sent again."))
    return redirect("hub_webhook", site_id, webhook_id)


def endpoint_of(request: HttpRequest, site_id: int, webhook_id: int) -> WebhookEndpoint:
    site = sites_of(request.user).get(pk=site_id)
    found: WebhookEndpoint = site.webhooks.select_related("site").get(pk=webhook_id)
    return found
