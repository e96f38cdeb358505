"""Sitemaps and robots.txt as robots read them."""

from urllib.robotparser import RobotFileParser

import pytest
from defusedxml.ElementTree import fromstring
from wagtail.models import PageViewRestriction

from hub.catalogue.models import Group
from hub.pages.models import PageNetwork
from tests.factories.hub import NetworkFactory
from tests.site import add_report, library, translate

BASE = "http://127.0.0.1:8000"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def document(client):
    def document(path):
        response = client.get(path)
        assert (response.status_code, response["Content-Type"]) == (
            200,
            "application/xml; charset=utf-8",
        )
        return fromstring(response.content)

    return document


@pytest.fixture
def site(home, committed):
    network = NetworkFactory()
    with committed():
        shelf = library(home)
        report = add_report(shelf, "Report & more", slug="report")
        add_report(shelf, "Members", reach="networks", hub_networks=[PageNetwork(network=network)])
        closed = add_report(shelf, "Restricted")
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
        add_report(shelf, "Draft", publish=False)
    with committed():
        translate(report, "fr", title="Rapport", slug="rapport")
    return home


def parts(document):
    index = document("/sitemap.xml")
    return [one.text for one in index.iterfind("s:sitemap/s:loc", NAMES)]


def pages(document, path):
    return {
        url.find("s:loc", NAMES).text: {
            link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)
        }
        for url in document(path).iterfind("s:url", NAMES)
    }


def test_sitemaps_name_each_page_in_its_languages_and_nothing_hidden(site, document, monkeypatch):
    monkeypatch.setattr("hub.machine_readers.sitemaps.PART", 10**9)  # whatever ids the groups have
    report = {
        "en": f"{BASE}/en/library/report/",
        "fr": f"{BASE}/fr/library/rapport/",
        "x-default": f"{BASE}/en/library/report/",
    }

    assert parts(document) == [f"{BASE}/sitemap-en-0.xml", f"{BASE}/sitemap-fr-0.xml"]
    english = pages(document, "/sitemap-en-0.xml")
    assert set(english) == {f"{BASE}/en/", f"{BASE}/en/library/", f"{BASE}/en/library/report/"}
    assert english[f"{BASE}/en/library/report/"] == report
    french = pages(document, "/sitemap-fr-0.xml")
    assert french[f"{BASE}/fr/library/rapport/"] == report
    assert pages(document, "/sitemap-ar-0.xml") == {}


def test_a_sitemap_says_when_a_page_changed(site, document):
    url = document("/sitemap-en-0.xml").find("s:url", NAMES)

    updated_at = Group.objects.get(type="home").entries.get(locale="en").updated_at
    assert url.find("s:lastmod", NAMES).text == updated_at.isoformat(timespec="seconds")


def test_many_pages_are_parted_by_ranges_of_an_index(
    site, document, client, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr("hub.machine_readers.sitemaps.PART", 1)
    groups = Group.objects.filter(entries__locale="en", entries__reach="everyone").distinct()

    found = parts(document)

    listed = {f"{BASE}/sitemap-en-{group.pk}.xml" for group in groups}
    assert listed <= set(found)
    assert sum(len(pages(document, one.removeprefix(BASE))) for one in listed) == 3
    with django_assert_num_queries(3):  # the generation, the parts, whether there are cities
        client.get("/sitemap.xml")
    with django_assert_num_queries(2):  # the generation, all languages of the groups of the part
        response = client.get("/sitemap-en-0.xml")
    headers = {"If-None-Match": response["ETag"]}
    assert client.get("/sitemap-en-0.xml", headers=headers).status_code == 304
    assert client.get("/sitemap-de-0.xml").status_code == 404


@pytest.mark.parametrize("part", [10**6 + 1, 2**63, 10**40])
def test_there_is_no_part_beyond_all_numbers_of_a_database(client, db, part):
    assert client.get(f"/sitemap-en-{part}.xml").status_code == 404


def test_robots_stay_away_from_what_is_not_for_them_and_find_the_sitemap(site, client):
    response = client.get("/robots.txt")
    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert rules.site_maps() == [f"{BASE}/sitemap.xml"]
    closed = ("/admin/", "/accounts/login/", "/graphql/", "/fr/search/?q=x", "/ar/my/", "/en/my/x/")
    opened = ("/en/", "/fr/library/rapport/", "/en/feeds/atom.xml", "/documents/1/report.pdf")
    assert [path for path in closed if rules.can_fetch("*", path)] == []
    assert [path for path in opened if not rules.can_fetch("*", path)] == []
