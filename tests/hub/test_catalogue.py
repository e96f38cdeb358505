"""The catalogue follows the pages: what is published is in it, what is hidden is not, at once."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import serializers
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from hub.catalogue import build, healing, signal_handlers
from hub.catalogue.healing import check_all, heal, mark_everything
from hub.catalogue.models import Entry, Generation, Group
from hub.catalogue.querysets import ANYONE
from hub.catalogue.schedule import run_due
from hub.declarations import Consumer
from hub.media.images import ALL_FILTERS
from hub.outbox import worker
from hub.outbox.services import send_to
from hub.response_cache import public_version
from resources.models import Report
from tests.factories.media import make_image
from tests.site import add_report, library, translate

pytestmark = pytest.mark.django_db


def shown(page, locale="en"):
    entries = Entry.objects.visible_to(ANYONE).in_locale(locale)
    return entries.filter(group__translation_key=page.translation_key).first()


def test_a_published_page_is_read_in_every_language_with_its_fallback(home, committed):
    with committed():
        report = add_report(library(home), "Annual report 2022", summary="What cities did.")

    entries = Entry.objects.filter(group__translation_key=report.translation_key).order_by("locale")
    assert [(entry.locale, entry.actual_locale, entry.title) for entry in entries] == [
        ("ar", "en", "Annual report 2022"),
        ("en", "en", "Annual report 2022"),
        ("es", "en", "Annual report 2022"),
        ("fr", "en", "Annual report 2022"),
    ]
    assert shown(report).path == "/en/library/annual-report-2022/"
    assert shown(report).card["summary"] == "What cities did."


def test_a_translation_is_shown_to_its_readers_only(home, committed):
    with committed():
        report = add_report(library(home), "Annual report 2022")
        translate(report, "fr", title="Rapport annuel 2022")

    titles = {entry.locale: entry.title for entry in Entry.objects.filter(type="report")}
    assert titles == {
        "en": "Annual report 2022",
        "fr": "Rapport annuel 2022",
        "es": "Annual report 2022",
        "ar": "Rapport annuel 2022",  # its chain tries French before English
    }


def test_facts_come_from_the_source_page_in_every_language(home, committed):
    with committed():
        report = add_report(library(home), "Annual report", report_year=2022)
        translate(report, "fr", title="Rapport annuel")
        report.report_year = 2023
        report.save_revision().publish()

    assert shown(report, "fr").card["report_year"] == 2023
    assert shown(report, "fr").title == "Rapport annuel"


def test_an_edit_that_is_not_published_changes_nothing(home, committed):
    with committed():
        report = add_report(library(home), "Before")
    before = Generation.objects.get().number
    with committed():
        report.title = "After"
        report.save_revision()

    assert shown(report).title == "Before"
    assert Generation.objects.get().number == before


def test_a_draft_leaves_no_trace(home, committed):
    with committed():
        draft = add_report(library(home), "Draft", publish=False)

    assert not Group.objects.filter(translation_key=draft.translation_key).exists()


@pytest.mark.parametrize("is_committed", [True, False])
def test_unpublishing_hides_at_once_even_when_the_process_dies(home, committed, is_committed):
    with committed():
        report = add_report(library(home), "Report")
    if is_committed:
        with committed():
            report.unpublish()
    else:
        report.unpublish()

    assert shown(report) is None
    heal()
    assert not Entry.objects.filter(group__translation_key=report.translation_key).exists()


def test_a_deleted_page_stays_as_a_tombstone(home, committed):
    with committed():
        report = add_report(library(home), "Report")
    key = report.translation_key
    with committed():
        report.delete()

    group = Group.objects.get(translation_key=key)
    assert (group.is_removed, group.is_dirty, group.entries.count()) == (True, False, 0)


def test_a_restriction_on_an_ancestor_hides_all_below_and_its_removal_shows_them(home, committed):
    with committed():
        report = add_report(library(home), "Report")
    restriction = PageViewRestriction(page=library(home), restriction_type="login")
    restriction.save()  # not committed yet: the mark alone hides

    assert shown(report) is None
    heal()
    assert shown(report) is None
    restriction.delete()
    heal()
    assert shown(report).title == "Report"


def test_a_restriction_is_saved_with_its_mark_or_not_at_all(home, monkeypatch):
    def die(*arguments, **options):
        raise RuntimeError

    monkeypatch.setattr(signal_handlers, "mark_subtree", die)
    with pytest.raises(RuntimeError):
        PageViewRestriction.objects.create(page=home, restriction_type="login")

    assert not PageViewRestriction.objects.exists()


def test_a_restriction_on_a_translation_hides_the_whole_group(home, committed):
    with committed():
        report = add_report(library(home), "Report")
        french = translate(report, "fr", title="Rapport")
    with committed():
        PageViewRestriction.objects.create(page=french, restriction_type="login")

    assert shown(report, "en") is None
    assert shown(report, "fr") is None


def test_moving_below_a_private_page_hides_and_moving_back_gives_the_new_address(home, committed):
    with committed():
        shelf = library(home)
        report = add_report(shelf, "Report")
        from resources.models import LibraryPage
        from tests.site import add

        private = add(home, LibraryPage(title="Private", slug="private"))
        PageViewRestriction.objects.create(page=private, restriction_type="login")
    with committed():
        report.move(private, pos="last-child")
    assert shown(report) is None
    with committed():
        report.refresh_from_db()
        report.move(home, pos="last-child")
    assert shown(report).path == "/en/report/"


def test_a_renamed_section_moves_the_addresses_below_it(home, committed):
    with committed():
        report = add_report(library(home), "Report")
    with committed():
        shelf = library(home)
        shelf.slug = "shelf"
        shelf.save_revision().publish()

    assert shown(report).path == "/en/shelf/report/"


def test_an_expired_page_is_gone_to_the_second_before_any_sweeper_ran(home, committed):
    moment = timezone.now() + timedelta(hours=1)
    with committed():
        report = add_report(library(home), "Report", expire_at=moment)

    group = {"group__translation_key": report.translation_key}
    before = Entry.objects.visible_to(ANYONE, now=moment - timedelta(seconds=1)).filter(**group)
    after = Entry.objects.visible_to(ANYONE, now=moment).filter(**group)
    assert (before.count(), after.count()) == (4, 0)
    assert Generation.objects.get().next_due_at == moment


def test_when_the_source_is_deleted_the_next_language_takes_over(home, committed):
    with committed():
        report = add_report(library(home), "Report")
        french = translate(report, "fr", title="Rapport")
    with committed():
        report.delete()

    group = Group.objects.get(translation_key=french.translation_key)
    assert group.source_locale == "fr"
    assert shown(french, "en").title == "Rapport"


def test_a_rebuild_does_not_clear_a_mark_made_after_it_read(home, committed):
    with committed():
        report = add_report(library(home), "Report")
    group = Group.objects.get(translation_key=report.translation_key)
    Group.objects.filter(pk=group.pk).update(is_dirty=True, version=group.version + 5)

    stale = Group.objects.filter(pk=group.pk, version=group.version).update(is_dirty=False)

    assert stale == 0
    assert heal() == 1
    assert not Group.objects.dirty().exists()


@pytest.mark.parametrize("find_out", [mark_everything, check_all])
def test_what_is_rebuilt_without_an_edit_has_a_new_version(home, committed, find_out):
    """Else whoever keeps what was built, as search does, would not hear of it."""
    with committed():
        report = add_report(library(home), "Report")
    Page.objects.filter(pk=report.pk).update(live=False)
    version = Group.objects.get(translation_key=report.translation_key).version

    find_out()
    heal()

    group = Group.objects.get(translation_key=report.translation_key)
    assert (group.version, group.entries.count()) == (version + 1, 0)


def test_the_generation_is_locked_before_any_group_or_entry(home, committed):
    """In another order, two editors or an editor and a rebuild end in a deadlock on PostgreSQL."""
    with committed():
        report = add_report(library(home), "Report")
    report.expire_at = timezone.now() + timedelta(days=1)
    changes = {
        "save": report.save,
        "restrict": lambda: PageViewRestriction.objects.create(
            page=report, restriction_type="login"
        ),
        "rebuild": heal,
        "unpublish": report.unpublish,
        "mark all": mark_everything,
    }

    for name, change in changes.items():
        with CaptureQueriesContext(connection) as queries:
            change()
        written = [
            table
            for query in queries
            for table in re.findall(r'^(?:UPDATE|INSERT INTO) "(hub_\w+)"', query["sql"])
            if table in ("hub_generation", "hub_group", "hub_entry")
        ]
        assert (name, written[0], "hub_group" in written) == (name, "hub_generation", True)


def test_a_page_of_a_fixture_marks_nothing_while_it_is_loaded(home, committed):
    with committed():
        report = add_report(library(home), "Annual report")
    version = Group.objects.get(translation_key=report.translation_key).version

    for row in serializers.deserialize("json", serializers.serialize("json", [report])):
        row.save()

    assert Group.objects.get(translation_key=report.translation_key).version == version


@pytest.fixture
def broken(home, committed, monkeypatch):
    """Publish three reports, of which nobody can describe the first any more."""
    with committed():
        first = add_report(library(home), "First")
        add_report(library(home), "Second")
    monkeypatch.setattr(healing, "_resting", {})

    def build_group(group, pages, around):
        if group.translation_key == first.translation_key:
            raise RuntimeError("This page cannot be described.")
        return build.build_group(group, pages, around)

    monkeypatch.setattr(healing, "build_group", build_group)
    mark_everything()
    return first


def test_a_page_that_cannot_be_described_holds_up_no_other(broken, caplog):
    count = Group.objects.count()

    assert [heal(), heal()] == [count - 1, 0]

    (waiting,) = Group.objects.dirty()
    assert waiting.translation_key == broken.translation_key
    lines = [line.getMessage() for line in caplog.records if line.name == healing.__name__]
    assert lines == [f"Group {waiting.pk} cannot be rebuilt"]


def test_a_page_that_cannot_be_described_does_not_end_the_worker(broken, monkeypatch):
    done = []
    consumer = Consumer(name="reader", deliver="hub.outbox.worker.import_string")
    monkeypatch.setattr(worker, "consumers", lambda: [consumer])
    monkeypatch.setattr(worker, "attempt", lambda delivery, to: done.append(to.name) or 1)
    send_to(["reader"], topic="test", key="1", payload={})

    worker.work_once()

    assert done == ["reader"]


def test_a_page_that_can_be_described_again_is_rebuilt(broken, monkeypatch):
    heal()
    monkeypatch.setattr(healing, "build_group", build.build_group)
    assert heal() == 0  # it rests
    monkeypatch.setattr(healing, "monotonic", lambda: time.monotonic() + healing.REST + 1)

    assert heal() == 1
    assert not Group.objects.dirty().exists()


def test_without_a_database_no_page_is_to_blame(broken, monkeypatch):
    def fail(*args):
        raise OperationalError("gone")

    monkeypatch.setattr(healing, "build_group", fail)

    with pytest.raises(OperationalError):
        heal()
    assert healing._resting == {}


def test_the_pictures_of_a_scheduled_page_are_made_before_anybody_reads_it(home, committed):
    image, start = make_image(), timezone.now() + timedelta(hours=1)
    with committed():
        report = add_report(library(home), "Report", publish=False, cover=image, cover_alt="Quay")
        assert image.renditions.count() == 0
        report.go_live_at = start
        report.save_revision().publish()
    made = set(image.renditions.values_list("filter_spec", "file"))
    assert {spec for spec, _file in made} == set(ALL_FILTERS)
    assert shown(report) is None

    with time_machine.travel(start + timedelta(seconds=1), tick=False), committed():
        assert run_due() == 1
    with time_machine.travel(start + timedelta(minutes=1), tick=False):
        assert shown(report).card["cover"]["alt"] == "Quay"
    assert set(image.renditions.values_list("filter_spec", "file")) == made


def test_a_page_that_vanishes_while_it_is_due_stops_nobody(home, caplog):
    report = add_report(library(home), "Report", expire_at=timezone.now() - timedelta(seconds=1))
    Generation.objects.update(next_due_at=timezone.now())
    # As an editor's deletion looks to a process that has read the first of the page's two rows.
    Report.objects.filter(pk=report.pk)._raw_delete("default")

    assert (run_due(), shown(report)) == (0, None)
    assert "it is tried again" in caplog.text
    assert run_due() == 0  # not before a while, so that not every reader tries
    assert caplog.text.count("it is tried again") == 1

    Page.objects.filter(pk=report.pk).update(live=False)
    Generation.objects.update(next_due_at=timezone.now())
    assert (run_due(), run_due()) == (1, 0)


def test_a_page_that_cannot_be_published_when_it_is_due_keeps_no_other_waiting(
    home, committed, caplog
):
    shelf, soon = library(home), timezone.now() + timedelta(minutes=1)
    moved = add_report(shelf, "First", slug="first")
    moved.slug, moved.go_live_at = "wanted", soon
    moved.save_revision().publish()
    faster = add_report(shelf, "Faster", slug="wanted")
    add_report(shelf, "Second", slug="second", go_live_at=soon + timedelta(seconds=1))

    with time_machine.travel(soon + timedelta(seconds=2), tick=False), committed():
        assert run_due() == 0
        second = Page.objects.get(slug="second")
        # Answers are kept all the same, until it is tried again.
        assert public_version() is not None

    assert second.live
    assert "it is tried again" in caplog.text
    faster.delete()
    with time_machine.travel(soon + timedelta(minutes=3), tick=False), committed():
        assert run_due() == 1
    assert Page.objects.get(pk=moved.pk).slug == "wanted"


def test_a_rebuild_writes_many_groups_with_the_queries_of_one(home, committed):
    with committed():
        for number in range(12):
            page = add_report(library(home), f"Report {number}")
            translate(page, "fr")
    keys = list(Report.objects.filter(locale=home.locale).values_list("translation_key", flat=True))

    def rebuilt(count):
        Group.objects.filter(translation_key__in=keys[:count]).mark_dirty()
        with CaptureQueriesContext(connection) as queries:
            assert heal() == count
        return [query["sql"] for query in queries.captured_queries]

    few, many = rebuilt(2), rebuilt(12)

    # For each: the ancestors of both pages, its place in lists of networks, its relations, what
    # translators said of it (2); all else is read and written for all of them at once.
    assert len(many) - len(few) == 10 * 6
    writes = ("INSERT", "UPDATE", "DELETE")
    assert sum(sql.startswith(writes) for sql in many) == sum(sql.startswith(writes) for sql in few)
