"""Organisations that joined, and people who act for them."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from actions.enums import CommitmentKind, Decision, MemberRole
from actions.models import Commitment, Membership, Profile
from hub.accounts.roles import ensure_roles
from hub.organisations.models import Organisation
from hub.terms.services import seed_terms
from tests.site import make_site


def make_user(name: str, **fields: Any) -> Any:
    """Make an account; its names tell at once where they leak to."""
    options = {"first_name": f"First-{name}", "last_name": f"Last-{name}"} | fields
    return get_user_model().objects.create_user(
        username=name, email=f"{name}@city.example", password="correct horse 27", **options
    )


def make_organisation(slug: str, *, is_government: bool = True, **fields: Any) -> Organisation:
    organisation = Organisation.objects.create(slug=slug, name=slug.title(), **fields)
    Profile.objects.create(organisation=organisation, is_government=is_government, folded_name=slug)
    return organisation


def commit(organisation: Organisation, state: str = Decision.ACCEPTED, **fields: Any) -> Commitment:
    kind = (
        CommitmentKind.DECLARATION
        if organisation.profile.is_government
        else CommitmentKind.ENDORSEMENT
    )
    return Commitment.objects.create(organisation=organisation, kind=kind, state=state, **fields)


def join(user: Any, organisation: Organisation, role: str = MemberRole.OWNER) -> Membership:
    return Membership.objects.create(
        user=user, organisation=organisation, role=role, job_title="Officer"
    )


def make_reviewer(name: str = "reviewer") -> Any:
    ensure_roles()
    user = make_user(name)
    user.groups.add(Group.objects.get(name="Reviewers"))
    return user


def session_of(user: Any) -> str:
    """Sign somebody in, and return the key of their session for a client in another process."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@dataclass
class City:
    """A government that has signed, with one person in each role, and people who are not of it."""

    organisation: Organisation
    owner: Any
    contributor: Any
    viewer: Any
    former: Any
    stranger: Any
    reviewer: Any

    @classmethod
    def read(cls) -> "City":
        users = {user.username: user for user in get_user_model().objects.all()}
        people = {name: users[name] for name in cls.__dataclass_fields__ if name in users}
        return cls(organisation=Organisation.objects.get(slug="exampleville"), **people)


def make_city() -> None:
    """Make a site with all terms, a city, and a second one whose officer is a stranger here."""
    make_site()
    seed_terms()
    organisation, other = make_organisation("exampleville"), make_organisation("elsewhere")
    commit(organisation)
    commit(other)
    for role in MemberRole.values:
        join(make_user(role), organisation, role)
    ended = {"role": MemberRole.OWNER, "ended_at": timezone.now()}
    Membership.objects.create(user=make_user("former"), organisation=organisation, **ended)
    join(make_user("stranger"), other)
    make_reviewer()


#: Enough for an action to be sent.
READY = {
    "submitter_name": "Planted Name",
    "submitter_email": "planted@city.example",
    "submitter_job_title": "Planted Title",
    "title": "A desk for new arrivals",
    "summary": "One desk where everybody who arrives finds help.",
    "description": "The desk is open on five days a week. " * 10,
    "target_groups": ["migrants", "refugees"],
    "starts_on": "2025-01-01",
    "countries": ["GH"],
    "priority_objectives": ["po-4"],
    "consent_publish": True,
    "consent_showcase": True,
    "licence": "cc-by-4.0",
}
