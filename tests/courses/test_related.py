"""Courses and toolkits beside a resource: those that share most of what it is about."""

import pytest
from bs4 import BeautifulSoup

from courses.models import Course
from hub.pages.models import PageTerm
from resources.models import LibraryPage, Relation, Toolkit
from tests.courses.making import make_course
from tests.factories.hub import TermFactory
from tests.site import add, add_report, translate

REPORT = "/en/library/report/"


def about(*terms):
    return [PageTerm(term=term) for term in terms]


@pytest.fixture
def topics(db):
    return [TermFactory(code=f"t-{name}", labels={"en": name}) for name in "abc"]


@pytest.fixture
def report(course, topics, committed):
    """Publish a report on three topics, and what shares two of them, one and none."""
    index, shelf = course.get_parent().specific, LibraryPage.objects.get()
    with committed():
        made = add_report(shelf, "Report", slug="report", hub_terms=about(*topics))
        make_course(index, "One topic", hub_terms=about(topics[0]))
        add(shelf, Toolkit(title="Two topics", hub_terms=about(*topics[1:])))
        make_course(index, "Another topic", hub_terms=about(TermFactory()))
        add_report(shelf, "Another report", hub_terms=about(*topics))
    return made


def related(client, path=REPORT, title="Courses and toolkits on this"):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    found = [one for one in page.find_all("section") if one.h2 and one.h2.get_text() == title]
    return [card.h3.get_text() for one in found for card in one.find_all(class_="hub-card")]


def test_what_shares_most_comes_first(report, client):
    assert related(client) == ["Two topics", "One topic"]
    assert related(client, "/en/library/two-topics/") == []
    assert related(client, "/en/courses/one-topic/") == []
    assert related(client, "/en/courses/the-mooc/") == []


def test_what_is_named_already_or_hidden_is_not_offered_again(report, client, committed):
    with committed():
        report.relations = [Relation(kind="related", target=Toolkit.objects.get())]
        report.save_revision().publish()
    assert related(client) == ["One topic"]

    with committed():
        Course.objects.get(title="One topic").unpublish()
    assert related(client) == []


def test_three_are_enough_in_the_language_of_the_reader(report, course, topics, client, committed):
    index = course.get_parent().specific
    with committed():
        for number in range(3):
            make_course(index, f"All topics {number}", hub_terms=about(*topics))
        translate(Course.objects.get(title="All topics 1"), "fr", title="Tous les thèmes")

    title = "Cours et boîtes à outils sur ce thème"
    assert sorted(related(client, f"{REPORT}?lang=ar", "دورات وأدوات حول هذا")) == [
        *("All topics 0", "All topics 2", "Tous les thèmes")
    ]
    assert "Tous les thèmes" in related(client, f"{REPORT}?lang=fr", title)


def test_it_costs_one_query_where_a_page_is_about_something(
    report, topics, course, client, committed, django_assert_num_queries
):
    with django_assert_num_queries(8):  # 4, pages above, terms, actions that lead here, and these
        client.get(REPORT)
    with committed():
        for number in range(5):
            make_course(course.get_parent().specific, f"More {number}", hub_terms=about(*topics))
    with django_assert_num_queries(8):
        client.get(REPORT)
