"""Writing in a real browser: what is typed is saved, also over a lost line and a lost session."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from actions.models import Draft
from actions.services.drafts import save_draft, start_draft
from tests.actions.people import City, make_city
from tests.actions.test_writing import path
from tests.journeys.officers import wait_until_saved
from tests.looks import keep_picture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
WAIT = 15_000


def session_of(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def give_session(context: Any, address: str, user: Any) -> None:
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": address}
    context.add_cookies([cookie])


def said(page: Any, text: str) -> None:
    page.locator("#writing-status", has_text=text).wait_for(timeout=WAIT)


def wait_for_title(page: Any, title: str) -> None:
    for _attempt in range(50):
        if Draft.objects.get().answers["title"] == title:
            return
        page.wait_for_timeout(200)
    raise AssertionError(Draft.objects.get().answers["title"])


def test_what_is_typed_survives_whatever_happens(
    live_server: Any, chromium: Any, monkeypatch: Any
) -> None:
    make_city()
    city = City.read()
    draft = start_draft(city.owner, city.organisation, locale="en")
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    give_session(context, live_server.url, city.owner)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(live_server.url + path("action_section", draft.key, "action"))

    # It is saved as it is typed, and the counter counts.
    page.get_by_label("Title of the action").fill("A desk for all")
    said(page, "Saved at")
    page.get_by_label("The action in two or three sentences").fill("One two three")
    said(page, "Saved at")
    assert page.locator("#field-summary .writing-count").inner_text() == "3 of 80 words"
    keep_picture(page, "section-phone")

    # Without a line it stays in the browser, also over a reload, and is sent later.
    context.route("**/save/", lambda route: route.abort())
    page.get_by_label("Title of the action").fill("Typed without a line")
    said(page, "No connection.")
    context.unroute("**/save/")
    page.reload()
    said(page, "Saved at")
    assert Draft.objects.get().answers["title"] == "Typed without a line"

    # Without a session it stays, too; logging in again sends it.
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("Title of the action").fill("Typed after the session")
    said(page, "You are no longer logged in.")
    assert page.get_by_role("link", name="Log in again").get_attribute("target") == "_blank"
    give_session(context, live_server.url, city.owner)
    page.evaluate("dispatchEvent(new Event('focus'))")
    said(page, "Saved at")
    assert Draft.objects.get().answers["title"] == "Typed after the session"

    # Two people: both texts are shown, and one of them is chosen.
    now = Draft.objects.get().version
    theirs = {"title": "Theirs", "website": "https://theirs.example"}
    save_draft(city.contributor, draft.key, changes=theirs, version=now)
    page.get_by_label("Title of the action").fill("Mine")
    conflict = page.locator("#field-title .writing-conflict")
    conflict.wait_for(timeout=WAIT)
    keep_picture(page, "conflict-phone")
    assert conflict.locator("blockquote").inner_text() == "Theirs"
    assert page.get_by_label("Web page of the action").input_value() == "https://theirs.example"
    assert Draft.objects.get().answers["title"] == "Theirs"
    # Neither a reload nor another page decides in the place of a person.
    page.goto(live_server.url + path("action_section", draft.key, "people"))
    said(page, "Saved at")
    page.get_by_label("Who in particular?").fill("Children")
    said(page, "Saved at")
    page.goto(live_server.url + path("action_section", draft.key, "action"))
    conflict.wait_for(timeout=WAIT)
    assert Draft.objects.get().answers["title"] == "Theirs"
    conflict.get_by_role("button", name="Keep mine").click()
    conflict.wait_for(state="detached", timeout=WAIT)
    wait_until_saved(page)
    assert page.evaluate("localStorage.length") == 0
    assert Draft.objects.get().answers["title"] == "Mine"

    # What is refused stays in the browser until it is taken, and holds back nothing else.
    page.locator("#id_description").fill("x" * 20_001)
    page.get_by_label("Title of the action").fill("Saved all the same")
    said(page, "Some answers could not be saved")
    problem = page.locator("#description-problems", has_text="more than 20000 characters")
    problem.wait_for(timeout=WAIT)
    assert Draft.objects.get().answers["title"] == "Saved all the same"
    page.reload()
    problem.wait_for(timeout=WAIT)
    assert len(page.locator("#id_description").input_value()) == 20_001
    page.locator("#id_description").fill("Short enough")
    said(page, "Saved at")
    assert Draft.objects.get().answers["description"] == "Short enough"
    assert page.evaluate("localStorage.length") == 0
    # Even more than a request may hold: the others go one by one.
    monkeypatch.setattr("actions.views.saving.MOST_BYTES", 20_000)
    page.locator("#id_description").fill("x" * 21_000)
    page.get_by_label("Title of the action").fill("Alone")
    problem = page.locator("#description-problems", has_text="too long to be kept")
    problem.wait_for(timeout=WAIT)
    wait_for_title(page, "Alone")
    page.locator("#id_description").fill("Short again")
    said(page, "Saved at")

    # No page is wider than a phone.
    for section in ("organisation", "people", "priorities", "results", "sharing"):
        page.goto(live_server.url + path("action_section", draft.key, section))
        keep_picture(page, f"{section}-phone")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(live_server.url + path("action_overview", draft.key))
    keep_picture(page, "overview-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(live_server.url + path("action_section", draft.key, "priorities"))
    keep_picture(page, "priorities-desktop")
    context.close()

    assert complaints == []
