"""Signing the Declaration, endorsing the Call, and the kit to spread it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from actions.joining_forms import EndorseForm, SignForm, done
from actions.models import Commitment
from actions.options import declaration_address
from actions.permissions import DECIDE, SEE, check_role, is_reviewer
from actions.services.commitments import (
    DECLARATION_LOCALES,
    DECLARATION_VERSION,
    endorse_call,
    sign_declaration,
)
from hub.localization.languages import language_name, text_direction
from hub.pages import chrome
from hub.pages.framing import for_people, show
from hub.pages.roots import base_url

from .joining import organisation_for, sent, status_of
from .private_files import private_file


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def sign_page(request: HttpRequest, key: str) -> HttpResponse:
    organisation = organisation_for(request.user, key, DECIDE)
    initial = {"text_locale": get_language()}
    form = SignForm(*sent(request), initial=initial)
    if done(form, lambda: sign_declaration(request.user, organisation, **form.cleaned_data)):
        messages.success(request, _("Thank you. The secretariat looks at your signature."))
        return redirect("joining_home")
    context = {
        "title": _("Sign the Marrakech Mayors Declaration"),
        "organisation": organisation,
        "form": form,
        "version": DECLARATION_VERSION,
        "address": declaration_address(get_language() or ""),
    }
    return show(request, "actions/sign.html", context, status=status_of(form))


@for_people
@require_http_methods(["GET", "HEAD", "POST"])
def endorse_page(request: HttpRequest, key: str) -> HttpResponse:
    organisation = organisation_for(request.user, key, DECIDE)
    form = EndorseForm(*sent(request))
    if done(form, lambda: endorse_call(request.user, organisation, **form.cleaned_data)):
        messages.success(request, _("Thank you. The secretariat looks at your endorsement."))
        return redirect("joining_kit")
    context = {
        "title": _("Endorse the Call to Local Action"),
        "organisation": organisation,
        "form": form,
    }
    return show(request, "actions/endorse.html", context, status=status_of(form))


@for_people
@require_GET
def kit_page(request: HttpRequest) -> HttpResponse:
    """Give partners what they spread: a text, a banner and a link in each language."""
    parts = []
    for code in DECLARATION_LOCALES:
        with override(code):
            parts.append(
                {
                    "code": code,
                    "direction": text_direction(code),
                    "language": language_name(code, code),
                    "text": kit_text(),
                    "address": base_url() + chrome.home_path(),
                    "banner": static(f"actions/banner-{code}.svg"),
                    "banner_address": base_url() + static(f"actions/banner-{code}.svg"),
                }
            )
    context = {"title": _("Tell your members about the Call"), "parts": parts}
    return show(request, "actions/kit.html", context)


def kit_text() -> str:
    return _(
        "Local and regional governments act for migrants and refugees every day. The Call to Local "
        "Action brings what they do to the United Nations: sign the Marrakech Mayors Declaration, "
        "submit your action, and see it shown as a pledge or a good practice. It takes about "
        "20 minutes."
    )


@for_people
@require_GET
def document_file(request: HttpRequest, key: str) -> Any:
    """Give out a signed document to the people of the organisation and to reviewers."""
    found = Commitment.objects.select_related("organisation").get(key=key)
    if not is_reviewer(request.user):
        check_role(request.user, found.organisation, SEE)
    if not found.document:
        raise Http404
    return private_file(found.document, name=f"{found.organisation.slug}.pdf")
