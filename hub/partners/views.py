"""The pages of a partner site, for its own developers and for administrators."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub import days
from hub.pages.framing import for_people, show, told
from hub.pages.links import named_address
from hub.pages.roots import base_url
from hub.webhooks.forms import WebhookForm

from . import services
from .forms import KeyForm
from .models import PartnerKey, PartnerSite
from .permissions import sites_of

#: Days of usage on the page.
SHOWN_DAYS = 30


@for_people("GET", "HEAD")
def site_list(request: HttpRequest) -> HttpResponse:
    """List the sites that somebody manages; of one alone, its page is what they want."""
    sites = list(sites_of(request.user))
    if len(sites) == 1:
        return redirect("hub_partner_site", sites[0].pk)
    return show(request, "hub/partners/sites.html", {"title": _("Partner sites"), "sites": sites})


@for_people("GET", "HEAD")
def site_page(request: HttpRequest, site_id: int) -> HttpResponse:
    return show_site(request, sites_of(request.user).get(pk=site_id))


def show_site(request: HttpRequest, site: PartnerSite, **forms: Any) -> HttpResponse:
    """Show a site with its forms, of which one may have been refused."""
    context = {
        "title": site.name,
        "site": site,
        "keys": site.keys.all(),
        "key_form": KeyForm(),
        "webhooks": site.webhooks.all(),
        "webhook_form": WebhookForm(),
        "usage": usage_of(site),
        "api": base_url() + named_address("graphql"),
        **forms,
    }
    return show(request, "hub/partners/site.html", context, status=422 if forms else 200)


def usage_of(site: PartnerSite) -> list[tuple[str, int]]:
    """Return what the site had made on each of the last days on which it asked for anything."""
    since = days.today() - timedelta(days=SHOWN_DAYS)
    rows = site.usage.filter(day__gt=since).order_by("-day").values_list("day", "cost")
    return [(date_format(day), cost) for day, cost in rows]


@for_people("POST")
def make_key(request: HttpRequest, site_id: int) -> HttpResponse:
    site = sites_of(request.user).get(pk=site_id)
    form = KeyForm(request.POST)
    if not form.is_valid():
        return show_site(request, site, key_form=form)
    _key, text = services.issue_key(site, **form.cleaned_data)
    return show_secret(request, site, text, title=_("Your new key"))


@for_people("POST")
def replace_key(request: HttpRequest, site_id: int, key_id: int) -> HttpResponse:
    key = key_of(request, site_id, key_id)
    with told(request):
        _key, text = services.replace_key(key)
        return show_secret(request, key.site, text, title=_("Your new key"))
    return redirect("hub_partner_site", site_id)


@for_people("POST")
def revoke_key(request: HttpRequest, site_id: int, key_id: int) -> HttpResponse:
    services.revoke_key(key_of(request, site_id, key_id))
    messages.success(request, _("This key opens nothing any more."))
    return redirect("hub_partner_site", site_id)


def key_of(request: HttpRequest, site_id: int, key_id: int) -> PartnerKey:
    site = sites_of(request.user).get(pk=site_id)
    found: PartnerKey = site.keys.select_related("site").get(pk=key_id)
    return found


class Unlogged(str):
    """A text that the log of templates, which writes down what a template knows, does not show."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "…"


def show_secret(request: HttpRequest, site: PartnerSite, text: str, *, title: str) -> HttpResponse:
    """Show a key or a secret once: it is in this answer and in no session, cache or log."""
    context = {"title": title, "site": site, "secret": Unlogged(text)}
    return show(request, "hub/partners/secret.html", context)
