"""What is old is deleted, once, by the clock that is given; a draft never without a mail before."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.storage import InMemoryStorage
from django.test import override_settings
from django.utils import timezone

from actions.checks import check_retention
from actions.models import (
    AccessRequest,
    Commitment,
    Draft,
    DraftFile,
    Invitation,
    Membership,
    Record,
    Subscription,
)
from actions.services import retention
from actions.services.drafts import save_draft, start_draft
from actions.services.files import add_file
from actions.services.invitations import invite
from actions.services.retention import WARNED_BEFORE, forget_old
from actions.services.submitting import submit_draft, withdraw_draft
from hub.outbox.models import Message
from hub.outbox.worker import deliver
from tests.actions.people import READY, commit, make_organisation
from tests.actions.test_files import upload

DAY = timedelta(days=1)
NOW = timezone.now()
KEPT = timedelta(days=730)
KEY = "11111111-1111-4111-8111-111111111111"


@pytest.fixture(autouse=True)
def _files_in_memory(monkeypatch):
    for model, name in ((DraftFile, "file"), (Commitment, "document")):
        monkeypatch.setattr(model._meta.get_field(name), "storage", InMemoryStorage())


@pytest.fixture
def draft(city):
    return start_draft(city.owner, city.organisation, locale="en")


def warnings():
    return Message.objects.filter(topic="action.draft_ends").count()


def test_a_draft_is_deleted_after_its_people_had_a_mail_and_a_month(
    city, draft, django_capture_on_commit_callbacks
):
    file = add_file(city.owner, draft.key, upload=upload(), has_consent=False)
    almost = NOW + KEPT - WARNED_BEFORE

    forget_old(almost - DAY)
    assert warnings() == 0
    for _run in range(2):
        forget_old(almost + DAY)
    assert (warnings(), Draft.objects.count()) == (1, 1)
    while deliver():
        pass
    assert sorted(one.to[0] for one in mail.outbox) == [
        "contributor@city.example",
        "owner@city.example",
    ]
    assert mail.outbox[0].subject == "An action of Exampleville will be deleted"
    forget_old(almost + WARNED_BEFORE)
    assert Draft.objects.count() == 1

    for _run in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            forget_old(almost + DAY + WARNED_BEFORE)

    assert Draft.objects.count() == 0
    assert not file.file.storage.exists(file.file.name)
    [line] = Record.objects.filter(verb="draft_deleted")
    assert (line.organisation, line.details) == (city.organisation, {"key": str(draft.key)})


def test_a_worker_that_was_away_for_years_still_warns_first(city, draft):
    late = NOW + 3 * KEPT

    forget_old(late)
    assert (warnings(), Draft.objects.count()) == (1, 1)
    forget_old(late + WARNED_BEFORE)
    assert Draft.objects.count() == 0


def test_a_save_after_the_warning_keeps_it(city, draft):
    late = NOW + KEPT
    forget_old(late)
    save_draft(city.owner, draft.key, changes={"title": "Still wanted"}, version=1)
    Draft.objects.update(saved_at=late + DAY)

    forget_old(late + KEPT - WARNED_BEFORE - DAY)
    assert (warnings(), Draft.objects.count()) == (1, 1)
    forget_old(late + KEPT)
    assert (warnings(), Draft.objects.count()) == (2, 1)
    while deliver():
        pass


def test_a_file_after_the_warning_keeps_it_until_another_mail(city, draft):
    Draft.objects.update(saved_at=NOW - KEPT)
    forget_old(NOW)
    add_file(city.contributor, draft.key, upload=upload(), has_consent=False)

    forget_old(NOW + KEPT - WARNED_BEFORE - DAY)
    assert (warnings(), Draft.objects.count()) == (1, 1)
    forget_old(NOW + KEPT + DAY)
    assert (warnings(), Draft.objects.count()) == (2, 1)
    assert Draft.objects.get().saved_by == city.contributor


def test_a_file_that_comes_with_the_warning_is_not_taken_for_older(city, draft, monkeypatch):
    Draft.objects.update(saved_at=NOW - KEPT)
    atomic = retention.transaction.atomic

    def add_first():
        monkeypatch.setattr(retention.transaction, "atomic", atomic)
        add_file(city.owner, draft.key, upload=upload(), has_consent=False)
        return atomic()

    monkeypatch.setattr(retention.transaction, "atomic", add_first)
    retention.warn_of_drafts(NOW + DAY, KEPT)

    assert (warnings(), Draft.objects.get().warned_at) == (0, None)


def test_a_save_that_changes_nothing_keeps_it_too(city, draft):
    Draft.objects.update(saved_at=NOW - KEPT)
    forget_old(NOW)
    save_draft(city.contributor, draft.key, changes={}, version=1)

    forget_old(NOW + WARNED_BEFORE + DAY)

    assert (warnings(), Draft.objects.count()) == (1, 1)


def test_nobody_is_told_of_the_end_of_what_was_sent_meanwhile(city, draft):
    save_draft(city.owner, draft.key, changes=READY, version=1)
    forget_old(NOW + KEPT)
    submit_draft(city.owner, draft.key, key=KEY, version=2)

    while deliver():
        pass

    ends = "An action of Exampleville will be deleted"
    assert warnings() == 1
    assert [one.to for one in mail.outbox if one.subject == ends] == []


def test_what_was_sent_is_never_deleted_and_what_was_given_up_is(city, draft):
    save_draft(city.owner, draft.key, changes=READY, version=1)
    submit_draft(city.owner, draft.key, key=KEY, version=2)
    withdraw_draft(city.owner, draft.key)
    given_up = start_draft(city.owner, city.organisation, locale="en")
    withdraw_draft(city.owner, given_up.key)

    forget_old(NOW + KEPT + DAY)
    forget_old(NOW + KEPT + DAY + WARNED_BEFORE)

    assert list(Draft.objects.all()) == [draft]


def test_who_asked_in_vain_is_forgotten(city):
    for state in ("declined", "accepted", "pending"):
        AccessRequest.objects.create(
            organisation=city.organisation,
            user=city.stranger,
            job_title="Planted",
            reason="Planted",
            state=state,
            decided_at=NOW,
        )
    invite(city.owner, city.organisation, email="planted@city.example", role="viewer")
    other = make_organisation("tema")
    planted = {"signatory_name": "Planted", "signatory_title": "Mayor", "document": "c/planted.pdf"}
    commit(other, "declined", decided_at=NOW, **planted)
    standing = commit(other, decided_at=NOW, **planted)

    forget_old(NOW + 364 * DAY)
    assert AccessRequest.objects.count() == 3
    for _run in range(2):
        forget_old(NOW + 380 * DAY)

    assert sorted(AccessRequest.objects.values_list("state", flat=True)) == ["accepted", "pending"]
    assert Invitation.objects.count() == 0
    declined = Commitment.objects.get(state="declined")
    assert (declined.signatory_name, declined.signatory_title, declined.document.name) == (
        "",
        "",
        "",
    )
    assert Commitment.objects.get(pk=standing.pk).signatory_name == "Planted"


def test_who_left_is_forgotten_and_who_is_there_stays(city):
    forget_old(NOW + 729 * DAY)
    assert Membership.objects.filter(user=city.former).count() == 1
    forget_old(NOW + 731 * DAY)

    assert Membership.objects.filter(user=city.former).count() == 0
    assert Membership.objects.filter(organisation=city.organisation).count() == 3


def test_a_site_keeps_it_for_as_long_as_it_sets(city, draft, settings):
    settings.HUB_RETENTION_DAYS = {"drafts": 0, "memberships": 10, "choices": 0}
    Subscription.objects.create(interest="updates", email="a@city.example", locale="en")

    for _run in range(2):
        forget_old(NOW + 20 * KEPT)

    assert (Draft.objects.count(), Subscription.objects.count()) == (1, 1)
    assert Membership.objects.filter(user=city.former).count() == 0


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({}, []),
        ({"drafts": 31, "requests": 0}, []),
        ({"draft": 31}, ["actions.E001"]),
        ({"drafts": 30}, ["actions.E002"]),
        ({"choices": -1, "requests": "90", "memberships": True}, ["actions.E002"] * 3),
    ],
)
def test_what_is_set_is_checked(given, ids):
    with override_settings(HUB_RETENTION_DAYS=given):
        assert [problem.id for problem in check_retention()] == ids
