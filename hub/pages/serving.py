"""Answers with a page: from the catalogue for everyone, on the fly for those who may see more."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.loader import select_template
from django.utils.cache import patch_cache_control
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language, override
from wagtail.models import Page

from hub.catalogue.build import draft_entry
from hub.catalogue.models import Entry, EntryContent
from hub.catalogue.querysets import ANYONE, EntryQuerySet
from hub.content_security import ADMIN_POLICY, HEADER, header_value
from hub.localization.languages import content_locales
from hub.partners.previews import preview_address

from .links import LANGUAGE_PARAMETER, address
from .presenting import page_context, template_names
from .reading import Reading


def public_entries() -> EntryQuerySet:
    """Start from whole entries that everyone may read."""
    return Entry.objects.visible_to(ANYONE).select_related("group", "content")


def asked_language(request: HttpRequest) -> str:
    """Return the language asked for beside that of the address; nonsense asks for none."""
    asked = request.GET.get(LANGUAGE_PARAMETER, "")
    return asked if asked in content_locales() else ""


def entry_at_address(request: HttpRequest) -> Entry | None:
    """Find what is at this address: in the language asked for, else in that of the address."""
    path = escape_uri_path(request.path)  # as the catalogue writes it, letter for letter
    entries = public_entries().filter(path=path)
    language = asked_language(request)
    entry = entries.in_locale(language).first() if language else None
    return entry or entries.filter(locale=F("actual_locale")).first()


def answer_from_catalogue(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Show the page at an address, or send the reader to where another language is best read."""
    language = asked_language(request)
    if not language or language == entry.locale:
        return page_response(request, entry, entry.content)
    return in_other_language(request, entry, language)


def in_other_language(request: HttpRequest, entry: Entry, language: str) -> HttpResponse:
    """Show a page to a reader of this language, at the address that is right for both."""
    other = get_object_or_404(public_entries().in_locale(language), group=entry.group_id)
    if other.path != escape_uri_path(request.path):
        return HttpResponseRedirect(with_choices(address(other), request.GET))
    return page_response(request, other, other.content)


def with_choices(target: str, parameters: QueryDict) -> str:
    """Take along what an address chooses from a list; a list goes on elsewhere in each language."""
    kept = parameters.copy()
    for name in (LANGUAGE_PARAMETER, "after"):
        kept.pop(name, None)
    joined = "&" if "?" in target else "?"
    return f"{target}{joined}{kept.urlencode()}" if kept else target


def page_response(
    request: HttpRequest, entry: Entry, content: EntryContent, *, is_preview: bool = False
) -> HttpResponse:
    """Render a page in the language of its reader."""
    reading = Reading(
        entry=entry,
        body=content.body,
        after=request.GET.get("after", ""),
        asked=dict(request.GET.lists()),
        is_preview=is_preview,
    )
    with override(entry.locale):
        template = select_template(template_names(entry.type))
        response = HttpResponse(template.render(page_context(reading), request))
    response["Content-Language"] = entry.locale
    return response


def serve_live(page: Page, request: HttpRequest) -> HttpResponse:
    """Answer for a page that Wagtail found, and let this visitor see.

    What the catalogue does not hold is not public, even if Wagtail takes it for live: its source
    is unpublished, or it is for the partner sites of its networks. A page behind a log-in is shown
    to whom Wagtail let in.
    """
    locale = page.locale.language_code
    entries = public_entries().filter(locale=locale, actual_locale=locale)
    entry = entries.filter(group__translation_key=page.translation_key).first()
    if entry is not None and entry.path != escape_uri_path(request.path):
        # Wagtail shows the first page of another language where one is missing.
        return in_other_language(request, entry, get_language() or locale)
    if entry is not None:
        return answer_from_catalogue(request, entry)
    if not page.get_view_restrictions():
        raise Http404
    response = page_response(request, *draft_entry(page))
    patch_cache_control(response, private=True, no_store=True)
    return response


def serve_draft(page: Page, request: HttpRequest) -> HttpResponse:
    """Show an editor the page as it would be, without a trace in the catalogue."""
    entry, content = draft_entry(page)
    response = page_response(request, entry, content, is_preview=True)
    # The editor frames its previews.
    policy = getattr(settings, "HUB_ADMIN_CONTENT_SECURITY_POLICY", ADMIN_POLICY)
    response[HEADER] = header_value(policy)
    return response


def serve_draft_elsewhere(page: Page, mode: str) -> HttpResponse:
    """Send an editor to a partner site, with a token that opens this draft to it."""
    address = preview_address(page, mode)
    if not address:
        raise PermissionDenied
    response = HttpResponseRedirect(address)
    # The token is for the site itself, not for those that it leads to or takes pictures from.
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, no_store=True)
    return response
