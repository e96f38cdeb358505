"""Confirming and ending what people chose to hear of, without an account."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from actions.enums import Interest
from actions.limits import is_too_often
from actions.models import Subscription
from actions.questions import questions
from actions.services.choices import (
    ASKED,
    confirm,
    end,
    express_interest,
    subscription_for,
    waiting_with,
)
from hub.accounts.doors import too_many_requests
from hub.pages.framing import show


def found_or_404(token: str) -> Subscription:
    try:
        return subscription_for(token)
    except Subscription.DoesNotExist:
        raise Http404 from None


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm by a button: programs that follow every link in a mail confirm nothing."""
    subscription = found_or_404(token)
    if request.method == "POST":
        confirm(subscription, request.POST.getlist("interest"))
        return say(request, _("Thank you"), _("Your choices are confirmed."))
    waiting = waiting_with(subscription)
    if not waiting:
        return say(request, _("There is nothing to confirm"), _("It was confirmed or ended."))
    context = {"title": _("Please confirm what you chose"), "waiting": waiting}
    return show(request, "actions/choice_confirm.html", context)


@csrf_exempt  # mail programs post here by themselves (RFC 8058)
@never_cache
@require_http_methods(["GET", "POST"])
def end_page(request: HttpRequest, token: str) -> HttpResponse:
    """End a choice by one click in a mail program, or by a button here."""
    subscription = found_or_404(token)
    if request.method == "POST":
        end(subscription)
        return say(request, _("It has ended"), _("You will get no more of these mails."))
    context = {"title": _("End these mails"), "subscription": subscription}
    return show(request, "actions/choice_end.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def interest_page(request: HttpRequest, interest: str) -> HttpResponse:
    """Take the interest of somebody without an action; the answer is the same for any address."""
    name = interest.replace("-", "_")
    if name not in Interest.values:
        raise Http404
    chosen = Interest(name)
    context: dict[str, Any] = {
        "title": chosen.label,
        "wording": questions()[ASKED[chosen]].label,
        "problem": "",
    }
    if request.method == "POST":
        if is_too_often(request):
            return too_many_requests(request)
        email = request.POST.get("email", "")
        try:
            express_interest(email=email, interest=chosen, locale=get_language() or "en")
        except ValidationError:
            context |= {"problem": _("Please check the e-mail address."), "email": email[:254]}
            return show(request, "actions/choice_interest.html", context, status=400)
        text = _("If the address is new to us, a mail asks you to confirm. Please look there.")
        return say(request, _("Please look into your mail"), text)
    return show(request, "actions/choice_interest.html", context)


def say(request: HttpRequest, title: str, text: str) -> HttpResponse:
    return show(request, "actions/choice_said.html", {"title": title, "text": text})
