"""The pages of accounts: fields with names, nothing inline, nothing a browser would refuse."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.hub.accounts import (
    CODE,
    LOGIN,
    PASSWORD,
    RESET,
    SIGN_UP,
    Page,
    code_of,
    mailed_link,
    make_editor,
    sign_in,
    sign_up,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_editor()


OPEN_PAGES = {LOGIN, RESET, SIGN_UP, CODE}
PAGES = {
    LOGIN: {"id_login": "email", "id_password": "current-password"},
    RESET: {"id_email": "email"},
    f"{RESET}done/": {},
    SIGN_UP: {
        "id_email": "email",
        "id_password1": "new-password",
        "id_password2": "new-password",
    },
    CODE: {"id_email": "email"},
    "/accounts/confirm/": {},
    "/accounts/confirm/used-up/": {},
    "/accounts/inactive/": {},
    "/accounts/password/change/": {
        "id_oldpassword": "current-password",
        "id_password1": "new-password",
        "id_password2": "new-password",
    },
    "/accounts/reauthenticate/": {"id_password": "current-password"},
    "/accounts/logout/": {},
    "/accounts/2fa/": {},
    "/accounts/2fa/totp/activate/": {"id_code": "one-time-code"},
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_names_its_fields_and_runs_nothing_inline(
    client: Client, editor: User, path: str, language: str
) -> None:
    if path not in OPEN_PAGES:
        sign_in(client, "amina@city.example")
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    answer = client.get(path, headers={"Accept-Language": language})

    page = Page(answer.content.decode())
    direction = {"en": "ltr", "ar": "rtl"}[language]
    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{direction}">' in page.html
    assert page.html.count("<h1") == 1
    assert page.labelled >= page.fields.keys()
    assert page.inline == []
    assert {name: page.fields[name].get("autocomplete") for name in PAGES[path]} == PAGES[path]
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")


def test_the_pages_behind_a_mail_name_their_fields_too(client: Client) -> None:
    make_editor()
    client.post(CODE, {"email": "amina@city.example"})
    code = Page(client.get(f"{CODE}confirm/").content.decode())
    client.post("/accounts/logout/")
    sign_up(client)
    button = Page(client.get(mailed_link()).content.decode())

    assert code.fields["id_code"]["autocomplete"] == "one-time-code"
    assert code.labelled >= code.fields.keys()
    assert (list(button.fields), button.html.count("<h1")) == (["site-search"], 1)
    assert (code.inline, button.inline) == ([], [])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_finds_nothing_to_refuse(live_server: Any, chromium: Any) -> None:
    user = User.objects.create_superuser("amina", "amina@city.example", PASSWORD)
    context = chromium.new_context()
    page = context.new_page()
    complaints: list[str] = []
    # Chromium also gives advice, as "verbose"; what it refuses is an error.
    page.on(
        "console",
        lambda message: message.type in {"error", "warning"} and complaints.append(message.text),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{live_server.url}{LOGIN}?next=/accounts/2fa/totp/activate/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password", exact=False).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    secret = page.get_by_label("Secret").input_value()
    page.get_by_label("code", exact=False).fill(code_of(secret))
    page.get_by_role("button", name="Switch it on").click()
    codes = page.get_by_label("Unused codes").input_value().split()
    page.goto(f"{live_server.url}/accounts/2fa/")
    page.goto(f"{live_server.url}/accounts/password/change/")
    context.close()

    assert len(codes) == 10
    assert complaints == []
