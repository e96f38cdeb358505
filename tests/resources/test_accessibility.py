"""Every page type under the rules of axe: in both directions, light and dark, wide and narrow."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from wagtail.models import Locale

from hub.media.models import PageFile
from hub.pages.models import Contribution, PageNetwork, PageTerm
from resources import models
from tests.factories.blocks import body, choices, samples
from tests.factories.hub import NetworkFactory, OrganisationFactory, TermFactory
from tests.factories.media import make_document, make_image
from tests.looks import NARROW, WIDE, faults
from tests.site import add, add_report, library, translate

PAGES = [
    "/en/",
    "/en/library/",
    "/en/library/report/",
    "/en/library/toolkit/",
    "/en/library/framework/",
    "/en/library/framework/accra/",
    "/en/library/fund/",
    "/en/library/platform/",
    "/en/index/",
    "/en/index/update/",
    "/en/index/event/",
    "/en/index/priority/",
    "/en/questions/",
    "/fr/library/report/",
    "/en/nothing-here/",
]
IN_ARABIC = ("/library/", "/library/fund/", "/index/")

#: The first two share a mark of the map; the others stand as near as marks can.
WHERE = (
    ("Accra", 5.56, -0.2),
    ("Lomé", 6.13, 1.22),
    ("Timbuktu", 16.77, -3.01),
    ("Dublin", 53.35, -6.26),
    ("Amman", 31.95, 35.93),
)

pytestmark = pytest.mark.browser


def english() -> dict[str, Locale]:
    return {"locale": Locale.objects.get(language_code="en")}


def everything(home: Any) -> dict[str, Any]:
    """Fill what any page can have, each block of the body among it."""
    return {
        "summary": "What cities did.",
        "cover_id": chosen(home)["image"],
        "cover_alt": "A square",
        "cover_credit": "A. Photographer",
        "body": body(*samples(chosen(home)).items()),
        "hub_contributions": [Contribution(organisation=OrganisationFactory(), role="publisher")],
        "hub_networks": [PageNetwork(network=NetworkFactory(labels={"en": "Network"}))],
        "hub_terms": [
            PageTerm(term=TermFactory(vocabulary=vocabulary, labels={"en": vocabulary}))
            for vocabulary in ("topics", "sdgs", "countries")
        ],
        "hub_files": [PageFile(title="File", languages=["fr"], document=make_document())],
    }


def chosen(home: Any) -> dict[str, int]:
    """Make what blocks choose once, so that its sizes are drawn once."""
    if not hasattr(home, "chosen"):
        home.chosen = choices() | {"page": library(home).pk}
    return dict(home.chosen)


def map_city(name: str, latitude: float, longitude: float) -> Any:
    data = {"latitude": latitude, "longitude": longitude, "unverified": ["latitude", "longitude"]}
    return TermFactory(
        place=True, labels={"en": name}, parent__labels={"en": f"Land of {name}"}, data=data
    )


@pytest.fixture
def showcase(home: Any, committed: Any) -> None:
    """Publish one page of each type, with all that it can hold."""
    city, *cities = [map_city(*where) for where in WHERE]
    goal = TermFactory(vocabulary="priority_objectives", labels={"en": "Governance"})
    part = {"title": "Part", "description": "What it is.", **english()}
    with committed():
        shelf = library(home)
        shelf.show_in_menus = True
        shelf.sections = [models.LibrarySection(types=["report", "toolkit"], **part)]
        shelf.save_revision().publish()
        figures = [models.Figure(value="50+", label="cities", source="Report", **english())]
        report = add_report(shelf, "Report", slug="report", figures=figures, **everything(home))
        translate(report, "fr", title="Rapport")
        add(shelf, models.Toolkit(title="Toolkit", components=[models.ToolkitComponent(**part)]))
        dimensions = [models.Dimension(**part)]
        framework = models.IndicatorFramework(
            title="Indicators", slug="framework", dimensions=dimensions, **everything(home)
        )
        add(shelf, framework)
        add(framework, models.CityAssessment(title="Accra", place=city, fed_into="A plan."))
        fund = models.Programme(
            title="Fund",
            phases=[models.Phase(code="one", starts_on=date(2020, 1, 1), **part)],
            partner_cities=[models.PartnerCity(place=city, phase_code="one")],
            rounds=[models.Round(code="one", amount=5, **part)],
            grants=[
                models.Grant(place=city, round_code="one", confidence="unverified"),
                *(models.Grant(place=other) for other in cities),
            ],
            **everything(home),
        )
        add(shelf, fund)
        offers = [models.Offer(text="A library", **english())]
        add(
            shelf,
            models.KnowledgePlatform(
                title="Platform", address="https://example.org", offers=offers
            ),
        )
        index = add(home, models.IndexPage(title="Index", lists="events", show_in_menus=True))
        add(index, models.UpdatePage(title="Update", date=date(2024, 1, 1), **everything(home)))
        start = datetime(2024, 1, 1, 9, tzinfo=UTC)
        add(index, models.EventPage(title="Event", starts_at=start, sign_up_url="https://e.org"))
        add(index, models.PriorityObjectivePage(title="Priority", term=goal, example="A city."))
        add(home, models.InformationPage(title="Questions", **everything(home)))


def test_no_page_type_breaks_a_rule(showcase: None, browse: Any, axe: str) -> None:
    looks = [(path, WIDE) for path in PAGES]
    # From right to left around a text that stays in its language; one page of each layout will do.
    looks += [(f"{path}?lang=ar", NARROW) for path in PAGES if path.endswith(IN_ARABIC)]

    broken = {}
    for path, look in looks:
        if found := faults(browse(path, **look), axe):
            broken[path] = found

    assert broken == {}


@pytest.fixture
def report(home: Any, committed: Any) -> str:
    """Publish a report with a cover; its address."""
    with committed():
        cover = {"cover": make_image(), "cover_alt": "A square"}
        add_report(library(home), "Report", show_in_menus=True, **cover)
    return "/en/library/report/"


def test_the_policy_of_the_pages_stops_nothing_that_they_need(report: str, browse: Any) -> None:
    page = browse(report)

    assert page.problems == []
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    assert page.evaluate("document.querySelector('.hub-opening img').naturalWidth") > 0


def test_the_keyboard_goes_from_the_first_link_to_the_content(report: str, browse: Any) -> None:
    page = browse(report)

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")

    assert first == "hub-skip"
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_link_of_the_header_is_large_enough_for_a_thumb(report: str, browse: Any) -> None:
    page = browse(report, viewport={"width": 390, "height": 800})

    links = page.locator(".hub-header a")
    heights = [links.nth(number).bounding_box()["height"] for number in range(links.count())]

    assert len(heights) == 6
    assert min(heights) >= 44


def test_a_mark_of_a_map_is_large_enough_on_the_smallest_phone(showcase: None, browse: Any) -> None:
    page = browse("/en/library/fund/", viewport={"width": 320, "height": 640})

    reaches = page.locator(".hub-map .hub-reach")
    boxes = [reaches.nth(number).bounding_box() for number in range(reaches.count())]
    mark = page.locator(".hub-map svg a[href^='#map-']").first
    mark.focus()
    page.keyboard.press("Enter")

    assert len(boxes) == 4
    assert min(box["width"] for box in boxes) >= 24
    assert page.locator(
        mark.get_attribute("href")
    ).is_visible()  # the list opens where the mark leads
