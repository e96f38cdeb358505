"""Joining without an administrator: the form, the mail, the button, and where one arrives."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client, override_settings

from hub.accounts.addresses import match_addresses
from hub.accounts.unconfirmed import delete_unconfirmed
from hub.declarations import jobs
from tests.hub.accounts import (
    CODE,
    LOGIN,
    OTHER_PASSWORD,
    PASSWORD,
    RESET,
    SIGN_UP,
    Page,
    is_signed_in,
    last_mail,
    logged,
    mailed_link,
    make_editor,
    make_reader,
    sign_in,
    sign_up,
    without_what_was_sent,
)
from tests.hub.test_accounts import CountingHasher

pytestmark = pytest.mark.django_db

SENT = "/accounts/confirm/"
#: Where those arrive who were on their way nowhere: an app may say so, as `actions` does.
LANDING = "/en/my/"


@pytest.fixture
def reader() -> User:
    return make_reader()


# The way in -------------------------------------------------------------------------------------


def test_somebody_signs_up_confirms_and_is_in(client: Client) -> None:
    answer = sign_up(client)
    sent, waiting = client.get(SENT).content.decode(), is_signed_in(client)
    done = client.post(mailed_link())

    assert (answer.status_code, answer["Location"]) == (302, SENT)
    assert "A mail is on its way" in sent
    assert last_mail()[:2] == (["chloe@city.example"], "Confirm your address")
    assert (waiting, is_signed_in(client)) == (False, True)
    assert done["Location"] == LANDING
    assert "Your address is confirmed." in client.get("/accounts/2fa/").content.decode()
    assert sign_in(Client(), "chloe@city.example").status_code == 302


def test_a_new_account_may_not_enter_the_admin(client: Client) -> None:
    sign_up(client)
    client.post(mailed_link())

    assert client.get("/admin/", follow=True).status_code == 403
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.groups.count()) == (False, False, 0)


def test_following_the_link_confirms_nothing_and_the_button_does_once(client: Client) -> None:
    sign_up(client)
    scanner, elsewhere = Client(), Client()

    page = scanner.get(mailed_link())
    before = EmailAddress.objects.get().verified
    first, again = elsewhere.post(mailed_link()), elsewhere.post(mailed_link())

    assert 'action="' + mailed_link() + '"' in page.content.decode()
    assert (before, EmailAddress.objects.get().verified) == (False, True)
    assert (first.status_code, first["Location"]) == (302, LOGIN)
    assert (again.status_code, "This link is used up" in again.content.decode()) == (200, True)
    assert not is_signed_in(elsewhere)


def test_a_link_that_is_too_old_says_so(client: Client) -> None:
    with time_machine.travel(1_700_000_000, tick=False) as clock:
        sign_up(client)
        clock.shift(7 * 24 * 3600 + 1)
        page = client.post(mailed_link())

    assert "This link is used up" in page.content.decode()
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    "headers", [{"HTTP_HOST": "testserver:6666"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}]
)
def test_links_in_every_mail_begin_with_the_configured_address(
    client: Client, reader: User, headers: dict[str, str]
) -> None:
    sign_up(client, **headers)
    sign_up(Client(), "boris@city.example", **headers)
    Client().post(CODE, {"email": "nobody@city.example"}, **headers)

    text = " ".join(str(message.body) for message in mail.outbox)
    assert len(mail.outbox) == 3
    assert text.count("http://127.0.0.1:8000/accounts/") == 4
    assert text.count("://") == 7
    assert not any(word in text for word in ("6666", "evil", "testserver"))


def test_until_the_address_is_confirmed_the_password_opens_nothing(client: Client) -> None:
    sign_up(client)

    right = sign_in(client, "chloe@city.example")
    wrong = sign_in(client, "chloe@city.example", "wrong")

    assert "please follow the link in our mail first" in right.content.decode()
    assert right.content.decode().count("Confirm") == 0
    assert without_what_was_sent(right, "") == without_what_was_sent(wrong, "")
    assert (is_signed_in(client), len(mail.outbox)) == (False, 1)


def test_an_unconfirmed_account_is_counted_like_a_wrong_password(client: Client) -> None:
    sign_up(client)

    answers = [sign_in(client, "chloe@city.example").status_code for _try in range(6)]

    assert answers == [200] * 5 + [429]


def test_a_new_password_by_mail_confirms_as_well(client: Client) -> None:
    sign_up(client)
    client.post(RESET, {"email": "chloe@city.example"})
    path = next(line for line in last_mail()[2].splitlines() if "/reset/key/" in line)
    form = client.get(path.removeprefix("http://127.0.0.1:8000"))["Location"]

    client.post(form, {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD})

    assert sign_in(client, "chloe@city.example", OTHER_PASSWORD).status_code == 302


def test_a_weak_password_is_refused_beside_its_field(client: Client) -> None:
    answer = sign_up(client, password="chloe@city.exampl")

    assert Page(answer.content.decode()).described("id_password1", "too similar")
    assert not User.objects.exists()


# Where one was going ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("next_address", "lands"),
    [
        ("/en/invitations/abc/?x=1&y=2", "/en/invitations/abc/?x=1&y=2"),
        ("//evil.example", LANDING),
        ("https://evil.example/", LANDING),
        ("/\\evil.example", LANDING),
        ("javascript:alert(1)", LANDING),
    ],
)
@pytest.mark.parametrize("minutes", [1, 60])
def test_next_survives_the_mail_and_leads_to_this_site_only(
    client: Client, next_address: str, lands: str, minutes: int
) -> None:
    """After an hour the browser has forgotten that somebody was signing up; the link has not."""
    with time_machine.travel(1_700_000_000, tick=False) as clock:
        page = client.get(SIGN_UP, {"next": next_address}).content.decode()
        sign_up(client, next=next_address)
        clock.shift(minutes * 60)
        done = client.post(mailed_link())
        if minutes == 60:
            done = sign_in(client, "chloe@city.example", address=done["Location"])
        came_in = is_signed_in(client)

    assert 'name="next"' in page
    assert "evil" not in last_mail()[2]
    assert (done["Location"], came_in) == (lands, True)


def test_next_survives_in_another_browser(client: Client) -> None:
    sign_up(client, next="/en/invitations/abc/")
    phone = Client()

    form = phone.get(mailed_link()).content.decode()
    confirmed = phone.post(mailed_link())

    assert '<input type="hidden" name="next" value="/en/invitations/abc/">' in form
    assert confirmed["Location"] == f"{LOGIN}?next={quote('/en/invitations/abc/', safe='')}"
    assert sign_in(phone, "chloe@city.example", address=confirmed["Location"])["Location"] == (
        "/en/invitations/abc/"
    )


# Saying nothing about who has an account --------------------------------------------------------


@pytest.mark.parametrize("email", ["boris@city.example", "BORIS@city.example"])
def test_a_known_address_gets_the_same_answer_and_another_mail(
    client: Client, reader: User, email: str
) -> None:
    stranger = Client()

    known, unknown = sign_up(client, email), sign_up(stranger, "nobody@city.example")
    pages = [browser.get(SENT) for browser in (client, stranger)]

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert known.headers.keys() == unknown.headers.keys()
    assert without_what_was_sent(pages[0], email) == without_what_was_sent(
        pages[1], "nobody@city.example"
    )
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["boris@city.example"], "[Local Action Hub] You have an account already"),
        (["nobody@city.example"], "[Local Action Hub] Confirm your address"),
    ]
    reader.refresh_from_db()
    assert reader.check_password(PASSWORD)
    assert User.objects.filter(email__iexact=email).count() == 1


def test_signing_up_and_then_in_does_not_tell_either(client: Client, reader: User) -> None:
    """With the password of the sign-up, which only a new account could take."""
    answers = []
    for email in ("boris@city.example", "nobody@city.example"):
        browser = Client()
        sign_up(browser, email, password=OTHER_PASSWORD)
        answer = sign_in(browser, email, OTHER_PASSWORD)
        answers.append((answer.status_code, without_what_was_sent(answer, email)))

    assert answers[0] == answers[1]
    assert answers[0][0] == 200


@pytest.mark.parametrize("email", ["boris@city.example", "nobody@city.example"])
def test_every_sign_up_costs_one_hash(client: Client, reader: User, email: str) -> None:
    hasher = f"{CountingHasher.__module__}.CountingHasher"
    with override_settings(PASSWORD_HASHERS=[hasher]):
        CountingHasher.hashed = 0
        sign_up(client, email)

    assert CountingHasher.hashed == 1


def test_nothing_that_people_type_reaches_the_logs(client: Client) -> None:
    with logged() as lines:
        sign_up(client)
        client.get(mailed_link())
        client.post(CODE, {"email": "chloe@city.example"})
        delete_unconfirmed()

    assert "chloe" not in lines.getvalue().lower()


# Limits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["boris@city.example", "nobody@city.example"])
def test_a_fourth_mail_to_one_address_within_ten_minutes_is_refused(
    reader: User, email: str
) -> None:
    with time_machine.travel(1_700_000_000, tick=False) as clock:
        answers = [sign_up(Client(), email, REMOTE_ADDR=f"10.0.0.{n}") for n in range(4)]
        clock.shift(601)
        late = sign_up(Client(), email)

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert answers[3]["Retry-After"] == "600"
    assert late.status_code == 302
    assert [message.to for message in mail.outbox] == [[email]] * 4


def test_one_address_block_signs_up_twenty_times(client: Client) -> None:
    answers = [
        sign_up(Client(), f"person-{n}@city.example", REMOTE_ADDR=f"2001:db8:0:1::{n}")
        for n in range(21)
    ]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert User.objects.count() == 20


# Accounts made by administrators ----------------------------------------------------------------


def test_what_an_administrator_made_opens_without_confirming(client: Client) -> None:
    make_editor()

    assert sign_in(client, "amina@city.example")["Location"] == "/admin/"
    assert mail.outbox == []
    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [
        ("amina@city.example", True, True)
    ]


def test_a_row_from_before_there_was_confirming_opens_as_well(client: Client) -> None:
    editor = make_editor()
    EmailAddress.objects.create(user=editor, email="amina@city.example", primary=True)
    client.force_login(editor)
    client.logout()

    assert sign_in(client, "amina@city.example")["Location"] == "/admin/"


def test_an_address_that_an_administrator_writes_on_a_new_account_counts(client: Client) -> None:
    sign_up(client)
    User.objects.update(email="other@city.example")

    assert sign_in(client, "other@city.example").status_code == 302


def test_of_two_accounts_with_one_address_the_first_opens(client: Client) -> None:
    make_reader()
    User.objects.create_user("second", "boris@city.example", OTHER_PASSWORD)

    second = sign_in(Client(), "boris@city.example", OTHER_PASSWORD)

    assert second.status_code == 200
    assert sign_in(client, "boris@city.example").status_code == 302


def test_two_sign_ups_at_once_leave_no_account_that_counts_as_confirmed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "allauth.account.internal.flows.manage_email.email_already_exists",
        lambda value: (value, False),
    )
    sign_up(client, password=OTHER_PASSWORD)
    sign_up(client)

    for password in (OTHER_PASSWORD, PASSWORD):
        sign_in(client, "chloe@city.example", password)

    assert not is_signed_in(client)
    assert list(EmailAddress.objects.values_list("primary", "verified")) == [(True, False)] * 2


def test_a_letter_that_the_database_takes_for_another_is_another_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Let it find the account by a dotless i, as PostgreSQL does in many locales."""
    make_editor()
    manager = SimpleNamespace(filter=lambda **_lookup: User.objects.all())
    lenient = SimpleNamespace(_default_manager=manager)
    monkeypatch.setattr("hub.accounts.addresses.get_user_model", lambda: lenient)

    match_addresses("amina@c\u0131ty.example")

    assert list(EmailAddress.objects.values_list("email", flat=True)) == []


# Closing it, and cleaning up --------------------------------------------------------------------


def test_a_site_that_is_closed_says_who_makes_accounts(client: Client, settings: Any) -> None:
    settings.HUB_OPEN_SIGN_UP = False

    page, sent, login = client.get(SIGN_UP), sign_up(client), client.get(LOGIN)
    client.post(RESET, {"email": "nobody@city.example"})

    text = "Accounts are made by the administrators of the hub."
    assert text in page.content.decode()
    assert text in sent.content.decode()
    assert "An administrator of the hub gives you an account" in login.content.decode()
    assert SIGN_UP not in login.content.decode() + last_mail()[2]
    assert not User.objects.exists()


def test_an_open_site_leads_to_the_form(client: Client) -> None:
    page = client.get(LOGIN, {"next": "/en/library/"}).content.decode()

    assert f'href="{SIGN_UP}?next=%2Fen%2Flibrary%2F"' in page


def test_what_was_never_confirmed_is_deleted_after_seven_days(client: Client, reader: User) -> None:
    with time_machine.travel(1_700_000_000, tick=False) as clock:
        User.objects.update(date_joined="2020-01-01T00:00:00Z")
        client.post(RESET, {"email": "boris@city.example"})
        sign_up(client)
        sign_up(Client(), "dora@city.example")
        Client().post(mailed_link())
        clock.shift(7 * 24 * 3600 - 1)
        delete_unconfirmed()
        early = User.objects.count()
        clock.shift(2)
        delete_unconfirmed()

    left = User.objects.order_by("pk").values_list("email", flat=True)
    assert (early, list(left)) == (3, ["boris@city.example", "dora@city.example"])
    assert "hub.accounts.unconfirmed.delete_unconfirmed" in [job.run for job in jobs()]


@pytest.mark.parametrize("right", ["is_staff", "is_superuser", "group"])
def test_an_account_with_rights_is_never_deleted(client: Client, right: str) -> None:
    sign_up(client)
    User.objects.update(date_joined="2020-01-01T00:00:00Z")
    if right == "group":
        Group.objects.get(name="Editors").user_set.add(User.objects.get())
    else:
        User.objects.update(**{right: True})

    delete_unconfirmed()

    assert User.objects.count() == 1


def test_a_site_with_accounts_of_its_own_keeps_them(client: Client, settings: Any) -> None:
    sign_up(client)
    User.objects.update(date_joined="2020-01-01T00:00:00Z")
    del settings.HUB_OPEN_SIGN_UP

    delete_unconfirmed()

    assert User.objects.count() == 1


# Languages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("fr", "Confirmez votre adresse"),
        ("es", "Confirme su dirección"),
        ("ar", "تأكيد عنوانكم"),
    ],
)
def test_the_language_asked_for_stays_for_the_page_and_the_mail(
    client: Client, language: str, subject: str
) -> None:
    page = client.get(SIGN_UP, {"lang": language}, headers={"Accept-Language": "en"})
    sign_up(client, headers={"Accept-Language": "en"})
    sent = client.get(SENT, headers={"Accept-Language": "en"})

    assert f'<html lang="{language}"' in page.content.decode()
    assert f'<html lang="{language}"' in sent.content.decode()
    assert last_mail()[1] == subject


@pytest.mark.parametrize("language", ["xx", "../en", ""])
def test_nonsense_asks_for_no_language(client: Client, language: str) -> None:
    page = client.get(SIGN_UP, {"lang": language}, headers={"Accept-Language": "es"})

    assert '<html lang="es"' in page.content.decode()
    assert "django_language" not in page.cookies


def test_the_door_of_a_french_page_leads_to_french_pages(client: Client) -> None:
    door = client.get("/fr/_util/login/?next=/fr/membres/", headers={"Accept-Language": "en"})
    page = client.get(door["Location"], headers={"Accept-Language": "en"})

    assert '<html lang="fr"' in page.content.decode()
