"""Courses in a browser: axe finds nothing, nothing is too wide, and progress is remembered."""

import pytest

from courses.models import Lesson
from courses.services import note_lessons
from tests.courses.making import questionnaire
from tests.looks import NARROW, WIDE, faults, findings

pytestmark = pytest.mark.browser

COURSE = "/en/courses/the-mooc/"
ANIMATION = {
    "title": "The way",
    "drawing": "courses/path-of-an-action.svg",
    "description": "A way from a town hall to a globe.",
}
GAME = {"title": "A game", "instructions": "Find the pairs.", "url": "https://example.org/game"}
OUR_GAME = {
    "title": "Which compact?",
    "instructions": "For whom an action is decides.",
    "bundle": "courses/games/which-compact/index.html",
}


@pytest.fixture
def rich(lesson, committed):
    """Give the lesson every block of its own."""
    with committed():
        found = Lesson.objects.get(pk=lesson.pk)
        found.summary = "What you know."
        found.body = [
            ("rich_text", "<p>Some text.</p>"),
            ("animation", ANIMATION),
            ("reflection", {"title": "", "prompt": "Think of your town."}),
            ("game", GAME),
            ("game", OUR_GAME),
            questionnaire(),
        ]
        found.save_revision().publish()
    return found


def test_no_page_of_a_course_breaks_a_rule(course, rich, browse, axe):
    printed = f"/en/learning/{course.translation_key}/print/"
    paths = ["/en/courses/", COURSE, f"{COURSE}third/", printed]
    looks = [(path, WIDE) for path in paths]
    looks += [(f"{path}?lang=ar", NARROW) for path in paths[1:3]]
    looks.append((printed.replace("/en/", "/ar/"), NARROW))

    broken = {}
    for path, look in looks:
        if found := faults(browse(path, **look), axe):
            broken[path] = found

    assert broken == {}


def test_a_game_is_played_in_a_frame_that_sees_nothing_of_the_site(rich, browse):
    page = browse(f"{COURSE}third/", **NARROW)
    frame = page.locator("iframe").element_handle().content_frame()
    frame.wait_for_selector("h1")
    assert frame.evaluate("[origin, document.documentElement.lang]") == ["null", "en"]
    status = frame.get_by_role("status")

    def answer(choice):
        frame.get_by_role("button", name=choice, exact=True).press("Enter")

    answer("Both")
    assert status.text_content() == "Not quite."
    migration, refugees = "Compact for Migration", "Compact on Refugees"
    for choice in (migration, refugees, "Both", refugees, migration, "Both"):
        answer(choice)
        said = status.text_content()
        answer("Play again" if choice == "Both" and "6" in said else "Next card")
    assert said == "Yes. It is open to both. 5 of 6 at the first try."
    assert frame.get_by_text("Card 1 of 6").is_visible()
    assert page.problems == []


@pytest.mark.parametrize(("language", "direction"), [("es", "ltr"), ("ar", "rtl"), ("xx", "ltr")])
def test_a_game_speaks_the_language_it_is_asked_for(db, browse, axe, language, direction):
    page = browse(f"/static/{OUR_GAME['bundle']}?lang={language}", **NARROW)
    said = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    assert said == ["en" if language == "xx" else language, direction]
    assert findings(page, axe) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_no_page_of_a_learner_breaks_a_rule(course, learner, client, browse, axe):
    client.force_login(learner)
    lessons = Lesson.objects.exclude(title="Third")
    note_lessons(learner, dict.fromkeys(lessons.values_list("translation_key", flat=True), True))
    paths = ["learning/mine/", "learning/mine/name/", "learning/find/?time=180"]
    looks = [(f"/en/{path}", WIDE) for path in paths]
    looks += [(f"/ar/{path}", NARROW) for path in paths]

    broken = {}
    for path, look in looks:
        if found := faults(browse(path, **look), axe):
            broken[path] = found

    assert broken == {}


def test_what_is_done_is_remembered_by_the_browser_and_forgotten_at_a_click(
    course, rich, browse, client
):
    page = browse(f"{COURSE}third/", **WIDE)
    overview = client.get(COURSE)
    page.context.route(
        f"**{COURSE}", lambda route: route.fulfill(status=200, body=overview.content.decode())
    )

    page.get_by_role("button", name="Mark this lesson as done").click()
    assert page.get_by_role("button", name="✓ Done").get_attribute("aria-pressed") == "true"
    page.goto(f"http://localhost{COURSE}")
    assert "1 of 3 lessons done" in page.locator(".course-progress").inner_text()
    assert page.locator("li", has_text="✓ Done").inner_text().startswith("Third")

    page.get_by_role("button", name="Forget my progress").click()
    assert page.locator(".course-progress").count() == 0
    page.reload()
    assert page.locator(".course-tick").count() == 0
