"""What speaks against publishing, said plainly; and every way of publishing that is held back."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db.models.signals import post_save
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.models import GroupApprovalTask, Page
from wagtail.users.models import UserProfile

from hub.accounts.roles import REVIEW, ensure_roles
from hub.media.models import PageFile
from hub.pages.publishing import problems
from resources.models import (
    EventPage,
    Grant,
    IndexPage,
    PartnerCity,
    Phase,
    Programme,
    Report,
    Round,
    UpdatePage,
)
from tests.editor import make_editor, messages_of
from tests.factories.hub import TermFactory
from tests.factories.media import make_collection, make_document, make_image
from tests.site import add, add_report, library, translate

NO_FILE = "Add at least one file, or a link to where it can be read."
NO_SUMMARY = "There is no summary, so cards and lists show the title alone."


@pytest.fixture
def editor(client, home):
    return make_editor(client, is_admin=True)


@pytest.fixture
def report(home, committed):
    with committed():
        return with_link(add_report(library(home), "Report", summary="Short.", publish=False))


def with_link(page, **fields):
    fields = {"title": "The report", "link_url": "https://example.org/report"} | fields
    page.hub_files.add(PageFile(languages=["en"], **fields))
    page.hub_files.commit()
    page.save_revision()
    return page


def said(page):
    return [(problem.field, problem.message, problem.is_error) for problem in problems(page)]


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def long(day):
    return date_format(day)


def test_a_page_in_order_has_no_problems(report):
    assert problems(report) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"summary": " "}, ("summary", NO_SUMMARY, False)),
        ({"issued_on": 1}, ("issued_on", "“Issued on” is in the future: {1}.", True)),
        ({"launched_on": 1}, ("launched_on", "“Launched on” is in the future: {1}.", False)),
        (
            {"issued_on": -1, "launched_on": -2},
            ("launched_on", "It was launched ({-2}) before it was issued ({-1}).", True),
        ),
        (
            {"reach": "networks"},
            ("networks", "Only networks may read this page, but it belongs to none of them.", True),
        ),
    ],
    ids=["summary", "issued", "launched", "order", "reach"],
)
def test_each_problem_is_one_sentence_about_one_field(report, fields, expected):
    for name, value in fields.items():
        setattr(report, name, in_days(value) if isinstance(value, int) else value)

    field, message, is_error = expected
    for days in (-2, -1, 1):
        message = message.replace(f"{{{days}}}", long(in_days(days)))
    assert said(report) == [(field, message, is_error)]


def test_a_date_may_come_before_the_page_does(report):
    report.issued_on = in_days(3)
    report.go_live_at = timezone.now() + timedelta(days=4)

    assert problems(report) == []


def test_a_year_that_has_not_begun_is_an_error(report):
    report.report_year = in_days(0).year + 1

    message = f"It reports on a year that has not begun: {report.report_year}."
    assert said(report) == [("report_year", message, True)]


def test_a_report_needs_a_file_or_a_link(report):
    report.hub_files.clear()

    assert said(report) == [("hub_files", NO_FILE, True)]


def test_a_file_whose_document_is_gone_is_named(report):
    document = make_document()
    report.hub_files = [PageFile(title="Gone", languages=["en"], document=document)]
    report.save_revision()
    document.delete()

    draft = Report.objects.get().get_latest_revision_as_object()

    assert said(draft) == [("hub_files", "“Gone” has neither a document nor a link.", True)]


def test_a_file_that_the_public_may_not_download_is_shown_as_a_warning(report):
    document = make_document(collection=make_collection("Private", is_private=True))
    report.hub_files = [PageFile(title="Inside", languages=["en"], document=document)]

    message = "“Inside” is in a private collection, so the public cannot download it."
    assert said(report) == [("hub_files", message, False)]


def test_a_cover_needs_words_or_is_decorative(report):
    report.cover = make_image()
    message = "Say what the cover shows, for people who do not see it, or tick “decorative”."
    assert said(report) == [("cover_alt", message, True)]

    report.cover_alt = "A bridge"
    assert said(report) == []

    report.cover_alt, report.cover_is_decorative = "", True
    assert said(report) == []


def test_what_the_body_lacks_is_told_as_well(report):
    item = {"value": "50+", "label": "cities"}
    report.body = json.dumps([{"type": "statistics", "value": {"title": "", "items": [item]}}])

    (problem,) = problems(report)
    assert (problem.field, problem.is_error) == ("body", False)
    assert "The figure “50+” has no source." in problem.message


def test_a_translation_is_asked_for_its_prose_only(report, committed):
    report.issued_on = in_days(5)
    report.save_revision().publish()
    french = translate(report, "fr")
    french.hub_files.clear()

    message = "The title is the same as on the English page. Is it translated?"
    assert said(french) == [("title", message, False)]

    french.title = "Rapport"
    assert said(french) == []


def test_a_translation_says_that_its_source_is_not_published(report):
    french = translate(report, "fr", title="Rapport")

    message = "Readers see this page only when the English page is published."
    assert said(french) == [("title", message, False)]


def test_problems_are_told_in_the_language_of_the_editor(editor, report):
    UserProfile.objects.create(user=editor.user, preferred_language="fr")
    report.issued_on = in_days(1)
    report.save_revision()

    with translation.override("fr"):
        expected = problems(report)[0].message
    assert expected in editor.open(report).select_one(".hub-problems").text


def test_a_programme_checks_its_phases_rounds_and_codes(home):
    city = TermFactory(place=True, labels={"en": "Amman"})
    programme = add(library(home), Programme(title="Cities", summary="Short."), publish=False)
    locale = programme.locale
    programme.phases = [
        Phase(title="One", code="1", starts_on=in_days(-1), ends_on=in_days(-2), locale=locale)
    ]
    programme.rounds = [
        Round(title="Call", code="a", announced_on=in_days(-1), deadline=in_days(-2), locale=locale)
    ]
    programme.partner_cities = [PartnerCity(place=city, phase_code="2")]
    programme.grants = [Grant(place=city, round_code="a")]

    first, last = long(in_days(-1)), long(in_days(-2))
    assert said(programme) == [
        ("phases", f"“One” ends ({last}) before it starts ({first}).", True),
        ("rounds", f"The deadline of “Call” ({last}) is before it was announced ({first}).", True),
        ("partner_cities", "Amman names the code “2”, which is not on this page.", True),
    ]


def test_an_event_ends_after_it_starts_and_is_somewhere(home):
    index = add(home, IndexPage(title="Events", lists="events"))
    now = timezone.now()
    event = EventPage(
        title="Forum", summary="Short.", starts_at=now, ends_at=now - timedelta(hours=1)
    )
    add(index, event, publish=False)

    assert said(event) == [
        ("ends_at", "The event ends before it starts.", True),
        ("venue", "Say where the event is, or that it is online.", False),
    ]


def test_news_is_not_of_tomorrow(home):
    index = add(home, IndexPage(title="Updates", lists="updates"))
    update = add(index, UpdatePage(title="News", summary="Short.", date=in_days(1)), publish=False)

    assert said(update) == [("date", f"“Date” is in the future: {long(in_days(1))}.", True)]


# Ways of publishing ---------------------------------------------------------------------------


def test_errors_hold_the_publication_back_and_keep_the_draft(editor, report):
    response = editor.send(report, "publish", title="New title", issued_on=in_days(1))

    report.refresh_from_db()
    assert not report.live
    draft = report.get_latest_revision_as_object()
    assert (draft.title, draft.issued_on) == ("New title", in_days(1))
    assert response.redirect_chain == [(reverse("wagtailadmin_pages:edit", args=[report.pk]), 302)]
    assert "“New title” is saved but not published:" in messages_of(response)[0]
    assert "“Issued on” is in the future" in messages_of(response)[0]


def test_a_live_page_stays_as_it_was_while_its_draft_has_errors(editor, report):
    report.save_revision().publish()

    editor.send(report, "publish", title="New title", issued_on=in_days(1))

    report = Report.objects.get()
    assert (report.live, report.title, report.has_unpublished_changes) == (True, "Report", True)


def test_a_draft_with_errors_can_be_saved(editor, report):
    response = editor.send(report, issued_on=in_days(1))

    assert messages_of(response) == ["Page 'Report' has been updated."]
    assert "is in the future" in editor.open(report).select_one(".hub-problem--error").text


def test_warnings_are_shown_and_hold_nothing_back(editor, report):
    response = editor.send(report, "publish", summary="")

    assert Report.objects.get().live
    assert "has been published" in messages_of(response)[0]
    assert NO_SUMMARY in editor.open(report).select_one(".hub-problem--warning").text


def test_a_page_created_and_published_in_one_go_is_never_live_with_errors(editor, home, live_saves):
    response = editor.create(
        library(home), Report, "publish", title="New", slug="new", report_year=2022
    )

    report = Report.objects.get(slug="new")
    assert not report.live
    assert report.get_latest_revision() is not None
    assert NO_FILE in messages_of(response)[0]
    assert live_saves == []


@pytest.fixture
def live_saves():
    """Collect every save that makes a page live."""
    found = []

    def note(sender, instance, **kwargs):
        if isinstance(instance, Page) and instance.live:
            found.append(instance.title)

    post_save.connect(note)
    yield found
    post_save.disconnect(note)


def test_many_pages_are_published_except_those_with_errors(editor, home, report):
    other = add_report(library(home), "No file", summary="Short.", publish=False)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = editor.client.post(f"{url}?id={report.pk}&id={other.pk}&next=/admin/", follow=True)

    assert Report.objects.get(pk=report.pk).live
    assert not Report.objects.get(pk=other.pk).live
    assert [
        text for text in messages_of(response) if "“No file” is saved but not published" in text
    ]
    assert [text for text in messages_of(response) if "1 page has been published" in text]


def test_pages_below_are_checked_when_they_are_published_along(editor, home):
    shelf = library(home)
    below = add_report(shelf, "No file", summary="Short.", publish=False)
    shelf.unpublish()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    editor.client.post(f"{url}?id={shelf.pk}&next=/admin/", {"include_descendants": "on"})

    assert not Page.objects.get(pk=below.pk).live
    assert not Page.objects.get(pk=shelf.pk).live


@pytest.fixture
def review(home):
    """Give everybody their role, and return the step in which reviewers approve."""
    ensure_roles()
    return GroupApprovalTask.objects.get(name=REVIEW)


def test_who_has_no_right_to_publish_submits(client, report, review):
    writer = make_editor(client, role="Translators")

    screen = writer.open(report)
    assert screen.find(attrs={"name": "action-submit"})
    assert not screen.find(attrs={"name": "action-publish"})
    response = writer.send(report, "submit", title="For you to see")

    report = Report.objects.get()
    assert not report.live
    assert report.current_workflow_task == review
    assert "submitted for moderation" in messages_of(response)[0]


def test_who_sends_the_button_of_a_publisher_saves_a_draft(client, report, review):
    writer = make_editor(client, role="Translators")

    writer.send(report, "publish", title="For you to see")

    report = Report.objects.get()
    assert not report.live
    assert report.get_latest_revision_as_object().title == "For you to see"


@pytest.mark.parametrize("way", ["edit screen", "dashboard"])
def test_nothing_with_errors_is_approved(client, report, review, way):
    report.issued_on = in_days(1)
    report.save_revision()
    reviewer = make_editor(client, role="Reviewers")
    report.get_workflow().start(report, reviewer.user)

    response = approve(reviewer, report, way)

    report = Report.objects.get()
    assert not report.live
    assert report.workflow_in_progress
    assert "“Issued on” is in the future" in " ".join(messages_of(response))

    report.issued_on = None
    report.save_revision()
    approve(reviewer, report, way)

    assert Report.objects.get().live


def approve(editor, report, way):
    state = report.current_workflow_task_state
    if way == "dashboard":
        url = reverse("wagtailadmin_pages:workflow_action", args=[report.pk, "approve", state.pk])
        return editor.client.post(url, {"comment": "Fine."}, follow=True)
    changes = {
        "workflow-action-name": "approve",
        "workflow-action-extra-data": '{"comment": "Fine."}',
    }
    return editor.send(report, "workflow-action", **changes)


# Schedules ------------------------------------------------------------------------------------


def test_a_page_goes_live_and_ends_at_the_times_the_editor_set(editor, report, committed):
    start = timezone.now() + timedelta(hours=1)
    end = start + timedelta(days=1)
    with committed():
        response = editor.send(
            report,
            "publish",
            go_live_at=f"{start:%Y-%m-%d %H:%M}",
            expire_at=f"{end:%Y-%m-%d %H:%M}",
        )

    assert "scheduled for publishing" in messages_of(response)[0]
    assert not Report.objects.get().live

    with time_machine.travel(start + timedelta(minutes=1), tick=False):
        call_command("publish_scheduled")
        assert Report.objects.get().live
    with time_machine.travel(end + timedelta(minutes=1), tick=False):
        call_command("publish_scheduled")
        assert not Report.objects.get().live
