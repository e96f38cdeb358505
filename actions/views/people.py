"""The people of an organisation: inviting, roles, leaving, and handing over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from actions.answers import take_text
from actions.enums import Decision, MemberRole
from actions.joining_forms import AskForm, DecideForm, InviteForm, done
from actions.models import Invitation
from actions.permissions import role_of
from actions.services import invitations
from actions.services import people as services
from hub.organisations.models import Organisation
from hub.pages.framing import for_people, show, told

from .joining import organisation_for, sent, status_of


@for_people("GET", "HEAD", "POST")
def people_page(request: HttpRequest, key: str) -> HttpResponse:
    """List the people; an owner invites others, and sees who was invited and who asks."""
    organisation = organisation_for(request.user, key)
    form = InviteForm(*sent(request))
    if done(form, lambda: invitations.invite(request.user, organisation, **form.cleaned_data)):
        messages.success(request, _("The invitation is on its way."))
        return redirect("joining_people", organisation.key)
    context = {
        "title": _("People of %(organisation)s") % {"organisation": organisation.name},
        "organisation": organisation,
        "form": form,
        **people_of(request.user, organisation),
    }
    return show(request, "actions/people.html", context, status=status_of(form))


def people_of(user: Any, organisation: Organisation) -> dict[str, Any]:
    is_owner = role_of(user, organisation) == MemberRole.OWNER
    people = organisation.members.current().select_related("user").order_by("started_at", "pk")
    requests = organisation.access_requests.filter(state=Decision.PENDING).select_related("user")
    return {
        "is_owner": is_owner,
        "people": list(people),
        "roles": MemberRole.choices,
        "invitations": organisation.invitations.open() if is_owner else [],
        "requests": requests if is_owner else [],
    }


def number_in(request: HttpRequest) -> int:
    """Return which row a button belongs to; nonsense belongs to none."""
    number = request.POST.get("number", "")
    return int(number) if number.isdecimal() and len(number) < 19 else 0


@for_people("POST")
def change(request: HttpRequest, key: str) -> HttpResponse:
    role = request.POST.get("role", "")
    return tried(
        request, key, lambda: services.change_role(request.user, number_in(request), role=role)
    )


@for_people("POST")
def end_access(request: HttpRequest, key: str) -> HttpResponse:
    return tried(request, key, lambda: services.end_membership(request.user, number_in(request)))


@for_people("POST")
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    organisation = organisation_for(request.user, key)
    number = number_in(request)
    return tried(
        request, key, lambda: invitations.withdraw_invitation(request.user, organisation, number)
    )


def tried(request: HttpRequest, key: str, change: Any) -> HttpResponse:
    """Do what a button says, and tell on the next page what came of it."""
    organisation = organisation_for(request.user, key)
    with told(request, _("Saved.")):
        change()
    if role_of(request.user, organisation) is None:  # somebody left
        return redirect("joining_home")
    return redirect("joining_people", organisation.key)


@for_people("GET", "HEAD", "POST")
def invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody take up an invitation, with the account of the address it went to."""
    try:
        found = invitations.invitation_for(request.user, token)
        if request.method == "POST":
            invitations.accept_invitation(
                request.user, token, job_title=take_text(request.POST.get("job_title", ""))
            )
            messages.success(request, _("You act for this organisation now."))
            return redirect("joining_home")
    except Invitation.DoesNotExist:
        context = {"title": _("This invitation cannot be used")}
        return show(request, "actions/invitation_void.html", context, status=404)
    shown = {"title": _("An invitation"), "invitation": found}
    return show(request, "actions/invitation.html", shown)


@for_people("GET", "HEAD", "POST")
def ask_page(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for access; the answer does not tell whether anybody acts for the organisation."""
    organisation = Organisation.objects.get(key=key)
    form = AskForm(*sent(request))
    if done(form, lambda: services.request_access(request.user, key, **form.cleaned_data)):
        messages.success(request, _("Your request is on its way. The answer comes by e-mail."))
        return redirect("joining_home")
    context = {"title": _("Ask for access"), "organisation": organisation, "form": form}
    return show(request, "actions/ask.html", context, status=status_of(form))


@for_people("GET", "HEAD", "POST")
def decide_page(request: HttpRequest, key: str) -> HttpResponse:
    asked = services.request_for(request.user, key)
    form, grant = DecideForm(*sent(request), asked=asked), "grant" in request.POST
    if done(
        form, lambda: services.decide_access(request.user, key, grant=grant, **form.cleaned_data)
    ):
        messages.success(request, _("Decided. Everybody concerned gets a mail."))
        return redirect("joining_home")
    context = {
        "title": _("Somebody asks for access"),
        "asked": asked,
        "form": form,
        "is_open": asked.state == Decision.PENDING,
    }
    return show(request, "actions/decide.html", context, status=status_of(form))
