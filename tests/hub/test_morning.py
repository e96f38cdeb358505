"""What needs somebody today: what is counted, where it leads, for whom, and at what cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from courses.models import CheckedAddress, CourseEdition
from hub import days
from hub.accounts.roles import ROLES, ensure_roles
from hub.catalogue.models import Entry
from hub.declarations import jobs
from hub.morning import Urgency, lines_for
from hub.outbox.models import Delivery, DeliveryState, JobRun, Message
from hub.pages.needs import pages_that_need
from hub.partners.models import PartnerSite
from hub.webhooks.models import WebhookEndpoint
from resources.models import Report, Toolkit
from search.models import AskedText, EngineState, Indexed
from tests.courses.making import make_course, make_index
from tests.editor import make_editor
from tests.factories.media import make_image
from tests.resources.test_editing import listed, titles
from tests.site import add, add_report, library, translate

ELSEWHERE = "https://courses.example/mooc"
LATE = timezone.now() - timedelta(hours=1)


def make_pages(home: Page, number: int) -> None:
    """Make one page, and its translation, for every need of pages."""
    shelf, soon = library(home), timezone.now() + timedelta(days=3)
    cover = make_image()
    add(
        shelf,
        Report(title=f"No file {number}", report_year=2022, cover=cover, cover_is_decorative=True),
    )
    add(shelf, Toolkit(title=f"Ending {number}", expire_at=soon))
    french = translate(
        add(shelf, Toolkit(title=f"Cover {number}", cover=cover, cover_alt="A harbour.")),
        "fr",
        title=f"Couverture {number}",
    )
    Toolkit.objects.filter(pk=french.pk).update(cover_alt="")
    add_report(shelf, f"Draft {number}", publish=False, cover=cover)


def make_silent_course(home: Page) -> None:
    course = make_course(make_index(home))
    CourseEdition.objects.create(page=course, language="en", url=ELSEWHERE)
    CheckedAddress.objects.create(url=ELSEWHERE, failures=3)


def break_parts(number: int) -> None:
    """Let everything fail that an administrator is told of."""
    message = Message.objects.create(topic="action.submitted", key=str(number))
    for consumer in ("action_mail", f"webhook:{number}"):
        Delivery.objects.create(
            message=message,
            key=message.key,
            consumer=consumer,
            state=DeliveryState.DEAD,
            error="Refused.",
        )
    JobRun.objects.create(name=jobs()[number].name, next_run_at=LATE)
    site = PartnerSite.objects.create(name=f"Partner {number}", contact="web@partner.example")
    for silent in (LATE, None):
        WebhookEndpoint.objects.create(
            site=site, url="https://partner.example", is_active=False, failing_since=silent
        )
    EngineState.objects.update_or_create(engine="embedded", defaults={"failures": 2})
    group = Entry.objects.values_list("group", flat=True).order_by("group")[number]
    Indexed.objects.update_or_create(
        engine="embedded", group_id=group, defaults={"failed_version": 99, "tries": 8}
    )
    for day in (days.today(), days.today() - timedelta(days=2)):
        AskedText.objects.create(
            day=day, locale="en", text=f"tram {number}", asked=1, found_nothing=1
        )
    long_ago = days.today() - timedelta(days=7)
    AskedText.objects.create(
        day=long_ago, locale="en", text=f"ferry {number}", asked=1, found_nothing=1
    )


def told(user: Any) -> dict[str, int]:
    # Read again, as each request does: Wagtail keeps rights on the object.
    user = type(user)._default_manager.get(pk=user.pk)
    return {line.label: line.count for line in lines_for(user)}


@pytest.fixture
def editor(client, home):
    return make_editor(client, is_admin=True)


@pytest.fixture
def pages(home, committed):
    with committed():
        make_pages(home, 1)
        make_silent_course(home)


def test_nothing_waits_on_a_site_in_order(client, home):
    ensure_roles()
    editor = make_editor(client, role="Network managers")

    panel = editor.get(reverse("wagtailadmin_home")).find(id="hub-morning-content")

    assert " ".join(panel.get_text().split()) == "Nothing waits for you."


#: A French page above a translation has no words yet. Published groups: home, library, three of the
#: shelf, the list of courses and the course.
NEEDS = {
    "Pages that are outdated in French": ("outdated-fr", Urgency.SOON, 1),
    "Pages that are missing in French": ("missing-fr", Urgency.LATER, 4),
    "Pages that are missing in Spanish": ("missing-es", Urgency.LATER, 7),
    "Pages that are missing in Arabic": ("missing-ar", Urgency.LATER, 7),
    "Pages that end within two weeks": ("ending", Urgency.SOON, 1),
    "Pages with no words for their cover": ("cover", Urgency.LATER, 1),
    "Reports and toolkits with neither file nor link": ("files", Urgency.SOON, 3),
    "Courses at an address that does not answer": ("silent", Urgency.NOW, 1),
}


@pytest.mark.usefixtures("pages")
def test_each_need_of_pages_is_counted_and_leads_to_those_pages(editor):
    lines = {line.label: line for line in lines_for(editor.user) if "need=" in line.address}

    assert {
        label: (line.address.split("need=")[1], line.urgency, line.count)
        for label, line in lines.items()
    } == NEEDS
    for line in lines.values():
        address, need = line.address.split("?need=")
        assert len(listed(editor, address.removeprefix("/admin/").strip("/"), need=need)) == (
            line.count
        )


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    ("need", "expected"),
    [
        ("ending", ["Ending 1"]),
        ("cover", ["Couverture 1"]),
        ("files", ["Cover 1", "Ending 1", "No file 1"]),
        ("silent", ["The MOOC"]),
        ("unknown", ["No such need is offered, so the list is whole"]),
    ],
)
def test_the_list_holds_the_pages_themselves(editor, need, expected):
    found = titles(listed(editor, "all-pages", need=need))

    assert found == expected if need != "unknown" else len(found) == Page.objects.count() - 1


def test_a_translation_that_lags_behind_is_told_to_who_may_change_it(client, home, committed):
    with committed():
        report = add_report(library(home), "Annual report")
        translate(report, "fr", title="Rapport annuel")
    with committed():
        report.summary = "Written since."
        report.save_revision().publish()
    french = Page.objects.get(depth=2, locale=Locale.objects.get(language_code="fr"))

    label = "Pages that are outdated in French"
    translator = make_editor(client, "change_page", on=french)
    stranger = make_editor(client, "change_page", on=library(home))

    assert "Rapport annuel" in outdated(translator.user)
    assert told(translator.user)[label] == len(outdated(translator.user))
    assert (outdated(stranger.user), told(stranger.user).get(label)) == ([], None)
    with committed():
        Page.objects.get(title="Rapport annuel").specific.save_revision().publish()
    assert "Rapport annuel" not in outdated(translator.user)


def outdated(user: Any) -> list[str]:
    user = type(user)._default_manager.get(pk=user.pk)
    return list(pages_that_need("outdated-fr", user).values_list("title", flat=True))


def test_what_is_broken_is_told_to_administrators(editor, home, committed):
    with committed():
        make_pages(home, 1)
    break_parts(1)

    lines = {line.label: line for line in lines_for(editor.user) if "need=" not in line.address}

    assert {label: (line.count, line.address) for label, line in lines.items()} == {
        "Parts of the hub that are not well": (1, "/admin/hub/state/"),
        "Search engines that do not answer": (1, "/admin/search/state/"),
        "Messages that were given up": (1, "/admin/hub/state/"),
        "Partner sites with a webhook that was given up": (
            1,
            "/admin/snippets/hub/partnersite/?given_up=true",
        ),
        "Pages that search has given up": (1, "/admin/search/state/"),
        "Searches of the last seven days that found nothing": (
            1,
            "/admin/search/asked/?nothing=on&week=on",
        ),
    }
    for line in lines.values():
        assert editor.client.get(line.address).status_code == 200, line.address


def test_lists_show_what_the_lines_count(editor, home, committed):
    with committed():
        make_pages(home, 1)
    break_parts(1)
    PartnerSite.objects.create(name="In order", contact="web@partner.example")

    sites = editor.get("/admin/snippets/hub/partnersite/", {"given_up": "true"})
    asked = editor.client.get("/admin/search/asked/?nothing=on&week=on")

    assert [cell.text.strip() for cell in sites.select("td .title-wrapper a")] == ["Partner 1"]
    assert [(row["text"], row["empty"]) for row in asked.context["rows"]] == [("tram 1", 2)]


def test_what_was_given_up_is_sent_again(editor, home, committed):
    with committed():
        make_pages(home, 1)
    break_parts(1)
    state = reverse("hub_state:index")

    shown = editor.get(state).text
    editor.client.post(state, {"consumer": "action_mail"})

    assert "deliveries are late" not in shown
    assert "periodic jobs are late" in shown
    assert "Refused." in shown
    states = Delivery.objects.order_by("consumer").values_list("consumer", "state")
    assert list(states) == [("action_mail", "waiting"), ("webhook:1", "dead")]
    assert "No message was given up." in editor.get(state).text


#: Beside the lines of the reviewers (tests/actions/test_morning.py): pages, search, the hub.
TOLD = {
    "Editors": (True, False, False),
    "Translators": (True, False, False),
    "Network managers": (False, False, False),
    "Reviewers": (True, True, False),
    "Data protection": (False, False, False),
    "Administrators": (True, True, True),
}


@pytest.mark.parametrize("role", [role.name for role in ROLES])
def test_who_is_told_what(client, home, committed, role):
    with committed():
        ensure_roles()
        make_pages(home, 1)
    break_parts(1)

    found = told(make_editor(client, role=role).user)

    assert (
        "Pages that end within two weeks" in found,
        "Pages that search has given up" in found,
        "Messages that were given up" in found,
    ) == TOLD[role]
    allowed = 200 if TOLD[role][2] else 302
    assert client.get(reverse("hub_state:index")).status_code == allowed


def test_a_page_to_review_is_told_to_the_reviewers(client, home, committed):
    with committed():
        ensure_roles()
        report = add_report(library(home), "To look at", publish=False)
    writer = make_editor(client, role="Translators")
    report.owner = writer.user
    report.save_revision(user=writer.user)
    report.get_workflow().start(report, writer.user)
    reviewer = make_editor(client, role="Reviewers")

    found = told(reviewer.user)
    screen = reviewer.get(reverse("wagtailadmin_reports:workflow_tasks"), {"reviewable": "true"})

    assert found["Pages that wait for your review"] == 1
    assert "Pages that wait for your review" not in told(writer.user)
    assert "To look at" in screen.text


QUERIES = 17


def test_the_cost_is_the_same_at_any_size(client, home, committed, django_assert_num_queries):
    """For an administrator: 2 + 4 + 2 + 1 + 5 + 3, beside the rights that a request reads anyway.

    Tasks of workflows and those of the one type there is (2), dirty groups, keys of the catalogue,
    late deliveries and jobs (4), messages and webhooks given up (2), all needs of pages (1); of the
    reviewers listings, drafts, reports, commitments and requests (5); engines, pages given up and
    texts of search (3).
    """
    with committed():
        ensure_roles()
        make_pages(home, 1)
        make_silent_course(home)
    break_parts(1)
    user = make_editor(client, role="Administrators").user
    lines_for(user)  # content types and rights are kept from here on

    with django_assert_num_queries(QUERIES):
        few = lines_for(user)
    with committed():
        for number in range(2, 6):
            make_pages(home, number)
            break_parts(number)
    with django_assert_num_queries(QUERIES):
        many = lines_for(user)

    assert [line.label for line in few] == [line.label for line in many]
    assert sum(line.count for line in many) > 3 * sum(line.count for line in few)
