"""What stands around the pages of people, and around those that everyone reads."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from actions.models import Membership
from hub.accounts.framing import View, for_people, languages_of, show
from hub.catalogue.models import Entry
from hub.catalogue.querysets import ANYONE, EntryQuerySet
from hub.localization.languages import active_locale
from hub.pages import chrome
from hub.pages.roots import base_url

__all__ = ["View", "for_people", "landing_for", "public_entries", "show", "show_public"]


def landing_for(user: Any) -> str:
    """Lead who signed in to their actions, or to where one joins; nothing without these pages."""
    name = "action_list" if Membership.objects.of(user).exists() else "joining_home"
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def show_public(
    request: HttpRequest, template: str, context: dict[str, Any], entries: EntryQuerySet
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
    response = render(request, template, around | context)
    response["Content-Language"] = active_locale()
    return response


def public_entries() -> EntryQuerySet:
    """Return what everyone may read in the active language."""
    return Entry.objects.visible_to(ANYONE).in_locale(active_locale())
