"""Inviting people by mail, and organisations to lead an action along.

The answer to an invitation never tells whether an address has an account.
"""

from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import Signer
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.models import Draft, Invitation, Membership, Record
from actions.permissions import DECIDE, check_role, draft_for, role_of
from hub.organisations.models import Organisation

from .drafts import possible_leads
from .organisations import DAY
from .people import check_limits, has_address, locked
from .records import record, tell

#: Invitations in a day: of one person, of one organisation, and to one address.
MOST_BY_PERSON, MOST_BY_ORGANISATION, MOST_TO_ADDRESS = 20, 30, 3


def token_of(invitation: Invitation) -> str:
    """Make the token again: mails are written from the number of an invitation alone."""
    moment = int(invitation.created_at.timestamp() * 1_000_000)
    return Signer(salt="actions.invitation").sign(f"{invitation.pk}-{moment}")


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def invite(user: Any, organisation: Organisation, *, email: str, role: str) -> Invitation:
    """Invite somebody by mail, whether or not they have an account; a new one replaces the old."""
    email = email.strip().lower()
    with locked(organisation) as organisation:
        check_role(user, organisation, DECIDE)
        invitation = Invitation(
            organisation=organisation,
            email=email,
            role=role,
            invited_by=user,
            locale=get_language() or "en",
        )
        invitation.full_clean(exclude=["token_hash"])
        if organisation.members.current().filter(user__email__iexact=email).exists():
            raise ValidationError({"email": _("This person acts for your organisation already.")})
        check_invitations(user, organisation, email)
        earlier = organisation.invitations.open().filter(email=email)
        earlier.update(ended_at=timezone.now())
        invitation.token_hash = hash_of(f"{organisation.key} {timezone.now()} {email}")
        invitation.save()
        invitation.token_hash = hash_of(token_of(invitation))
        invitation.save(update_fields=["token_hash"])
        record("invited", by=user, organisation=organisation, role=role, invitation=invitation.pk)
        tell("action.invited", organisation, invitation=invitation.pk)
    return invitation


def check_invitations(user: Any, organisation: Organisation, email: str) -> None:
    """Refuse to be used for mail bombing; it is not told which limit was met."""
    today = Invitation.objects.filter(created_at__gt=timezone.now() - DAY)
    limits = [
        (today.filter(invited_by=user), MOST_BY_PERSON),
        (today.filter(organisation=organisation), MOST_BY_ORGANISATION),
        (today.filter(email=email), MOST_TO_ADDRESS),
    ]
    check_limits(limits)


def withdraw_invitation(user: Any, organisation: Organisation, number: int) -> None:
    with locked(organisation) as organisation:
        check_role(user, organisation, DECIDE)
        found = organisation.invitations.open().get(pk=number)
        found.ended_at = timezone.now()
        found.save(update_fields=["ended_at"])
        record("invitation_withdrawn", by=user, organisation=organisation, invitation=number)


def invitation_for(user: Any, token: str) -> Invitation:
    """Find an invitation that this person can take up; any other is as good as missing."""
    found: Invitation = (
        Invitation.objects.open().select_related("organisation").get(token_hash=hash_of(token))
    )
    if not has_address(user, found.email):
        raise Invitation.DoesNotExist
    return found


def accept_invitation(user: Any, token: str, *, job_title: str = "") -> Membership:
    """Take up an invitation, once; who acts for the organisation already keeps their role."""
    with locked(invitation_for(user, token).organisation) as organisation:
        invitation = invitation_for(user, token)
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
        membership: Membership
        membership, _is_new = Membership.objects.current().get_or_create(
            organisation=organisation,
            user=user,
            ended_at=None,
            defaults={
                "role": invitation.role,
                "job_title": job_title[:255],
                "locale": get_language() or "en",
            },
        )
        record(
            "invitation_accepted",
            by=user,
            organisation=organisation,
            role=membership.role,
            invitation=invitation.pk,
        )
    return membership


# Organisations that write along -------------------------------------------------------------------

INVITED = "co_lead_invited"
#: How many organisations one person invites in a day: each is a mail to its owners.
MOST_INVITED = 20


def named_co_leads(draft: Draft) -> QuerySet[Organisation]:
    """Find the organisations that the answers name, as far as they have joined."""
    return possible_leads(draft.organisation).filter(slug__in=draft.answers.get("co_leads", ()))


def invite_co_lead(user: Any, draft_key: Any, slug: str) -> Draft:
    """Let the people of an organisation that leads the action too write in it, by their roles."""
    draft = draft_for(user, draft_key, DECIDE)
    organisation = named_co_leads(draft).filter(slug=slug).first()
    if organisation is None:
        message = _("Please name it first among the organisations that lead the action with you.")
        raise ValidationError({"co_leads": message})
    with transaction.atomic():
        Draft.objects.locked().get(pk=draft.pk)
        if draft.co_leads.filter(pk=organisation.pk).exists():
            return draft
        today = Record.objects.filter(verb=INVITED, at__gt=timezone.now() - DAY)
        check_limits([(today.filter(actor=user), MOST_INVITED)])
        draft.co_leads.add(organisation)
        record(INVITED, by=user, draft=draft, co_lead=slug)
        tell("action.co_lead_invited", draft, draft=draft.pk, organisation=organisation.pk)
    return draft


def end_co_lead(user: Any, draft_key: Any, slug: str) -> Draft:
    """End that from this moment on: an owner of either organisation."""
    draft = draft_for(user, draft_key)
    organisation = draft.co_leads.filter(slug=slug).first()
    leads = [one for one in (draft.organisation, organisation) if one]
    if not any(role_of(user, one) in DECIDE for one in leads):
        raise PermissionDenied
    if organisation is not None:
        with transaction.atomic():
            draft.co_leads.remove(organisation)
            record("co_lead_ended", by=user, draft=draft, co_lead=slug)
    return draft
