"""What the pages of people have in common: who may open them, and what stands around them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache

from hub.localization.languages import content_locales, language_name, text_direction
from hub.pages import chrome

View = Callable[..., HttpResponse]


def for_people(view: View) -> View:
    """Ask for a log-in, keep the answer out of every cache, and hide what is not theirs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ObjectDoesNotExist:
            raise Http404 from None

    return never_cache(login_required(guarded))


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page of a person, in the language of its address."""
    around = {**chrome.frame(), "is_indexed": False, "languages": languages_of(request)}
    return render(request, template, around | context, status=status)


def languages_of(request: HttpRequest) -> list[chrome.LanguageChoice]:
    """Offer the same page in the other languages of the site."""
    current = chrome.frame()["language"]
    return [
        chrome.LanguageChoice(
            code=code,
            name=capfirst(language_name(code, code)),
            direction=text_direction(code),
            path=translate_url(request.path, code),
            is_current=code == current,
            is_translated=True,
        )
        for code in content_locales()
    ]
