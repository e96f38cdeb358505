"""The lists of the library in the admin, and the forms of its own page types."""

from datetime import date

import pytest
from wagtail.models import Page

from hub.pages.models import PageNetwork
from resources.models import (
    CityAssessment,
    EventPage,
    IndexPage,
    IndicatorFramework,
    LibraryPage,
    UpdatePage,
)
from resources.viewsets import LibraryGroup
from tests.editor import make_editor
from tests.factories.hub import NetworkFactory, TermFactory
from tests.site import add, add_report, library, translate


@pytest.fixture
def editor(client, home):
    return make_editor(client, is_admin=True)


def listed(editor, name, **filters):
    """Return the rows of a list: title, and the text of the other columns by their heading."""
    screen = editor.get(f"/admin/{name}/", filters)
    table = screen.find("table", class_="listing")
    if table is None:
        return []
    heads = [" ".join(cell.get_text(" ").split()) for cell in table.thead.find_all(["th", "td"])]
    rows = []
    for row in table.tbody.find_all("tr"):
        cells = [" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")]
        title = row.select_one(".title-wrapper a").get_text(" ", strip=True)
        rows.append({"title": title} | dict(zip(heads[2:], cells[2:], strict=True)))
    return rows


def titles(rows):
    return sorted(row["title"] for row in rows)


def test_every_type_has_its_list_in_the_library(editor, home):
    for viewset in LibraryGroup.items:
        screen = editor.get(f"/admin/{viewset.name}/")
        assert str(viewset.model._meta.verbose_name_plural) in screen.text.lower(), viewset.name


def test_a_row_tells_kind_year_networks_and_languages(editor, home, committed):
    network = NetworkFactory(labels={"en": "MC2CM"})
    with committed():
        report = add_report(library(home), "Annual report", kind="annual", report_year=2021)
        PageNetwork.objects.create(page=report, network=network)
        translate(report, "fr", title="Rapport annuel", publish=False)

    rows = {row["title"]: row for row in listed(editor, "reports")}

    assert set(rows) == {"Annual report", "Rapport annuel"}
    row = rows["Annual report"]
    languages = "en published fr not published es missing ar missing"
    assert row["Languages"] == languages
    assert (row["Kind"], row["Year"], row["Networks"]) == ("Annual report", "2021", "MC2CM")


def test_facts_in_a_row_are_those_of_the_source(editor, home, committed):
    with committed():
        report = add_report(library(home), "Annual report", report_year=2021)
        french = translate(report, "fr", title="Rapport annuel")
        report.report_year = 2022
        report.save_revision().publish()

    assert french.report_year == 2021
    assert {row["title"]: row["Year"] for row in listed(editor, "reports")} == {
        "Annual report": "2022",
        "Rapport annuel": "2022",
    }
    assert titles(listed(editor, "reports", year=2022)) == ["Annual report", "Rapport annuel"]
    assert listed(editor, "reports", year=2021) == []


def test_an_outdated_translation_is_marked(editor, home, committed):
    with committed():
        report = add_report(library(home), "Annual report")
        translate(report, "fr", title="Rapport annuel")
    with committed():
        report.summary = "Written since."
        report.save_revision().publish()

    languages = {row["title"]: row["Languages"] for row in listed(editor, "reports")}
    assert languages["Annual report"] == "en published fr outdated es missing ar missing"


@pytest.mark.usefixtures("listing_index")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["Annual", "Annuel", "Study"]),
        ({"locale": "fr"}, ["Annuel"]),
        ({"kind": "study"}, ["Study"]),
        ({"year": "2021"}, ["Study"]),
        ({"network": "network"}, ["Annual", "Annuel"]),
        ({"missing": "fr"}, ["Study"]),
        ({"missing": "es"}, ["Annual", "Study"]),
        ({"q": "study"}, ["Study"]),
        ({"q": "annu", "kind": "annual", "locale": "en"}, ["Annual"]),
        ({"q": "annu", "missing": "fr"}, []),
        ({"q": "annu", "year": "2022", "network": "network"}, ["Annual", "Annuel"]),
    ],
)
def test_a_list_is_filtered_and_searched(editor, home, committed, filters, expected):
    network = NetworkFactory(labels={"en": "MC2CM"})
    with committed():
        report = add_report(library(home), "Annual", kind="annual", report_year=2022)
        PageNetwork.objects.create(page=report, network=network)
        add_report(library(home), "Study", kind="study", report_year=2021)
        translate(report, "fr", title="Annuel")
    if "network" in filters:
        filters = filters | {"network": network.pk}

    assert titles(listed(editor, "reports", **filters)) == expected


def test_an_editor_sees_the_pages_of_their_part_of_the_tree_only(client, home):
    add_report(library(home), "Of everyone")
    shelf = add(home, LibraryPage(title="Other shelf"))
    add_report(shelf, "Of this shelf")
    editor = make_editor(client, "add_page", "change_page", on=shelf)

    assert titles(listed(editor, "reports")) == ["Of this shelf"]


# 3 for the person (session, user, profile); 14 that Wagtail's own list of pages asks (count, keys
# and rows of the pages, content type, locales, sites, workflows, privacy); 8 of ours: groups, pages
# and entries for the languages, the sources, networks of the rows and of the filter, with labels.
LIST_BUDGET = 3 + 14 + 8
# Groups and permissions of somebody who is not an administrator.
RIGHTS = 4


@pytest.mark.parametrize("rows", [20, 40])
@pytest.mark.parametrize("is_admin", [True, False])
def test_a_list_costs_the_same_with_twenty_rows_and_with_forty(
    client, home, committed, django_assert_max_num_queries, rows, is_admin
):
    network = NetworkFactory(labels={"en": "MC2CM"})
    with committed():
        for number in range(rows // 2):
            report = add_report(library(home), f"Report {number}")
            PageNetwork.objects.create(page=report, network=network)
            translate(report, "fr", title=f"Rapport {number}")
    editor = make_editor(client, "add_page", "change_page", "publish_page", is_admin=is_admin)
    assert len(listed(editor, "reports")) == rows

    with django_assert_max_num_queries(LIST_BUDGET + (0 if is_admin else RIGHTS)):
        editor.get("/admin/reports/")


@pytest.mark.parametrize("rows", [20, 40])
def test_cities_are_named_without_a_query_for_each(
    client, home, committed, django_assert_max_num_queries, rows
):
    framework = add(library(home), IndicatorFramework(title="Local indicators"))
    with committed():
        for number in range(rows):
            city = TermFactory(place=True, labels={"en": f"City {number}"})
            add(framework, CityAssessment(title=f"Assessment {number}", place=city))
    editor = make_editor(client, is_admin=True)
    assert len(listed(editor, "city-assessments")) == rows

    with django_assert_max_num_queries(LIST_BUDGET):
        editor.get("/admin/city-assessments/")


def test_other_types_show_and_filter_their_own_facts(editor, home):
    updates = add(home, IndexPage(title="Updates", lists="updates"))
    events = add(home, IndexPage(title="Events", lists="events"))
    add(updates, UpdatePage(title="News", date=date(2023, 6, 20)))
    add(events, EventPage(title="Forum", kind="forum"))

    assert [row["Date"] for row in listed(editor, "updates", year="2023")] == ["June 20, 2023"]
    assert listed(editor, "updates", year="2022") == []
    assert [row["Kind"] for row in listed(editor, "events", kind="forum")] == ["Forum"]
    assert listed(editor, "events", kind="webinar") == []


def test_the_sections_of_the_library_are_ticked(editor, home):
    shelf = library(home)
    section = {"title": "Reports", "description": "", "types": ["report", "toolkit"], "id": ""}
    editor.send(shelf, sections=rows_of(section))

    draft = Page.objects.get(pk=shelf.pk).get_latest_revision_as_object()
    assert [(row.title, row.types) for row in draft.sections.all()] == [
        ("Reports", ["report", "toolkit"])
    ]
    checklist = editor.open(shelf).find(id="id_sections-0-types")
    ticked = [box["value"] for box in checklist.find_all("input", checked=True)]
    assert ticked == ["report", "toolkit"]


def rows_of(*rows):
    data = {
        str(number): row | {"ORDER": str(number + 1), "DELETE": ""}
        for number, row in enumerate(rows)
    }
    counts = {
        "TOTAL_FORMS": len(rows),
        "INITIAL_FORMS": 0,
        "MIN_NUM_FORMS": 0,
        "MAX_NUM_FORMS": 1000,
    }
    for row in data.values():
        row["types"] = tuple(row["types"])
    return data | counts
