"""The first pages of the portal: one's organisations, registering one, signing and endorsing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from actions.answers import check_answers
from actions.enums import CommitmentKind, Decision, MemberRole
from actions.joining_forms import (
    EndorseForm,
    ProfileForm,
    RegisterForm,
    SignForm,
    done,
    profile_values,
    refuse,
)
from actions.models import AccessRequest, Commitment, Draft, Invitation, Membership
from actions.options import declaration_address
from actions.permissions import DECIDE, SEE, check_role, is_reviewer
from actions.services.commitments import (
    DECLARATION_LOCALES,
    DECLARATION_VERSION,
    endorse_call,
    sign_declaration,
)
from actions.services.drafts import known_values, needed_commitment
from actions.services.organisations import (
    AlreadyKnown,
    is_identity_open,
    profile_of,
    register_organisation,
    update_profile,
)
from actions.states import WRITABLE
from hub.localization.languages import language_name, text_direction
from hub.media.file_types import extension_of
from hub.organisations.models import Organisation
from hub.pages import chrome
from hub.pages.downloads import download_stored
from hub.pages.framing import for_people, show
from hub.pages.links import named_address
from hub.pages.roots import base_url

#: Actions of an organisation that the first page lists; the others are counted.
LISTED = 20


def organisation_for(user: Any, key: Any, roles: frozenset[MemberRole] = SEE) -> Organisation:
    """Find an organisation that this person acts for, in one of these roles."""
    organisations = Organisation.objects.select_related("country", "profile")
    found: Organisation = organisations.get(key=key)
    check_role(user, found, roles)
    return found


def landing_for(user: Any) -> str:
    """Lead who signed in to their actions, or to where one joins; nothing without these pages."""
    return named_address("action_list" if Membership.objects.of(user).exists() else "joining_home")


@for_people("GET")
def home_page(request: HttpRequest) -> HttpResponse:
    """Show what somebody acts for, what is under way there, and what is missing."""
    user: Any = request.user
    memberships = Membership.objects.of(user).select_related(
        "organisation__country", "organisation__profile"
    )
    known = known_values()
    context = {
        "title": _("My organisations"),
        "organisations": [overview(one, known) for one in memberships.order_by("started_at")],
        "requests": AccessRequest.objects.filter(user=user, state=Decision.PENDING).select_related(
            "organisation"
        ),
        "invitations": Invitation.objects.open().filter(email=user.email.lower()).count(),
    }
    return show(request, "actions/home.html", context)


def overview(membership: Membership, known: Any) -> dict[str, Any]:
    organisation = membership.organisation
    drafts = Draft.objects.led_by([organisation])
    kind = needed_commitment(organisation)
    commitments = Commitment.objects.filter(organisation=organisation, kind=kind)
    is_owner = membership.role == MemberRole.OWNER
    waiting = AccessRequest.objects.filter(organisation=organisation, state=Decision.PENDING)
    return {
        "membership": membership,
        "organisation": organisation,
        "is_owner": is_owner,
        "is_government": kind == CommitmentKind.DECLARATION,
        "commitment": commitments.order_by("-pk").first(),
        "requests": list(waiting.select_related("user")) if is_owner else [],
        "drafts": [draft_row(draft, known) for draft in drafts[:LISTED]],
        "count": drafts.count(),
    }


def draft_row(draft: Draft, known: Any) -> dict[str, Any]:
    """Tell how far an action is; what is missing counts while it can be written."""
    is_open = draft.state in WRITABLE
    problems = len(check_answers(draft.answers, known).by_field()) if is_open else 0
    return {"draft": draft, "is_open": is_open, "missing": problems}


@for_people("GET", "HEAD", "POST")
def register_page(request: HttpRequest) -> HttpResponse:
    """Register an organisation; those that may be the same are offered first."""
    form = RegisterForm(*sent(request))
    candidates = []
    if form.is_valid():
        try:
            organisation = register_organisation(
                request.user,
                form.facts(),
                job_title=form.cleaned_data["job_title"],
                is_different=form.cleaned_data["is_different"],
            )
        except AlreadyKnown as found:
            candidates = found.candidates
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Your organisation is registered."))
            is_government = organisation.profile.is_government
            return redirect(
                "joining_sign" if is_government else "joining_endorse", organisation.key
            )
    context = {
        "title": _("Register an organisation"),
        "form": form,
        "fields": [field for field in form if field.name != "is_different"],
        "candidates": candidates,
    }
    return show(request, "actions/register.html", context, status=status_of(form, candidates))


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """Return what a form is filled with; nothing before it was sent."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def status_of(form: Any, refused: Any = None) -> int:
    return 422 if form.errors or refused else 200


@for_people("GET", "HEAD", "POST")
def profile_page(request: HttpRequest, key: str) -> HttpResponse:
    organisation = organisation_for(request.user, key, DECIDE)
    profile_of(organisation)
    form = ProfileForm(
        *sent(request),
        initial=profile_values(organisation),
        is_identity_open=is_identity_open(organisation),
    )
    if done(form, lambda: update_profile(request.user, organisation, form.facts())):
        messages.success(request, _("Saved."))
        return redirect("joining_profile", organisation.key)
    context = {"title": organisation.name, "organisation": organisation, "form": form}
    return show(request, "actions/profile.html", context, status=status_of(form))


@for_people("GET")
def logo_file(request: HttpRequest, key: str) -> Any:
    """Give out the logo that was handed in."""
    found = Organisation.objects.select_related("profile").get(key=key)
    profile = getattr(found, "profile", None)
    return file_of(request.user, found, getattr(profile, "logo_upload", None))


def file_of(user: Any, organisation: Organisation, file: Any) -> Any:
    """Give out a private file to the people of an organisation and to reviewers."""
    if not is_reviewer(user):
        check_role(user, organisation, SEE)
    if not file:
        raise Http404
    return download_stored(file, name=f"{organisation.slug}.{extension_of(file.name)}")


# Signing, endorsing and spreading -----------------------------------------------------------------


@for_people("GET", "HEAD", "POST")
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


@for_people("GET", "HEAD", "POST")
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


@for_people("GET")
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


@for_people("GET")
def document_file(request: HttpRequest, key: str) -> Any:
    """Give out a signed document."""
    found = Commitment.objects.select_related("organisation").get(key=key)
    return file_of(request.user, found.organisation, found.document)
