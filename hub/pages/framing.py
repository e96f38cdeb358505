"""Pages that are made by views: who may open those of people, and what stands around them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hub.catalogue.models import Entry
from hub.catalogue.querysets import ANYONE, EntryQuerySet
from hub.declarations import declared
from hub.localization.languages import active_locale, content_locales, language_name, text_direction

from . import chrome
from .links import named_address
from .roots import base_url

View = Callable[..., HttpResponse]


def for_people(*methods: str) -> Callable[[View], View]:
    """Ask for a log-in, take these methods, keep caches out, and hide what is not theirs."""

    def guard(view: View) -> View:
        allowed = require_http_methods(methods)(view)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return allowed(request, *args, **kwargs)
            except ObjectDoesNotExist:
                raise Http404 from None

        return never_cache(login_required(guarded))

    return guard


@contextmanager
def told(request: HttpRequest, done: Any = "") -> Iterator[None]:
    """Tell on the next page that something is done, or why it was refused."""
    try:
        yield
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        if done:
            messages.success(request, done)


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of a person, in the language of its address."""
    around = {
        **chrome.frame(),
        "is_indexed": False,
        "languages": languages_of(request),
        "account_links": account_links(),
    }
    return render(request, template, around | context, status=status)


def account_links() -> list[tuple[str, Any]]:
    """Lead who is signed in to their pages in each app, as far as these have an address here."""
    links = ((named_address(name), label) for name, label in declared("account_pages"))
    return [(address, label) for address, label in links if address]


def show_public(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    entries: EntryQuerySet,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render a page that is the same for everyone, in the frame of the site with its menu.

    `entries` are those that everyone may read in the active language.
    """
    languages = languages_of(request)
    around = {
        **chrome.frame(),
        "path": request.path,
        "canonical": base_url() + request.path,
        "alternates": chrome.alternates_of({one.code: one.path for one in languages}),
        "is_indexed": True,
        "menu": chrome.menu(entries.select_related("group")),
        "languages": languages,
    }
    response = render(request, template, around | context, status=status)
    response["Content-Language"] = active_locale()
    return response


def error_page(
    request: HttpRequest, status: int, title: str, text: str, *, again: int = 0, **more: Any
) -> HttpResponse:
    """Say plainly what is wrong; without a query, so that it works when the database does not.

    Where one may try `again` after so many seconds, nobody keeps the answer.
    """
    context = {**chrome.frame(), "title": title, "text": text, "status": status, **more}
    headers = {"Retry-After": str(again), "Cache-Control": "no-store"} if again else None
    page = render_to_string("hub/error.html", context)
    return HttpResponse(page, status=status, headers=headers)


def entries_here() -> EntryQuerySet:
    """Return what everyone may read in the active language."""
    return Entry.objects.visible_to(ANYONE).in_locale(active_locale())


def languages_of(request: HttpRequest, query: str = "") -> list[chrome.LanguageChoice]:
    """Offer the same page in the other languages of the site, with these parameters."""
    current = chrome.frame()["language"]
    return [
        chrome.LanguageChoice(
            code=code,
            name=capfirst(language_name(code, code)),
            direction=text_direction(code),
            # Without the prefix of the site, which is written anew.
            path=translate_url(request.path_info + query, code),
            is_current=code == current,
            is_translated=True,
        )
        for code in content_locales()
    ]
