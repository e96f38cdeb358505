"""City officers at a browser: each method is one thing they do, found by the names of fields."""

import os
import re
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from tests.looks import keep_picture

PASSWORD = "a quiet river bends"
KNOWN = "correct horse 27"  # of everybody in the city of tests.actions.people
WAIT = 30_000
#: Enough for an action to be sent: exactly what is required, by section.
REQUIRED: dict[str, dict[str, Any]] = {
    "organisation": {
        "submitter_name": "Ama Mensah",
        "submitter_email": "ama@city.example",
        "submitter_job_title": "Migration officer",
    },
    "action": {
        "title": "A desk for new arrivals",
        "summary": "One desk where everybody who arrives finds help.",
        "description": "The desk is open on five days a week, with interpreters. " * 6,
    },
    "people": {"target_groups": ["migrants", "refugees"]},
    "time-and-place": {"starts_on": "2025-01-01", "countries": ["GH"]},
    "priorities": {"priority_objectives": ["po-4"]},
    "sharing": {"consent_publish": True, "consent_showcase": True, "licence": "cc-by-4.0"},
}


def path(name: str, *args: Any, language: str = "en") -> str:
    with override(language):
        return reverse(name, args=args)


def wait_until_saved(page: Any) -> None:
    """Wait until nothing is kept in the browser any more, which is when the server has it."""
    for _moment in range(WAIT // 50):  # in the page no script may wait: its policy forbids "eval"
        if not page.evaluate("localStorage.length"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.locator("#writing-status").inner_text())


class Officer:
    """Somebody in the portal; without JavaScript they press buttons where others just type."""

    def __init__(self, chromium: Any, address: str, language: str = "en", **look: Any) -> None:
        self.context = chromium.new_context(reduced_motion="reduce", **look)
        self.context.set_default_timeout(WAIT)
        self.page = self.context.new_page()
        self.address, self.language = address, language
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, name: str, *args: Any) -> int:
        answer = self.page.goto(self.address + path(name, *args, language=self.language))
        return int(answer.status)

    def look(self, name: str) -> None:
        """Keep pictures for people who want to look, where a folder is given; also of a phone."""
        if os.environ.get("HUB_SCREENSHOTS"):
            size = self.page.viewport_size
            for width in {size["width"], 360}:
                # The admin scrolls inside the window, so all of a page wants a high one.
                self.page.set_viewport_size({"width": width, "height": 2400})
                keep_picture(self.page, f"{name}-{width}")
            self.page.set_viewport_size(size)

    def fill(self, **values: Any) -> None:
        """Fill fields by their names; a list or True ticks boxes."""
        main = self.page.get_by_role("main")
        for name, value in values.items():
            found = main.locator(f'[name="{name}"]')
            for code in value if isinstance(value, list) else []:
                main.locator(f'[name="{name}"][value="{code}"]').check()
            if value is True:
                found.check()
            elif isinstance(value, str) and found.evaluate("one => one.tagName") == "SELECT":
                found.select_option(value)
            elif isinstance(value, str):
                found.fill(value)

    def press(self, button: str = "button.hub-button") -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("main").locator(button).click()

    def wait_until_saved(self) -> None:
        wait_until_saved(self.page)

    def sign_up(self, email: str) -> None:
        """Make an account on the way to the portal, and follow the link in the mail."""
        self.open("joining_home")
        self.page.locator('main a[href*="signup"]').click()
        self.fill(email=email, password1=PASSWORD, password2=PASSWORD)
        self.press('button[type="submit"]')
        letter = next(one for one in reversed(mail.outbox) if one.to == [email])
        link = urlsplit(re.findall(r"https?://\S+/confirm/\S+", letter.body)[0])
        self.page.goto(f"{self.address}{link.path}?{link.query}")
        self.press('button[type="submit"]')

    def log_in(self, email: str, password: str = PASSWORD) -> None:
        self.open("joining_home")
        self.fill(login=email, password=password)
        self.press('button[type="submit"]')

    def log_out(self) -> None:
        with self.page.expect_navigation():
            self.page.locator('a[href*="logout"]').click()
        self.press('button[type="submit"]')

    def register_and_sign(self, name: str) -> None:
        self.open("joining_home")
        self.press("a.hub-button")
        self.fill(name=name, kind="local_government", country="GH", job_title="Migration officer")
        self.press()
        self.fill(signatory_name="Efua Owusu", signatory_title="Mayor", signed_at_place="Accra")
        self.press()

    def start(self) -> str:
        """Begin an action; its key."""
        self.open("action_start")
        self.press()
        return urlsplit(self.page.url).path.split("/")[4]

    def submit(self, key: str) -> str:
        """Send an action; the number on its receipt."""
        self.open("action_submit", key)
        self.press()
        return self.number()

    def number(self) -> str:
        return str(self.page.locator("main dl strong").first.inner_text())


def user_of(email: str) -> Any:
    return get_user_model().objects.get(email=email)
