"""The repository: narrowed by links, with counts, in a bounded number of queries."""

from datetime import date

import pytest
import time_machine
from bs4 import BeautifulSoup

from actions.models import ActionRepository
from resources.models import HomePage
from tests.actions.making import add_action, make_repository, objective
from tests.factories.hub import OrganisationFactory, TermFactory
from tests.html import words
from tests.site import translate

TODAY = "2026-06-15T12:00Z"


def read(client, path="/en/actions/", *, status=200):
    with time_machine.travel(TODAY, tick=False):
        response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def titles(page):
    return [words(card.h2) for card in page.find_all(class_="hub-card")]


def boxes(page):
    """Give what can be chosen in each facet, with the number of pages it leaves."""
    return {
        words(box.h3): {words(a.span): int(words(a.small)) for a in box.find_all("a")}
        for box in page.find(class_="hub-facets").find_all("section")
    }


def link(page, label):
    facets = page.find(class_="hub-facets")
    return next(a for a in facets.find_all("a") if words(a.span) == label)["href"]


def make_actions():
    """Publish four actions of two cities; one is in French as well."""
    accra = OrganisationFactory(slug="accra", name="Accra")
    milan = OrganisationFactory(slug="milan", name="Milan")
    africa = TermFactory(region=True, labels={"en": "Africa", "fr": "Afrique"})
    ghana = TermFactory(country=True, code="GH", parent=africa, labels={"en": "Ghana"})
    tema = TermFactory(
        place=True,
        code="tema",
        parent=ghana,
        labels={"en": "Tema"},
        data={"latitude": 5.67, "longitude": 0.0},
    )
    # Nobody has said where this one lies.
    nowhere = TermFactory(place=True, code="nowhere", parent=ghana, labels={"en": "Nowhere"})
    first, second = objective(1, en="Governance"), objective(2, en="Climate", fr="Climat")
    page = make_repository(HomePage.objects.get(locale__language_code="en"))
    add_action(page, "One", leads=(accra,), terms=(first, tema), starts_on=date(2030, 1, 1))
    two = add_action(
        page, "Two", leads=(accra,), terms=(second, tema, nowhere), starts_on=date(2021, 5, 1)
    )
    add_action(
        page,
        "Three",
        leads=(milan,),
        partners=(accra,),
        terms=(first, second),
        starts_on=date(2020, 5, 1),
        ends_on=date(2026, 6, 14),
    )
    add_action(page, "Four", leads=(milan,), terms=(second,))
    translate(two, "fr", title="Deux")


@pytest.fixture(scope="module")
def rows_of_actions(snapshot, rows_of_a_site):
    def make():
        rows_of_a_site.restore()
        make_actions()

    return snapshot(make)


@pytest.fixture
def repository(rows_of_actions, db):
    rows_of_actions.restore()
    return ActionRepository.objects.get(locale__language_code="en")


def test_it_lists_actions_by_their_start_with_what_can_be_chosen(repository, client):
    page = read(client)

    assert titles(page) == ["One", "Two", "Three", "Four"]
    assert [words(card.find(class_="hub-kind")) for card in page.find_all(class_="hub-card")] == [
        "Planned · from 2030",
        "Ongoing · from May 1, 2021",
        "Concluded · May 1, 2020 to June 14, 2026",
        "",
    ]
    assert words(page.find(class_="hub-total")) == "4 pages found"
    assert boxes(page) == {
        "Priority objectives": {"1. Governance": 2, "2. Climate": 3},
        "Timeline": {"Planned": 1, "Ongoing": 1, "Concluded": 1},
        "Places": {"Tema": 2, "Nowhere": 1},
        "Countries": {"Ghana": 2},
        "Regions": {"Africa": 2},
        "Organisations": {"Accra": 3, "Milan": 2},
        "Year of the start": {"2030": 1, "2021": 1, "2020": 1},
        "Languages": {"English": 4, "French": 1},
    }
    assert page.find("meta", attrs={"name": "robots"}) is None
    assert words(page.find(class_="hub-menu")) == "Actions"
    assert page.find("a", class_="hub-button")["href"] == "/en/my/actions/ready/"


def test_choices_narrow_and_widen_and_stand_in_an_address(repository, client):
    page = read(client, link(read(client), "1. Governance").replace("?", "/en/actions/?", 1))
    assert titles(page) == ["One", "Three"]
    # The other objective would widen the list to all four; a country would narrow it.
    assert boxes(page)["Priority objectives"] == {"1. Governance": 2, "2. Climate": 3}
    assert boxes(page)["Countries"] == {"Ghana": 1}
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"

    both = "/en/actions/" + link(page, "2. Climate")
    assert both == "/en/actions/?priority_objective=po-1&priority_objective=po-2"
    assert titles(read(client, both)) == ["One", "Two", "Three", "Four"]

    page = read(client, f"{both}&timeline=planned&timeline=concluded")
    assert titles(page) == ["One", "Three"]
    chosen = [words(a) for a in page.find(class_="hub-chosen").find_all("a")]
    assert chosen == [
        "Priority objectives 1. Governance × (remove)",
        "Priority objectives 2. Climate × (remove)",
        "Timeline Planned × (remove)",
        "Timeline Concluded × (remove)",
        "Remove all",
    ]
    without = page.find(class_="hub-chosen").find_all("a")[2]["href"]
    assert without == ("?priority_objective=po-1&priority_objective=po-2&timeline=concluded")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("region=REGION", ["One", "Two"]),
        ("organisation=accra", ["One", "Two", "Three"]),
        ("place=tema", ["One", "Two"]),
        ("year=2021&year=2020", ["Two", "Three"]),
        ("language=fr", ["Two"]),
        ("timeline=ongoing", ["Two"]),
        ("utm_source=letter", ["One", "Two", "Three", "Four"]),
    ],
)
def test_what_it_is_narrowed_by(repository, client, query, expected):
    region = TermFactory._meta.model.objects.get(labels__label="Africa").code

    assert titles(read(client, f"/en/actions/?{query.replace('REGION', region)}")) == expected


def marks(page):
    figure = page.find("figure", class_="hub-map")
    return figure and [
        (a.title.string, a["href"], a.find("text") and a.find("text").string)
        for a in figure.svg.find_all("a")
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [("Tema, Ghana", "?place=tema", "2")]),
        ("?timeline=planned", [("Tema, Ghana", "?timeline=planned&place=tema", None)]),
        ("?place=tema", [("Tema, Ghana", "?place=tema", "2")]),
        # "Tema" could be added to this choice, but is not what is listed.
        ("?place=nowhere", None),
        ("?organisation=milan", None),
        ("?place=unknown", None),
    ],
)
def test_a_map_shows_where_the_listed_actions_are(repository, client, query, expected):
    assert marks(read(client, f"/en/actions/{query}")) == expected


def test_the_map_is_named_in_the_language_of_the_reader(repository, client):
    assert marks(read(client, "/fr/actions/")) == [("Tema, Ghana", "?place=tema", "2")]


def test_nothing_found_says_which_choice_to_give_up(repository, client):
    page = read(client, "/en/actions/?timeline=planned&organisation=milan")

    assert titles(page) == []
    assert words(page.find(class_="hub-total")) == "Nothing was found."
    results = page.find(class_="hub-results")
    ways = [(words(li), li.a["href"]) for li in results.find_all("ul")[-1].find_all("li")]
    assert ways == [
        ("without the choice in “Timeline” 2", "?organisation=milan"),
        ("without the choice in “Organisations” 1", "?timeline=planned"),
    ]


@pytest.mark.parametrize(
    "query",
    ["country=XX", "timeline=nonsense", "year=%00", "language=x' OR 1=1", "sdg=<b>"],
)
def test_what_nobody_offers_finds_nothing_or_asks_nothing(repository, client, query):
    found = titles(read(client, f"/en/actions/?{query}"))

    assert found == ([] if query != "year=%00" else ["One", "Two", "Three", "Four"])


def test_it_goes_on_page_by_page_with_what_is_chosen(repository, committed, client):
    governance = TermFactory._meta.model.objects.get(code="po-1")
    with committed():
        for number in range(20):
            day = date(2019, 1, 31 - number)
            add_action(repository, f"Further {number:02}", terms=(governance,), starts_on=day)

    page = read(client, "/en/actions/?priority_objective=po-1")
    assert titles(page)[:3] == ["One", "Three", "Further 00"]
    assert len(titles(page)) == 20
    [more] = [link["href"] for link in page.select(".hub-button") if "after=" in link["href"]]
    assert more.startswith("?priority_objective=po-1&after=")
    assert titles(read(client, f"/en/actions/{more}")) == ["Further 18", "Further 19"]
    read(client, "/en/actions/?after=nonsense", status=404)


def test_it_is_read_in_french_and_in_a_language_without_a_page_of_its_own(
    repository, committed, client
):
    french = repository.get_translations().get(locale__language_code="fr").specific
    french.title = "Répertoire"
    with committed():
        french.save_revision().publish()

    page = read(client, "/fr/actions/?priority_objective=po-2")
    assert words(page.h1) == "Répertoire"
    assert titles(page) == ["Deux", "Three", "Four"]
    assert boxes(page)["Objectifs prioritaires"]["2. Climat"] == 3
    languages = page.find(class_="hub-languages")
    assert languages.find("a", lang="en")["href"] == "/en/actions/?priority_objective=po-2"

    elsewhere = "/en/actions/?lang=ar&priority_objective=po-2"
    moved = client.get(elsewhere)
    assert moved["Location"] == "/fr/actions/?lang=ar&priority_objective=po-2"
    arabic = read(client, moved["Location"])
    assert arabic.html["dir"] == "rtl"
    assert link(arabic, "1. Governance").endswith("&lang=ar")


def test_a_hidden_action_is_neither_listed_nor_counted(repository, committed, client):
    action = repository.get_children().get(slug="two").specific
    with committed():
        action.unpublish()

    page = read(client)
    assert titles(page) == ["One", "Three", "Four"]
    assert boxes(page)["Countries"] == {"Ghana": 1}
    assert boxes(page)["Languages"] == {"English": 3}


@pytest.mark.parametrize(("query", "queries"), [("", 13), ("?priority_objective=po-1", 14)])
def test_the_queries_do_not_grow_with_the_values(
    repository, client, django_assert_num_queries, query, queries
):
    client.get("/en/actions/")  # sites and roots are cached

    # Schedule 1, entry 1; all facets 1, timelines 1, and 1 for each facet with a choice; the list
    # 1, how many 1; terms 2, organisations 2; places on the map 1;
    # pages above 1, menu 1.

    with django_assert_num_queries(queries):
        client.get(f"/en/actions/{query}")
