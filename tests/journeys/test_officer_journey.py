"""What a city officer does, from the account to the receipt, in a browser against a live server."""

from pathlib import Path

import pytest
from django.core import mail
from docx import Document

from actions.models import AccessRequest, Draft, Membership, Submission
from actions.questions import Section, questions
from actions.services.drafts import save_draft, start_draft
from hub.outbox.worker import work_once
from tests.actions.people import City
from tests.journeys.conftest import Hire
from tests.journeys.officers import KNOWN, REQUIRED, Officer, path, user_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PHONE = {"viewport": {"width": 390, "height": 844}}


def test_an_action_from_the_account_to_the_receipt_with_a_pause(
    officer: Hire, tmp_path: Path
) -> None:
    ama = officer()
    ama.sign_up("ama@city.example")
    assert ama.page.url.endswith("/en/my/")
    ama.register_and_sign("City of Sunyani")
    membership = Membership.objects.get(user=user_of("ama@city.example"))
    assert (membership.role, membership.organisation.commitments.count()) == ("owner", 1)

    # Saved as it is typed; half of it on one device, the rest on another.
    key = ama.start()
    for section in ("organisation", "action", "people"):
        ama.open("action_section", key, section)
        ama.fill(**REQUIRED[section])
        ama.wait_until_saved()
    ama.log_out()
    at_home = officer()
    at_home.log_in("ama@city.example")
    at_home.page.get_by_role("main").get_by_role("link", name="A desk for new arrivals").click()
    at_home.page.wait_for_url(f"**{path('action_overview', key)}")
    at_home.open("action_section", key, "action")
    assert at_home.page.locator('[name="summary"]').input_value() == REQUIRED["action"]["summary"]
    for section in ("time-and-place", "priorities", "sharing"):
        at_home.open("action_section", key, section)
        at_home.fill(**REQUIRED[section])
        at_home.wait_until_saved()

    # The Word form down, one answer changed, and up again.
    at_home.open("action_overview", key)
    at_home.page.locator(f'main a[href="{path("action_word", key)}"]').click()
    with at_home.page.expect_download() as download:
        at_home.page.locator('main a[hreflang="en"]').click()
    changed = change_form(Path(download.value.path()), tmp_path / "form.docx")
    at_home.page.locator('[name="form"]').set_input_files(changed)
    at_home.press()
    taken = at_home.page.locator('[name="take"]')
    assert (taken.count(), taken.get_attribute("value")) == (1, "title")
    taken.check()
    at_home.press()
    assert Draft.objects.get().answers["title"] == "A desk for everybody"

    # The same attempt twice, as a double click sends it, is one submission.
    at_home.open("action_submit", key)
    at_home.page.evaluate(
        "fetch(location, {method: 'POST', body: new FormData(document.querySelector('main form'))})"
        ".then(answer => answer.text())"
    )
    at_home.press()
    number = at_home.number()
    at_home.page.reload()
    assert at_home.number() == number == Submission.objects.get().number
    assert Submission.objects.get().answers["title"] == "A desk for everybody"
    while work_once():
        pass
    receipts = [one.to for one in mail.outbox if number in one.subject]
    assert receipts == [["ama@city.example"]]


def change_form(form: Path, changed: Path) -> Path:
    """Write another title into a form, and nothing else."""
    document = Document(str(form))
    texts = [text for text in document.element.body.iter() if text.tag.endswith("}t")]
    (title,) = [text for text in texts if text.text == "A desk for new arrivals"]
    title.text = "A desk for everybody"
    document.save(str(changed))
    return changed


def test_a_phone_without_javascript_in_french_is_enough(officer: Hire) -> None:
    awa = officer("fr", java_script_enabled=False, locale="fr", **PHONE)
    awa.sign_up("awa@ville.example")
    awa.register_and_sign("Ville de Kumasi")
    key = awa.start()

    # The buttons lead through all sections, whether something is required there or not.
    for place, section in enumerate(Section, start=1):
        assert awa.page.url.endswith(path("action_section", key, section, language="fr"))
        assert awa.page.locator("html").get_attribute("lang") == "fr"
        awa.fill(**REQUIRED.get(section, {}))
        awa.look(f"{place}-fr-phone")
        awa.press()
    assert awa.page.url.endswith(path("action_overview", key, language="fr"))
    assert awa.page.locator("#missing").count() == 0
    number = awa.submit(key)

    submission = Submission.objects.get()
    assert (submission.number, submission.locale) == (number, "fr")
    given = {name for name, value in submission.answers.items() if value}
    assert given == {name for name, question in questions().items() if question.is_required}
    assert awa.page.locator("html").get_attribute("lang") == "fr"


def test_two_people_in_one_action_overwrite_nothing(officer: Hire, city: City) -> None:
    draft = start_draft(city.owner, city.organisation, locale="en")
    one, other = officer(), officer()
    for person, user in ((one, city.owner), (other, city.contributor)):
        person.log_in(user.email, KNOWN)
        person.open("action_section", draft.key, "action")
    one.fill(title="A desk by the owner")
    one.wait_until_saved()

    other.fill(title="A desk by the contributor", website="https://desk.example")
    conflict = other.page.locator("#field-title .writing-conflict")
    conflict.wait_for()

    assert conflict.locator("blockquote").inner_text() == "A desk by the owner"
    assert other.page.locator('[name="title"]').input_value() == "A desk by the contributor"
    other.look("conflict")
    draft.refresh_from_db()
    assert draft.answers["title"] == "A desk by the owner"
    assert draft.answers["website"] == "https://desk.example"
    conflict.get_by_role("button", name="Keep mine").click()
    other.wait_until_saved()
    draft.refresh_from_db()
    assert draft.answers["title"] == "A desk by the contributor"


def test_a_newcomer_takes_over_and_the_open_session_ends(officer: Hire, city: City) -> None:
    draft = start_draft(city.owner, city.organisation, locale="en")
    leaving, newcomer, owner = officer(), officer(), officer()
    leaving.log_in(city.contributor.email, KNOWN)
    assert leaving.open("action_section", draft.key, "action") == 200
    newcomer.sign_up("new@city.example")
    newcomer.open("joining_register")
    newcomer.fill(
        name="Exampleville", kind="local_government", country="GH", job_title="Migration officer"
    )
    newcomer.press()
    newcomer.press(f'a[href="{path("joining_ask", city.organisation.key)}"]')
    newcomer.fill(job_title="Migration officer", reason="I follow my colleague since May.")
    newcomer.press()
    owner.log_in(city.owner.email, KNOWN)
    owner.press(f'a[href="{path("joining_decide", AccessRequest.objects.get().key)}"]')
    replaced = Membership.objects.get(user=city.contributor)
    owner.fill(replaces=str(replaced.pk), role="contributor")
    owner.look("decide")
    owner.press('button[name="grant"]')

    # What the person replaced still has open saves nothing any more, and opens nothing.
    leaving.fill(title="Too late")
    leaving.page.locator("#writing-status", has_text="There is no such action").wait_for()
    assert leaving.open("action_overview", draft.key) == 404
    assert newcomer.open("action_section", draft.key, "action") == 200
    draft.refresh_from_db()
    assert draft.answers.get("title", "") == ""
    replaced.refresh_from_db()
    assert replaced.ended_at is not None
    while work_once():
        pass
    told = [(one.to, one.subject) for one in mail.outbox]
    assert (["new@city.example"], "Your access to Exampleville") in told
    assert ([city.contributor.email], "Your access to Exampleville has ended") in told


def test_the_keyboard_is_enough(officer: Hire, city: City) -> None:
    draft = start_draft(city.owner, city.organisation, locale="en")
    answers = REQUIRED["organisation"] | REQUIRED["action"]
    save_draft(city.owner, draft.key, changes=answers, version=1)
    ama = officer()
    ama.log_in(city.owner.email, KNOWN)
    ama.open("action_overview", draft.key)

    tab_to(ama, f'a[href="{path("action_section", draft.key, "people")}"]')
    ama.page.keyboard.press("Enter")
    ama.page.wait_for_url(f"**{path('action_section', draft.key, 'people')}")
    tab_to(ama, '[name="target_groups"][value="migrants"]')
    ama.page.keyboard.press("Space")
    tab_to(ama, 'textarea[name="people_in_particular"]')
    ama.page.keyboard.type("Children")
    tab_to(ama, 'button[value="next"]')
    ama.page.keyboard.press("Enter")
    ama.page.wait_for_url(f"**{path('action_section', draft.key, 'time-and-place')}")

    draft.refresh_from_db()
    assert draft.answers["target_groups"] == ["migrants"]
    assert draft.answers["people_in_particular"] == "Children"


def tab_to(person: Officer, selector: str) -> None:
    """Press Tab until something has the focus, and see that the focus shows."""
    for _press in range(200):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("s => document.activeElement.matches(s)", selector):
            break
    else:
        pytest.fail(f"Tab never comes to {selector}")
    style = "getComputedStyle(document.activeElement)"
    assert person.page.evaluate(f"{style}.outlineStyle") != "none"
