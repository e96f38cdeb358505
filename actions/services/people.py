"""Who acts for an organisation: invited, changed, ended, and handed over to a successor."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import Signer
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.enums import Decision, MemberRole
from actions.models import AccessRequest, Invitation, Membership
from actions.permissions import DECIDE, check_role, is_reviewer, role_of
from hub.organisations.models import Organisation
from hub.outbox.services import send

from .organisations import TooMany, profile_of
from .records import record

#: Invitations in a day: of one person, of one organisation, and to one address.
MOST_BY_PERSON, MOST_BY_ORGANISATION, MOST_TO_ADDRESS = 20, 30, 3
#: Requests for access in a day: of one person, and for one organisation.
MOST_ASKED_BY_PERSON, MOST_ASKED_OF_ORGANISATION = 5, 10
#: How long the owners have before the secretariat can decide in their place.
OWNERS_TURN = timedelta(days=7)
DAY = timedelta(days=1)


@contextmanager
def locked(organisation: Organisation) -> Iterator[Organisation]:
    """Let one change of an organisation's people happen after the other."""
    with transaction.atomic():
        yield Organisation.objects.select_for_update().get(pk=organisation.pk)


def has_address(user: Any, email: str) -> bool:
    """Tell whether an account is confirmed, and of this address."""
    if not user.is_active or user.email.strip().lower() != email.strip().lower():
        return False
    if user.last_login is not None or not apps.is_installed("allauth.account"):
        return True
    waiting = apps.get_model("account.EmailAddress").objects
    return not waiting.filter(user_id=user.pk, primary=True, verified=False).exists()


# Inviting -----------------------------------------------------------------------------------------


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
    limits: list[tuple[QuerySet[Any], int]] = [
        (today.filter(invited_by=user), MOST_BY_PERSON),
        (today.filter(organisation=organisation), MOST_BY_ORGANISATION),
        (today.filter(email=email), MOST_TO_ADDRESS),
    ]
    check_limits(limits)


def check_limits(limits: list[tuple[QuerySet[Any], int]]) -> None:
    if any(rows.count() >= most for rows, most in limits):
        raise TooMany


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


# Changing -----------------------------------------------------------------------------------------


def change_role(user: Any, number: int, *, role: str) -> Membership:
    """Give somebody of one's own organisation another role; an owner has to remain."""
    found = Membership.objects.current().select_related("organisation").get(pk=number)
    with locked(found.organisation) as organisation:
        check_role(user, organisation, DECIDE)
        membership: Membership = organisation.members.current().get(pk=number)
        before, membership.role = membership.role, role
        membership.full_clean()
        membership.save(update_fields=["role"])
        check_owner_remains(organisation)
        record(
            "role_changed",
            by=user,
            organisation=organisation,
            membership=number,
            before=before,
            after=role,
        )
    return membership


def end_membership(user: Any, number: int) -> None:
    """End the access of a person: an owner that of anybody, everybody their own."""
    found = Membership.objects.current().select_related("organisation").get(pk=number)
    with locked(found.organisation) as organisation:
        if found.user_id != user.pk:
            check_role(user, organisation, DECIDE)
        membership = organisation.members.current().get(pk=number)
        end(membership, timezone.now())
        check_owner_remains(organisation)
        record("access_ended", by=user, organisation=organisation, membership=number)


def end(membership: Membership, now: datetime) -> None:
    """End an access from this moment, and the invitations by which it could come back."""
    membership.ended_at = now
    membership.save(update_fields=["ended_at"])
    invitations = Invitation.objects.open().filter(organisation=membership.organisation_id)
    invitations.filter(invited_by=membership.user_id).update(ended_at=now)


def check_owner_remains(organisation: Organisation) -> None:
    if not organisation.members.owners().exists():
        raise ValidationError(
            _("Somebody must remain the owner. Please make another person owner first."),
            code="last_owner",
        )


# Handing over -------------------------------------------------------------------------------------


def request_access(user: Any, key: Any, *, job_title: str, reason: str) -> AccessRequest:
    """Ask for the profile of an organisation; asking again while it waits changes nothing."""
    organisation: Organisation
    with locked(Organisation.objects.get(key=key)) as organisation:
        if not has_address(user, user.email):
            raise PermissionDenied
        if role_of(user, organisation) is not None:
            raise ValidationError(_("You act for this organisation already."))
        waiting = AccessRequest.objects.filter(state=Decision.PENDING)
        earlier: AccessRequest | None = waiting.filter(organisation=organisation, user=user).first()
        if earlier is not None:
            return earlier
        today = AccessRequest.objects.filter(asked_at__gt=timezone.now() - DAY)
        limits: list[tuple[QuerySet[Any], int]] = [
            (today.filter(user=user), MOST_ASKED_BY_PERSON),
            (today.filter(organisation=organisation), MOST_ASKED_OF_ORGANISATION),
        ]
        check_limits(limits)
        asked = AccessRequest(
            organisation=organisation,
            user=user,
            job_title=job_title.strip(),
            reason=reason.strip(),
            locale=get_language() or "en",
        )
        asked.full_clean()
        asked.save()
        record("access_requested", by=user, organisation=organisation, request=str(asked.key))
        tell("action.access_asked", organisation, access_request=asked.pk)
    return asked


def request_for(user: Any, key: Any) -> AccessRequest:
    """Find a request that this person may decide.

    Owners may; so may a reviewer, where no owner can sign in or none has answered in time.
    """
    found = AccessRequest.objects.select_related("organisation", "user").get(key=key)
    role = role_of(user, found.organisation)
    if role == MemberRole.OWNER:
        return found
    if is_reviewer(user):
        if is_for_reviewers(found) and found.user_id != user.pk:
            return found
        raise PermissionDenied
    if role is None:
        raise AccessRequest.DoesNotExist
    raise PermissionDenied


def is_for_reviewers(asked: AccessRequest) -> bool:
    if asked.asked_at <= timezone.now() - OWNERS_TURN:
        return True
    return not asked.organisation.members.owners().exists()


def decide_access(
    user: Any,
    key: Any,
    *,
    grant: bool,
    replaces: int | None = None,
    role: str = MemberRole.OWNER,
) -> AccessRequest:
    """Grant or decline; the access of the person who is replaced ends at this moment."""
    with locked(request_for(user, key).organisation) as organisation:
        asked = request_for(user, key)
        if asked.state != Decision.PENDING:
            raise ValidationError(_("This has been decided already."), code="decided")
        asked.state = Decision.ACCEPTED if grant else Decision.DECLINED
        asked.decided_at, asked.decided_by = timezone.now(), user
        if grant:
            hand_over(asked, organisation, replaces, role)
        asked.save()
        record(
            "access_granted" if grant else "access_declined",
            by=user,
            organisation=organisation,
            request=str(asked.key),
            role=role if grant else "",
            replaces=asked.replaces_id,
        )
        tell("action.access_decided", organisation, access_request=asked.pk)
    return asked


def hand_over(
    asked: AccessRequest, organisation: Organisation, replaces: int | None, role: str
) -> None:
    others = organisation.members.current().exclude(user=asked.user)
    if replaces is not None:
        asked.replaces = others.filter(pk=replaces).first()
        if asked.replaces is None:
            raise ValidationError({"replaces": _("Please choose a person of the organisation.")})
        end(asked.replaces, timezone.now())
    profile_of(organisation)
    values = {"role": role, "job_title": asked.job_title, "locale": asked.locale}
    membership, _is_new = Membership.objects.update_or_create(
        organisation=organisation, user=asked.user, ended_at=None, defaults=values
    )
    membership.full_clean()
    check_owner_remains(organisation)


def tell(topic: str, organisation: Organisation, **numbers: int) -> None:
    send(topic=topic, key=str(organisation.key), payload=numbers)
