"""Who gets in, who does not, and what each is told."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client, override_settings

from tests.factories.media import make_collection, make_document
from tests.hub.accounts import (
    LOGIN,
    PASSWORD,
    RESET,
    fail,
    is_signed_in,
    logged,
    make_editor,
    make_reader,
    sign_in,
    without_what_was_sent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


@pytest.fixture
def reader() -> User:
    return make_reader()


# Signing in -------------------------------------------------------------------------------------


def test_a_stranger_is_led_from_the_admin_to_the_form_and_back(
    client: Client, editor: User
) -> None:
    door = client.get("/admin/reports/", follow=True)

    address, _status = door.redirect_chain[-1]
    answer = sign_in(client, "amina@city.example", address=address)

    assert unquote(address) == f"{LOGIN}?next=/admin/reports/"
    assert (answer.status_code, answer["Location"]) == (302, "/admin/reports/")


@pytest.mark.parametrize(
    "login", ["amina@city.example", "Amina@City.Example", " amina@city.example"]
)
def test_an_editor_lands_in_the_admin_however_the_address_is_written(
    client: Client, editor: User, login: str
) -> None:
    answer = sign_in(client, login)

    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_somebody_without_a_place_in_the_admin_lands_on_the_first_page(
    client: Client, reader: User
) -> None:
    assert sign_in(client, "boris@city.example")["Location"] == "/en/my/"


def test_the_user_name_opens_nothing(client: Client, editor: User) -> None:
    sign_in(client, "amina")

    assert not is_signed_in(client)


def test_signing_in_begins_a_new_session(client: Client, editor: User) -> None:
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key

    answer = sign_in(client, "amina@city.example")

    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie.value not in {"", before}
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_an_inactive_account_does_not_open(client: Client, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(is_active=False)

    sign_in(client, "amina@city.example")

    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("next_address", "lands"),
    [
        ("/admin/reports/", "/admin/reports/"),
        ("/en/library/?page=2", "/en/library/?page=2"),
        ("//evil.example", "/admin/"),
        ("https://evil.example/", "/admin/"),
        ("https://testserver/admin/reports/", "/admin/"),
        ("/\\evil.example", "/admin/"),
        ("\\\\evil.example", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
        ("http:///evil.example", "/admin/"),
        ("", "/admin/"),
    ],
)
def test_next_leads_to_this_site_only(
    client: Client, editor: User, next_address: str, lands: str
) -> None:
    answer = client.post(
        LOGIN, {"login": "amina@city.example", "password": PASSWORD, "next": next_address}
    )

    assert (answer.status_code, answer["Location"]) == (302, lands)


# Other ways in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/admin/login/", LOGIN),
        ("/admin/login/?next=/admin/reports/", f"{LOGIN}?next=/admin/reports/"),
        ("/admin/password_reset/", RESET),
        ("/admin/password_reset/confirm/MQ/token/", RESET),
        ("/accounts/door/?next=/en/members/", f"{LOGIN}?next=/en/members/"),
        ("/en/_util/login/?next=/en/members/", f"{LOGIN}?next=/en/members/"),
    ],
)
def test_every_other_form_leads_to_the_one_door(
    client: Client, editor: User, path: str, leads_to: str
) -> None:
    told = {"username": "amina", "login": "amina@city.example", "password": PASSWORD}

    answers = [client.get(path), client.post(path, told)]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, leads_to)] * 2
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", ["/django-admin/", "/accounts/email/", "/accounts/3rdparty/"])
def test_what_is_not_offered_is_not_there(client: Client, path: str) -> None:
    assert client.get(path, follow=True).status_code == 404


def test_a_private_document_asks_at_the_same_door(
    client: Client, reader: User, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    document = make_document(collection=make_collection("Members", is_private=True))

    stranger = client.get(document.url, follow=True)
    sign_in(client, "boris@city.example")
    member = client.get(document.url)

    assert unquote(stranger.redirect_chain[-1][0]) == f"{LOGIN}?next={document.url}"
    assert member.status_code == 200


def test_an_account_without_a_place_in_the_admin_is_told_so_and_not_sent_in_circles(
    client: Client, reader: User
) -> None:
    client.force_login(reader)

    answer = client.get("/admin/", follow=True)

    assert answer.status_code == 403
    assert "You are signed in with boris@city.example." in answer.content.decode()
    assert len(answer.redirect_chain) == 1


def test_the_admin_leads_to_the_password_and_the_second_factor(
    client: Client, editor: User
) -> None:
    client.force_login(editor)

    page = client.get("/admin/account/").content.decode()

    assert 'href="/accounts/password/change/"' in page
    assert 'href="/accounts/2fa/"' in page
    assert 'name="password-new_password1"' not in page
    assert 'name="name_email-email"' not in page


# Limits -----------------------------------------------------------------------------------------


def test_after_five_wrong_tries_even_the_right_password_waits(client: Client, editor: User) -> None:
    fail(client, 5)

    answer = sign_in(client, "amina@city.example")

    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"
    assert "In ten minutes you can try again." in answer.content.decode()
    assert not is_signed_in(client)


def test_the_wait_ends(client: Client, editor: User) -> None:
    with time_machine.travel(1_700_000_000, tick=False) as clock:
        fail(client, 5)
        clock.shift(599)
        early = sign_in(client, "amina@city.example").status_code
        clock.shift(2)
        late = sign_in(client, "amina@city.example").status_code

    assert (early, late) == (429, 302)


def test_an_unknown_address_waits_like_a_known_one(client: Client, editor: User) -> None:
    fail(client, 5, "nobody@city.example")

    assert sign_in(client, "nobody@city.example").status_code == 429


@pytest.mark.parametrize(
    "disguises",
    [
        pytest.param(
            [{"HTTP_HOST": f"testserver:{port}"} for port in range(8000, 8006)], id="port"
        ),
        pytest.param([{"REMOTE_ADDR": f"10.0.0.{n}"} for n in range(6)], id="address"),
        pytest.param([{"HTTP_X_FORWARDED_FOR": f"10.0.0.{n}"} for n in range(6)], id="forwarded"),
    ],
)
def test_the_limit_of_an_account_follows_it_everywhere(
    client: Client, editor: User, disguises: list[dict[str, str]]
) -> None:
    for disguise in disguises[:5]:
        fail(client, 1, **disguise)

    assert sign_in(client, "amina@city.example", **disguises[5]).status_code == 429


@pytest.mark.parametrize(
    ("proxies", "disguise"),
    [
        pytest.param(0, {"HTTP_X_FORWARDED_FOR": "10.0.0.{n}"}, id="no proxy, forged header"),
        pytest.param(1, {"HTTP_X_FORWARDED_FOR": "10.0.0.{n}, 192.0.2.7"}, id="one, forged entry"),
        pytest.param(2, {"HTTP_X_FORWARDED_FOR": "10.0.0.{n}"}, id="two, header too short"),
        pytest.param(0, {"REMOTE_ADDR": "2001:db8:0:1::{n}"}, id="one block of addresses"),
    ],
)
def test_the_limit_of_an_address_is_not_escaped(
    client: Client, proxies: int, disguise: dict[str, str]
) -> None:
    def from_somewhere(n: int) -> dict[str, str]:
        return {name: value.format(n=n) for name, value in disguise.items()}

    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        for n in range(20):
            fail(client, 1, f"person-{n}@city.example", **from_somewhere(n))
        answer = sign_in(client, "person-20@city.example", **from_somewhere(20))

    assert answer.status_code == 429


def test_behind_a_proxy_each_client_has_a_limit_of_its_own(client: Client, editor: User) -> None:
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        for n in range(20):
            fail(client, 1, f"person-{n}@city.example", HTTP_X_FORWARDED_FOR="192.0.2.7")
        answer = sign_in(client, "amina@city.example", HTTP_X_FORWARDED_FOR="192.0.2.8")

    assert answer.status_code == 302


# Saying nothing about who has an account --------------------------------------------------------


def test_a_wrong_password_and_an_unknown_address_look_the_same(
    client: Client, editor: User
) -> None:
    known = sign_in(client, "amina@city.example", "wrong")
    unknown = sign_in(client, "nobody@city.example", "wrong")

    assert (known.status_code, unknown.status_code) == (200, 200)
    assert "do not belong together" in known.content.decode()
    assert without_what_was_sent(known, "amina@city.example") == without_what_was_sent(
        unknown, "nobody@city.example"
    )


class CountingHasher(MD5PasswordHasher):
    """The hasher of the suite, which notes how often it had to work."""

    algorithm = "counted"
    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).hashed += 1
        return super().encode(password, salt)


@pytest.mark.parametrize(
    "change",
    [{}, {"email": "other@city.example"}, {"password": "!unusable"}, {"is_active": False}],
    ids=["known", "unknown", "without password", "inactive"],
)
def test_every_wrong_try_costs_one_hash(
    client: Client, editor: User, change: dict[str, Any]
) -> None:
    with override_settings(PASSWORD_HASHERS=[f"{__name__}.CountingHasher"]):
        editor.set_password(PASSWORD)
        editor.save()
        User.objects.filter(pk=editor.pk).update(**change)
        CountingHasher.hashed = 0
        sign_in(client, "amina@city.example", "wrong")

    assert CountingHasher.hashed == 1


def test_asking_for_a_new_password_looks_the_same_for_any_address(
    client: Client, editor: User
) -> None:
    answers = [
        client.post(RESET, {"email": email})
        for email in ("amina@city.example", "nobody@city.example")
    ]

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, f"{RESET}done/")
    ] * 2
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["amina@city.example"], "[Local Action Hub] Choose a new password"),
        (["nobody@city.example"], "[Local Action Hub] No account with this address"),
    ]


@override_settings(
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=1,
)
def test_a_mail_server_that_is_away_changes_no_answer(client: Client, editor: User) -> None:
    with logged() as lines:
        answer = client.post(RESET, {"email": "amina@city.example"})

    assert answer["Location"] == f"{RESET}done/"
    assert "Mail account/email/password_reset_key was not sent" in lines.getvalue()
    assert "amina" not in lines.getvalue().lower()


def test_nothing_that_people_type_reaches_the_logs(client: Client, editor: User) -> None:
    with logged() as lines:
        fail(client, 5)
        sign_in(client, "amina@city.example", PASSWORD)
        client.post(RESET, {"email": "amina@city.example"})
        client.get("/en/amina@city.example/%0aforged/?email=amina@city.example")

    text = lines.getvalue()
    assert "Too Many Requests: /accounts/login/" in text
    assert "amina" not in text.lower()
    assert PASSWORD not in text
    assert "\nforged" not in text
