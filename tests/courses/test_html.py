"""Course and lesson pages: what they show, what they cost, and that they work without a script."""

from datetime import date

import pytest
from django.utils.translation import override

from courses.models import Course, CourseEdition, CourseSession, Lesson
from courses.presenting import duration
from resources.models import LibraryPage, Relation
from tests.courses.making import make_course
from tests.site import add_report, translate

pytestmark = pytest.mark.django_db

COURSE = "/en/courses/the-mooc/"


def page(client, path=COURSE, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def places(html, *texts):
    found = [html.find(text) for text in texts]
    assert -1 not in found, dict(zip(texts, found, strict=True))
    return found


def test_a_course_shows_its_modules_with_their_lessons_in_order(course, client):
    html = page(client)

    order = places(html, ">Core<", ">First<", ">Second<", ">More<", ">Third<")
    assert order == sorted(order)
    for text in ("2 hours, 15 minutes", "Open online course (MOOC)", "For everybody", "To choose"):
        assert text in html
    assert "Know them." in html
    assert '<script src="/static/courses/progress.js" defer></script>' in html
    assert "On this site" in html


def test_a_course_shows_editions_sessions_and_conditions(course, client, committed):
    with committed():
        course.editions = [CourseEdition(language="fr", url="https://example.org/cours")]
        course.sessions = [CourseSession(starts_on=date(2027, 1, 5), language="es")]
        course.level, course.cost, course.certificate = "advanced", "free", "awarded"
        course.certificate_terms = "Finish all lessons."
        course.save_revision().publish()

    html = page(client)

    assert '<a class="hub-button" href="https://example.org/cours">' not in html  # it is in French
    french = page(client, f"{COURSE}?lang=fr")
    assert '<a class="hub-button" href="https://example.org/cours">Ouvrir le cours</a>' in french
    for text in (
        '<a href="https://example.org/cours">Open the course</a>',
        "Spanish",
        "Jan. 5, 2027",
        "Advanced",
        "Free of charge",
        "With a certificate",
        "Finish all lessons.",
    ):
        assert text in html


def test_a_course_and_its_learning_material_lead_to_each_other(course, client, committed):
    with committed():
        report = add_report(LibraryPage.objects.get(), "The report")
        report.relations = [Relation(kind="learning_material_of", target=course)]
        report.save_revision().publish()

    assert "Learning materials" in page(client)
    assert '<a href="/en/library/the-report/">The report</a>' in page(client)
    assert f'<a href="{COURSE}">The MOOC</a>' in page(client, "/en/library/the-report/")

    with committed():
        report.relations = []
        report.save_revision().publish()
    assert "Learning materials" not in page(client)


def test_a_lesson_leads_on_and_back(course, client):
    html = page(client, f"{COURSE}second/")

    assert "Lesson 2 of 3" in html
    assert 'rel="prev" href="/en/courses/the-mooc/first/"' in html
    assert 'rel="next" href="/en/courses/the-mooc/third/"' in html
    assert f'href="{COURSE}"' in html
    last = page(client, f"{COURSE}third/")
    assert "Next lesson" not in last
    assert "Back to the course" in last


def test_a_hidden_lesson_is_left_out_of_course_and_steps(course, client, committed):
    with committed():
        Lesson.objects.get(title="Second").unpublish()

    assert "Second" not in page(client)
    assert 'rel="next" href="/en/courses/the-mooc/third/"' in page(client, f"{COURSE}first/")
    page(client, f"{COURSE}second/", status=410)


def test_pages_of_two_languages_speak_theirs(course, client, committed):
    with committed():
        french = translate(course, "fr", title="Le MOOC")
        translate(Lesson.objects.get(title="First"), "fr", title="Premier")

    html = page(client, french.url)

    assert "Leçons" in html
    assert '<a href="/fr/courses/the-mooc/first/">Premier</a>' in html
    assert '<a href="/en/courses/the-mooc/second/?lang=fr" lang="en"' in html
    arabic = page(client, f"{french.url}?lang=ar")
    assert '<html lang="ar" dir="rtl">' in arabic


def test_the_list_of_courses_can_be_narrowed(course, client, committed):
    with committed():
        make_course(course.get_parent().specific, "Short", effort_minutes=40, kind="e_course")

    assert "2 pages found" in page(client, "/en/courses/")
    narrowed = page(client, "/en/courses/?time=60")
    assert "1 page found" in narrowed
    assert "Short" in narrowed
    assert "1 page found" in page(client, "/en/courses/?kind=mooc&language=en&subtitles=fr")
    assert "Nothing was found" in page(client, "/en/courses/?kind=nonsense&time=-5")


def test_a_whole_course_is_one_page_to_print(course, client, committed):
    with committed():
        first = Lesson.objects.get(title="First")
        first.body = [("rich_text", "<p>The first text.</p>")]
        first.save_revision().publish()
        Lesson.objects.get(title="Second").unpublish()

    html = page(client, f"/en/learning/{course.translation_key}/print/")

    order = places(html, "The MOOC", "1. First", "The first text.", "2. Third", "Match city")
    assert order == sorted(order)
    assert "Second" not in html
    assert 'name="robots" content="noindex"' in html
    page(client, f"/en/learning/{first.translation_key}/print/", status=404)


def test_a_course_that_is_hidden_is_not_printed(course, client, committed):
    with committed():
        course.unpublish()

    page(client, f"/en/learning/{course.translation_key}/print/", status=404)


@pytest.mark.parametrize("language", ["", "?lang=ar"])
def test_a_course_costs_six_queries(course, client, django_assert_num_queries, language):
    # What is due, the entry, the menu, the publisher, lessons with all other pages
    with django_assert_num_queries(6):
        client.get(f"{COURSE}{language}")


def test_a_lesson_costs_six_queries(course, client, django_assert_num_queries):
    with django_assert_num_queries(6):
        client.get(f"{COURSE}third/")


def test_a_printed_course_costs_three_queries_with_any_number_of_lessons(
    course, client, django_assert_num_queries
):
    with django_assert_num_queries(3):  # the course, its lessons, the menu
        client.get(f"/en/learning/{course.translation_key}/print/")


def test_a_draft_can_be_previewed(course, client, admin_user):
    lesson = Lesson.objects.get(title="Third")
    client.force_login(admin_user)

    for draft in (course, lesson):
        response = client.get(f"/admin/pages/{draft.pk}/edit/preview/?mode=")
        assert response.status_code == 200, draft
    assert client.get(f"/admin/pages/{course.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{lesson.pk}/edit/").status_code == 200
    assert client.get("/admin/courses/").status_code == 200


@pytest.mark.parametrize(
    ("minutes", "language", "text"),
    [
        (None, "en", ""),
        (1, "en", "1 minute"),
        (180, "en", "3 hours"),
        (75, "fr", "1 heure, 15 minutes"),
        (75, "es", "1 hora, 15 minutos"),
        (120, "ar", "ساعتان"),
    ],
)
def test_time_is_written_in_words(minutes, language, text):
    with override(language):
        assert duration(minutes) == text


def test_what_speaks_against_publishing_a_course_is_said(course):
    course.editions, course.sessions, course.pacing = [], [], "dated"
    modules = list(course.modules.all())
    modules[1].code = "core"
    course.modules = modules

    problems = {(one.field, one.is_error) for one in course.fact_problems(date(2026, 1, 1))}

    assert problems == {("editions", False), ("sessions", False), ("modules", True)}
    lesson = Lesson.objects.get(title="Third")
    lesson.module_code = "none"
    assert [one.field for one in lesson.fact_problems(date(2026, 1, 1))] == ["module_code"]
    assert Course.objects.get().certificate == "unknown"
