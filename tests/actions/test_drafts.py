"""Writing and sending: nothing typed is lost, nobody is overwritten, and one attempt sends once."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from actions.enums import ReviewState
from actions.models import Draft, Record, Submission
from actions.services.drafts import Locked, save_draft, start_draft
from actions.services.organisations import TooMany
from actions.services.submitting import (
    NotReady,
    request_correction,
    submit_draft,
    withdraw_draft,
)
from actions.states import TRANSITIONS
from hub.organisations.models import Organisation
from hub.outbox.models import Message
from tests.actions.people import READY, make_organisation


@pytest.fixture
def draft(city):
    return start_draft(city.owner, city.organisation, locale="en")


@pytest.fixture
def ready(city, draft):
    return save_draft(city.owner, draft.key, changes=READY, version=1).draft


def test_a_draft_begins_with_what_is_known(city, draft):
    assert draft.answers == {
        "submitter_name": "First-owner Last-owner",
        "submitter_email": "owner@city.example",
        "submitter_job_title": "Officer",
    }
    assert (draft.version, draft.state) == (1, "draft")


def test_a_copy_takes_the_answers_and_no_consent(city, ready):
    copy = start_draft(city.contributor, city.organisation, locale="fr", copy_of=ready)

    assert copy.answers["title"] == "A desk for new arrivals"
    assert [key for key in copy.answers if key.startswith("consent")] == []
    assert copy.copied_from == ready


def test_a_save_keeps_what_was_typed_and_counts_versions(city, draft, django_assert_num_queries):
    # The draft with the person's role, and its update; the request adds session and person.
    with django_assert_num_queries(2):
        saved = save_draft(city.contributor, draft.key, changes={"title": "x" * 999}, version=1)

    assert (saved.draft.version, saved.conflicts) == (2, {})
    assert Draft.objects.get().answers["title"] == "x" * 999
    assert Draft.objects.get().saved_by == city.contributor


def test_two_people_in_one_draft_overwrite_nothing(city, draft):
    save_draft(city.owner, draft.key, changes={"title": "Mine", "summary": "One"}, version=1)

    saved = save_draft(
        city.contributor,
        draft.key,
        changes={"title": "Theirs", "summary": "One", "website": "https://city.example"},
        version=1,
    )

    assert saved.conflicts == {"title": "Mine"}
    assert saved.draft.answers["title"] == "Mine"
    assert saved.draft.answers["website"] == "https://city.example"
    # Having seen the other text, one can decide.
    later = save_draft(city.contributor, draft.key, changes={"title": "Ours"}, version=3)
    assert (later.conflicts, later.draft.answers["title"]) == ({}, "Ours")


def test_a_save_sent_twice_changes_nothing_the_second_time(city, draft):
    first = save_draft(city.owner, draft.key, changes={"title": "A"}, version=1)
    second = save_draft(city.owner, draft.key, changes={"title": "A"}, version=1)

    assert (first.draft.version, second.draft.version, second.conflicts) == (2, 2, {})


def test_an_emptied_answer_is_empty(city, ready):
    save_draft(city.owner, ready.key, changes={"title": "", "target_groups": []}, version=2)

    answers = Draft.objects.get().answers
    assert (answers["title"], answers["target_groups"]) == ("", [])


def test_submitting_freezes_locks_and_tells(city, ready):
    submission = submit_draft(city.owner, ready.key, key=uuid.uuid4(), version=2)

    ready.refresh_from_db()
    assert (ready.state, submission.round) == ("submitted", 1)
    assert submission.answers == ready.answers
    assert submission.consents["consent_publish"] == (
        "We agree that this action is published in the Action Repository."
    )
    assert submission.number == f"CTA-{submission.submitted_at:%Y}-{submission.pk:05d}"
    with pytest.raises(Locked):
        save_draft(city.owner, ready.key, changes={"title": "Late"}, version=2)
    assert Draft.objects.get().answers["title"] == "A desk for new arrivals"
    assert [record.verb for record in Record.objects.all()] == ["draft_started", "submitted"]


def test_one_attempt_makes_one_submission(city, ready):
    key = uuid.uuid4()
    first = submit_draft(city.owner, ready.key, key=key, version=2)

    assert submit_draft(city.owner, ready.key, key=key, version=2) == first
    with pytest.raises(Locked):
        submit_draft(city.owner, ready.key, key=uuid.uuid4(), version=2)
    assert Submission.objects.count() == 1


def test_only_what_the_sender_has_read_is_sent(city, ready):
    save_draft(city.contributor, ready.key, changes={"title": "Changed"}, version=2)

    with pytest.raises(ValidationError) as refused:
        submit_draft(city.owner, ready.key, key=uuid.uuid4(), version=2)

    assert refused.value.message_dict == {
        "version": ["Somebody changed the action. Please read it once more."]
    }
    assert Submission.objects.count() == 0


def test_an_action_that_is_not_ready_stays_as_it_is(city, draft):
    organisation = make_organisation("newcomer")
    city.owner.action_memberships.create(organisation=organisation, role="owner")
    other = start_draft(city.owner, organisation, locale="en")

    with pytest.raises(NotReady) as refused:
        submit_draft(city.owner, other.key, key=uuid.uuid4(), version=1)

    found = {problem.field: problem.message for problem in refused.value.found}
    assert found["commitment"] == (
        "Your government has not signed the Marrakech Mayors Declaration yet."
    )
    assert "title" in found
    other.refresh_from_db()
    assert (other.state, other.submissions.count()) == ("draft", 0)


VERBS = {
    "save": lambda user, draft: save_draft(user, draft.key, changes={"title": "X"}, version=2),
    "submit": lambda user, draft: submit_draft(user, draft.key, key=uuid.uuid4(), version=2),
    "withdraw": lambda user, draft: withdraw_draft(user, draft.key),
    "copy": lambda user, draft: start_draft(user, draft.organisation, locale="en", copy_of=draft),
    "correct": lambda user, draft: request_correction(user, draft.key, text="Please."),
}
MAY_NOT = {
    "viewer": PermissionDenied,
    "former": (Draft.DoesNotExist, Organisation.DoesNotExist),
    "stranger": (Draft.DoesNotExist, Organisation.DoesNotExist),
    "reviewer": (PermissionDenied, Organisation.DoesNotExist),
}


@pytest.mark.parametrize("person", MAY_NOT)
@pytest.mark.parametrize("verb", VERBS)
def test_who_may_not_changes_nothing(city, ready, verb, person):
    before = (list(Draft.objects.values()), Submission.objects.count(), Message.objects.count())

    with pytest.raises(MAY_NOT[person]):
        VERBS[verb](getattr(city, person), ready)

    after = (list(Draft.objects.values()), Submission.objects.count(), Message.objects.count())
    assert after == before


@pytest.mark.parametrize("person", ["owner", "contributor"])
@pytest.mark.parametrize("verb", ["save", "submit", "withdraw", "copy"])
def test_who_writes_may(city, ready, verb, person):
    VERBS[verb](getattr(city, person), ready)


@pytest.mark.parametrize("state", ReviewState.values)
def test_each_state_allows_just_the_steps_of_the_table(city, ready, state):
    Draft.objects.update(state=state)

    for step in ("submit", "withdraw"):
        Draft.objects.update(state=state)
        expected = TRANSITIONS.get((ReviewState(state), step))
        if expected is None:
            with pytest.raises(Locked):
                VERBS[step](city.owner, ready)
        else:
            VERBS[step](city.owner, ready)
        assert Draft.objects.get().state == (expected or state)


def test_a_correction_opens_a_thread_once_it_is_sent(city, ready):
    with pytest.raises(ValidationError):
        request_correction(city.owner, ready.key, text="A wrong date.")
    submit_draft(city.owner, ready.key, key=uuid.uuid4(), version=2)

    note = request_correction(city.owner, ready.key, text=" A wrong date. ")

    assert (note.text, note.written_by) == ("A wrong date.", city.owner)
    with pytest.raises(ValidationError):
        request_correction(city.owner, ready.key, text=" ")


def test_a_copy_is_in_the_name_of_who_makes_it(city, ready):
    copy = start_draft(city.contributor, city.organisation, locale="en", copy_of=ready)

    assert (copy.answers["submitter_name"], copy.answers["submitter_email"]) == (
        "First-contributor Last-contributor",
        "contributor@city.example",
    )


def test_the_secretariat_is_written_to_ten_times_a_day_about_one_action(city, ready):
    submit_draft(city.owner, ready.key, key=uuid.uuid4(), version=2)
    for number in range(10):
        request_correction(city.owner, ready.key, text=f"A wrong date: {number}\x00")

    with pytest.raises(TooMany):
        request_correction(city.contributor, ready.key, text="And one more.")

    assert ready.notes.count() == 10
    assert ready.notes.first().text == "A wrong date: 0"


def test_an_organisation_sends_fifty_actions_a_day(city, ready):
    drafts = [start_draft(city.owner, city.organisation, locale="en") for _number in range(2)]
    for draft in drafts:
        save_draft(city.owner, draft.key, changes=READY, version=1)
    first = submit_draft(city.owner, drafts[0].key, key=uuid.uuid4(), version=2)
    values = {"draft": first.draft, "questions_version": 1, "answers": {}, "locale": "en"}
    Submission.objects.bulk_create(
        [Submission(key=uuid.uuid4(), round=number, **values) for number in range(2, 51)]
    )

    with pytest.raises(TooMany):
        submit_draft(city.owner, drafts[1].key, key=uuid.uuid4(), version=2)

    assert Draft.objects.get(pk=drafts[1].pk).state == "draft"


def test_finished_actions_do_not_fill_the_desk_of_an_organisation(city, ready):
    Draft.objects.bulk_create(
        [Draft(organisation=city.organisation, locale="en", state="published") for _n in range(200)]
    )

    assert start_draft(city.owner, city.organisation, locale="en").state == "draft"
