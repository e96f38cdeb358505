"""Atom feeds as a feed reader reads them."""

from datetime import date

import feedparser
import pytest
from defusedxml.ElementTree import fromstring
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hub.catalogue.models import Entry, Tombstone
from hub.machine_readers.facets import FACETS
from hub.pages.models import PageNetwork, PageTerm
from resources.models import HomePage, IndexPage, InformationPage, Report, UpdatePage
from search.facets import FacetName
from tests.factories.hub import NetworkFactory, TermFactory
from tests.site import add, add_report, library, translate

BASE = "http://127.0.0.1:8000"
FEED = "/en/feeds/atom.xml"


@pytest.fixture
def feed(client):
    def feed(path=FEED):
        response = client.get(path)
        assert response.status_code == 200
        assert response["Content-Type"].startswith("application/atom+xml")
        found = feedparser.parse(response.content)
        assert not found.bozo, found.get("bozo_exception")
        return found

    return feed


def titles(found):
    return [entry.title for entry in found.entries]


@pytest.fixture(scope="module")
def rows_of_news(snapshot, rows_of_a_site):
    """Keep a report about health in a network and in French, a study, and an update."""

    def make():
        rows_of_a_site.restore()
        home = HomePage.objects.get()
        labels = {"en": "Health", "fr": "Santé"}
        health = TermFactory(vocabulary="topics", code="health", labels=labels)
        network = NetworkFactory(slug="mc2cm")
        annual = add_report(
            library(home),
            "Annual",
            kind="annual",
            summary="What <b>cities</b> did & why.",
            hub_terms=[PageTerm(term=health)],
            hub_networks=[PageNetwork(network=network)],
        )
        add_report(library(home), "Study", kind="study")
        updates = add(home, IndexPage(title="Updates", lists="updates"))
        add(updates, UpdatePage(title="News", date=date(2024, 1, 2)))
        translate(annual, "fr", title="Annuel")

    return snapshot(make)


@pytest.fixture
def site(rows_of_news, db):
    rows_of_news.restore()
    return HomePage.objects.get(locale__language_code="en")


def test_a_feed_names_what_is_new_in_its_language(site, feed):
    found = feed()

    assert titles(found) == ["News", "Study", "Annual"]
    assert (found.feed.title, found.feed.language) == ("Local Action Hub", "en")
    assert found.feed.id == f"{BASE}{FEED}"
    assert {link.rel: link.href for link in found.feed.links} == {
        "alternate": f"{BASE}/en/",
        "self": f"{BASE}{FEED}",
    }
    annual = found.entries[-1]
    entry = Entry.objects.get(title="Annual", locale="en")
    assert annual.link == f"{BASE}/en/library/annual/"
    assert annual.summary == "What <b>cities</b> did & why."  # as text, with its markup escaped
    assert annual.updated == entry.updated_at.isoformat()
    assert annual.published == entry.first_published_at.isoformat()
    assert [tag.term for tag in annual.tags] == ["Report"]
    assert annual.id.startswith("urn:uuid:")


def test_a_fallback_is_not_news_in_a_language(site, feed):
    french, english = feed("/fr/feeds/atom.xml"), feed()

    assert [(one.title, one.link) for one in french.entries] == [
        ("Annuel", f"{BASE}/fr/library/annual/")
    ]
    assert french.entries[0].id not in {one.id for one in english.entries}
    assert titles(feed("/ar/feeds/atom.xml")) == []


@pytest.mark.parametrize(
    ("query", "expected", "name"),
    [
        ("?type=update", ["News"], "Update"),
        ("?type=report&type=update", ["News", "Study", "Annual"], "Report · Update"),
        ("?topic=health", ["Annual"], "Health"),
        ("?network=mc2cm", ["Annual"], "mc2cm"),
        ("?kind=study", ["Study"], "study"),
        (
            "?type=report&kind=annual&kind=study",
            ["Study", "Annual"],
            "Report · annual · study",
        ),
        ("?year=1999&year=%00", [], "1999"),
        ("?year=%0B%1F%3Cb%3E", [], "<b>"),
    ],
)
def test_a_feed_is_narrowed_as_lists_are(site, feed, query, expected, name):
    found = feed(f"{FEED}{query}")

    assert titles(found) == expected
    assert found.feed.title == f"Local Action Hub · {name}"
    assert found.feed.links[1].href == f"{BASE}{FEED}{query}"


@pytest.mark.parametrize("asked", ["nonsense", "home", "lesson"])
def test_a_feed_of_no_such_type_is_not_there(site, client, asked):
    assert client.get(f"{FEED}?type={asked}").status_code == 404


def test_what_few_may_read_is_in_no_feed(site, committed, feed):
    network = NetworkFactory()
    with committed():
        shelf = library(site)
        add_report(shelf, "Members", reach="networks", hub_networks=[PageNetwork(network=network)])
        closed = add_report(shelf, "Restricted")
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
        add_report(shelf, "Expired", expire_at=timezone.now())
        add_report(shelf, "Draft", publish=False)

    assert titles(feed()) == ["News", "Study", "Annual"]


def test_names_of_facets_are_those_of_search():
    known = {name.name.lower(): name.value for name in FacetName}

    assert {name: known[name] for name in FACETS.keys() & known.keys()} == {
        name: FACETS[name] for name in FACETS.keys() & known.keys()
    }
    assert FACETS.keys() - known.keys() == {"place", "organisation"}


def test_a_feed_is_bounded_and_costs_the_same_with_any_number_of_pages(
    site, feed, monkeypatch, client, django_assert_num_queries
):
    monkeypatch.setattr("hub.machine_readers.feeds.SIZE", 2)

    with django_assert_num_queries(3):  # the generation, the newest of all types, what is gone
        client.get(FEED)
    assert titles(feed()) == ["News", "Study"]
    with django_assert_num_queries(5):  # and the names of topics
        client.get(f"{FEED}?topic=health")


def test_an_unchanged_feed_costs_one_query_and_a_publication_is_in_the_next(
    site, committed, client, kept_answers, django_assert_num_queries
):
    etag = client.get(FEED)["ETag"]

    with django_assert_num_queries(1):
        assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 304
    with committed():
        add_report(library(site), "Newest")
    again = client.get(FEED, headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert titles(feedparser.parse(again.content))[0] == "Newest"
    assert client.post(FEED).status_code == 405


def test_lists_lead_to_their_feed(site, committed, read):
    def feeds(path):
        page = read(path)
        links = page.find_all("link", type="application/atom+xml")
        assert [one["href"] for one in page.main.find_all("a", type="application/atom+xml")] == [
            one["href"] for one in links
        ]
        return [one["href"] for one in links]

    with committed():
        add(site, InformationPage(title="Contact"))
    assert feeds("/en/") == [FEED]
    assert feeds("/en/updates/") == [f"{FEED}?type=update"]
    assert feeds("/en/contact/") == []
    assert HomePage.objects.count() == 2


def test_a_feed_says_what_is_gone_and_not_what_has_moved(site, committed, client, feed):
    ids = {one.title: one.id for one in feed().entries}
    with committed():
        Report.objects.get(title="Study").delete()
        annual = Report.objects.get(title="Annual")
        annual.slug = "moved"
        annual.save_revision().publish()

    def removed(path):
        root = fromstring(client.get(path).content)
        found = root.iterfind("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
        return [(one.get("ref"), one.get("when")) for one in found]

    tombstone = Tombstone.objects.get(path="/en/library/study/")
    when = tombstone.removed_at.isoformat()
    assert [(ref, when[:19]) for ref, when in removed(FEED)] == [(ids["Study"], when[:19])]
    assert removed(f"{FEED}?type=update") == removed("/fr/feeds/atom.xml") == []
    assert titles(feed())[0] == "Annual"
    assert feed().entries[0].id == ids["Annual"]
