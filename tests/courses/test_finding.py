"""What fits a learner: the few courses and toolkits that meet their wishes, with reasons."""

import re

import pytest
from django.utils.translation import override

from courses.finding import Wish, fit
from courses.models import CourseEdition
from hub.media.models import PageFile
from hub.pages.models import PageTerm
from resources.models import LibraryPage, Toolkit
from tests.courses.making import make_course
from tests.factories.hub import TermFactory
from tests.site import add, translate

FIND = "/en/learning/find/"
NAMES = {"topic": "health", "language": "French"}
IN_FRENCH = {"course_language": {"fr", "en"}, "topics": {"health"}}
FILES = {"asset_language": {"fr"}}


@pytest.mark.parametrize(
    ("wish", "facets", "minutes", "score", "reasons"),
    [
        (Wish(), IN_FRENCH, 60, 0, []),
        (Wish(language="fr"), IN_FRENCH, 60, 3, ["in French"]),
        (Wish(language="fr"), {"subtitle_language": {"fr"}}, 60, 2, ["with subtitles in French"]),
        (Wish(language="fr"), FILES, 0, 3, ["in French"]),
        (Wish(language="fr"), FILES | {"course_language": {"en"}}, 0, 0, []),
        (Wish(language="es"), IN_FRENCH, 60, 0, []),
        (Wish(minutes=180), {}, 150, 2, ["takes 2 hours, 30 minutes"]),
        (Wish(minutes=180), {}, 180, 2, ["takes 3 hours"]),
        (Wish(minutes=180), {}, 0, 0, []),
        (Wish(minutes=180, topic="health", language="fr"), IN_FRENCH, 181, 0, []),
        (Wish(topic="health", minutes=180), IN_FRENCH, 0, 4, ["about health"]),
        (
            Wish(topic="health", language="fr", minutes=60),
            IN_FRENCH,
            60,
            9,
            ["about health", "in French", "takes 1 hour"],
        ),
        (Wish(topic="work"), IN_FRENCH, 60, 0, []),
    ],
)
def test_a_wish_that_is_met_is_a_reason(wish, facets, minutes, score, reasons):
    assert fit(wish, facets, minutes, NAMES) == (score, reasons)


def test_reasons_speak_the_language_of_the_reader():
    with override("fr"):
        wish, names = Wish(language="fr", minutes=60), {"topic": "", "language": "français"}
        assert fit(wish, IN_FRENCH, 45, names) == (5, ["en français", "dure 45 minutes"])


@pytest.fixture
def offers(course, committed):
    """Add to the course in English a short one in French about health, and a toolkit in French."""
    health = TermFactory(code="health", labels={"en": "Health", "fr": "Santé"})
    TermFactory(code="unused", labels={"en": "Unused"})
    with committed():
        make_course(
            course.get_parent().specific,
            "Short",
            effort_minutes=50,
            editions=[CourseEdition(language="fr")],
            hub_terms=[PageTerm(term=health)],
        )
        file = PageFile(title="Boîte", languages=["fr"], link_url="https://example.org/fr")
        toolkit = Toolkit(title="Box", hub_files=[file], hub_terms=[PageTerm(term=health)])
        add(LibraryPage.objects.get(), toolkit)


def found(client, query, path=FIND):
    html = client.get(f"{path}?{query}").content.decode()
    rows = re.findall(r"<article class=\"hub-card\">.*?</article>.*?</ul>", html, re.DOTALL)
    return [
        (re.search(r"<h3><a[^>]*>(.*?)</a>", row)[1], *re.findall(r"<li>(.*?)</li>", row))
        for row in rows
    ]


def test_the_best_comes_first_each_with_its_reasons(offers, client):
    assert found(client, "language=fr&time=180&topic=health") == [
        ("Short", "about Health", "in French", "takes 50 minutes"),
        ("Box", "about Health", "in French"),
        ("The MOOC", "with subtitles in French", "takes 2 hours, 15 minutes"),
    ]
    assert found(client, "time=60") == [("Short", "takes 50 minutes")]
    assert sorted(found(client, "topic=health&language=en")[:2]) == [
        ("Box", "about Health"),
        ("Short", "about Health"),
    ]
    assert found(client, "topic=health&language=en")[2:] == [("The MOOC", "in English")]


def test_the_form_offers_what_there_is_and_keeps_what_was_chosen(offers, client):
    html = client.get(f"{FIND}?language=fr&time=180&topic=health").content.decode()

    assert re.findall(r'<option value="(\w+)"', html) == [
        *("en", "fr", "60", "180", "360", "720", "health")
    ]
    assert re.findall(r'<option value="(\w+)" selected', html) == ["fr", "180", "health"]
    assert '<form class="course-wishes" method="get"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="/fr/learning/find/?language=fr&amp;time=180&amp;topic=health"' in html


def test_nothing_asked_is_nothing_found_and_nonsense_is_nothing_asked(offers, client):
    for query in ("", "language=xx&time=7&topic=nothing", "time=-1&language=%00", "topic=unused"):
        html = client.get(f"{FIND}?{query}").content.decode()
        assert "What fits you" not in html, query
    assert "noindex" not in client.get(FIND).content.decode()
    assert '<meta name="description" content="Three questions' in client.get(FIND).content.decode()
    assert "Nothing fits that yet" not in client.get(FIND).content.decode()


def test_nothing_that_fits_is_said_kindly(course, client):
    html = client.get(f"{FIND}?time=60").content.decode()

    assert "Nothing fits that yet." in html
    assert '<a href="/en/courses/">All courses</a>' in html


def test_five_are_enough_and_hidden_ones_are_left_out(offers, course, client, committed):
    with committed():
        for number in range(6):
            make_course(course.get_parent().specific, f"More {number}", effort_minutes=30)
        course.unpublish()

    assert len(found(client, "time=180")) == 5
    assert "The MOOC" not in str(found(client, "language=fr"))


def test_a_french_reader_is_answered_in_french(offers, course, client, committed):
    with committed():
        translate(course, "fr", title="Le MOOC")

    assert found(client, "topic=health&language=fr", "/fr/learning/find/")[0][1:] == (
        "à propos de : Santé",
        "en français",
    )
    assert found(client, "time=180", "/fr/learning/find/")[1][0] == "Le MOOC"
    arabic = client.get("/ar/learning/find/?time=180").content.decode()
    assert '<html lang="ar" dir="rtl">' in arabic
    assert 'lang="fr" hreflang="fr" dir="ltr">Le MOOC' in arabic


def test_it_costs_eight_queries_with_any_number_of_courses(
    offers, course, client, committed, django_assert_num_queries
):
    # What is due, what is offered, topics, labels, what fits, its facets, list of courses, menu
    budget = 8
    with django_assert_num_queries(budget):
        client.get(f"{FIND}?language=fr&time=180&topic=health")

    with committed():
        for number in range(5):
            make_course(course.get_parent().specific, f"More {number}", effort_minutes=30)
    with django_assert_num_queries(budget):
        client.get(f"{FIND}?language=fr&time=180&topic=health")


def test_an_answer_is_kept_for_everybody(offers, client, kept_answers, admin_client):
    first = client.get(f"{FIND}?time=60")

    assert first["Cache-Control"] == "public, no-cache"
    assert admin_client.get(f"{FIND}?time=60").content == first.content


def test_first_page_and_list_lead_there(course, client):
    link = f'<a class="hub-button" href="{FIND}">What fits me?</a>'

    assert link in client.get("/en/").content.decode()
    assert link in client.get("/en/courses/").content.decode()
