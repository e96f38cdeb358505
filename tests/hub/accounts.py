"""What tests of accounts share: two people, the form, what a page holds and what is logged."""

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from io import StringIO
from itertools import count
from logging import StreamHandler, getLogger
from typing import Any

from django.contrib.auth.models import Permission, User
from django.core import mail
from django.test import Client

from hub.logs import LineFormatter

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"
SIGN_UP = "/accounts/signup/"
CODE = "/accounts/login/code/"
PASSWORD = "seven boats on a quiet river"
OTHER_PASSWORD = "eight boats on a loud river"


def make_editor() -> User:
    """Make somebody who may enter the admin, with capital letters in the address."""
    user = User.objects.create_user("amina", "Amina@city.example", PASSWORD)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def make_reader() -> User:
    return User.objects.create_user("boris", "boris@city.example", PASSWORD)


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra: Any) -> Any:
    address = extra.pop("address", LOGIN)
    return client.post(address, {"login": login, "password": password}, **extra)


def sign_up(client: Client, email: str = "chloe@city.example", **extra: Any) -> Any:
    """Send the form of somebody who joins, with `next` and `password` where a test gives them."""
    password = extra.pop("password", PASSWORD)
    form = {"email": email, "password1": password, "password2": password}
    form |= {"next": extra.pop("next")} if "next" in extra else {}
    return client.post(SIGN_UP, form, **extra)


def last_mail() -> tuple[list[str], str, str]:
    message = mail.outbox[-1]
    return message.to, message.subject.removeprefix("[Local Action Hub] "), str(message.body)


def mailed_link() -> str:
    """Return the address in the last mail, without the host that it must begin with."""
    found = re.search(
        r"^http://127\.0\.0\.1:8000(/accounts/confirm/\S+/\S*)$", last_mail()[2], re.M
    )
    assert found
    return found[1]


def mailed_code() -> str:
    found = re.search(r"^[A-Z]{4}-[A-Z]{4}$", last_mail()[2], re.M)
    assert found
    return found[0]


def without_what_was_sent(response: Any, email: str) -> str:
    """Return a page without the address that it repeats and the token that is new each time."""
    text = response.content.decode().replace(email, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def fail(client: Client, times: int, login: str = "amina@city.example", **extra: Any) -> None:
    for _attempt in range(times):
        assert sign_in(client, login, "wrong", **extra).status_code == 200


def code_of(secret: str, *, steps: int = 0) -> str:
    """Work out what an authenticator app shows (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@contextmanager
def logged() -> Iterator[StringIO]:
    """Collect every log line as the site would write it."""
    lines = StringIO()
    handler, root = StreamHandler(lines), getLogger()
    handler.setFormatter(LineFormatter())
    level = root.level
    root.addHandler(handler)
    root.setLevel("DEBUG")
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


class Page(HTMLParser):
    """Find what a screen reader and the content security policy look at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.fields: dict[str, dict[str, str | None]] = {}
        self.labelled: set[str | None] = set()
        self.inline: list[str] = []
        numbers = count()
        self.next_name = lambda: f"nameless-{next(numbers)}"
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in {"input", "textarea", "select"} and found.get("type") != "hidden":
            self.fields[found.get("id") or self.next_name()] = found
        if tag == "label":
            self.labelled.add(found.get("for"))
        is_script = tag == "script" and not found.get("src")
        is_data = found.get("type") == "application/json"
        handlers = [name for name in found if name == "style" or name.startswith("on")]
        if (is_script and not is_data) or tag == "style" or handlers:
            self.inline.append(self.get_starttag_text() or tag)

    def described(self, field: str, text: str) -> bool:
        """Tell whether a field points to an element, and says there what is wrong with it."""
        names = (self.fields[field].get("aria-describedby") or "").split()
        assert self.fields[field].get("aria-invalid") == "true"
        elements = [re.search(rf'<[^>]*id="{name}".*?</', self.html, re.DOTALL) for name in names]
        return any(text in element[0] for element in elements if element)
