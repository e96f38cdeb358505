"""Signing in with a code by mail: what it opens, what it still asks, and what it never tells."""

from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from tests.hub.accounts import (
    CODE,
    LOGIN,
    OTHER_PASSWORD,
    Page,
    code_of,
    is_signed_in,
    last_mail,
    mailed_code,
    mailed_link,
    make_editor,
    sign_in,
    sign_up,
    without_what_was_sent,
)
from tests.hub.test_accounts_second_factor import switch_on

pytestmark = pytest.mark.django_db

CONFIRM = f"{CODE}confirm/"


@pytest.fixture
def editor() -> User:
    return make_editor()


def ask(client: Client, email: str = "amina@city.example", **extra: Any) -> Any:
    return client.post(CODE, {"email": email}, **extra)


def test_a_code_opens_and_leads_where_one_was_going(client: Client, editor: User) -> None:
    asked = client.post(CODE, {"email": "AMINA@city.example", "next": "/admin/reports/"})
    before = client.session.session_key

    done = client.post(asked["Location"], {"code": f" {mailed_code().lower()} "})

    assert last_mail()[1] == "Your code to sign in"
    assert done["Location"] == "/admin/reports/"
    assert is_signed_in(client)
    assert client.session.session_key != before


def test_next_leads_to_this_site_only(client: Client, editor: User) -> None:
    asked = client.post(CODE, {"email": "amina@city.example", "next": "//evil.example"})
    form = {"code": mailed_code(), "next": "https://evil.example/"}

    assert asked["Location"] == CONFIRM
    assert client.post(CONFIRM, form)["Location"] == "/admin/"


def test_a_code_opens_once_and_in_one_browser(client: Client, editor: User) -> None:
    ask(client)
    code, elsewhere = mailed_code(), Client()
    ask(elsewhere, "nobody@city.example")

    other = elsewhere.post(CONFIRM, {"code": code})
    client.post(CONFIRM, {"code": code})
    client.logout()
    again = client.post(CONFIRM, {"code": code})

    assert (other.status_code, is_signed_in(elsewhere)) == (200, False)
    assert (again["Location"], is_signed_in(client)) == (CODE, False)


def test_the_second_factor_is_still_asked_for(client: Client, editor: User) -> None:
    with time_machine.travel(1_700_000_010, tick=False) as clock:
        owner = Client()
        sign_in(owner, "amina@city.example")
        secret = switch_on(owner)
        clock.shift(60)
        ask(client)
        first = client.post(CONFIRM, {"code": mailed_code()})
        between = is_signed_in(client)
        second = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
        came_in = is_signed_in(client)

    assert first["Location"] == "/accounts/2fa/authenticate/"
    assert (between, came_in) == (False, True)
    assert second["Location"] == "/admin/"


@pytest.mark.parametrize("email", ["amina@city.example", "nobody@city.example"])
def test_three_wrong_tries_end_a_code(client: Client, editor: User, email: str) -> None:
    ask(client, email)
    right = mailed_code() if email.startswith("amina") else "BBBB-BBBB"

    answers = [client.post(CONFIRM, {"code": "wrong"}) for _try in range(3)]
    late = client.post(CONFIRM, {"code": right})

    assert Page(answers[1].content.decode()).described("id_code", "Incorrect code.")
    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert answers[2]["Location"] == late["Location"] == CODE
    assert "This code has ended." in client.get(CODE).content.decode()
    assert not is_signed_in(client)


def test_a_code_ends_after_fifteen_minutes(editor: User) -> None:
    answers = []
    with time_machine.travel(1_700_000_000, tick=False) as clock:
        for seconds in (899, 901):
            client = Client()
            ask(client)
            clock.shift(seconds)
            client.post(CONFIRM, {"code": mailed_code()})
            answers.append(is_signed_in(client))

    assert answers == [True, False]


def test_an_unknown_address_gets_the_same_pages_and_a_mail_of_its_own(editor: User) -> None:
    pages = []
    for email in ("amina@city.example", "nobody@city.example"):
        client = Client()
        asked = ask(client, email)
        texts = [client.get(CONFIRM), client.post(CONFIRM, {"code": "wrong"})]
        told = [without_what_was_sent(text, email) for text in texts]
        pages.append((asked.status_code, asked["Location"], told))

    assert pages[0] == pages[1]
    assert [message.subject for message in mail.outbox] == [
        "[Local Action Hub] Your code to sign in",
        "[Local Action Hub] No account with this address",
    ]
    assert "http://127.0.0.1:8000/accounts/signup/" in last_mail()[2]


def test_an_inactive_account_gets_no_code(client: Client, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(is_active=False)

    ask(client)

    assert last_mail()[1] == "No account with this address"


@pytest.mark.parametrize("email", ["amina@city.example", "nobody@city.example"])
def test_a_fourth_code_for_one_address_within_ten_minutes_is_refused(
    editor: User, email: str
) -> None:
    answers = [ask(Client(), email, REMOTE_ADDR=f"10.0.0.{n}") for n in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


def test_one_address_block_asks_for_twenty_codes(client: Client) -> None:
    answers = [
        ask(Client(), f"person-{n}@city.example", REMOTE_ADDR=f"2001:db8:0:1::{n}")
        for n in range(21)
    ]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]


@pytest.mark.parametrize(("leads", "title"), [(CODE, "Send the code"), (LOGIN, "Make an account")])
def test_one_can_leave_the_code_and_begin_again(
    client: Client, editor: User, leads: str, title: str
) -> None:
    ask(client)
    page = client.get(CONFIRM).content.decode()

    left = client.post("/accounts/logout/", {"next": leads})

    assert f'name="next" value="{leads}"' in page
    assert left["Location"] == leads
    assert title in client.get(leads).content.decode()


def test_an_address_that_an_administrator_replaced_gets_no_code(
    client: Client, editor: User
) -> None:
    sign_in(client, "amina@city.example")
    client.logout()
    User.objects.update(email="successor@city.example")

    ask(client)
    old = last_mail()[1]
    ask(Client(), "successor@city.example")

    assert (old, last_mail()[1]) == ("No account with this address", "Your code to sign in")


def test_a_code_confirms_an_address_and_not_the_password_of_a_stranger(client: Client) -> None:
    sign_up(Client(), password=OTHER_PASSWORD)
    stranger, link = Client(), mailed_link()

    ask(client, "chloe@city.example")
    client.post(CONFIRM, {"code": mailed_code()})
    sign_in(stranger, "chloe@city.example", OTHER_PASSWORD)

    assert (is_signed_in(client), is_signed_in(stranger)) == (True, False)
    assert "This link is used up" in stranger.post(link).content.decode()


def test_a_code_leaves_the_password_of_a_confirmed_account_alone(
    client: Client, editor: User
) -> None:
    ask(client)
    client.post(CONFIRM, {"code": mailed_code()})

    assert sign_in(Client(), "amina@city.example").status_code == 302
