"""Exampleville: its people can log in, and its actions stand in every state of review."""

from collections import Counter

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from actions.annual import Wanted
from actions.apps import ActionsConfig
from actions.demo.people import PEOPLE, ensure_people
from actions.enums import ReviewState
from actions.models import Action, Commitment, Draft, Membership, Note, Record
from actions.services.annual import build_report
from hub.catalogue.models import Entry
from hub.declarations import ensure_demo
from hub.organisations.models import Organisation
from hub.outbox.models import Delivery
from hub.terms.services import seed_terms
from resources.models import Report
from tests.actions.making import make_repository
from tests.actions.people import make_reviewer
from tests.site import translate

PASSWORD = "known to everybody 27"


@pytest.fixture
def exampleville(home, committed):
    seed_terms()
    reviewer = make_reviewer()
    reviewer.email = "reviewer@example.org"
    reviewer.save()
    with committed():
        repository = make_repository(home)
        translate(repository, "fr")
        translate(repository, "es")
    with committed():
        return ensure_people(PASSWORD)


def test_each_state_of_review_has_its_action_in_three_languages(exampleville):
    states = Draft.objects.values_list("state", "locale")

    assert sorted(states) == sorted(
        (state, {"submitted": "fr", "approved": "es"}.get(state, "en"))
        for state in ReviewState.values
    )
    assert {draft.organisation.slug for draft in Draft.objects.all()} == {
        "exampleville-fictional-city"
    }
    assert all("xampl" in d.answers["summary"] + d.answers["title"] for d in Draft.objects.all())
    assert Note.objects.filter(is_from_secretariat=True).count() == 2
    action = Action.objects.get(live=True)
    leads = [row.organisation.slug for row in action.hub_contributions.all()]
    assert leads == ["exampleville-fictional-city", "example-network-of-cities-fictional"]
    assert Entry.objects.filter(type="action", locale="en").get().title == action.title


def test_its_people_have_the_roles_that_are_told_and_both_organisations_joined(exampleville):
    assert exampleville == [(email, role) for email, (role, _job) in PEOPLE.items()]
    roles = Membership.objects.current().values_list("user__email", "role")
    assert dict(roles) == {
        "owner@example.org": "owner",
        "contributor@example.org": "contributor",
        "viewer@example.org": "viewer",
        "network@example.org": "owner",
    }
    users = get_user_model().objects.filter(email__in=PEOPLE)
    assert all(user.check_password(PASSWORD) for user in users)
    joined = Commitment.objects.values_list("kind", "state", "text_version", "text_locale")
    assert sorted(joined) == [
        ("declaration", "accepted", "2018-12", "en"),
        ("endorsement", "accepted", "", ""),
    ]
    assert Organisation.objects.filter(name__contains="(fictional", is_public=True).count() == 2


def test_what_was_done_is_on_record_and_no_mail_waits(exampleville):
    verbs = Counter(Record.objects.values_list("verb", flat=True))

    assert (verbs["draft_started"], verbs["submitted"], verbs["withdrawn"]) == (8, 6, 1)
    assert (verbs["take_up"], verbs["publish"], verbs["decline"]) == (5, 1, 1)
    mails = Delivery.objects.filter(consumer="action_mail")
    assert mails.exists()
    assert not mails.filter(state="waiting").exists()


def test_it_is_made_once_and_what_somebody_changed_stays(exampleville, django_assert_num_queries):
    get_user_model().objects.filter(email="viewer@example.org").delete()
    Draft.objects.filter(state="draft").delete()

    with django_assert_num_queries(1):
        told = ensure_people(PASSWORD)

    assert [email for email, _role in told] == [
        "owner@example.org",
        "contributor@example.org",
        "network@example.org",
    ]
    assert Draft.objects.count() == 7


def test_a_library_without_a_repository_gets_no_city(home):
    assert ActionsConfig.declaration.demo == "actions.demo.people.ensure_people"
    assert ensure_demo(PASSWORD) == []
    assert not Draft.objects.exists()


def test_a_report_of_its_actions_is_plainly_a_demonstration(exampleville, committed):
    reviewer = get_user_model().objects.get(email="reviewer@example.org")
    with committed():
        built = build_report(reviewer, Wanted(timezone.localdate().year))

    titles = {code: page.draft_title for code, page in built.pages.items()}
    assert titles["en"].startswith("Demonstration: ")
    assert titles["fr"].startswith("Démonstration")
    page = Report.objects.get(locale__language_code="en")
    assert "None of it happened." in page.body[0].value.source
