"""Who may do what for an organisation; what somebody may not see does not exist for them."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery

from hub.organisations.models import Organisation

from .enums import MemberRole
from .models import Draft, Membership
from .services.records import record

REVIEW = "actions.review_draft"
#: Where the rights of reviewers are kept, whatever else a site asks when somebody signs in.
RIGHTS = "django.contrib.auth.backends.ModelBackend"

#: Which roles may do what.
SEE = frozenset(MemberRole)
WRITE = frozenset({MemberRole.OWNER, MemberRole.CONTRIBUTOR})
DECIDE = frozenset({MemberRole.OWNER})


def is_reviewer(user: Any) -> bool:
    return bool(user.is_active and user.has_perm(REVIEW))


def check_reviewer(user: Any) -> None:
    if not is_reviewer(user):
        raise PermissionDenied


def people_who_review() -> Any:
    people: Any = get_user_model()._default_manager
    return people.with_perm(REVIEW, backend=RIGHTS).order_by("pk")


def role_of(user: Any, organisation: Organisation) -> str | None:
    """Return the role of a person in an organisation, None for everybody else."""
    memberships = Membership.objects.of(user).filter(organisation=organisation)
    role: str | None = memberships.values_list("role", flat=True).first()
    return role


def check_role(user: Any, organisation: Organisation, roles: frozenset[MemberRole]) -> None:
    """Refuse who is not of the organisation as if it were not there, others with a plain no."""
    role = role_of(user, organisation)
    if role is None:
        raise Organisation.DoesNotExist
    if role not in roles:
        raise PermissionDenied


def strongest(own: str | None, guest: str | None) -> str | None:
    """Return what counts: the role in the first organisation, or the one in an invited one.

    In the draft of another organisation an owner is a contributor.
    """
    guest = MemberRole.CONTRIBUTOR if guest == MemberRole.OWNER else guest
    found = [role for role in (own, guest) if role]
    return min(found, key=MemberRole.values.index, default=None)


def draft_for(user: Any, key: Any, roles: frozenset[MemberRole] = SEE) -> Draft:
    """Find a draft that this person may use in this way.

    Raises `Draft.DoesNotExist` for who may not even see it, `PermissionDenied` for who may only
    see it. A reviewer sees every draft, which is kept on record, and writes in none.
    """
    roles_of = Membership.objects.of(user).order_by("role").values("role")
    own = roles_of.filter(organisation=OuterRef("organisation"))
    guest = roles_of.filter(organisation__co_led_drafts=OuterRef("pk"))
    drafts = Draft.objects.select_related("organisation")
    found: Any = drafts.annotate(own=Subquery(own[:1]), guest=Subquery(guest[:1])).get(key=key)
    found.role = strongest(found.own, found.guest)
    draft: Draft = found
    if found.role in roles:
        return draft
    if found.role is None and not is_reviewer(user):
        raise Draft.DoesNotExist
    if roles != SEE:
        raise PermissionDenied
    record("read_by_secretariat", by=user, draft=draft)
    return draft
