"""What the secretariat does with an action, from its queue to the showcases, in a browser."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from docx import Document
from wagtail.models import Page

from actions.models import Action, Draft, Listing
from actions.services.drafts import save_draft, start_draft
from actions.services.submitting import submit_draft
from hub.accounts.roles import ensure_roles
from hub.outbox.worker import work_once
from tests.actions.making import make_repository
from tests.actions.people import READY, City
from tests.journeys.conftest import Hire
from tests.journeys.officers import KNOWN, Officer
from tests.journeys.people import Person
from tests.site import translate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
#: What the city writes, and what the secretariat makes of it.
WRITTEN = {
    "title": "Un guichet pour tous",
    "summary": "Un guichet.",
    "description": "Le guichet est ouvert cinq jours par semaine, avec des interprètes. " * 6,
}
BETTER = "Un guichet où tout nouvel arrivant trouve de l’aide."
ENGLISH = {
    WRITTEN["title"]: "A desk for all",
    BETTER: "One desk where everybody who arrives finds help.",
    WRITTEN["description"].strip(): "The desk is open on five days a week, with interpreters. " * 6,
}
ADDRESS = "https://pledges.example.org/17"


def work() -> None:
    while work_once():
        pass


def send_one(city: City) -> Draft:
    """Send an action in French, in a site that has a repository in both languages."""
    home = Page.objects.get(depth=2, locale__language_code="en").specific
    translate(make_repository(home), "fr")
    ensure_roles()  # with the rights on the pages that were just made
    draft = start_draft(city.owner, city.organisation, locale="fr")
    save_draft(city.owner, draft.key, changes=READY | WRITTEN, version=1)
    submit_draft(city.owner, draft.key, key=uuid4(), version=2)
    work()
    return draft


def open_desk(rosa: Officer) -> None:
    """Find the action in the queue, as one does in the morning."""
    rosa.open("action_desk:list")
    rosa.look("desk-queue")
    rosa.page.get_by_role("link", name=WRITTEN["title"], exact=True).click()
    rosa.page.get_by_role("heading", name=WRITTEN["title"]).wait_for()


def take(rosa: Officer, step: str) -> None:
    rosa.press(f'button[name="step"][value="{step}"]')
    work()


def download(rosa: Officer, form: str) -> Path:
    with rosa.page.expect_download() as found:
        rosa.page.get_by_role("link", name=form, exact=True).click()
    return Path(found.value.path())


def texts_in(document: Path) -> str:
    return "".join(Document(str(document)).element.body.itertext())


def test_an_action_goes_from_the_queue_to_the_showcases(officer: Hire, city: City) -> None:
    draft = send_one(city)
    rosa, awa = officer(), officer("fr")

    # Changes are asked for, at a field; the city answers there.
    rosa.log_in(city.reviewer.email, KNOWN)
    open_desk(rosa)
    take(rosa, "take_up")
    rosa.page.get_by_text("Which answers are to be changed").first.click()
    rosa.page.locator('[name="fields"][value="summary"]').check()
    rosa.page.locator('[name="text"]').first.fill("Merci d’en dire plus.")
    rosa.look("desk-in-review")
    take(rosa, "request_changes")
    awa.log_in(city.owner.email, KNOWN)
    awa.open("action_section", draft.key, "action")
    awa.look("desk-city-asked")
    assert awa.page.locator("#summary-problems .writing-problem").count() == 1
    awa.fill(summary=BETTER)
    awa.wait_until_saved()
    awa.submit(draft.key)
    work()

    # Agreed to, published, and translated segment by segment.
    open_desk(rosa)
    take(rosa, "take_up")
    rosa.look("desk-second-round")
    assert rosa.page.locator(".desk-compared ins").count() >= 1
    take(rosa, "approve")
    take(rosa, "publish")
    assert Draft.objects.get().state == "published"
    rosa.page.get_by_role("link", name="Its page", exact=True).click()
    editor = Person(rosa.page, rosa.address)
    rosa.page.get_by_role("region", name=editor.words["languages"]).wait_for()
    editor.send_to_translation("English")
    for french, english in ENGLISH.items():
        editor.translate(french, english)
    editor.publish_translation("A desk for all", "English")
    work()

    # Handed in to both compacts, and what they answer is recorded.
    for showcase, step in (("gcm-pledges", "publish"), ("gcr-pledges", "receive")):
        rosa.open("action_desk:listing", draft.key, showcase)
        rosa.look(f"desk-{showcase}")
        assert download(rosa, "PDF").read_bytes()[:5] == b"%PDF-"
        handed_in = texts_in(download(rosa, "DOCX"))
        assert "A desk for all" in handed_in
        assert "Un guichet" not in handed_in
        take(rosa, "prepare")
        rosa.open("action_desk:listing", draft.key, showcase)
        rosa.fill(remote_id=f"{showcase}-17", url=ADDRESS if step == "publish" else "")
        take(rosa, step)
    work()
    found = dict(Listing.objects.values_list("showcase", "state"))
    assert (found["gcm-pledges"], found["gcr-pledges"]) == ("published", "received")

    check_what_the_city_sees(awa, draft)
    told = [one.subject for one in mail.outbox if one.to == [city.owner.email]]
    assert told.count("News of your action, for Exampleville") >= 3


def check_what_the_city_sees(awa: Officer, draft: Draft) -> None:
    """Follow it in the portal, and read it on its page like everybody, in both languages."""
    awa.open("action_overview", draft.key)
    shown = awa.page.get_by_role("region", name="Où elle est mise en valeur")
    assert shown.get_by_role("link").get_attribute("href") == ADDRESS
    assert shown.get_by_role("listitem").count() == 3  # the repository, and two compacts
    awa.look("desk-city-follows")
    pages = {page.locale.language_code: page for page in Action.objects.select_related("locale")}
    for code, title in (("fr", WRITTEN["title"]), ("en", "A desk for all")):
        awa.page.goto(awa.address + pages[code].url)
        assert awa.page.get_by_role("heading", level=1).inner_text() == title
        row: Any = awa.page.get_by_role("row").filter(has_text="GCM Pledging Platform")
        assert row.get_by_role("link").get_attribute("href") == ADDRESS
        awa.look(f"desk-public-{code}")
