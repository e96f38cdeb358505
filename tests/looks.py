"""Pages in a browser, on screens of several sizes, under the rules of axe; and pictures of them."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage

AXE = Path(__file__).parent / "axe"
ADDRESS = "http://localhost"  # never reached: every request is answered here
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}
#: The smallest that WCAG 2.2 asks for (1.4.10, Reflow).
NARROW = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}

#: Not ours: the icons, which Wagtail fetches (here it gets the page once more, and puts that in
#: their place), and its sidebar, which comes when it likes, its search without a name.
OF_WAGTAIL = """
    const others = document.querySelectorAll("[data-sprite], #wagtail-sidebar");
    others.forEach((place) => place.remove());
"""

#: A colour on its way to that of another scheme has a contrast of its own.
END_TRANSITIONS = """
    new Promise(requestAnimationFrame).then(() => document.getAnimations().forEach(
        (running) => running instanceof CSSTransition && running.finish()
    ))
"""


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """Install axe once, outside of the tree; without npm or its registry there is no check."""
    folder = pytestconfig.cache.mkdir("axe")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(AXE / name, folder / name)
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        except (OSError, subprocess.SubprocessError) as error:
            pytest.skip(f"axe could not be installed with npm: {error}")
    return script.read_text()


@pytest.fixture
def browse(chromium: Any, client: Any) -> Iterator[Any]:
    """Open a page in the browser as the test client got it: without a server or a commit.

    What the page said on its console is in its `problems`, but for a status of its own that says
    that something is wrong. It is closed when the next one opens.
    """
    contexts: list[Any] = []

    def browse(path: str, **options: Any) -> Any:
        # Asked here and not in the route: in the browser's context Django opens another database.
        response = client.get(path, follow=True)

        def answer(route: Any) -> None:
            asked = urlsplit(route.request.url).path
            if asked.startswith("/static/"):
                route.fulfill(path=finders.find(asked.removeprefix("/static/")))
            elif asked.startswith("/media/"):
                route.fulfill(body=default_storage.open(asked.removeprefix("/media/")).read())
            else:
                route.fulfill(
                    status=response.status_code,
                    headers=dict(response.headers.items()),
                    body=response.content,
                )

        close()
        context = chromium.new_context(**options)
        contexts.append(context)
        context.route("**/*", answer)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda said: is_problem(page, said) and page.problems.append(said.text))
        page.goto(f"{ADDRESS}{path}")
        return page

    def is_problem(page: Any, said: Any) -> bool:
        is_own_status = "Failed to load" in said.text and said.location["url"] == page.url
        return said.type == "error" and not is_own_status

    def close() -> None:
        while contexts:
            contexts.pop().close()

    yield browse
    close()


def show_on(page: Any, look: dict[str, Any]) -> None:
    """Show an open page on another screen: loading it anew would take longer than checking it."""
    page.set_viewport_size(look["viewport"])
    page.emulate_media(color_scheme=look.get("color_scheme", "light"))
    page.evaluate(END_TRANSITIONS)


def findings(page: Any, axe: str) -> list[str]:
    """Return what axe finds, with the element."""
    page.evaluate(axe)
    options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run({options})")
    return [
        f"{violation['id']}: {node['html'][:150]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def faults(page: Any, axe: str) -> list[str]:
    """Return what axe finds, what the policy refused, and how much too wide the page is."""
    return [*findings(page, axe), *page.problems, *overflow(page)]


def overflow(page: Any) -> list[str]:
    excess = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{excess} px too wide"] if excess > 0 else []


def faults_of_admin(page: Any, axe: str, name: str) -> dict[str, list[str]]:
    """Return what axe finds on a page of the admin, on two screens, but for what is Wagtail's."""
    page.wait_for_selector("[data-sprite] > *", state="attached")
    page.wait_for_load_state("networkidle")
    page.evaluate(OF_WAGTAIL)
    broken = {}
    for look, options in (("wide", WIDE), ("phone", PHONE)):
        show_on(page, options)
        if found := findings(page, axe):
            broken[f"{name} {look}"] = found
        keep_picture(page, f"{name}-{look}")
    return broken


def keep_picture(page: Any, name: str) -> None:
    """Keep a picture of a whole page in the folder `HUB_SCREENSHOTS`, where one is named."""
    if folder := os.environ.get("HUB_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
