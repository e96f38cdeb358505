"""The statement of participation: for the person alone, when all that is compulsory is done."""

from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from pypdf import PdfReader

from courses.models import FinishedLesson, Lesson
from courses.services import note_lessons
from tests.site import translate

pytestmark = pytest.mark.django_db


def finish(user, *titles):
    lessons = Lesson.objects.filter(title__in=titles, locale__language_code="en")
    note_lessons(user, dict.fromkeys(lessons.values_list("translation_key", flat=True), True))


def address(course, language="en"):
    return f"/{language}/learning/{course.translation_key}/statement.pdf"


def text_of(response):
    pages = PdfReader(BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def is_accessible(response):
    root = PdfReader(BytesIO(response.content)).trailer["/Root"]
    return root["/MarkInfo"]["/Marked"] and b"pdfuaid" in root["/Metadata"].get_data()


def test_who_has_done_what_is_compulsory_gets_it_in_their_language(course, learner, signed_in):
    with time_machine.travel("2026-03-04T23:30:00Z"):
        finish(learner, "First", "Second")

    english = signed_in.get(address(course))
    french = signed_in.get(address(course, "fr"))

    said = text_of(english)
    for part in (
        "Statement of participation",
        "Leila Learner has taken part in this course and done all of its compulsory lessons.",
        "Course The MOOC",
        "Given by UCLG",
        "Time 2 hours, 15 minutes",
        "Lessons done 2 of 3",
        "Done on March 4, 2026",
        "This is a statement of participation, not a certificate",
    ):
        assert part in said
    assert "Attestation de participation" in text_of(french)
    assert "4 mars 2026" in text_of(french)
    assert PdfReader(BytesIO(french.content)).trailer["/Root"]["/Lang"] == "fr"
    assert is_accessible(english)
    assert is_accessible(french)
    assert is_accessible(signed_in.get(address(course, "ar")))
    assert english["Content-Disposition"] == 'attachment; filename="the-mooc.pdf"'
    assert "no-store" in english["Cache-Control"]
    assert signed_in.get(address(course)).content == english.content


def test_a_lesson_to_choose_changes_neither_day_nor_right(course, learner, signed_in):
    with time_machine.travel("2026-03-04T12:00:00Z"):
        finish(learner, "First", "Second")
    with time_machine.travel("2026-05-06T12:00:00Z"):
        finish(learner, "Third")

    said = text_of(signed_in.get(address(course)))

    assert "Done on March 4, 2026" in said
    assert "Lessons done 3 of 3" in said


def test_a_course_that_is_not_finished_leads_back_in_words(course, learner, signed_in):
    assert "2 are left" in signed_in.get(address(course), follow=True).content.decode()
    finish(learner, "First", "Third")
    page = signed_in.get(address(course), follow=True)

    assert page.redirect_chain == [("/en/learning/mine/", 302)]
    assert "comes with the last compulsory lesson: 1 is left." in page.content.decode()
    assert "statement.pdf" not in page.content.decode()
    assert signed_in.get(address(course).replace("/en/", "/fr/"), follow=True).status_code == 200


def test_where_all_is_to_choose_all_is_to_be_done(course, learner, signed_in, committed):
    with committed():
        for module in course.modules.all():
            module.is_compulsory = False
            module.save()
        course.save_revision().publish()
    finish(learner, "First", "Second")
    assert signed_in.get(address(course)).status_code == 302

    finish(learner, "Third")
    assert signed_in.get(address(course)).status_code == 200


def test_it_is_for_the_person_alone(course, learner, signed_in, client, committed):
    finish(learner, "First", "Second")
    other = Client()
    other.force_login(User.objects.create_user("omar", "omar@town.example", first_name="Omar"))

    assert client.get(address(course))["Location"] == f"/accounts/login/?next={address(course)}"
    assert other.get(address(course))["Location"] == "/en/learning/mine/"
    assert signed_in.get(f"/en/learning/{uuid4()}/statement.pdf").status_code == 404
    assert "statement.pdf" in signed_in.get("/en/learning/mine/").content.decode()
    with committed():
        course.unpublish()
    assert signed_in.get(address(course)).status_code == 404


def test_who_has_no_name_gives_one_first(course, learner, signed_in):
    finish(learner, "First", "Second")
    User.objects.update(first_name="", last_name="")
    form = signed_in.get(address(course), follow=True)
    assert form.redirect_chain == [("/en/learning/mine/name/", 302)]
    sent = {"csrfmiddlewaretoken": str(form.context["csrf_token"])}

    empty = signed_in.post("/en/learning/mine/name/", sent | {"first_name": " "})
    assert empty.status_code == 400
    assert "Write the name that shall stand on it." in empty.content.decode()
    saved = signed_in.post("/en/learning/mine/name/", sent | {"first_name": "ليلى"}, follow=True)

    assert "It names you as ليلى." in saved.content.decode()
    assert User.objects.get().first_name == "ليلى"
    assert is_accessible(signed_in.get(address(course)))
    assert signed_in.post("/en/learning/mine/name/", {"first_name": "Forged"}).status_code == 403


def test_a_translated_course_has_its_own_title_on_it(course, learner, signed_in, committed):
    with committed():
        translate(course, "fr", title="Le cours pour tous")
    finish(learner, "First", "Second")

    response = signed_in.get(address(course, "fr"))

    assert "Cours Le cours pour tous" in text_of(response)
    assert response["Content-Disposition"] == 'attachment; filename="le-cours-pour-tous.pdf"'
    assert FinishedLesson.objects.count() == 2


def test_it_costs_six_queries(course, learner, signed_in, django_assert_num_queries):
    finish(learner, "First", "Second")
    # Session, account, course with content, what is done, lessons, who gives it
    with django_assert_num_queries(6):
        signed_in.get(address(course))
