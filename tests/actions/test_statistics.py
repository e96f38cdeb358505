"""Numbers for all: equal to a count by hand, in as many statements for many, on paper as well."""

import csv
import io
import json
import random
from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from actions.models import Action, ActionListing, ActionRepository
from actions.statistics import statistics
from actions.timeline import timeline_of
from hub.organisations.enums import OrganisationKind
from hub.terms.models import Term
from resources.models import HomePage
from tests.actions.making import add_action, make_repository, objective
from tests.actions.people import commit, make_organisation
from tests.factories.hub import TermFactory
from tests.site import translate

TODAY = "2026-06-15T12:00Z"
DAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(TODAY, tick=False):
        yield


def grow(dice, number):
    """Publish actions at random; some are hidden or in two languages, which must not matter."""
    repository = ActionRepository.objects.get(locale__language_code="en")
    countries = list(Term.objects.filter(vocabulary="countries").order_by("code"))
    objectives = list(Term.objects.filter(vocabulary="priority_objectives").order_by("code"))
    for _one in range(number):
        terms = (*dice.sample(countries, dice.randrange(3)), dice.choice(objectives))
        starts_on = DAY + timedelta(dice.randrange(-1500, 300))
        page = add_action(
            repository,
            f"Action {dice.random()}",
            terms=terms,
            starts_on=dice.choice([None, starts_on, starts_on]),
            ends_on=dice.choice([None, starts_on + timedelta(dice.randrange(900))]),
            listings=[
                ActionListing(showcase=f"gcm-{kind}s", kind=kind, published_on=DAY)
                for kind in dice.sample(["pledge", "practice"], dice.randrange(3))
            ],
        )
        if dice.random() < 0.2:
            page.unpublish()
        elif dice.random() < 0.3:
            translate(page, "fr", title="Une action")


@pytest.fixture(scope="module")
def rows_of_actions(snapshot, rows_of_a_site):
    def make():
        rows_of_a_site.restore()
        africa = TermFactory(region=True, code="002", labels={"en": "Africa", "fr": "Afrique"})
        for code in ("GH", "SN"):
            TermFactory(country=True, code=code, parent=africa, labels={"en": code})
        TermFactory(country=True, code="CH", labels={"en": "Switzerland"})
        for number in (1, 2, 3):
            objective(number)
        make_repository(HomePage.objects.get(locale__language_code="en"))
        for slug, state in (("one", "accepted"), ("two", "accepted"), ("three", "pending")):
            commit(make_organisation(slug, kind=OrganisationKind.LOCAL_GOVERNMENT), state)
        commit(make_organisation("net", is_government=False))
        grow(random.Random(6), 25)

    with time_machine.travel(TODAY, tick=False):
        return snapshot(make)


@pytest.fixture
def library(rows_of_actions, db):
    rows_of_actions.restore()


def by_hand(year=None):
    """Count the pages themselves, one by one."""
    found = {
        name: Counter() for name in ("timeline", "priority_objectives", "regions", "countries")
    }
    found |= {"year": Counter(), "showcase": Counter(), "overview": Counter()}
    pages = list(Action.objects.filter(live=True, locale__language_code="en"))
    for page in pages:
        if year is not None and (page.starts_on is None or page.starts_on.year != year):
            continue
        found["overview"]["actions"] += 1
        timeline = timeline_of(page.starts_on, page.ends_on, DAY)
        if timeline:
            found["timeline"][timeline.value] += 1
            found["year"][str(page.starts_on.year)] += 1
        terms = Term.objects.filter(pk__in=page.hub_terms.values("term"))
        for name in ("priority_objectives", "countries"):
            found[name].update(terms.filter(vocabulary=name).values_list("code", flat=True))
        countries = terms.filter(vocabulary="countries")
        found["regions"].update(set(countries.values_list("parent__code", flat=True)))
        for listing in page.listings.all():
            if not (timeline == "concluded" and listing.kind == "pledge"):
                found["showcase"][listing.showcase] += 1
                found["overview"][f"{listing.kind}s"] += 1
    found["overview"] |= {"signatories": 2, "supporting_partners": 1}
    return {name: dict(counts) for name, counts in found.items()}


def counted(**given):
    return {
        series.name: {one.code: one.total for one in series.numbers if one.total}
        for series in statistics("en", **given)
    }


def test_the_numbers_are_those_of_a_count_by_hand(library):
    expected = by_hand()

    assert counted() == expected
    assert min(map(len, expected.values())) >= 1
    assert expected["timeline"].keys() == {"planned", "ongoing", "concluded"}
    assert sum(expected["countries"].values()) != expected["overview"]["actions"]
    for year in (2024, 2025):
        assert counted(year=year) == by_hand(year)
    assert counted(year=1999)["overview"] == {"signatories": 2, "supporting_partners": 1}


def test_many_actions_take_no_more_statements(library, committed, django_assert_num_queries):
    with django_assert_num_queries(8):
        statistics("en")
    with committed():
        grow(random.Random(7), 10)
    with django_assert_num_queries(8):
        statistics("en")


def address(name, language="en"):
    with override(language):
        return reverse(name)


def test_the_page_draws_what_its_tables_say(library, client):
    response = client.get(address("action_statistics"))
    page = BeautifulSoup(response.content, "html.parser")

    expected = by_hand()
    for name in ("countries", "year", "timeline", "showcase"):
        table = page.find(id=f"{name}-table")
        cells = [int(row.td.get_text()) for row in table.tbody.find_all("tr")]
        assert sum(cells) == sum(expected[name].values())
        chart = page.find("svg", attrs={"aria-describedby": f"{name}-table"})
        widths = [int(bar["width"]) for bar in chart.find_all("rect")]
        assert widths == [round(640 * cell / max(cells)) for cell in cells]
    assert not page.select("[style]")
    assert {one.get("src", "") for one in page.find_all("script")} <= {
        one["src"] for one in page.find_all("script", src=True)
    }
    assert page.find("h1").get_text() == "The Call in numbers"


def test_a_chart_runs_from_the_right_where_its_readers_do(library, client):
    page = BeautifulSoup(client.get(address("action_statistics", "ar")).content, "html.parser")
    bars = page.find("svg", class_="hub-chart").find_all("rect")

    assert {int(bar["x"]) + int(bar["width"]) for bar in bars} == {640}


def test_the_same_numbers_come_as_csv_and_json(library, client):
    told = json.loads(client.get(address("action_statistics_json")).content)
    text = client.get(address("action_statistics_csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    found = {}
    for row in told["rows"]:
        if row["total"]:
            found.setdefault(row["series"], {})[row["code"]] = row["total"]
    assert found == by_hand()
    assert rows == [{name: str(cell) for name, cell in row.items()} for row in told["rows"]]
    assert set(told["codebook"]) >= {"series", "code", "label", "total", *found}


def test_the_api_tells_the_same_in_each_language(library, client):
    document = '{ statistics(locale: "fr") { name numbers { code label total } } }'
    answer = client.post("/graphql/", {"query": document}, content_type="application/json").json()

    series = {one["name"]: one["numbers"] for one in answer["data"]["statistics"]}
    found = {
        name: {one["code"]: one["total"] for one in numbers if one["total"]}
        for name, numbers in series.items()
    }
    assert found == by_hand()
    assert "Afrique" in {one["label"] for one in series["regions"]}
    assert series["timeline"][2]["label"] == "Terminée"
