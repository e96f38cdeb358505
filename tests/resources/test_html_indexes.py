"""Pages that are there for what they list: the first page, the library, events, priorities."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from hub.catalogue.models import Entry
from resources import models
from resources.presenting import indexes
from tests.html import facts, section, titles, words
from tests.resources.making import english
from tests.site import add, add_report, library


def test_the_library_pins_one_and_shelves_the_rest_newest_first(home, committed, read):
    with committed():
        shelf = library(home)
        newest = add_report(shelf, "Report 2023", report_year=2023)
        add_report(shelf, "Report 2021", report_year=2021)
        add_report(shelf, "Report 2022", report_year=2022)
        add(shelf, models.Toolkit(title="Toolkit"))
        shelf.refresh_from_db()
        shelf.pinned = newest
        shelf.sections = [
            models.LibrarySection(
                title="Reports", description="All of them.", types=["report"], **english()
            ),
            models.LibrarySection(title="Tools", types=["toolkit"], **english()),
            models.LibrarySection(title="Programmes", types=["programme"], **english()),
        ]
        shelf.save_revision().publish()

    page = read("/en/library/")

    found = {words(part.h2): titles(part) for part in page.find_all("section")}
    assert found == {
        "Newest report": ["Report 2023"],
        "Reports": ["Report 2022", "Report 2021"],
        "Tools": ["Toolkit"],
    }


def test_many_new_resources_of_one_section_crowd_out_no_other(home, committed, read, monkeypatch):
    monkeypatch.setattr(indexes, "MAX_PAGE_SIZE", 2)
    with committed():
        shelf = library(home)
        for year in (2021, 2022, 2023):
            add_report(shelf, f"Report {year}", report_year=year)
        add(shelf, models.Toolkit(title="Toolkit"))
        shelf.refresh_from_db()
        shelf.sections = [
            models.LibrarySection(title="Reports", types=["report"], **english()),
            models.LibrarySection(title="Tools", types=["toolkit"], **english()),
        ]
        shelf.save_revision().publish()

    page = read("/en/library/")

    found = {words(part.h2): titles(part) for part in page.find_all("section")}
    assert found == {"Reports": ["Report 2023", "Report 2022"], "Tools": ["Toolkit"]}


def test_an_index_of_updates_goes_on_page_by_page(home, committed, read):
    with committed():
        index = add(home, models.IndexPage(title="Updates", lists="updates"))
        for number in range(25):
            add(
                index,
                models.UpdatePage(title=f"Update {number:02}", date=date(2024, 1, 1 + number)),
            )

    first = read("/en/updates/?lang=ar")
    more = first.find("a", class_="hub-button")["href"]
    second = read(f"/en/updates/{more}")

    assert titles(first) == [f"Update {number:02}" for number in range(24, 4, -1)]
    assert titles(second) == [f"Update {number:02}" for number in range(4, -1, -1)]
    assert second.html["lang"] == "ar"
    assert second.find("a", class_="hub-button") is None
    assert "25 يناير، 2024" in words(first.find(class_="hub-card"))
    read("/en/updates/?after=nonsense", status=404)


def test_events_to_come_stand_before_those_that_have_been(home, committed, read):
    today = timezone.now()
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        for title, days in (("Last year", -365), ("Tomorrow", 1), ("Next year", 365)):
            event = models.EventPage(title=title, starts_at=today + timedelta(days=days))
            add(index, event)

    page = read("/en/events/")

    assert titles(section(page, "To come")) == ["Tomorrow", "Next year"]
    assert titles(section(page, "Past")) == ["Last year"]


def test_an_event_that_goes_on_is_not_past(home, committed, read):
    now = timezone.now()
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        for title, ends in (("Over", -1), ("Goes on", 1)):
            event = models.EventPage(
                title=title, starts_at=now - timedelta(days=2), ends_at=now + timedelta(days=ends)
            )
            add(index, event)

    page = read("/en/events/")

    assert titles(section(page, "To come")) == ["Goes on"]
    assert titles(section(page, "Past")) == ["Over"]


def test_the_next_event_is_on_top_however_many_are_to_come(home, committed, read):
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        for days in (-1, *range(1, 23)):
            starts_at = timezone.now() + timedelta(days=days)
            add(index, models.EventPage(title=f"In {days} days", starts_at=starts_at))

    page = read("/en/events/")

    assert titles(section(page, "To come")) == [f"In {days} days" for days in range(1, 23)]
    assert titles(section(page, "Past")) == ["In -1 days"]
    assert page.find("a", class_="hub-button") is None


def test_an_event_after_midnight_belongs_to_its_day_where_the_hub_is(home, committed, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        starts_at = datetime(2026, 12, 31, 16, tzinfo=UTC)
        event = add(index, models.EventPage(title="Forum", starts_at=starts_at))

    entry = Entry.objects.get(group__translation_key=event.translation_key, locale="en")

    assert (entry.sort_date, entry.year) == (date(2027, 1, 1), 2027)


def test_an_event_tells_when_where_and_in_which_languages(home, committed, read):
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        event = models.EventPage(
            title="Forum",
            kind="forum",
            starts_at=datetime(2023, 12, 13, 9, tzinfo=UTC),
            venue="Geneva",
            is_online=True,
            event_languages=["en", "fr"],
            sign_up_url="https://example.org/join",
        )
        add(index, event)

    page = read("/en/events/forum/")

    assert words(page.find(class_="hub-kind")) == "Forum · Dec. 13, 2023"
    assert facts(page, "hub-section") == {
        "Start": ["Dec. 13, 2023, 9 a.m. UTC"],
        "Place": ["Geneva", "Online"],
        "Languages": ["English", "French"],
    }
    assert page.find("a", class_="hub-button")["href"] == "https://example.org/join"


def test_an_event_of_whole_days_names_no_hours(home, committed, read):
    with committed():
        index = add(home, models.IndexPage(title="Events", lists="events"))
        event = models.EventPage(
            title="Forum",
            starts_at=datetime(2022, 5, 17, tzinfo=UTC),
            ends_at=datetime(2022, 5, 20, 23, 59, tzinfo=UTC),
        )
        add(index, event)

    found = facts(read("/en/events/forum/"), "hub-section")

    assert found == {"Start": ["May 17, 2022"], "End": ["May 20, 2022"]}


def test_a_priority_shows_guidance_mapping_example_and_what_helps(priority, read):
    page = read("/en/priorities/better-governance/")

    assert words(page.find(class_="hub-kind")) == "Priority objective 1"
    assert [words(part) for part in page.find_all(class_="hub-section")][:3] == [
        "Plans and bodies.",
        "An example São Paulo wrote a plan.",
        "What it serves GCM objectives 23. Partnerships "
        "GCR sections Global arrangement paragraphs 17-19, printed as 17-91",
    ]
    assert titles(section(page, "Resources that help")) == ["Helpful"]
    assert [words(card) for card in read("/en/priorities/").find_all(class_="hub-card")] == [
        "Priority objective 1 Better governance"
    ]


def test_the_first_page_leads_on_to_what_is_new(home, committed, read):
    with committed():
        index = add(home, models.IndexPage(title="Updates", lists="updates"))
        for number in range(1, 5):
            add_report(library(home), f"Report {number}", report_year=2020 + number)
            add(index, models.UpdatePage(title=f"Update {number}", date=date(2024, number, 1)))

    page = read("/en/")

    assert titles(section(page, "New in the library")) == ["Report 4", "Report 3", "Report 2"]
    assert titles(section(page, "Latest updates")) == ["Update 4", "Update 3", "Update 2"]
