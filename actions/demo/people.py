"""Exampleville, a city that does not exist: its officers, and an action in each state of review.

All of it is made by the services that people's own clicks call, so the demo shows what they do.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import override

from actions.enums import MemberRole, ReviewState
from actions.enums import ReviewStep as Step
from actions.models import ActionRepository, Commitment, Draft
from actions.services.commitments import decide_commitment, endorse_call, sign_declaration
from actions.services.drafts import save_draft, start_draft
from actions.services.invitations import accept_invitation, invite, token_of
from actions.services.organisations import Facts, register_organisation
from actions.services.reviewing import take_step
from actions.services.submitting import submit_draft, withdraw_draft
from hub.organisations.enums import OrganisationKind
from hub.organisations.models import Organisation
from hub.outbox.models import Delivery, DeliveryState

#: The log-ins by address: who it is, and the job title; the domain is reserved for examples.
PEOPLE = {
    "owner@example.org": ("City owner", "Head of the office for new arrivals"),
    "contributor@example.org": ("City contributor", "Project officer"),
    "viewer@example.org": ("City viewer", "Adviser of the mayor"),
    "network@example.org": ("Network owner", "Programme manager"),
}
REVIEWER = "reviewer@example.org"
CITY = Facts(
    name="Exampleville (fictional city)",
    kind=OrganisationKind.LOCAL_GOVERNMENT,
    country=None,
    city="Exampleville",
    region="Example Region",
    works_with_governments="Exampleville is made up, for trying the hub out.",
    texts={
        "en": "A city that does not exist, for trying the hub out.",
        "fr": "Une ville qui n’existe pas, pour essayer le site.",
        "es": "Una ciudad que no existe, para probar el sitio.",
    },
)
NETWORK = Facts(
    name="Example Network of Cities (fictional)",
    kind=OrganisationKind.CITY_NETWORK,
    country=None,
    texts={
        "en": "A network that does not exist, for trying the hub out.",
        "fr": "Un réseau qui n’existe pas, pour essayer le site.",
        "es": "Una red que no existe, para probar el sitio.",
    },
)
#: What is made of their actions is a demonstration.
FICTIONAL = (CITY.name, NETWORK.name)
#: The steps of the secretariat that lead from a submission to a state.
STEPS = {
    ReviewState.SUBMITTED: (),
    ReviewState.IN_REVIEW: (Step.TAKE_UP,),
    ReviewState.CHANGES_REQUESTED: (Step.TAKE_UP, Step.REQUEST_CHANGES),
    ReviewState.APPROVED: (Step.TAKE_UP, Step.APPROVE),
    ReviewState.PUBLISHED: (Step.TAKE_UP, Step.APPROVE, Step.PUBLISH),
    ReviewState.DECLINED: (Step.TAKE_UP, Step.DECLINE),
}


def ensure_people(password: str) -> list[tuple[str, str]]:
    """Make city, network, officers and drafts once; return who can log in, and as what."""
    users = get_user_model()._default_manager
    present = set(users.filter(email__in=PEOPLE).values_list("email", flat=True))
    if not present and has_place_and_reviewer():
        with transaction.atomic():
            make_all({email: make_person(email, password) for email in PEOPLE})
        present = set(PEOPLE)
    return [(email, role) for email, (role, _job) in PEOPLE.items() if email in present]


def has_place_and_reviewer() -> bool:
    """Tell whether actions can be published: a site may have another library than the demo's."""
    locales = set(ActionRepository.objects.values_list("locale__language_code", flat=True))
    users = get_user_model()._default_manager
    return locales >= {"en", "fr", "es"} and users.filter(email=REVIEWER).exists()


def make_person(email: str, password: str) -> Any:
    first, last = PEOPLE[email][0].split()
    users: Any = get_user_model()._default_manager
    return users.create_user(email, email, password, first_name=first, last_name=last.capitalize())


def make_all(people: dict[str, Any]) -> None:
    reviewer = get_user_model()._default_manager.get(email=REVIEWER)
    owner, contributor, viewer, partner = people.values()
    first = Delivery.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    network = register_organisation(partner, NETWORK, job_title=PEOPLE[partner.email][1])
    accept(reviewer, endorse_call(partner, network, promises_to_spread=True))
    city = register_organisation(owner, CITY, job_title=PEOPLE[owner.email][1])
    accept(reviewer, sign(owner, city))
    for user, role in ((contributor, MemberRole.CONTRIBUTOR), (viewer, MemberRole.VIEWER)):
        invitation = invite(owner, city, email=user.email, role=role)
        accept_invitation(user, token_of(invitation), job_title=PEOPLE[user.email][1])
    for row in json.loads(Path(__file__).with_name("exampleville.json").read_text("utf-8")):
        with override(row["locale"]):
            make_draft(contributor, reviewer, city, row)
    # On a terminal, these mails to nobody would push the log-ins out of sight.
    mails = Delivery.objects.filter(pk__gt=first, consumer="action_mail")
    mails.update(state=DeliveryState.DELIVERED)


def accept(reviewer: Any, commitment: Commitment) -> None:
    decide_commitment(reviewer, commitment.key, accept=True)


def sign(user: Any, city: Organisation) -> Commitment:
    return sign_declaration(
        user,
        city,
        signatory_name="Nobody (fictional)",
        signatory_title="Mayor",
        signed_on=date(2026, 1, 15),
        signed_at_place="Exampleville",
        text_locale="en",
    )


def make_draft(user: Any, reviewer: Any, city: Organisation, row: dict[str, Any]) -> Draft:
    """Write an action, and lead it to its state as the city and the secretariat would."""
    draft = start_draft(user, city, locale=row["locale"])
    draft = save_draft(
        user, draft.key, changes=complete(row["answers"]), version=draft.version
    ).draft
    state = ReviewState(row["state"])
    if state == ReviewState.WITHDRAWN:
        return withdraw_draft(user, draft.key)
    if state in STEPS:
        submit_draft(user, draft.key, key=uuid4(), version=draft.version)
        for step in STEPS[state]:
            words = row.get("words", "") if step in (Step.REQUEST_CHANGES, Step.DECLINE) else ""
            draft = take_step(reviewer, draft.key, step, text=words)
    return draft


def complete(answers: dict[str, Any]) -> dict[str, Any]:
    """Add to an action that names its objectives what all of them have."""
    if not answers.get("priority_objectives"):
        return answers
    agreed = {"consent_publish": True, "consent_showcase": True, "licence": "cc-by-4.0"}
    shared = {"countries": ["CH"], "scope": "local", "places": "Exampleville", **agreed}
    return {**shared, **answers}
