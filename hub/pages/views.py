"""The public addresses: pages from the catalogue, whatever else Wagtail has, and plain errors."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import Site
from wagtail.views import serve as serve_with_wagtail

from hub.declarations import page_types
from hub.response_cache import is_for_everyone, respond_at_address

from .framing import error_page
from .gone import gone_response
from .models import ContentPage
from .serving import answer_from_catalogue, entry_at_address


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page at this address.

    Public pages come from the catalogue with a few queries, however deep they lie, and are kept
    until anything public changes. Everything else is Wagtail's: pages behind a log-in, page types
    that are not made of our fields, methods other than reading.
    """
    if request.method not in {"GET", "HEAD"}:
        response: HttpResponse = serve_with_wagtail(request, path)
        return response
    return respond_at_address(request, lambda: make_page(request, path))


def make_page(request: HttpRequest, path: str) -> tuple[HttpResponse, bool]:
    """Make the page at this address, and tell whether it is the same for everyone."""
    if serves_hub(Site.find_for_request(request)):
        entry = entry_at_address(request)
        if entry is not None and issubclass(page_types()[entry.type].load_model(), ContentPage):
            response = answer_from_catalogue(request, entry)
            return response, is_for_everyone(request, response)
    try:
        return serve_with_wagtail(request, path), False
    except Http404:
        if (gone := gone_response(request)) is None:
            raise
        return gone, False


def serves_hub(site: Site | None) -> bool:
    """Tell whether the catalogue is of this site; several can share a database."""
    if site is None:
        return False
    root: int | None = getattr(settings, "HUB_ROOT_PAGE", None)
    return bool(site.root_page_id == root if root else site.is_default_site)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    title, text = _("We did not understand this"), _("The address or the form is not in order.")
    return error_page(request, 400, title, text)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    title, text = _("This is not open to you"), _("Sign in with an account that may see it.")
    return error_page(request, 403, title, text)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _(
        "It may have moved, or the address may be misspelt. The first page leads on from here."
    )
    return error_page(request, 404, _("There is no such page"), text)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    text = _("The error has been noted. Please try again in a little while.")
    return error_page(request, 500, _("Something went wrong on our side"), text)
