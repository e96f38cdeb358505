"""A new password: the mail, the link, and what it ends."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from tests.hub.accounts import (
    OTHER_PASSWORD,
    PASSWORD,
    RESET,
    Page,
    fail,
    is_signed_in,
    make_editor,
    sign_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


def link_in_the_mail(client: Client, email: str = "amina@city.example", **extra: Any) -> str:
    client.post(RESET, {"email": email}, **extra)
    found = re.search(r"^(https?://\S+/password/reset/key/\S+)$", str(mail.outbox[-1].body), re.M)
    assert found
    return found[1]


def choose_password(client: Client, link: str, password: str) -> Any:
    """Follow the link of a mail, and send the form behind it."""
    path = link.removeprefix("http://127.0.0.1:8000")
    page = client.get(path)
    return client.post(page["Location"], {"password1": password, "password2": password})


@pytest.mark.parametrize(
    "headers", [{}, {"HTTP_HOST": "testserver:6666"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}]
)
def test_the_link_in_a_mail_begins_with_the_configured_address(
    client: Client, editor: User, headers: dict[str, str]
) -> None:
    link = link_in_the_mail(client, **headers)

    assert link.startswith("http://127.0.0.1:8000/accounts/password/reset/key/")
    assert mail.outbox[0].body.endswith("-- \nLocal Action Hub\nhttp://127.0.0.1:8000")
    assert not {"6666", "evil", "testserver"} & set(re.findall(r"\w+", str(mail.outbox[0].body)))


def test_a_foreign_host_is_refused(client: Client, editor: User) -> None:
    answer = client.post(RESET, {"email": "amina@city.example"}, HTTP_HOST="evil.example")

    assert answer.status_code == 400
    assert mail.outbox == []


def test_the_link_works_once_and_ends_every_session(client: Client, editor: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(editor)
    link = link_in_the_mail(client)

    first = choose_password(client, link, OTHER_PASSWORD)
    again = Client().get(link.removeprefix("http://127.0.0.1:8000"))

    assert first["Location"] == f"{RESET}key/done/"
    assert "This link is used up" in again.content.decode()
    assert elsewhere.get("/admin/").status_code == 302
    assert sign_in(Client(), "amina@city.example", OTHER_PASSWORD)["Location"] == "/admin/"


def test_a_new_password_ends_the_wait(client: Client, editor: User) -> None:
    fail(client, 5)

    choose_password(client, link_in_the_mail(client), OTHER_PASSWORD)

    assert sign_in(client, "amina@city.example", OTHER_PASSWORD).status_code == 302


def test_a_fourth_mail_within_ten_minutes_is_refused(client: Client) -> None:
    answers = [client.post(RESET, {"email": "amina@city.example"}) for _mail in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("password", ["short", "password1234", "901745623819", "amina@city.exampl"])
def test_a_weak_password_is_refused_with_a_reason(
    client: Client, editor: User, password: str
) -> None:
    answer = choose_password(client, link_in_the_mail(client), password)

    page = Page(answer.content.decode())
    assert page.described("id_password1", "errorlist")
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)


def test_changing_the_password_asks_for_the_current_one_and_tells_the_owner(
    client: Client, editor: User
) -> None:
    sign_in(client, "amina@city.example")
    path, new = "/accounts/password/change/", {"password1": OTHER_PASSWORD}
    new["password2"] = OTHER_PASSWORD

    refused = client.post(path, {"oldpassword": "wrong", **new})
    done = client.post(path, {"oldpassword": PASSWORD, **new})

    assert (refused.status_code, done.status_code) == (200, 302)
    assert client.get("/admin/").status_code == 200
    assert [message.to for message in mail.outbox] == [["amina@city.example"]]


def test_an_address_that_an_administrator_replaced_opens_nothing_any_more(
    client: Client, editor: User
) -> None:
    sign_in(client, "amina@city.example")
    client.logout()
    editor.email = "successor@city.example"
    editor.save()

    sign_in(client, "amina@city.example")
    client.post(RESET, {"email": "amina@city.example"})

    assert not is_signed_in(client)
    assert mail.outbox[-1].subject == "[Local Action Hub] No account with this address"
    assert sign_in(client, "successor@city.example").status_code == 302
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["successor@city.example"]
