"""Progress in a real browser: with an account it follows its owner, and stays with nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from courses.models import FinishedLesson, Lesson
from courses.services import note_lessons
from tests.actions.test_autosave_browser import give_session
from tests.courses.making import make_site_with_course
from tests.looks import keep_picture
from tests.site import make_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COURSE = "/en/courses/the-mooc/"
PHONE = {"viewport": {"width": 360, "height": 740}}


def key(title: str) -> Any:
    return Lesson.objects.get(title=title).translation_key


def kept(user: Any) -> set[Any]:
    return set(FinishedLesson.objects.filter(user=user).values_list("lesson", flat=True))


@pytest.fixture
def learner(live_server: Any, django_capture_on_commit_callbacks: Any) -> User:
    with django_capture_on_commit_callbacks(execute=True):
        make_site_with_course(make_site())
    return User.objects.create_user("leila", "leila@town.example")


@pytest.fixture
def browser(live_server: Any, chromium: Any) -> Any:
    """Open a browser that goes to a page, waits until it has asked, and says what is ticked."""
    context = chromium.new_context(**PHONE)
    page = context.new_page()
    page.problems = []
    page.on("console", lambda found: found.type == "error" and page.problems.append(found.text))
    page.on("pageerror", lambda error: page.problems.append(str(error)))

    def visit(path: str) -> Any:
        with page.expect_response("**/learning/progress/"):
            page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        return page

    page.visit = visit
    yield page
    context.close()


def ticked(page: Any) -> list[str]:
    rows = page.visit(COURSE).locator("li:has(.course-tick) a")
    return [rows.nth(number).inner_text() for number in range(rows.count())]


def mark(page: Any, lesson: str, name: str = "Mark this lesson as done") -> None:
    page.visit(f"{COURSE}{lesson}/").get_by_role("button", name=name).click()
    page.wait_for_load_state("networkidle")


def wait_for(check: Callable[[], bool], page: Any) -> None:
    for _attempt in range(50):
        if check():
            return
        page.wait_for_timeout(100)
    raise AssertionError("in vain")


def test_what_a_browser_remembers_goes_into_the_account_and_back(
    live_server: Any, learner: User, browser: Any, settings: Any
) -> None:
    mark(browser, "first")
    assert ticked(browser) == ["First"]
    note_lessons(learner, {key("Third"): True})  # on another device
    assert kept(learner) == {key("Third")}

    give_session(browser.context, live_server.url, learner)
    assert ticked(browser) == ["First", "Third"]
    wait_for(lambda: kept(learner) == {key("First"), key("Third")}, browser)

    # A click counts at once; without a line it is told later; taken back elsewhere, it goes.
    mark(browser, "second")
    wait_for(lambda: key("Second") in kept(learner), browser)
    browser.visit(f"{COURSE}first/")
    browser.context.route("**/progress/", lambda route: route.abort())
    browser.get_by_role("button", name="✓ Done").click()
    assert key("First") in kept(learner)
    browser.context.unroute("**/progress/")
    browser.problems.clear()  # the line that was away
    note_lessons(learner, {key("Third"): False})
    assert ticked(browser) == ["Second"]
    wait_for(lambda: kept(learner) == {key("Second")}, browser)
    keep_picture(browser, "course-phone")
    browser.visit(f"{COURSE}first/")
    keep_picture(browser, "lesson-phone")
    for path in ("/en/learning/mine/", "/ar/learning/mine/"):
        browser.goto(live_server.url + path)
        keep_picture(browser, path.strip("/").replace("/", "-"))

    # Whoever comes next to this browser finds nothing, and takes nothing along.
    browser.context.clear_cookies()
    assert ticked(browser) == []
    other = User.objects.create_user("omar", "omar@town.example")
    give_session(browser.context, live_server.url, learner)
    assert ticked(browser) == ["Second"]
    give_session(browser.context, live_server.url, other)
    assert ticked(browser) == []
    assert (kept(other), kept(learner)) == (set(), {key("Second")})
    assert browser.problems == []
