"""Several organisations lead one action: who of the invited may do what, and for how long."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from actions.enums import MemberRole
from actions.models import Draft, Record
from actions.services.drafts import save_draft, start_draft
from actions.services.files import add_file
from actions.services.invitations import MOST_INVITED, end_co_lead, invite_co_lead
from actions.services.organisations import TooMany
from actions.services.retention import forget_old
from actions.services.submitting import submit_draft
from actions.views.drafts import co_leads_of
from hub.organisations.models import Organisation
from hub.outbox.models import Message
from hub.outbox.worker import deliver
from tests.actions.over_http import VIEWER, answer, client_of
from tests.actions.people import READY, commit, join, make_organisation, make_user
from tests.actions.test_drafts import VERBS
from tests.actions.test_files import upload
from tests.actions.test_writing import autosave, log_in, path


@pytest.fixture
def draft(city):
    started = start_draft(city.owner, city.organisation, locale="en")
    changes = READY | {"co_leads": ["elsewhere"]}
    return save_draft(city.owner, started.key, changes=changes, version=1).draft


@pytest.fixture
def guests(city, draft):
    """Invite the other city, which has somebody in each role."""
    elsewhere = Organisation.objects.get(slug="elsewhere")
    found = {MemberRole.OWNER: city.stranger}
    for role in (MemberRole.CONTRIBUTOR, MemberRole.VIEWER):
        found[role] = make_user(f"guest-{role}")
        join(found[role], elsewhere, role)
    invite_co_lead(city.owner, draft.key, "elsewhere")
    return found


FILE = {"file": lambda user, draft: add_file(user, draft.key, upload=upload(), has_consent=False)}
INVITING = {
    "invite": lambda user, draft: invite_co_lead(user, draft.key, "elsewhere"),
    "end": lambda user, draft: end_co_lead(user, draft.key, "elsewhere"),
}
ALL = VERBS | FILE | INVITING
DONE, NO, MISSING = None, PermissionDenied, (Draft.DoesNotExist, Organisation.DoesNotExist)
TABLE = {
    verb: {
        MemberRole.OWNER: DONE,
        MemberRole.CONTRIBUTOR: DONE,
        MemberRole.VIEWER: NO,
    }
    for verb in ("save", "submit", "withdraw", "file")
} | {
    "copy": dict.fromkeys(MemberRole, MISSING),
    "correct": {
        MemberRole.OWNER: ValidationError,  # it was not sent yet
        MemberRole.CONTRIBUTOR: ValidationError,
        MemberRole.VIEWER: NO,
    },
    "invite": dict.fromkeys(MemberRole, NO),
    "end": {MemberRole.OWNER: DONE, MemberRole.CONTRIBUTOR: NO, MemberRole.VIEWER: NO},
}


def everything():
    return (
        list(Draft.objects.values()),
        list(Draft.co_leads.through.objects.values()),
        Record.objects.count(),
        Message.objects.count(),
    )


def test_the_table_holds_every_verb():
    assert set(TABLE) == set(ALL)


@pytest.mark.parametrize("role", MemberRole)
@pytest.mark.parametrize("verb", ALL)
def test_what_the_people_of_an_invited_organisation_may(city, draft, guests, verb, role):
    before = everything()
    expected = TABLE[verb][role]

    if expected is DONE:
        ALL[verb](guests[role], draft)
    else:
        with pytest.raises(expected):
            ALL[verb](guests[role], draft)

    assert (everything() == before) == (expected is not DONE)


@pytest.mark.parametrize("verb", ALL)
def test_who_is_not_invited_any_more_finds_nothing(city, draft, guests, verb):
    end_co_lead(city.owner, draft.key, "elsewhere")
    before = everything()

    for person in (*guests.values(), city.former):
        with pytest.raises(MISSING):
            ALL[verb](person, draft)

    assert everything() == before


@pytest.mark.parametrize("person", ["contributor", "viewer", "reviewer"])
def test_only_an_owner_invites(city, draft, person):
    for verb in INVITING.values():
        with pytest.raises(PermissionDenied):
            verb(getattr(city, person), draft)
    assert draft.co_leads.count() == 0


@pytest.mark.parametrize("slug", ["exampleville", "nowhere", "not-joined", "not-named"])
def test_only_who_joined_and_is_named_is_invited(city, draft, slug):
    make_organisation("not-joined")
    commit(make_organisation("not-named"))
    changes = {"co_leads": ["elsewhere", "not-joined", "exampleville"]}
    save_draft(city.owner, draft.key, changes=changes, version=2)

    with pytest.raises(ValidationError):
        invite_co_lead(city.owner, draft.key, slug)
    assert draft.co_leads.count() == 0


def test_the_strongest_role_of_a_person_counts(city, draft, guests):
    join(city.viewer, Organisation.objects.get(slug="elsewhere"), MemberRole.CONTRIBUTOR)
    join(city.owner, Organisation.objects.get(slug="elsewhere"), MemberRole.VIEWER)

    save_draft(city.viewer, draft.key, changes={"title": "Both"}, version=2)
    end_co_lead(city.owner, draft.key, "elsewhere")
    with pytest.raises(PermissionDenied):
        save_draft(city.viewer, draft.key, changes={"title": "Neither"}, version=3)


def test_inviting_twice_is_once_and_its_owners_are_told(city, draft, guests):
    invite_co_lead(city.owner, draft.key, "elsewhere")
    while deliver():
        pass

    [letter] = mail.outbox
    assert letter.to == ["stranger@city.example"]
    assert letter.subject == "An action that Elsewhere leads too"
    assert f"/en/my/actions/{draft.key}/" in letter.body
    assert [record.details for record in Record.objects.filter(verb="co_lead_invited")] == [
        {"co_lead": "elsewhere"}
    ]


def test_inviting_is_no_way_to_bomb_with_mail(city, draft):
    for _number in range(MOST_INVITED):
        invite_co_lead(city.owner, draft.key, "elsewhere")
        end_co_lead(city.owner, draft.key, "elsewhere")

    with pytest.raises(TooMany):
        invite_co_lead(city.owner, draft.key, "elsewhere")


def test_an_owner_invites_on_the_page_and_the_guest_writes(
    client, city, draft, django_assert_max_num_queries
):
    log_in(client, city, "owner")
    page = client.get(path("action_overview", draft.key)).content.decode()
    assert "named, not invited" in page
    client.post(path("action_co_lead", draft.key), {"organisation": "elsewhere"})

    log_in(client, city, "stranger")
    assert "A desk for new arrivals" in client.get(path("action_list")).content.decode()
    assert "A desk for new arrivals" in client.get(path("joining_home")).content.decode()
    with django_assert_max_num_queries(6):
        assert autosave(client, draft, 2, title="Together").status_code == 200
    listed = answer(client_of(city.stranger), VIEWER, draft=draft.key)["viewer"]["drafts"]
    assert [edge["node"]["title"] for edge in listed["edges"]] == ["Together"]

    # The owner of the invited organisation ends it, and sees it no more.
    ended = client.post(path("action_co_lead", draft.key), {"organisation": "elsewhere", "end": ""})
    assert ended.url == path("action_list")
    assert client.get(path("action_overview", draft.key)).status_code == 404


def test_who_leads_it_is_read_as_often_for_many_as_for_one(
    city, draft, guests, django_assert_num_queries
):
    for slug in ("third", "fourth", "fifth"):
        organisation = make_organisation(slug)
        draft.co_leads.add(organisation)

    # The invited, what this person owns, and the named.
    with django_assert_num_queries(3):
        rows = co_leads_of(city.stranger, draft)

    can_change = {row["organisation"].slug: row["can_change"] for row in rows}
    assert can_change == {"elsewhere": True, "third": False, "fourth": False, "fifth": False}


def test_before_it_is_deleted_the_mail_reaches_all_who_write_in_it(city, draft, guests):
    join(city.stranger, city.organisation, MemberRole.CONTRIBUTOR)
    mail.outbox.clear()
    Message.objects.all().delete()

    forget_old(timezone.now() + timedelta(days=710))
    while deliver():
        pass

    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        one.email
        for one in (city.owner, city.contributor, city.stranger, guests[MemberRole.CONTRIBUTOR])
    )


def test_a_joint_action_is_listed_once(city, draft, guests):
    for slug in ("third", "fourth"):
        organisation = make_organisation(slug)
        commit(organisation)
        draft.co_leads.add(organisation)
        join(city.owner, organisation, MemberRole.VIEWER)

    assert list(Draft.objects.of(city.owner)) == [draft]


def test_one_sending_is_one_for_all(city, draft, guests):
    key = uuid4()
    first = submit_draft(city.owner, draft.key, key=key, version=2)
    assert submit_draft(city.stranger, draft.key, key=key, version=2) == first
