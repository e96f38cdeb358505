"""What a learner has done: kept in the account, shown to nobody else, and forgotten at a click."""

import io
import json
import logging
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from courses.models import FinishedLesson, Lesson
from hub.accounts.tokens import issue_token
from tests.courses.making import make_course, make_lesson
from tests.site import translate
from tests.snapshots import all_rows

pytestmark = pytest.mark.django_db

PROGRESS = "/en/learning/progress/"
MINE = "/en/learning/mine/"


def lesson(title):
    return Lesson.objects.get(title=title, locale__language_code="en")


def key(title):
    return str(lesson(title).translation_key)


def tell(client, changes, path=PROGRESS, **extra):
    return client.post(path, {"changes": changes}, content_type="application/json", **extra)


def done(client, title, language="en", **extra):
    return client.post(f"/{language}/learning/{key(title)}/done/", **extra)


def page(client, path=MINE):
    return client.get(path).content.decode()


def test_the_script_tells_and_is_told_what_is_done(course, signed_in):
    before = signed_in.get(PROGRESS)
    after = tell(signed_in, {key("Second"): True, key("First"): True, str(uuid4()): True}).json()

    assert before.json() | {"account": ""} == {"account": "", "done": []}
    assert "no-store" in before["Cache-Control"]
    assert sorted(after["done"]) == sorted([key("First"), key("Second")])
    assert tell(signed_in, {key("First"): False}).json()["done"] == [key("Second")]
    # Once more changes nothing, and what is hidden meanwhile can be taken back.
    first_time = FinishedLesson.objects.get().finished_at
    tell(signed_in, {key("Second"): True})
    assert FinishedLesson.objects.get().finished_at == first_time
    lesson("Second").unpublish()
    assert tell(signed_in, {key("Second"): False}).json()["done"] == []


def test_accounts_are_told_apart_and_not_named(course, signed_in, learner):
    other = Client()
    other.force_login(User.objects.create_user("omar", "omar@town.example"))
    tell(signed_in, {key("First"): True})

    own, theirs = signed_in.get(PROGRESS).json(), other.get(PROGRESS).json()

    assert own["done"] == [key("First")]
    assert theirs["done"] == []
    assert own["account"] != theirs["account"]
    assert len(own["account"]) == 16


def test_what_another_site_sends_counts_as_sent_by_nobody(course, signed_in):
    for extra in ({"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}):
        assert tell(signed_in, {key("First"): True}, **extra).status_code == 401
        assert done(signed_in, "First", **extra).status_code == 200
    form = signed_in.post(PROGRESS, {"changes": "x"})
    plain = {"data": json.dumps({"changes": {key("First"): True}}), "content_type": "text/plain"}

    assert (form.status_code, signed_in.post(PROGRESS, **plain).status_code) == (400, 400)
    assert FinishedLesson.objects.count() == 0
    own = {"HTTP_ORIGIN": "http://testserver"}
    assert tell(signed_in, {key("First"): True}, **own).status_code == 200
    assert FinishedLesson.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "[",
        "[" * 100_000,
        "[]",
        '{"changes": []}',
        '{"changes": {"x": true}}',
        '{"changes": {"6ba7b810-9dad-11d1-80b4-00c04fd430c8": 1}}',
        json.dumps({"changes": {str(uuid4()): True for _ in range(501)}}),
        " " * 3_000_000,
    ],
    ids=range(9),
)
def test_nonsense_is_refused_in_words(course, signed_in, sent):
    response = signed_in.post(PROGRESS, sent, content_type="application/json")

    assert response.status_code == 400
    assert response.json() == {"said": "This was not understood. Please load the page again."}


def test_a_visitor_is_told_nothing_and_keeps_nothing(course, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(PROGRESS).json() == {"account": None, "done": []}
    assert tell(client, {key("First"): True}).status_code == 401
    said = done(client, "First").content.decode()

    assert "so “First” was not written down" in said
    assert 'href="/accounts/login/?next=/en/courses/the-mooc/first/"' in said
    assert 'href="/accounts/signup/?next=/en/courses/the-mooc/first/"' in said
    assert client.get(MINE)["Location"] == f"/accounts/login/?next={MINE}"
    assert client.get(f"/en/learning/{key('First')}/done/")["Location"] == lesson("First").url
    assert client.post(f"/en/learning/{uuid4()}/done/").status_code == 404
    assert FinishedLesson.objects.count() == 0


def test_a_token_acts_for_its_owner_and_a_wrong_one_for_nobody(course, client, learner):
    _row, token = issue_token(learner)
    bearer = {"HTTP_AUTHORIZATION": f"Bearer {token}"}

    assert tell(client, {key("First"): True}, **bearer).json()["done"] == [key("First")]
    wrong = {"HTTP_AUTHORIZATION": "Bearer nothing"}
    assert client.get(PROGRESS, **wrong).status_code == 401
    assert done(client, "First", **wrong).status_code == 200
    assert FinishedLesson.objects.count() == 1


def test_without_a_script_a_form_marks_and_leads_on(course, signed_in):
    form = f'<form method="post" action="/en/learning/{key("First")}/done/">'
    assert form in page(signed_in, "/en/courses/the-mooc/first/")

    html = page(signed_in, done(signed_in, "First")["Location"])

    assert "“First” is done." in html
    assert '<a href="/en/courses/the-mooc/">The MOOC</a>' in html
    assert "1 of 3 lessons done" in html
    assert 'Go on with: <a href="/en/courses/the-mooc/second/">Second</a>' in html


def test_what_is_done_is_done_in_every_language(course, signed_in, committed):
    with committed():
        french = translate(course, "fr", title="Le MOOC")
        translate(lesson("First"), "fr", title="Premier")
        translate(lesson("Second"), "fr", title="Deuxième")
    done(signed_in, "First", "fr")

    html = page(signed_in, "/fr/learning/mine/")

    assert f'<a href="{french.url}">Le MOOC</a>' in html
    assert "Leçons terminées : 1 sur 3" in html
    assert '<a href="/fr/courses/the-mooc/second/">Deuxième</a>' in html
    assert "1 of 3 lessons done" in page(signed_in)
    arabic = page(signed_in, "/ar/learning/mine/")
    assert '<a href="/fr/courses/the-mooc/?lang=ar" lang="fr" hreflang="fr" dir="ltr">' in arabic


def test_hidden_courses_and_lessons_do_not_count(course, signed_in, committed):
    tell(signed_in, {key("First"): True, key("Second"): True})
    with committed():
        lesson("Second").unpublish()
    assert "1 of 2 lessons done" in page(signed_in)

    with committed():
        course.unpublish()
    assert "You have not finished a lesson yet" in page(signed_in)


def test_somebody_forgets_their_own_learning_with_the_token_of_the_form(course, signed_in):
    other = User.objects.create_user("omar", "omar@town.example")
    FinishedLesson.objects.create(user=other, lesson=key("First"))
    tell(signed_in, {key("First"): True})
    assert signed_in.get(f"{MINE}forget/").status_code == 405
    assert signed_in.post(f"{MINE}forget/").status_code == 403
    token = signed_in.get(MINE).context["csrf_token"]

    gone = signed_in.post(f"{MINE}forget/", {"csrfmiddlewaretoken": str(token)}, follow=True)

    assert "Your learning is forgotten." in gone.content.decode()
    assert [row.user for row in FinishedLesson.objects.all()] == [other]


def test_ten_courses_cost_as_much_as_one(course, signed_in, committed, django_assert_num_queries):
    # Session, account, list of courses, what is done, its lessons, courses, all their lessons
    budget = 7
    tell(signed_in, {key("First"): True})
    with django_assert_num_queries(budget):
        page(signed_in)

    with committed():
        for number in range(9):
            more = make_course(course.get_parent().specific, f"Course {number}")
            make_lesson(more, f"Lesson {number}")
    tell(signed_in, {key(f"Lesson {number}"): True for number in range(9)})
    with django_assert_num_queries(budget):
        assert page(signed_in).count("<section") == 10


# Nobody else --------------------------------------------------------------------------------------


def test_pages_are_the_same_for_everybody(course, signed_in, client, kept_answers):
    paths = ["/en/courses/the-mooc/", "/en/courses/the-mooc/first/", "/en/courses/"]
    before = [client.get(path).content for path in paths]
    tell(signed_in, {key("First"): True})
    done(signed_in, "Second")

    for path, content in zip(paths, before, strict=True):
        response = signed_in.get(path)
        assert response.content == content, path
        assert response["Cache-Control"] == "public, no-cache"
        assert "Cookie" not in response.get("Vary", "")


def test_who_learns_what_is_in_no_other_table_and_no_log(course, signed_in, learner, caplog):
    caplog.set_level(logging.DEBUG)
    before = all_rows()
    tell(signed_in, {key("First"): True})
    done(signed_in, "Second")
    page(signed_in)

    changed = {name for name, rows in all_rows().items() if rows != before[name]}
    assert changed <= {"courses_finishedlesson", "django_session"}  # the word that it is done
    assert FinishedLesson.objects.count() == 2
    named = {name for name, rows in all_rows().items() if learner.email in str(rows)}
    assert named == {"auth_user"}
    lines = [line for line in caplog.records if line.name != "django.db.backends"]
    assert learner.email not in " ".join(line.getMessage() for line in lines)


def test_a_person_is_told_what_is_kept_and_forgotten_with_it(course, signed_in, learner):
    tell(signed_in, {key("First"): True})
    written = io.StringIO()

    call_command("person", "export", learner.email, stdout=written)
    (told,) = json.loads(written.getvalue())["finishedlesson"]
    call_command("person", "erase", learner.email, stdout=written)

    assert told["lesson"] == key("First")
    assert FinishedLesson.objects.count() == 0
    assert not User.objects.filter(email=learner.email).exists()


def test_the_menus_of_an_account_lead_to_it(course, signed_in, admin_client):
    link = f'<a href="{MINE}"'
    assert f'{link} aria-current="page">My learning</a>' in page(signed_in)
    assert f"{link}>My learning</a>" in page(signed_in, "/en/my/")
    assert f"{link}>My learning</a>" in page(signed_in, "/accounts/2fa/")
    assert f'href="{MINE}"' in page(admin_client, "/admin/account/")
