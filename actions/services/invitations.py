"""Inviting people by mail; the answer never tells whether an address has an account."""

from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.models import Invitation, Membership
from actions.permissions import DECIDE, check_role
from hub.organisations.models import Organisation

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
