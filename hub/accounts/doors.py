"""Where people are sent who must log in first, and what they meet when that is not enough.

Wagtail sends everybody it refuses to a log-in form, also those who are logged in; a form that sends
them straight back would make a circle.
"""

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from hub.declarations import landing_of
from hub.pages.framing import error_page

from .languages import remember_language

#: Seconds that the longest of the rate limits asks to wait.
WAIT = 600


def may_edit(user: AbstractUser | AnonymousUser) -> bool:
    return bool(user.is_authenticated and user.has_perm("wagtailadmin.access_admin"))


def landing_path(user: AbstractUser | AnonymousUser) -> str:
    """Return where a log-in ends: for an editor at work, for others where an app has a place."""
    return reverse("wagtailadmin_home") if may_edit(user) else landing_of(user) or "/"


@never_cache
def admin_door(request: HttpRequest) -> HttpResponse:
    """Stand in for Wagtail's own log-in form, which knows no rate limit and no second factor."""
    if may_edit(request.user):
        return redirect("wagtailadmin_home")
    return page_door(request)


@never_cache
def page_door(request: HttpRequest) -> HttpResponse:
    """Send strangers to the log-in form, and tell others that their account may not go there."""
    if request.user.is_authenticated:
        return render(request, "account/not_allowed.html", status=403)
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponseRedirect(reverse("account_login") + (f"?{query}" if query else ""))
    language = get_language_from_path(request.path)
    return remember_language(response, request, language) if language else response


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Ask somebody to wait; allauth looks for this under the name `handler429`."""
    text = _(
        "That was more tries than we take in a row. In ten minutes you can try again. "
        "If you do not remember your password, you can ask for a new one where you sign in."
    )
    return error_page(request, 429, _("Please wait a little"), text, again=WAIT)
