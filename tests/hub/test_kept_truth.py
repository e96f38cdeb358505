"""Whatever is kept equals what would be made at that moment: random edits, four readers."""

import json
import random
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from hub import response_cache
from hub.accounts.tokens import issue_token
from hub.networks.models import Network
from hub.pages.models import PageTerm
from hub.terms.models import Term, TermLabel
from resources.models import LibraryPage, Report
from search.delivery import deliver
from tests.hub.truth import Plan, shelves
from tests.site import add

PAGE = "node { title path locale { code } translations { path } topics { label } cover { alt } }"
QUERIES = [
    f"query($l: String) {{ reports(locale: $l, first: 50) {{ totalCount edges {{ {PAGE} }} }} }}",
    "query($l: String) { topics(locale: $l) { code label } }",
    'query($l: String) { network(slug: "network", locale: $l) { resources { totalCount edges'
    " { note node { title } } } } }",
    "query($l: String) { menu(locale: $l) { title path } }",
    'query($l: String) { page(path: "/en/shelf-0/", locale: $l) { title path } }',
    'query($l: String) { search(query: "report", locale: $l, facets: [TOPIC]) { totalCount'
    " facets { name values { label count } } edges { node { page { title path } } } } }",
    'query($l: String) { suggest(prefix: "rep", locale: $l) { __typename } }',
]
PATHS = ["/en/", "/en/shelf-0/", "/en/shelf-1/?after=", "/fr/shelf-0/", "/en/library/"]


def readers() -> list[Client]:
    """Two who are nobody, one who is signed in and one with a token."""
    person = get_user_model().objects.create_user("reader", "reader@example.org", "secret")
    signed_in, with_token = Client(), Client()
    signed_in.force_login(person)
    with_token.defaults["HTTP_AUTHORIZATION"] = f"Bearer {issue_token(person)[1]}"
    return [Client(), Client(), signed_in, with_token]


def prepare(home: Any) -> None:
    for number in range(3):
        add(home, LibraryPage(title=f"Shelf {number}", slug=f"shelf-{number}", show_in_menus=True))
    for number in range(5):
        term = Term.objects.create(vocabulary="topics", code=f"topic-{number}")
        TermLabel.objects.create(term=term, locale="en", label=f"Topic {number}")
    Network.objects.create(slug="network")
    pictures = Collection.get_first_root_node().add_child(name="Pictures")
    file = get_test_image_file(filename="picture.png")
    get_image_model().objects.create(title="Picture", file=file, collection=pictures)
    terms = list(Term.objects.filter(vocabulary="topics")[:2])
    for number in range(8):
        report = Report(title=f"Report {number}", report_year=2022)
        report.hub_terms = [PageTerm(term=term) for term in terms]
        add(shelves()[number % 3], report)


class Readings:
    """Asks as one of the readers, twice: what is kept, and what would be made without."""

    def __init__(self, monkeypatch: Any) -> None:
        self.readers = readers()
        self.asked = self.hits = 0
        self.is_kept = True
        kept = caches["responses"]
        kept.clear()
        monkeypatch.setattr(response_cache, "store", lambda: kept if self.is_kept else None)

    def ask(self, chance: random.Random) -> None:
        client, locale = chance.choice(self.readers), chance.choice(["en", "fr", "es"])
        path = chance.choice(PATHS) if chance.random() < 0.3 else ""
        query = chance.choice(QUERIES)

        def answer() -> tuple[int, Any]:
            if path:
                response = client.get(path)
                return response.status_code, response.content
            body = json.dumps({"query": query, "variables": {"l": locale}})
            response = client.post("/graphql/", body, content_type="application/json")
            return response.status_code, response.json()["data"]

        entries = len(caches["responses"]._cache)  # type: ignore[attr-defined]
        found = answer()
        self.asked += 1
        self.hits += entries == len(caches["responses"]._cache)  # type: ignore[attr-defined]
        self.is_kept = False
        assert found == answer(), (path or query, locale)
        self.is_kept = True


def prove(monkeypatch: Any, home: Any, committed: Any, *, seed: int, steps: int) -> float:
    with committed():
        prepare(home)
    readings, plan, moment = Readings(monkeypatch), Plan(seed), timezone.now()
    chance = random.Random(seed)
    for number in range(steps):
        if chance.random() < 0.2:
            with time_machine.travel(moment, tick=True), committed():
                plan.run(number)
        if chance.random() < 0.3:
            with time_machine.travel(moment, tick=True):
                deliver()
        if chance.random() < 0.1:
            moment += timedelta(seconds=chance.choice([1, 60, 40_000]))
        with time_machine.travel(moment, tick=True):
            for _time in range(3):
                readings.ask(chance)
    with time_machine.travel(moment, tick=True):
        call_command("publish_scheduled", verbosity=0)
    rate = readings.hits / readings.asked
    print(f"{readings.asked} answers, {rate:.0%} kept")  # noqa: T201 - told by `make proof`
    return rate


@pytest.mark.django_db
def test_what_is_kept_is_true(monkeypatch, home, committed, kept_answers):
    assert prove(monkeypatch, home, committed, seed=11, steps=60) > 0.1


@pytest.mark.proof
@pytest.mark.django_db
def test_five_thousand_steps(monkeypatch, home, committed, kept_answers):
    assert prove(monkeypatch, home, committed, seed=2026, steps=5000) > 0.1
