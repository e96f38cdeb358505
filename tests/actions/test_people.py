"""People: invited, changed, ended and replaced, with nothing told to who need not know."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from actions.models import AccessRequest, Invitation, Membership, Record
from actions.services import invitations
from actions.services import people as services
from actions.services.organisations import TooMany
from hub.organisations.models import Organisation
from hub.outbox.models import Delivery, Message
from hub.outbox.worker import deliver
from tests.actions.people import join, make_organisation, make_user

NOBODY = AccessRequest.DoesNotExist


@pytest.fixture
def newcomer(city):
    return make_user("newcomer")


@pytest.fixture
def asked(city, newcomer):
    return services.request_access(
        newcomer, city.organisation.key, job_title="New officer", reason="I follow Ama."
    )


def invite(city, email="newcomer@city.example", role="contributor"):
    return invitations.invite(city.owner, city.organisation, email=email, role=role)


def member(city, name):
    return Membership.objects.get(user=getattr(city, name))


def rows():
    """Return all that a verb could change."""
    models = (Membership, Invitation, AccessRequest, Record, Message, Delivery)
    return [list(model.objects.order_by("pk").values()) for model in models]


def sent():
    """Let the worker run, twice; return what it mailed."""
    deliver()
    deliver()
    return [(message.to, message.subject) for message in mail.outbox]


# Inviting -----------------------------------------------------------------------------------------


def test_an_invitation_is_mailed_once_and_taken_up_once(city, newcomer):
    with override("fr"):
        invitation = invite(city, " Newcomer@City.example ")

    assert sent() == [(["newcomer@city.example"], "Une invitation à agir pour Exampleville")]
    token = re.search(r"http://127\.0\.0\.1:8000/fr/my/invitations/(\S+)/", mail.outbox[0].body)[1]
    assert invitations.hash_of(token) == invitation.token_hash
    membership = invitations.accept_invitation(newcomer, token, job_title="Officer")
    assert (membership.user, membership.role) == (newcomer, "contributor")
    with pytest.raises(Invitation.DoesNotExist):
        invitations.accept_invitation(newcomer, token)
    assert [record.verb for record in Record.objects.all()] == ["invited", "invitation_accepted"]


def test_a_repeated_delivery_is_the_same_mail(city):
    invite(city)
    deliver()

    Delivery.objects.update(state="waiting")
    deliver()

    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert (first.subject, first.body) == (second.subject, second.body)


def test_neither_the_outbox_nor_the_records_hold_an_address(city, asked):
    invite(city, "planted@city.example")
    services.decide_access(city.owner, asked.key, grant=True, replaces=member(city, "viewer").pk)
    kept = repr([list(Message.objects.values()), list(Record.objects.values())])

    assert "@" not in kept
    assert "Last-" not in kept


def test_a_failing_mail_server_leaves_no_address_behind(city, monkeypatch):
    from smtplib import SMTPRecipientsRefused

    class Refusing:
        def send_messages(self, messages):
            raise SMTPRecipientsRefused({messages[0].to[0]: (450, b"later")})

    monkeypatch.setattr("actions.mail.get_connection", Refusing)
    invite(city)
    deliver()

    delivery = Delivery.objects.get(consumer="action_mail")
    assert (delivery.state, delivery.error) == ("waiting", "MailNotSent: SMTPRecipientsRefused")


def test_a_mailbox_that_is_gone_keeps_the_mail_from_nobody_else(city, monkeypatch):
    """Also one that belongs to the officer who left, which is how handing over begins."""
    from smtplib import SMTPRecipientsRefused

    reached = []

    class Office:
        def send_messages(self, messages):
            [message] = messages
            if message.to == ["owner@city.example"]:
                raise SMTPRecipientsRefused({message.to[0]: (550, b"gone")})
            reached.append(message.to[0])

    join(make_user("second"), city.organisation)
    monkeypatch.setattr("actions.mail.get_connection", Office)
    services.request_access(
        city.stranger, city.organisation.key, reason="I am new", job_title="Officer"
    )
    deliver()

    assert reached == ["second@city.example"]
    assert Delivery.objects.get(consumer="action_mail").state == "delivered"


def test_a_new_invitation_replaces_the_old_one(city, newcomer):
    first = invite(city, role="owner")
    second = invite(city, role="viewer")

    with pytest.raises(Invitation.DoesNotExist):
        invitations.accept_invitation(newcomer, invitations.token_of(first))
    assert invitations.accept_invitation(newcomer, invitations.token_of(second)).role == "viewer"
    mail.outbox.clear()
    assert len(sent()) == 0  # the first was replaced before, the second taken up


@pytest.mark.parametrize(
    "change",
    [
        {"email": "somebody.else@city.example"},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"ended_at": timezone.now()},
        {"accepted_at": timezone.now()},
        {"token_hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_invitation_that_cannot_be_used_is_as_good_as_missing(city, newcomer, client, change):
    token = invitations.token_of(invite(city))
    Invitation.objects.update(**change)
    before = rows()
    client.force_login(newcomer)

    pages = {}
    for tried in (token, "1-1:forged"):
        address = f"/en/my/invitations/{tried}/"
        answers = [client.get(address), client.post(address)]
        assert [answer.status_code for answer in answers] == [404, 404]
        pages[tried] = answers[0].content.decode().replace(tried, "")

    assert pages[token] == pages["1-1:forged"]
    assert "Exampleville" not in pages[token]
    assert rows() == before


def test_an_unconfirmed_account_takes_up_nothing(city, newcomer):
    newcomer.emailaddress_set.create(email=newcomer.email, primary=True, verified=False)
    token = invitations.token_of(invite(city))

    with pytest.raises(Invitation.DoesNotExist):
        invitations.accept_invitation(newcomer, token)


def test_the_answer_is_the_same_whether_or_not_there_is_an_account(city, client):
    client.force_login(city.owner)
    address = f"/en/my/organisations/{city.organisation.key}/people/"

    known, unknown = (
        client.post(address, {"email": email, "role": "viewer"}, follow=True).content.decode()
        for email in ("stranger@city.example", "nobody@city.example")
    )

    assert "The invitation is on its way." in known
    assert known.count("stranger@city.example") == unknown.count("stranger@city.example") == 2


@pytest.mark.parametrize(
    ("most", "emails"),
    [
        ("MOST_TO_ADDRESS", ["one@city.example"] * 4),
        ("MOST_BY_PERSON", [f"{number}@city.example" for number in range(21)]),
    ],
)
def test_invitations_are_no_mail_bomb(city, most, emails):
    for email in emails[:-1]:
        invite(city, email)
    before = rows()

    with pytest.raises(TooMany):
        invite(city, emails[-1])

    assert len(emails) - 1 == getattr(invitations, most)
    assert rows() == before


def test_the_limit_of_an_address_counts_over_all_organisations(city):
    for number in range(3):
        organisation = make_organisation(f"organisation-{number}")
        join(city.stranger, organisation)
        invitations.invite(city.stranger, organisation, email="one@city.example", role="viewer")

    with pytest.raises(TooMany):
        invite(city, "one@city.example")
    assert len(sent()) == 3


def test_an_organisation_has_a_limit_of_its_own(city, newcomer, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_BY_ORGANISATION", 2)
    join(newcomer, city.organisation)
    invite(city, "1@city.example")
    invitations.invite(newcomer, city.organisation, email="2@city.example", role="viewer")

    with pytest.raises(TooMany):
        invite(city, "3@city.example")


def test_who_acts_already_is_not_invited(city):
    with pytest.raises(ValidationError) as refused:
        invite(city, "Viewer@city.example")

    assert list(refused.value.message_dict) == ["email"]
    assert Invitation.objects.count() == 0


# Roles and leaving --------------------------------------------------------------------------------


def test_the_last_owner_stays(city):
    number = member(city, "owner").pk
    before = rows()

    for refused in (
        lambda: services.end_membership(city.owner, number),
        lambda: services.change_role(city.owner, number, role="viewer"),
    ):
        with pytest.raises(ValidationError) as error:
            refused()
        assert error.value.code == "last_owner"
    assert rows() == before

    services.change_role(city.owner, member(city, "viewer").pk, role="owner")
    services.end_membership(city.owner, number)
    assert Membership.objects.get(pk=number).ended_at is not None


def test_an_owner_who_cannot_sign_in_is_none(city):
    services.change_role(city.owner, member(city, "viewer").pk, role="owner")
    city.viewer.is_active = False
    city.viewer.save()

    with pytest.raises(ValidationError):
        services.end_membership(city.owner, member(city, "owner").pk)


def test_who_leaves_takes_their_invitations_along(city, newcomer):
    services.change_role(city.owner, member(city, "viewer").pk, role="owner")
    token = invitations.token_of(invite(city, role="owner"))

    services.end_membership(city.viewer, member(city, "owner").pk)

    with pytest.raises(Invitation.DoesNotExist):
        invitations.accept_invitation(newcomer, token)


@pytest.mark.parametrize("role", ["", "king"])
def test_there_are_three_roles(city, role):
    with pytest.raises(ValidationError):
        services.change_role(city.owner, member(city, "viewer").pk, role=role)
    with pytest.raises(ValidationError):
        invite(city, role=role)
    assert member(city, "viewer").role == "viewer"


# Handing over -------------------------------------------------------------------------------------


def test_the_replaced_person_is_out_at_once(city, newcomer, asked, client, django_user_model):
    from actions.services.drafts import start_draft

    start_draft(city.owner, city.organisation, locale="en")
    client.force_login(city.owner)
    address = f"/en/my/organisations/{city.organisation.key}/people/"
    assert client.get(address).status_code == 200

    services.decide_access(city.owner, asked.key, grant=True, replaces=member(city, "owner").pk)

    assert client.get(address).status_code == 404
    assert "Exampleville" not in client.get("/en/my/").content.decode()
    assert client.get(f"/en/my/access/{asked.key}/").status_code == 404
    membership = Membership.objects.current().get(user=newcomer)
    assert (membership.role, membership.job_title) == ("owner", "New officer")
    client.force_login(newcomer)
    assert client.get(address).status_code == 200


def test_everybody_concerned_is_told_and_it_is_on_record(city, newcomer, asked):
    assert sent() == [(["owner@city.example"], "Somebody asks for access to Exampleville")]
    mail.outbox.clear()
    number = member(city, "owner").pk

    services.decide_access(city.owner, asked.key, grant=True, replaces=number)

    assert sent() == [
        (["newcomer@city.example"], "Your access to Exampleville"),
        (["owner@city.example"], "Your access to Exampleville has ended"),
    ]
    assert "newcomer" not in mail.outbox[1].body.lower()
    last = Record.objects.last()
    assert (last.verb, last.actor, last.organisation) == (
        "access_granted",
        city.owner,
        city.organisation,
    )
    assert last.details == {"request": str(asked.key), "role": "owner", "replaces": number}


def test_a_declined_request_changes_nobodys_access(city, newcomer, asked):
    services.decide_access(city.owner, asked.key, grant=False, replaces=member(city, "owner").pk)

    assert not Membership.objects.of(newcomer).exists()
    assert member(city, "owner").ended_at is None
    assert [address for address, _subject in sent()] == [["newcomer@city.example"]]


def test_a_request_is_decided_once(city, asked):
    services.decide_access(city.owner, asked.key, grant=False)
    before = rows()

    with pytest.raises(ValidationError):
        services.decide_access(city.owner, asked.key, grant=True)
    assert rows() == before


def test_a_handover_leaves_an_owner(city, asked):
    before = rows()

    with pytest.raises(ValidationError):
        services.decide_access(
            city.owner, asked.key, grant=True, replaces=member(city, "owner").pk, role="viewer"
        )
    assert rows() == before


def test_only_people_of_the_organisation_can_be_replaced(city, newcomer, asked):
    other = Membership.objects.get(user=city.stranger)

    with pytest.raises(ValidationError):
        services.decide_access(city.owner, asked.key, grant=True, replaces=other.pk)
    other.refresh_from_db()
    assert (other.ended_at, Membership.objects.of(newcomer).count()) == (None, 0)


def test_the_secretariat_decides_when_the_owner_is_gone(city, newcomer, asked):
    with pytest.raises(PermissionDenied):
        services.decide_access(city.reviewer, asked.key, grant=True)
    city.owner.is_active = False
    city.owner.save()

    services.decide_access(city.reviewer, asked.key, grant=True, replaces=member(city, "owner").pk)

    assert Membership.objects.get(user=newcomer).role == "owner"


def test_the_secretariat_decides_when_the_owner_does_not_answer(city, asked):
    AccessRequest.objects.update(asked_at=timezone.now() - timedelta(days=7))

    services.decide_access(city.reviewer, asked.key, grant=True)

    assert AccessRequest.objects.get().decided_by == city.reviewer


def test_reviewers_are_asked_where_nobody_else_can_be(city, newcomer):
    organisation = Organisation.objects.create(slug="known", name="Known", kind="city_network")

    asked = services.request_access(newcomer, organisation.key, job_title="A", reason="B")

    assert sent() == [(["reviewer@city.example"], "Somebody asks for access to Known")]
    assert "/admin/actions/access/" in mail.outbox[0].body
    services.decide_access(city.reviewer, asked.key, grant=True)
    assert organisation.profile.is_government is False


def test_a_reviewer_does_not_let_themself_in(city):
    Membership.objects.update(ended_at=timezone.now())
    asked = services.request_access(city.reviewer, city.organisation.key, job_title="A", reason="B")

    with pytest.raises(PermissionDenied):
        services.decide_access(city.reviewer, asked.key, grant=True)


def test_asking_again_is_one_request_and_one_mail(city, newcomer, asked):
    again = services.request_access(newcomer, city.organisation.key, job_title="X", reason="Y")

    assert again == asked
    assert len(sent()) == 1


def test_requests_are_no_mail_bomb(city, newcomer, monkeypatch):
    for number in range(5):
        organisation = make_organisation(f"organisation-{number}")
        services.request_access(newcomer, organisation.key, job_title="A", reason="B")
    with pytest.raises(TooMany):
        services.request_access(newcomer, city.organisation.key, job_title="A", reason="B")

    monkeypatch.setattr(services, "MOST_ASKED_OF_ORGANISATION", 0)
    with pytest.raises(TooMany):
        services.request_access(city.stranger, city.organisation.key, job_title="A", reason="B")


def test_nobody_learns_whether_an_organisation_has_people(city, newcomer, client):
    empty = make_organisation("empty")
    client.force_login(newcomer)

    def answers(organisation):
        address = f"/en/my/organisations/{organisation.key}/ask/"
        pages = [
            client.get(address),
            client.post(address, {"job_title": "A", "reason": "B"}),
            client.get("/en/my/"),
        ]
        texts = [re.sub(r'value="\w{64}"', "", page.content.decode()) for page in pages]
        AccessRequest.objects.all().delete()
        return [
            (
                page.status_code,
                text.replace(organisation.name, "").replace(str(organisation.key), ""),
            )
            for page, text in zip(pages, texts, strict=True)
        ]

    assert answers(city.organisation) == answers(empty)


# Who may ------------------------------------------------------------------------------------------

VERBS = {
    "invite": lambda user, city, asked: invitations.invite(
        user, city.organisation, email="x@city.example", role="owner"
    ),
    "withdraw": lambda user, city, asked: invitations.withdraw_invitation(
        user, city.organisation, Invitation.objects.get().pk
    ),
    "role": lambda user, city, asked: services.change_role(
        user, member(city, "contributor").pk, role="owner"
    ),
    "end": lambda user, city, asked: services.end_membership(user, member(city, "owner").pk),
    "decide": lambda user, city, asked: services.decide_access(user, asked.key, grant=True),
}
UNKNOWN = (Organisation.DoesNotExist, AccessRequest.DoesNotExist)
MAY_NOT = {
    "viewer": PermissionDenied,
    "contributor": PermissionDenied,
    "former": UNKNOWN,
    "stranger": UNKNOWN,
    "newcomer": UNKNOWN,
}


@pytest.mark.parametrize("person", MAY_NOT)
@pytest.mark.parametrize("verb", VERBS)
def test_who_may_not_changes_nothing(city, newcomer, asked, verb, person):
    invite(city, "waiting@city.example")
    user = newcomer if person == "newcomer" else getattr(city, person)
    before = rows()

    with pytest.raises(MAY_NOT[person]):
        VERBS[verb](user, city, asked)

    assert rows() == before


@pytest.mark.parametrize("verb", ["invite", "withdraw", "role", "end"])
def test_a_reviewer_does_not_act_for_an_organisation(city, asked, verb):
    invite(city, "waiting@city.example")
    before = rows()

    with pytest.raises(UNKNOWN):
        VERBS[verb](city.reviewer, city, asked)

    assert rows() == before


@pytest.mark.parametrize("verb", ["invite", "withdraw", "role", "decide"])
def test_an_owner_may(city, asked, verb):
    invite(city, "waiting@city.example")
    before = rows()

    VERBS[verb](city.owner, city, asked)

    assert rows() != before


PAGES = {
    "people/": {"viewer": 200, "contributor": 200, "owner": 200},
    "": {"viewer": 403, "contributor": 403, "owner": 200},
    "sign/": {"viewer": 403, "contributor": 403, "owner": 200},
    "endorse/": {"viewer": 403, "contributor": 403, "owner": 200},
    "ask/": dict.fromkeys(
        ("viewer", "contributor", "owner", "stranger", "former", "reviewer"), 200
    ),
    "logo/": {},
}


@pytest.mark.parametrize("path", PAGES)
def test_who_sees_which_page(city, client, path):
    address = f"/en/my/organisations/{city.organisation.key}/{path}"

    assert client.get(address).status_code == 302
    for person in ("viewer", "contributor", "owner", "stranger", "former", "reviewer"):
        client.force_login(getattr(city, person))
        assert client.get(address).status_code == PAGES[path].get(person, 404), person


@pytest.mark.parametrize("path", ["people/role/", "people/end/", "people/withdraw/"])
def test_buttons_of_others_do_nothing(city, client, path):
    invite(city, "waiting@city.example")
    number = member(city, "contributor").pk
    before = rows()
    address = f"/en/my/organisations/{city.organisation.key}/{path}"

    for person, status in (("viewer", 403), ("stranger", 404), ("former", 404)):
        client.force_login(getattr(city, person))
        answer = client.post(address, {"number": number, "role": "owner"})
        assert answer.status_code == status, person

    assert rows() == before
    client.force_login(city.owner)
    for nonsense in ("", "-1", "x", "9" * 30, "²"):
        assert client.post(address, {"number": nonsense, "role": "owner"}).status_code == 404


def test_only_an_owner_sees_addresses_and_invitations(city, client):
    invite(city, "waiting@city.example")
    seen = {}
    for person in ("owner", "viewer"):
        client.force_login(getattr(city, person))
        html = client.get(f"/en/my/organisations/{city.organisation.key}/people/").content.decode()
        seen[person] = ("contributor@city.example" in html, "waiting@city.example" in html)

    assert seen == {"owner": (True, True), "viewer": (False, False)}


def test_who_is_no_owner_any_more_does_not_return_by_an_old_invitation(city, newcomer):
    invitation = invite(city, role="owner")
    other = join(make_user("second"), city.organisation)

    services.change_role(other.user, member(city, "owner").pk, role="viewer")

    with pytest.raises(Invitation.DoesNotExist):
        invitations.accept_invitation(newcomer, invitations.token_of(invitation))
    assert Membership.objects.current().filter(user=newcomer).count() == 0
