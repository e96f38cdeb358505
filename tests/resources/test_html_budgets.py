"""With how many queries each page of the library is made, whatever is on it."""

from datetime import date

import pytest

from resources import models
from tests.factories.hub import TermFactory
from tests.resources.making import english, place, rich
from tests.site import add, add_report, library

# Every page of the catalogue reads: the site, the generation, the entry with its content, and the
# menu (4). A page with everything adds: networks, the pages it names, organisations, terms (4). A
# resource that is about something adds the courses and toolkits that are about the same (1).


@pytest.mark.parametrize("language", ["", "?lang=ar"])
def test_a_report_with_everything_costs_ten_queries(
    home, committed, client, django_assert_num_queries, language
):
    with committed():
        series = TermFactory(vocabulary="series")
        add_report(library(home), "Report", series=series, **rich(home))

    with django_assert_num_queries(10):  # 9, and the actions that lead to it
        client.get(f"/en/library/report/{language}")


@pytest.mark.parametrize("cities", [1, 30])
def test_a_programme_costs_ten_queries_with_any_number_of_cities(
    home, committed, client, django_assert_num_queries, cities
):
    with committed():
        grants = [models.Grant(place=place("A city", "A country", n, n)) for n in range(cities)]
        add(library(home), models.Programme(title="Fund", grants=grants, **rich(home)))

    with django_assert_num_queries(10):  # 9, and the countries of the cities
        client.get("/en/library/fund/")


@pytest.mark.parametrize("count", [1, 12])
def test_a_framework_costs_ten_queries_with_any_number_of_assessments(
    home, committed, client, django_assert_num_queries, count
):
    with committed():
        framework = add(library(home), models.IndicatorFramework(title="Local MGI", **rich(home)))
        for number in range(count):
            city = place(f"City {number}", "A country", number, number)
            add(framework, models.CityAssessment(title=f"City {number}", place=city))

    with django_assert_num_queries(10):  # 9, and the list
        client.get("/en/library/local-mgi/")


def test_a_city_assessment_costs_ten_queries(home, committed, client, django_assert_num_queries):
    with committed():
        framework = add(library(home), models.IndicatorFramework(title="Local MGI"))
        city = place("Accra", "Ghana")
        add(framework, models.CityAssessment(title="Accra", place=city, **rich(home)))

    with django_assert_num_queries(10):  # 9, and the country of the city
        client.get("/en/library/local-mgi/accra/")


def test_a_priority_costs_at_most_eleven_queries(
    priority, home, committed, client, django_assert_num_queries
):
    with committed():
        everything = rich(home)
        everything.pop("relations")
        for name, value in everything.items():
            setattr(priority, name, value)
        priority.save_revision().publish()

    # One of them looks for the repository of actions, which this site does not have.
    with django_assert_num_queries(11):  # 8, the mapping, and the resources that help
        client.get("/en/priorities/better-governance/")


@pytest.mark.parametrize("count", [1, 12])
def test_the_library_costs_six_queries_with_any_number_of_resources(
    home, committed, client, django_assert_num_queries, count
):
    with committed():
        shelf = library(home)
        for number in range(count):
            newest = add_report(shelf, f"Report {number}")
        shelf.refresh_from_db()
        shelf.pinned = newest
        shelf.sections = [
            models.LibrarySection(title="Reports", types=["report"], **english()),
            models.LibrarySection(title="Tools", types=["toolkit"], **english()),
        ]
        shelf.save_revision().publish()

    with django_assert_num_queries(6):  # 4, the pinned one, and all sections at once
        client.get("/en/library/")


def test_the_first_page_costs_six_queries(home, client, django_assert_num_queries):
    with django_assert_num_queries(6):  # 4, and two lists
        client.get("/en/")


def test_an_index_costs_five_queries(home, committed, client, django_assert_num_queries):
    with committed():
        index = add(home, models.IndexPage(title="Updates", lists="updates"))
        for day in range(1, 11):
            add(index, models.UpdatePage(title=f"Update {day}", date=date(2024, 1, day)))

    with django_assert_num_queries(5):  # 4, and the list
        client.get("/en/updates/")
