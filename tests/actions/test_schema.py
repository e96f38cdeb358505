"""Actions over GraphQL: exact answers in two languages, filters, and budgets with their sums."""

from datetime import date

import pytest
import time_machine

from actions.models import ActionFigure, ActionListing, ActionUpdate
from benchmarks.hub_site.growth import fill
from hub.networks.models import Network, NetworkItem
from hub.pages.models import PageNetwork
from tests.actions.making import add_action, make_repository, objective
from tests.factories.hub import OrganisationFactory, TermFactory
from tests.frontend_schema.ask import ask, ask_result
from tests.site import translate

TODAY = "2026-06-15T12:00Z"

WHOLE = """query($slug: String!, $locale: String) { action(slug: $slug, locale: $locale) {
  __typename title path isFallback locale { code } summary timeline startsOn endsOn
  originalLanguage { code } results lessons recommendations
  leads { slug name } partners { slug } contributions { role }
  figures { value label source } updates(first: 1) { date text }
  listings { showcase { code name } kind publishedOn url }
  targetGroups { code label } priorityObjectives { number label } gcmObjectives { number }
  gcrSections { code } focusAreas { code } sdgs { number } places { code country { code } }
  countries { code } networks { slug } body { html }
} }"""


def titles(connection):
    return [edge["node"]["title"] for edge in connection["edges"]]


@pytest.fixture
def cities(db):
    return [OrganisationFactory(slug=name.lower(), name=name) for name in ("Accra", "Milan")]


def test_an_action_reads_in_the_language_asked_for(home, committed, cities):
    english = {"locale": home.locale}
    accra, milan = cities
    place = TermFactory(place=True, code="accra", parent__code="GH")
    group = TermFactory(
        vocabulary="target_groups", code="migrants", labels={"en": "Migrants", "fr": "Migrants"}
    )
    network = Network.objects.create(slug="m4d-net")
    with committed():
        action = add_action(
            make_repository(home),
            "Waste work",
            slug="waste-work",
            summary="Safer.",
            leads=(accra, milan),
            partners=(OrganisationFactory(slug="partner"),),
            terms=(place, group, objective(2, en="Climate", fr="Climat")),
            starts_on=date(2021, 3, 1),
            results="Safer work.",
            body=[("rich_text", "<p>How.</p>")],
            hub_networks=[PageNetwork(network=network)],
            figures=[ActionFigure(value="80", label="people", source="the city", **english)],
            updates=[
                ActionUpdate(date=date(2022, 1, 5), text="Begun.", **english),
                ActionUpdate(date=date(2023, 1, 5), text="Doubled.", **english),
            ],
            listings=[
                ActionListing(showcase="gcr-practices", kind="practice", published_on="2023-07-01")
            ],
        )
        french = translate(action, "fr", title="Travail", summary="Plus sûr.", results="Mieux.")
        assert french.figures.count() == 1

    expected = {
        "__typename": "Action",
        "title": "Travail",
        "path": "/fr/actions/waste-work/",
        "isFallback": False,
        "locale": {"code": "fr"},
        "summary": "Plus sûr.",
        "timeline": "ONGOING",
        "startsOn": "2021-03-01",
        "endsOn": None,
        "originalLanguage": {"code": "en"},
        "results": "Mieux.",
        "lessons": None,
        "recommendations": None,
        "leads": [{"slug": "accra", "name": "Accra"}, {"slug": "milan", "name": "Milan"}],
        "partners": [{"slug": "partner"}],
        "contributions": [{"role": "LEAD"}, {"role": "LEAD"}, {"role": "PARTNER"}],
        "figures": [{"value": "80", "label": "people", "source": "the city"}],
        "updates": [{"date": "2023-01-05", "text": "Doubled."}],
        "listings": [
            {
                "showcase": {"code": "gcr-practices", "name": "GCR Good Practices"},
                "kind": "PRACTICE",
                "publishedOn": "2023-07-01",
                "url": None,
            }
        ],
        "targetGroups": [{"code": "migrants", "label": "Migrants"}],
        "priorityObjectives": [{"number": 2, "label": "Climat"}],
        "gcmObjectives": [],
        "gcrSections": [],
        "focusAreas": [],
        "sdgs": [],
        "places": [{"code": "accra", "country": {"code": "GH"}}],
        "countries": [],
        "networks": [{"slug": "m4d-net"}],
        "body": [{"html": "<p>How.</p>"}],
    }
    with time_machine.travel(TODAY, tick=False):
        answer = ask(WHOLE, slug="waste-work", locale="fr")["action"]
        spanish = ask(WHOLE, slug="waste-work", locale="es")["action"]
    assert {**answer, "body": expected["body"]} == expected
    assert "<p>How.</p>" in answer["body"][0]["html"]
    assert (spanish["title"], spanish["isFallback"]) == ("Waste work", True)


def test_the_repository_reads_in_the_language_asked_for(home, committed):
    with committed():
        page = make_repository(home)
        translate(page, "fr", title="Répertoire", slug="repertoire")
    query = "query($locale: String) { actionRepository(locale: $locale) { title path isFallback } }"

    french = {"title": "Répertoire", "path": "/fr/repertoire/", "isFallback": False}
    assert ask(query, locale="fr")["actionRepository"] == french
    english = {"title": "Actions", "path": "/en/actions/", "isFallback": True}
    assert ask(query, locale="es")["actionRepository"] == english


@pytest.fixture
def three(home, committed, cities):
    accra, milan = cities
    with committed():
        page = make_repository(home)
        add_action(
            page,
            "Planned",
            leads=(accra, milan),
            terms=(objective(1),),
            starts_on=date(2026, 6, 16),
        )
        add_action(
            page,
            "Ongoing",
            leads=(accra,),
            partners=(milan,),
            terms=(objective(2),),
            starts_on=date(2021, 6, 16),
            ends_on=date(2026, 6, 15),
            original_language="es",
        )
        add_action(page, "Concluded", starts_on=date(2019, 1, 1), ends_on=date(2026, 6, 14))
        add_action(page, "Undated", leads=(milan,))
    return page


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("timeline: [PLANNED]", ["Planned"]),
        ("timeline: [ONGOING, CONCLUDED]", ["Ongoing", "Concluded"]),
        ("not: { timeline: [CONCLUDED] }", ["Planned", "Ongoing", "Undated"]),
        ('lead: { in: ["milan"] }', ["Planned", "Undated"]),
        ('organisation: { in: ["milan"] }', ["Planned", "Ongoing", "Undated"]),
        ('originalLanguage: { in: ["es"] }', ["Ongoing"]),
        ("priorityObjective: { in: [1, 2] }", ["Planned", "Ongoing"]),
        ('startsOn: { to: "2021-06-16" }', ["Ongoing", "Concluded"]),
        ("year: { from: 2021 }", ["Planned", "Ongoing"]),
        ("timeline: []", []),
    ],
)
def test_actions_are_filtered(three, wanted, expected):
    with time_machine.travel(TODAY, tick=False):
        found = ask(f"{{ actions(filter: {{ {wanted} }}) {{ edges {{ node {{ title }} }} }} }}")

    assert titles(found["actions"]) == expected


def test_the_timeline_moves_at_midnight_of_the_hub(three, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    query = "{ actions(filter: { timeline: [ONGOING] }) { edges { node { title timeline } } } }"

    # 12:00 UTC is the midnight after 15 June there: one has begun, the other is over.
    with time_machine.travel("2026-06-15T11:59:59Z", tick=False):
        assert titles(ask(query)["actions"]) == ["Ongoing"]
    with time_machine.travel("2026-06-15T12:00:00Z", tick=False):
        assert ask(query)["actions"]["edges"] == [
            {"node": {"title": "Planned", "timeline": "ONGOING"}}
        ]


def test_twenty_actions_in_four_queries(home, committed, cities, django_assert_num_queries):
    place = TermFactory(place=True, labels={"en": "Accra"})
    with committed():
        add_action(
            make_repository(home),
            "Action",
            leads=tuple(cities),
            terms=(place, objective(1)),
            starts_on=date(2021, 3, 1),
        )
    fill(102, "action")
    query = """{ actions(first: 20) { edges { node { title timeline leads { name } partners { name }
        places { label country { label } } priorityObjectives { label } targetGroups { label }
        listings { kind } updates { text } } } } }"""

    # the schedule 1, entries 1, organisations with their names 1, terms with their labels 1,
    # the countries of the places 1
    with django_assert_num_queries(5):
        edges = ask(query)["actions"]["edges"]
    assert len(edges) == 20
    assert {edge["node"]["leads"][1]["name"] for edge in edges} == {"Milan"}


def test_the_actions_of_many_organisations_are_two_queries(
    three, committed, django_assert_num_queries
):
    query = """query($first: Int!, $after: String) { organisations { edges { node { slug
        actions(first: $first, after: $after) {
          totalCount edges { node { title } } pageInfo { hasNextPage endCursor } } } } } }"""

    # the schedule 1, organisations 1, their names 1; their actions 1, how many these are 1
    with django_assert_num_queries(5):
        found = ask(query, first=1)["organisations"]["edges"]
    lists = {edge["node"]["slug"]: edge["node"]["actions"] for edge in found}
    assert {slug: (titles(one), one["totalCount"]) for slug, one in lists.items()} == {
        "accra": (["Planned"], 2),
        "milan": (["Planned"], 2),
    }
    cursor = lists["accra"]["pageInfo"]["endCursor"]
    found = ask(query, first=1, after=cursor)["organisations"]["edges"]
    lists = {edge["node"]["slug"]: edge["node"]["actions"] for edge in found}
    assert {slug: titles(one) for slug, one in lists.items()} == {
        "accra": ["Ongoing"],
        "milan": ["Undated"],
    }
    assert [one["pageInfo"]["hasNextPage"] for one in lists.values()] == [False, False]


def test_the_actions_of_the_priority_objectives_are_one_query(three, django_assert_num_queries):
    query = "{ priorityObjectives { code actions(first: 5) { edges { node { title } } } } }"

    # the schedule 1, the vocabulary 1, terms with their labels 1; actions 1
    with django_assert_num_queries(4):
        found = ask(query)["priorityObjectives"]
    assert [(one["code"], titles(one["actions"])) for one in found] == [
        ("po-1", ["Planned"]),
        ("po-2", ["Ongoing"]),
    ]


def test_a_page_of_nonsense_is_refused_below_a_list_as_well(three):
    query = '{ organisations { edges { node { actions(after: "x") { totalCount } } } } }'

    message = "{'after': ['This is not a cursor of this list.']}"
    assert ask_result(query).errors[0].message == message


def test_a_network_lists_its_actions_in_its_order(three, committed):
    network = Network.objects.create(slug="mc2cm")
    with committed():
        for order, slug in enumerate(("undated", "planned")):
            page = three.get_children().get(slug=slug)
            NetworkItem.objects.create(network=network, page=page, sort_order=order, note="Why")

    answer = ask('{ network(slug: "mc2cm") { actions { edges { note node { title } } } } }')
    assert titles(answer["network"]["actions"]) == ["Undated", "Planned"]
