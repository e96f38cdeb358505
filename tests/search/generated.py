"""A library made by chance from a seed: all that a search is filtered by, and every way to hide."""

import random
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signal_handlers import disable_reference_index_auto_update

from hub.media.models import PageFile
from hub.networks.models import Network, NetworkItem
from hub.organisations.models import Organisation
from hub.pages.models import Contribution, PageNetwork, PageTerm
from hub.terms.models import Term, TermMapping
from resources import models
from tests.factories.hub import NetworkFactory, OrganisationFactory, TermFactory
from tests.site import add, library, translate

GROUPS = 60
#: What titles and summaries are made of: no two are alike, and none has an ending to lose.
WORDS = ("granit", "harvest", "lantern", "pelican", "saffron", "thicket", "walnut", "zircon")
YEARS = range(2018, 2024)
#: When the pages that expire do, counted from when they were made.
EXPIRY = timedelta(hours=1)


def make_generated_library(home: Any, *, seed: int) -> None:
    """Put the pages into the tree as they are: publishing each would take a minute."""
    chance = random.Random(seed)
    make_vocabularies()
    for number in range(3):
        NetworkFactory(slug=f"net-{number}", labels={"en": f"Network {number}"})
    for number in range(3):
        OrganisationFactory(slug=f"org-{number}")
    with disable_reference_index_auto_update():
        places = make_places(home)
        for number in range(GROUPS):
            make_group(chance, number, places)
        curate(chance)


def make_places(home: Any) -> dict[str, dict[str, Page]]:
    """Make an open shelf, a closed one and a page for news, each in three languages."""
    english = {
        "open": library(home),
        "closed": add(home, models.LibraryPage(title="Closed", slug="closed")),
        "news": add(home, models.IndexPage(title="News", slug="news", lists="updates")),
    }
    places = {
        name: {"en": page, **{code: translate(page, code) for code in ("fr", "es")}}
        for name, page in english.items()
    }
    PageViewRestriction.objects.create(page=places["closed"]["en"], restriction_type="login")
    return places


def make_vocabularies() -> None:
    world = TermFactory(region=True, code="world")
    lands = [TermFactory(region=True, code=f"land-{n}", parent=world) for n in range(2)]
    gulf = TermFactory(region=True, code="gulf", parent=world)
    countries = [TermFactory(country=True, code=f"C{n}", parent=lands[n % 2]) for n in range(4)]
    TermMapping.objects.create(source=countries[1], target=gulf)
    for number in range(6):
        TermFactory(place=True, code=f"city-{number}", parent=countries[number % 4])
    above = None
    for vocabulary in ("topics", "audiences", "target_groups", "sdgs"):
        for number in range(5):
            term = TermFactory(vocabulary=vocabulary, code=f"{vocabulary}-{number}")
            if vocabulary == "topics" and number in (3, 4):  # a topic below a topic below a topic
                term.parent = above
                term.save()
            above = term


def make_group(chance: random.Random, number: int, places: dict[str, dict[str, Page]]) -> None:
    """Make a page with its translations; some of them hidden in one of the ways there are."""
    place, page = typed(chance, facts_by_chance(chance))
    fate = chance.choices(["", "draft", "expires", "restricted", "deleted"], [76, 6, 6, 6, 6])[0]
    source, *others = chance.sample(["en", "fr", "es"], chance.choice([1, 1, 2, 2, 3]))
    page.live, page.slug = fate != "draft", f"page-{number}"
    page.expire_at = timezone.now() + EXPIRY if fate == "expires" else None
    pages = [put(chance, page, places[place], source)]
    for code in others:
        translation = type(page)(
            translation_key=page.translation_key,
            slug=page.slug,
            live=chance.random() < 0.8,
            **{
                name: getattr(page, name) for name in ("date", "report_year") if hasattr(page, name)
            },
        )
        pages.append(put(chance, translation, places[place], code))
    if fate == "restricted":
        PageViewRestriction.objects.create(page=chance.choice(pages), restriction_type="login")
    elif fate == "deleted" and others:
        page.delete()


def put(chance: random.Random, page: Any, parents: dict[str, Page], code: str) -> Page:
    parent = Page.objects.get(pk=parents[code].pk)
    page.title = " ".join(chance.sample(WORDS, 2))
    page.summary = chance.choice(WORDS)
    page.locale = parent.locale
    parent.add_child(instance=page)
    return page


def facts_by_chance(chance: random.Random) -> dict[str, Any]:
    networks = [row for row in Network.objects.order_by("pk") if chance.random() < 0.3]
    terms = list(Term.objects.exclude(vocabulary="regions").order_by("pk"))
    regions = list(Term.objects.filter(vocabulary="regions").order_by("pk"))
    chosen = chance.sample(terms, chance.randrange(6)) + chance.sample(regions, chance.randrange(2))
    organisations = list(Organisation.objects.order_by("pk"))
    return {
        "reach": "networks" if networks and chance.random() < 0.5 else "everyone",
        "hub_terms": [PageTerm(term=term) for term in chosen],
        "hub_networks": [PageNetwork(network=network) for network in networks],
        "hub_files": [file_by_chance(chance) for _file in range(chance.randrange(3))],
        "hub_contributions": [
            Contribution(organisation=chance.choice(organisations), role=role)
            for role in ("publisher", "funder")
            if chance.random() < 0.6
        ],
    }


def file_by_chance(chance: random.Random) -> PageFile:
    languages = chance.sample(["en", "fr", "es", "ar", "sw"], chance.randint(1, 2))
    return PageFile(title="File", languages=languages, link_url="https://example.org/file")


def typed(chance: random.Random, facts: dict[str, Any]) -> tuple[str, Any]:
    """Choose a type, with the facts that are its own and where it stands."""
    year = chance.choice(YEARS)
    day = date(year, chance.randint(1, 12), chance.randint(1, 28))
    kind = chance.choice(["report", "report", "report", "toolkit", "update", "information"])
    if kind == "update":
        return "news", models.UpdatePage(**facts, date=day)
    if kind == "information":
        return "news", models.InformationPage(**facts, kind=chance.choice(["faq", "help"]))
    shelf = "closed" if chance.random() < 0.08 else "open"
    issued_on = day if chance.random() < 0.5 else None
    if kind == "toolkit":
        return shelf, models.Toolkit(**facts, issued_on=issued_on)
    own = {"kind": chance.choice(["annual", "study", "other"]), "report_year": year}
    return shelf, models.Report(**facts, **own, issued_on=issued_on)


def curate(chance: random.Random) -> None:
    """Put pages on the lists of networks, also of those that they may not be read by."""
    reports = list(models.Report.objects.order_by("pk"))
    for network in Network.objects.order_by("pk"):
        for page in chance.sample(reports, 5):
            NetworkItem.objects.create(network=network, page=page)
