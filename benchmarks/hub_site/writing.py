"""What writes, as the report of scale asks it: a submission, and a page until the API says it."""

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.http import HttpResponse, JsonResponse
from django.urls import resolve

from actions.enums import CommitmentKind, Decision, MemberRole
from actions.models import Commitment, Draft, Membership, Profile
from actions.services.drafts import save_draft, start_draft
from actions.services.submitting import submit_draft
from hub.catalogue.healing import heal
from hub.organisations.models import Organisation
from hub.terms.models import Term
from resources.models import LibraryPage, Report

from .filling import make_topic
from .graphql import post

#: Enough for an action to be sent; the terms are made where they are missing.
TERMS = {"target_groups": "migrants", "countries": "GH", "priority_objectives": "po-4"}
ANSWERS = {
    "submitter_name": "An officer",
    "submitter_email": "officer@city.example",
    "submitter_job_title": "Officer",
    "title": "A desk for new arrivals",
    "summary": "One desk where everybody who arrives finds help.",
    "description": "The desk is open on five days a week. " * 10,
    "starts_on": "2025-01-01",
    "consent_publish": True,
    "consent_showcase": True,
    "licence": "cc-by-4.0",
    **{vocabulary: [code] for vocabulary, code in TERMS.items()},
}
TITLE = "query Title($path: String!) { page(path: $path) { title } }"


@cache
def officer() -> Any:
    for vocabulary, code in TERMS.items():
        if not Term.objects.filter(vocabulary=vocabulary, code=code).exists():
            make_topic(code, code, vocabulary=vocabulary)
    name = f"officer-{uuid4().hex}"
    return get_user_model().objects.create_user(name, f"{name}@city.example")


def ask_submission() -> Callable[[], HttpResponse]:
    """Write an action of a new city, as one sends no more than fifty a day."""
    name = f"city-{uuid4().hex}"
    city = Organisation.objects.create(slug=name, name=name)
    Profile.objects.create(organisation=city, is_government=True, folded_name=name)
    Commitment.objects.create(
        organisation=city, kind=CommitmentKind.DECLARATION, state=Decision.ACCEPTED
    )
    Membership.objects.create(user=officer(), organisation=city, role=MemberRole.OWNER)
    draft = start_draft(officer(), city, locale="en")
    saved = save_draft(officer(), draft.key, changes=ANSWERS, version=draft.version)
    return partial(submit, saved.draft)


def submit(draft: Draft) -> HttpResponse:
    submission = submit_draft(officer(), draft.key, key=uuid4(), version=draft.version)
    return JsonResponse({"number": submission.number})


@cache
def report() -> Any:
    """Make a page that comes after all others, by date and by title."""
    page = Report(title="Zone", slug=f"zone-{uuid4().hex}", issued_on=date(1990, 1, 1))
    page.report_year, page.kind, page.live = 1990, "study", False
    return LibraryPage.objects.get().add_child(instance=page)


def ask_publishing() -> Callable[[], HttpResponse]:
    page = report()
    page.title = f"Zone {uuid4().hex}"
    return partial(publish, page)


def publish(page: Any) -> HttpResponse:
    """Publish it, do what the worker does when a process ended too soon, and ask the API."""
    page.save_revision().publish()
    heal()
    response: HttpResponse = resolve("/graphql/").func(post(TITLE, {"path": page.url}))
    if page.title not in response.content.decode():
        raise RuntimeError(f"The next answer does not say it: {response.content!r}")
    return response
