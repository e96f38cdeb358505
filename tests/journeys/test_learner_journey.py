"""A learner on a poor phone finds the MOOC, learns, and comes back; so without JavaScript."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .conftest import Hub

pytestmark = [pytest.mark.proof, pytest.mark.browser]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
#: Slow 3G as Chromium's own tools have it: 400 ms and 400 kbit/s; and a quarter of this processor.
LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400 * 1024 / 8,
    "uploadThroughput": 400 * 1024 / 8,
}
SLOWER = 4
WAIT = 90_000
MOOC = ", ".join(
    f"main a[href*='/{slug}']" for slug in ("localizar-los", "localiser-les", "localising-the")
)
LESSON = ".course-lessons a"


@pytest.fixture
def phone(demo: Hub, chromium: Any) -> Iterator[Callable[..., Any]]:
    contexts = []

    def open_phone(**options: Any) -> Any:
        context = chromium.new_context(**PHONE, **options)
        contexts.append(context)
        context.set_default_timeout(WAIT)
        return slow(context.new_page())

    yield open_phone
    for context in contexts:
        context.close()


def slow(page: Any) -> Any:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def tap(page: Any, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.tap()


def seconds(page: Any) -> dict[str, float]:
    """Return when the first words stood on the screen, and when everything was there."""
    script = """() => ({
      words: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
      all: performance.getEntriesByType("navigation")[0].loadEventEnd })"""
    return {name: round(value / 1000, 1) for name, value in page.evaluate(script).items()}


def answer_all(page: Any) -> None:
    """Choose something in every question, as a hurried learner does."""
    form = page.locator("form[action*='/answers/']").first
    for question in form.locator("fieldset:has(input[type=radio], input[type=checkbox])").all():
        question.locator("input").first.check()
    for number in range(form.locator("select").count()):
        form.locator("select").nth(number).select_option(index=1)
    with page.expect_navigation():
        form.locator("button.hub-button").tap()


@pytest.mark.parametrize(("language", "scripts"), [("es", True), ("ar", True), ("es", False)])
def test_a_learner_on_a_poor_phone(
    demo: Hub,
    phone: Callable[..., Any],
    language: str,
    scripts: bool,
    tmp_path: Any,
    record_property: Any,
) -> None:
    page = phone(java_script_enabled=scripts)
    times = {}

    def look(name: str) -> None:
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        if scripts:
            times[name] = seconds(page)

    page.goto(f"{demo.address}/{language}/")
    look("home")
    # Three taps: the courses, the MOOC, its first lesson.
    tap(page, "nav a[href*='/cursos/'], nav a[href*='/cours']")
    look("courses")
    tap(page, MOOC)
    look("course")
    course = page.url
    assert page.locator(LESSON).count() == 3
    tap(page, LESSON)
    look("lesson")
    answer_all(page)
    look("answered")
    assert page.locator(".course-said").count() >= 1
    if scripts:
        page.goto(course)
        tap(page, LESSON)
        page.locator(".course-place button").tap()
        page.close()
        page = slow(page.context.new_page())  # what the browser keeps is all that is left
        page.goto(course)
        page.wait_for_selector("progress[value='1']")
        look("tomorrow")
    record_property("seconds", json.dumps(times))
    print(json.dumps(times))  # noqa: T201 - the figures of a proof
