"""The widget inside pages that are not ours: another origin, a strict policy, hostile styles."""

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import RequestFactory
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.frontend_schema.conftest import HOSTILE, PACKAGE
from tests.frontend_schema.documentation import block
from tests.frontend_schema.partner import partner
from tests.looks import findings

WIDGET = "frontend_schema/widget.js"
SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (shifts += value)))
  .observe({ type: "layout-shift", buffered: true });
"""
Open = Callable[..., Any]


@pytest.mark.node
def test_it_is_built_from_its_sources(kit: Path) -> None:
    built = (kit / "static" / WIDGET).read_text("utf-8")

    kept = (PACKAGE / "static" / WIDGET).read_text("utf-8")
    assert built == kept, "Run `make kit`."


def test_it_is_small_and_makes_no_code_of_text() -> None:
    built = (PACKAGE / "static" / WIDGET).read_bytes()

    assert len(gzip.compress(built)) <= 15_000
    for word in (b"innerHTML", b"insertAdjacentHTML", b"eval(", b"Function(", b"document.write"):
        assert word not in built


def test_pages_of_other_sites_may_load_it(settings: Any) -> None:
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    served = WhiteNoiseMiddleware(lambda request: HttpResponse(status=404))

    response = served(RequestFactory().get(f"/static/{WIDGET}"))

    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"].startswith("text/javascript")
    response.close()


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Open]:
    """Open a partner's page with the widget in it; what goes wrong there is in `problems`."""
    opened: list[Any] = []
    hub = address.removesuffix("/graphql/")

    def visit(language: str, *, width: int = 1000, is_away: bool = False, **page: str) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 800})
        opened.append(context)
        # The server of the tests has no WhiteNoise, which sends this header.
        shared = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"}
        path = finders.find(WIDGET)
        context.route(f"{hub}/static/**", lambda route: route.fulfill(path=path, headers=shared))
        if is_away:
            context.route(f"{hub}/graphql/**", lambda route: route.abort(), times=3)
        context.add_init_script(SHIFTS)
        found = context.new_page()
        found.problems = []
        found.on("pageerror", lambda error: found.problems.append(str(error)))
        found.on("console", lambda message: found.problems.append(message.text))
        served = partner(hub, language=language, **page)
        opened.append(served)
        found.goto(served.__enter__())
        return found

    yield visit
    for one in opened:
        one.__exit__(None, None, None) if hasattr(one, "__exit__") else one.close()


def widget(page: Any) -> Any:
    """Wait until it shows something, and return what can be looked for in it."""
    shown = page.locator("local-action-hub")
    shown.locator(".item:not(.waiting), .problem > *").first.wait_for()
    return shown


def titles(shown: Any) -> list[str]:
    return list(shown.locator(".item a").all_inner_texts())


def focused(page: Any) -> str:
    return str(
        page.evaluate(
            "document.querySelector('local-action-hub').shadowRoot.activeElement.innerText"
        )
    )


@pytest.mark.browser
def test_the_library_of_a_network_in_french(visit: Open, axe: str) -> None:
    page = visit("en", locale="fr", network="mc2cm", first="3")
    shown = widget(page)

    assert titles(shown) == ["Rapport 3", "Report 1", "Report 6"]
    assert shown.get_by_role("status").inner_text() == "Résultats : 3 sur 7"
    assert shown.locator(".item a").first.get_attribute("lang") == "fr"
    assert shown.locator(".item a").last.get_attribute("lang") == "en"
    assert shown.get_by_text(HOSTILE).count() == 2
    assert page.title() == "A partner"
    assert findings(page, axe) == []

    shown.get_by_role("button", name="Afficher la suite").click()
    shown.locator(".item >> nth=5").wait_for()
    assert focused(page) == "Report 5"
    assert shown.get_by_role("status").inner_text() == "Résultats : 6 sur 7"

    shown.get_by_label("Thème").select_option("Santé")
    shown.get_by_text("Résultats : 1", exact=True).wait_for()
    assert titles(shown) == ["Rapport 3"]

    shown.get_by_label("Thème").select_option("")
    shown.get_by_label("Rechercher dans la bibliothèque").fill('"Report 5"')
    page.keyboard.press("Enter")
    shown.get_by_text("Résultats : 1", exact=True).wait_for()
    assert titles(shown) == ["Report 5"]
    assert page.problems == []


@pytest.mark.browser
def test_one_resource_with_its_files(visit: Open, axe: str) -> None:
    page = visit("en", tags=block("page.html", "{hub}"), css=block("page.css"))
    shown = widget(page)

    shown.get_by_role("link", name="Rapport 3").press("Enter")
    shown.get_by_role("heading", name="Rapport 3").wait_for()

    assert focused(page) == "Rapport 3"
    file = shown.locator("[part=file]")
    path = urlsplit(file.get_by_role("link").get_attribute("href")).path
    assert re.fullmatch(r"/documents/\d+/report\w*\.pdf", path)
    about = r"Fichier\nPDF · \d+\u202fo · pages : 1 · français"
    assert re.fullmatch(about, file.inner_text())
    onward = shown.get_by_role("link", name="Lire sur le Local Action Hub").get_attribute("href")
    assert urlsplit(onward).path == "/fr/library/report-3/"
    assert findings(page, axe) == []

    shown.get_by_role("button", name="Retour à la liste").press("Enter")
    assert focused(page) == "Rapport 3"
    assert titles(shown)[:3] == ["Rapport 3", "Report 1", "Report 6"]


@pytest.mark.browser
def test_arabic_on_the_smallest_phone(visit: Open, axe: str) -> None:
    page = visit("en", width=320, css=block("page.css"), locale="ar", network="mc2cm")
    shown = widget(page)

    title = shown.get_by_role("link", name="التقرير الأول")
    assert (title.get_attribute("lang"), title.get_attribute("dir")) == ("ar", "rtl")
    assert shown.get_by_role("status").inner_text() == "النتائج: 7"
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate("shifts") < 0.01
    cover, words = (shown.locator(f".item >> nth=0 >> {part}") for part in (".cover", ".words"))
    assert cover.bounding_box()["x"] > words.bounding_box()["x"]
    assert findings(page, axe) == []


@pytest.mark.browser
def test_while_the_hub_is_away_the_links_of_the_page_are_there(
    visit: Open,
    axe: str,
) -> None:
    page = visit("es", is_away=True, css=block("page.css"), topic="housing health")
    shown = widget(page)

    told = "No se puede acceder a la biblioteca en este momento."
    assert shown.get_by_role("alert").locator("p").inner_text() == told
    assert page.get_by_role("link", name="The library").is_visible()
    assert findings(page, axe) == []

    shown.get_by_role("button", name="Volver a intentarlo").click()
    shown.get_by_text("Resultados: 6").wait_for()
    assert page.get_by_role("link", name="The library").is_hidden()
    # What the page has fixed, its readers do not get around.
    choices = shown.get_by_label("Tema").locator("option").all_inner_texts()
    assert choices == ["Todos", "Housing", "Health"]
