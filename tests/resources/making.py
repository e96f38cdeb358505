"""Parts of the pages of the library that several tests need."""

from wagtail.models import Locale

from hub.pages.models import Contribution, PageNetwork, PageTerm
from resources import models
from tests.factories.blocks import body
from tests.factories.hub import NetworkFactory, OrganisationFactory, TermFactory
from tests.site import add_report, library


def english():
    return {"locale": Locale.objects.get(language_code="en")}


def place(name, country, latitude=None, longitude=None, **data):
    if latitude is not None:
        data |= {"latitude": latitude, "longitude": longitude}
    return TermFactory(place=True, labels={"en": name}, parent__labels={"en": country}, data=data)


def rich(home, **fields):
    """Give what makes a page dear: organisations, networks, terms, a relation, a link."""
    other = add_report(library(home), "Other report")
    return {
        "hub_contributions": [
            Contribution(organisation=OrganisationFactory(), role=role)
            for role in ("publisher", "funder", "partner")
        ],
        "hub_networks": [PageNetwork(network=NetworkFactory(page=library(home)))],
        "hub_terms": [
            PageTerm(term=TermFactory(vocabulary=vocabulary))
            for vocabulary in ("topics", "topics", "sdgs", "audiences")
        ],
        "relations": [models.Relation(kind="related", target=other)],
        "body": body(("teaser", {"page": other.pk, "text": ""})),
        **fields,
    }
