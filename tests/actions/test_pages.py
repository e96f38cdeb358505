"""The page of an action: what it tells in two languages, and what editors are warned of."""

from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import Locale

from actions.models import ActionFigure, ActionListing, ActionUpdate
from hub.pages.publishing import problems
from resources.models import IndexPage, PriorityObjectivePage
from search.delivery import deliver
from search.questions import Question
from search.services import search
from tests.actions.making import add_action, make_repository, objective
from tests.factories.hub import OrganisationFactory, TermFactory
from tests.html import facts, section, words
from tests.site import add, add_report, library, translate

REPORT = "Global Taskforce report to the HLPF"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def rich(home, committed):
    """Publish an action with all it can have, and its French words."""
    english = {"locale": Locale.objects.get(language_code="en")}
    city = OrganisationFactory(slug="accra", name="Accra")
    partner = OrganisationFactory(name="Partner", website="https://partner.example")
    place = TermFactory(place=True, labels={"en": "Accra"})
    group = TermFactory(vocabulary="target_groups", labels={"en": "Migrants", "fr": "Migrants"})
    with committed():
        action = add_action(
            make_repository(home),
            "Waste work",
            slug="waste-work",
            leads=(city,),
            partners=(partner,),
            terms=(place, group, objective(2, en="Climate", fr="Climat")),
            starts_on=date(2021, 3, 1),
            ends_on=date(2026, 11, 30),
            original_language="fr",
            results="Safer work.",
            lessons="Ask first.",
            recommendations="Begin early.",
            figures=[ActionFigure(value="80", label="people", source="the city", **english)],
            updates=[
                ActionUpdate(date=date(2022, 1, 5), text="Begun.", **english),
                ActionUpdate(date=date(2023, 1, 5), text="Doubled.", **english),
            ],
            listings=[
                ActionListing(
                    showcase="gcm-pledges",
                    kind="pledge",
                    published_on=date(2022, 5, 17),
                    url="https://pledges.example/1",
                ),
                ActionListing(
                    showcase="hlpf-report", kind="listing", published_on=date(2023, 7, 1)
                ),
            ],
        )
        french = translate(action, "fr", title="Le travail des déchets", results="Plus sûr.")
        for row in french.updates.all():
            row.text = {"Begun.": "Commencé.", "Doubled.": "Doublé."}[row.text]
            row.save()
        french.refresh_from_db()
        french.save_revision().publish()
    return action


@pytest.mark.parametrize(
    ("day", "timeline", "news", "showcases"),
    [
        (
            "2026-11-30T12:00Z",
            "Ongoing",
            "○ Jan. 5, 2023 long ago",
            ["GCM Pledging Platform", REPORT],
        ),
        ("2026-12-01T12:00Z", "Concluded", "Jan. 5, 2023", [REPORT]),
    ],
)
def test_an_action_tells_where_it_stands_and_what_came_of_it(
    rich, client, day, timeline, news, showcases
):
    with time_machine.travel(day, tick=False):
        page = read(client, "/en/actions/waste-work/")

    assert words(page.find(class_="hub-kind")) == f"Action · {timeline}"
    assert facts(page) == {
        "Timeline": [timeline],
        "When": ["March 1, 2021 to Nov. 30, 2026"],
        "Last news": [news],
        "Original language": ["French"],
        "All actions of": ["Accra", "Partner"],
        "Lead": ["Accra"],
        "Partner": ["Partner"],
        "Target groups": ["Migrants"],
        "Places": ["Accra"],
    }
    results = section(page, "Results")
    assert words(results.find(class_="hub-text")) == "Safer work."
    assert words(results.find(class_="hub-statistics")) == "people 80 the city"
    assert words(section(page, "Lessons learnt").p) == "Ask first."
    assert words(section(page, "Recommendations").p) == "Begin early."
    parts = section(page, "Updates").find_all("li")
    assert [words(part) for part in parts] == ["Jan. 5, 2023 Doubled.", "Jan. 5, 2022 Begun."]
    assert words(section(page, "Goals it serves").dl) == "Priority objectives 2. Climate"
    table = section(page, "Where it is showcased").table
    assert [words(row.th) for row in table.tbody.find_all("tr")] == showcases
    addresses = [link["href"] for link in table.find_all("a")]
    assert addresses == ["https://pledges.example/1"][: len(showcases) - 1]


def test_an_action_is_read_in_french_with_the_facts_of_its_source(rich, client):
    page = read(client, "/fr/actions/waste-work/")

    assert words(page.h1) == "Le travail des déchets"
    assert words(section(page, "Résultats").find(class_="hub-text")) == "Plus sûr."
    assert [words(part.p) for part in page.find(class_="hub-parts").find_all("div")] == [
        "Doublé.",
        "Commencé.",
    ]
    assert facts(page)["Langue d’origine"] == ["Français"]
    assert facts(page)["Groupes concernés"] == ["Migrants"]


def test_an_action_that_is_not_translated_is_read_in_its_own_language(rich, client):
    page = read(client, "/en/actions/waste-work/?lang=es")

    assert words(page.h1) == "Waste work"
    assert page.h1["lang"] == "en"
    assert page.find(class_="hub-notice-fallback")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (date(2021, 1, 1), date(2024, 12, 31), "2021 to 2024"),
        (date(2021, 1, 1), date(2021, 12, 31), "2021"),
        (date(2021, 1, 1), None, "from 2021"),
        (date(2021, 1, 1), date(2021, 6, 1), "Jan. 1, 2021 to June 1, 2021"),
        (date(2021, 6, 1), None, "from June 1, 2021"),
    ],
)
def test_years_that_are_all_a_source_gives_are_told_as_years(
    home, committed, client, starts_on, ends_on, expected
):
    with committed():
        add_action(make_repository(home), "Plan", slug="plan", starts_on=starts_on, ends_on=ends_on)

    assert facts(read(client, "/en/actions/plan/"))["When"] == [expected]


def test_an_action_that_lacks_what_a_source_did_not_give_has_a_page(home, committed, client):
    with committed():
        add_action(make_repository(home), "Bare", slug="bare")

    page = read(client, "/en/actions/bare/")
    assert facts(page) == {"Original language": ["English"]}
    assert page.find_all(class_="hub-section") == []


def test_what_speaks_against_publishing(home):
    english = {"locale": home.locale}
    action = add_action(
        make_repository(home),
        "Action",
        starts_on=date(2018, 12, 31),
        ends_on=date(2018, 1, 1),
        updates=[ActionUpdate(date=date(2090, 1, 1), text="Later", **english)],
    )

    found = {(problem.field, problem.is_error) for problem in problems(action)}
    assert found == {
        ("ends_on", True),
        ("updates", True),
        ("summary", False),
        ("starts_on", False),
        ("hub_contributions", False),
        ("hub_terms", False),
    }


def test_a_whole_action_has_nothing_against_it(home):
    group = TermFactory(vocabulary="target_groups")
    action = add_action(
        make_repository(home),
        "Action",
        summary="What it does.",
        starts_on=date(2019, 1, 1),
        leads=(OrganisationFactory(),),
        terms=(group, objective(1)),
    )

    assert problems(action) == []


def test_an_action_is_found_by_what_came_of_it(rich):
    while deliver():
        continue
    question = Question(text="doubled", locale="en", now=timezone.now())

    assert [hit.entry.title for hit in search(question).hits] == ["Waste work"]


def test_the_page_of_a_priority_objective_leads_to_its_actions(rich, home, committed, client):
    term = rich.hub_terms.get(term__code="po-2").term
    with committed():
        index = add(home, IndexPage(title="Priorities", slug="priorities", lists="priorities"))
        add(index, PriorityObjectivePage(title="Climate", slug="climate", term=term))
        add_report(library(home), "No action")

    found = section(read(client, "/en/priorities/climate/"), "What cities and their partners do")
    assert [words(card.h3) for card in found.find_all(class_="hub-card")] == ["Waste work"]
    button = found.find(class_="hub-button")
    assert button["href"] == "/en/actions/?priority_objective=po-2"
    cards = read(client, button["href"]).find_all(class_="hub-card")
    assert [words(card.h2) for card in cards] == ["Waste work"]
