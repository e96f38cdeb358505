"""Who acts for an organisation: roles, leaving, and handing over to a successor."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actions.enums import Decision, MemberRole
from actions.models import AccessRequest, Invitation, Membership
from actions.permissions import DECIDE, check_role, is_reviewer, role_of
from hub.organisations.models import Organisation

from .organisations import DAY, TooMany, profile_of
from .records import decide, record, tell

#: Requests for access in a day: of one person, and for one organisation.
MOST_ASKED_BY_PERSON, MOST_ASKED_OF_ORGANISATION = 5, 10


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


def check_limits(limits: Iterable[tuple[Any, int]]) -> None:
    if any(rows.count() >= most for rows, most in limits):
        raise TooMany


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
        if role not in DECIDE:
            end_invitations_of(membership, timezone.now())
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
    end_invitations_of(membership, now)


def end_invitations_of(membership: Membership, now: datetime) -> None:
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
        limits = [
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
    """Find a request that this person may decide: an owner, or a reviewer when it is their turn."""
    requests = AccessRequest.objects.with_turn().select_related("organisation", "user")
    found: Any = requests.get(key=key)
    asked: AccessRequest = found
    role = role_of(user, asked.organisation)
    if role is None and not is_reviewer(user):
        raise AccessRequest.DoesNotExist
    may_review = is_reviewer(user) and found.is_ours and asked.user_id != user.pk
    if role != MemberRole.OWNER and not may_review:
        raise PermissionDenied
    return asked


def decide_access(
    user: Any, key: Any, *, grant: bool, replaces: int | None = None, role: str = MemberRole.OWNER
) -> AccessRequest:
    """Grant or decline; the access of the person who is replaced ends at this moment."""
    with locked(request_for(user, key).organisation) as organisation:
        asked = request_for(user, key)
        decide(asked, by=user, accept=grant)
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
