"""The second factor: switched on, asked for, used up, locked, and kept from the eyes of others."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from tests.hub.accounts import LOGIN, PASSWORD, Page, code_of, is_signed_in, make_editor, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(1_700_000_010, tick=False) as frozen:
        yield frozen


def switch_on(client: Client) -> str:
    """Switch the second factor on the way a person does, and return its secret."""
    path = "/accounts/2fa/totp/activate/"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": path})
    found = re.search(r'id="secret" value="(\w+)"', client.get(path).content.decode())
    assert found
    answer = client.post(path, {"code": code_of(found[1])})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    return found[1]


@pytest.fixture
def secret(editor: User, clock: Any) -> str:
    client = Client()
    sign_in(client, "amina@city.example")
    found = switch_on(client)
    clock.shift(60)
    return found


def test_with_a_second_factor_the_password_alone_opens_nothing(
    client: Client, editor: User, secret: str
) -> None:
    answer = sign_in(client, "amina@city.example")

    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)
    assert client.get("/admin/").status_code == 302
    assert client.get("/accounts/2fa/").status_code == 302


def test_the_right_code_opens_and_keeps_where_one_was_going(
    client: Client, editor: User, secret: str
) -> None:
    sign_in(client, "amina@city.example", address=f"{LOGIN}?next=/admin/reports/")
    before = client.session.session_key

    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert answer["Location"] == "/admin/reports/"
    assert is_signed_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize("steps", [-20, 20])
def test_a_wrong_code_is_refused_beside_its_field(
    client: Client, editor: User, secret: str, steps: int
) -> None:
    sign_in(client, "amina@city.example")

    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps=steps)})

    assert Page(answer.content.decode()).described("id_code", "Incorrect code.")
    assert not is_signed_in(client)


def test_after_five_wrong_codes_even_the_right_one_waits(
    client: Client, editor: User, secret: str
) -> None:
    sign_in(client, "amina@city.example")
    for steps in range(5):
        wrong = code_of(secret, steps=100 + steps)
        assert client.post("/accounts/2fa/authenticate/", {"code": wrong}).status_code == 200

    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert answer.status_code == 429
    assert not is_signed_in(client)


def test_a_code_opens_once(editor: User, secret: str) -> None:
    answers = []
    for client in (Client(), Client()):
        sign_in(client, "amina@city.example")
        answers.append(client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}))

    assert [answer.status_code for answer in answers] == [302, 200]


def test_a_recovery_code_opens_once(editor: User, secret: str) -> None:
    row = Authenticator.objects.get(user=editor, type=Authenticator.Type.RECOVERY_CODES)
    code = row.wrap().get_unused_codes()[0]

    answers = []
    for client in (Client(), Client()):
        sign_in(client, "amina@city.example")
        answers.append(client.post("/accounts/2fa/authenticate/", {"code": code}))

    assert [answer.status_code for answer in answers] == [302, 200]


def test_switching_on_and_off_asks_for_the_person_again(
    client: Client, editor: User, secret: str, clock: Any
) -> None:
    client.force_login(editor)

    off = client.get("/accounts/2fa/totp/deactivate/")
    codes = client.get("/accounts/2fa/recovery-codes/")

    assert off["Location"].startswith("/accounts/reauthenticate/?")
    assert codes["Location"].startswith("/accounts/reauthenticate/?")


def test_secrets_are_not_readable_in_the_database(editor: User, secret: str) -> None:
    stored = {row.type: row.data for row in Authenticator.objects.filter(user=editor)}

    assert secret not in str(stored)
    assert stored["totp"]["secret"].startswith("gAAAA")
    assert stored["recovery_codes"]["seed"].startswith("gAAAA")


def test_a_second_factor_outlives_a_new_secret_key(
    client: Client, editor: User, secret: str
) -> None:
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        sign_in(client, "amina@city.example")
        answer = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert answer.status_code == 302


def test_an_administrator_helps_somebody_who_lost_the_phone(
    client: Client, editor: User, secret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("remove_second_factor", "AMINA@city.example")
    call_command("remove_second_factor", "amina@city.example")

    assert capsys.readouterr().out == "Removed.\nThere was none.\n"
    assert sign_in(client, "amina@city.example")["Location"] == "/admin/"


def test_no_account_is_guessed() -> None:
    with pytest.raises(CommandError, match="0 accounts have this address"):
        call_command("remove_second_factor", "nobody@city.example")
