"""The page of a city: everything public about it, by type, in a fixed number of queries."""

import re

import pytest
from defusedxml.ElementTree import fromstring
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.machine_readers import sitemaps
from hub.merging import merge
from hub.pages.models import PageNetwork, PageTerm
from hub.pages.places import MOST
from resources.models import CityAssessment, Grant, IndicatorFramework, LibraryPage, Programme
from tests.actions.making import add_action, make_repository
from tests.factories.hub import NetworkFactory, TermFactory
from tests.looks import NARROW, WIDE, faults
from tests.site import add, add_report, translate

ACCRA = "/en/places/accra/"
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def accra(home):
    country = TermFactory(country=True, code="GH", labels={"en": "Ghana", "fr": "Le Ghana"})
    return TermFactory(
        place=True,
        code="accra",
        parent=country,
        labels={"en": "Accra", "ar": "أكرا"},
        data={"latitude": 5.56, "longitude": 0},
    )


@pytest.fixture
def city(accra, home, committed):
    """Publish an assessment, a fund with a grant and an action of the city, and one of another."""
    shelf = LibraryPage.objects.get()
    fund = Programme(title="Fund", slug="fund", grants=[Grant(place=accra)])
    with committed():
        network = NetworkFactory(labels={"en": "Mayors"}, page=add(shelf, fund))
        framework = add(shelf, IndicatorFramework(title="Local MGI"))
        own = {"place": accra, "hub_networks": [PageNetwork(network=network)]}
        add(framework, CityAssessment(title="Accra measured", **own))
        repository = make_repository(home)
        add_action(repository, "A desk", terms=(accra,))
        add_action(repository, "Elsewhere", terms=(TermFactory(place=True),))
    return accra


def page(client, path=ACCRA):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def headings(html):
    return re.findall(r"<h[123]>(?:<a[^>]*>)?(.*?)<", html)


def test_a_network_that_no_page_describes_is_named_without_a_link(accra, home, client, committed):
    with committed():
        network = NetworkFactory(labels={"en": "Mayors"}, page=None)
        framework = add(LibraryPage.objects.get(), IndicatorFramework(title="Local MGI"))
        networks = [PageNetwork(network=network)]
        add(framework, CityAssessment(title="Measured", place=accra, hub_networks=networks))

    assert re.search(r">\s*Mayors\s*<", page(client))


def test_it_gathers_what_is_about_the_city_by_type(city, client):
    html = page(client)

    assert headings(html) == [
        *("Accra", "Actions", "A desk", "City assessments", "Accra measured", "Programmes", "Fund")
    ]
    assert "City or town · Ghana" in html
    assert 'content="Accra, Ghana: Actions, City assessments, Programmes">' in html
    assert '<a href="/en/library/fund/">Mayors</a>' in html
    assert "Elsewhere" not in html
    assert '"@type":"City"' in html.replace(": ", ":")
    assert '"longitude":0' in html.replace(": ", ":")
    assert f'<link rel="canonical" href="{BASE}{ACCRA}">' in html
    assert f'hreflang="ar" href="{BASE}/ar/places/accra/"' in html


def test_it_speaks_the_language_of_its_reader(city, client, committed):
    with committed():
        translate(CityAssessment.objects.get(), "fr", title="Accra mesurée")

    french = page(client, "/fr/places/accra/")
    assert "Ville ou commune · Le Ghana" in french
    assert "Accra mesurée" in french
    arabic = page(client, "/ar/places/accra/")
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "<h1>أكرا</h1>" in arabic
    assert 'href="/en/library/fund/?lang=ar" lang="en"' in arabic


def test_a_city_of_which_nothing_is_public_has_no_page(accra, client, committed):
    assert client.get(ACCRA).status_code == 404
    assert client.get("/en/places/nowhere/").status_code == 404

    with committed():
        shelf = LibraryPage.objects.get()
        add_report(shelf, "Draft", publish=False, hub_terms=[PageTerm(term=accra)])
        own = {"reach": "networks", "hub_networks": [PageNetwork(network=NetworkFactory())]}
        add_report(shelf, "For members", hub_terms=[PageTerm(term=accra)], **own)
    assert client.get(ACCRA).status_code == 404
    assert "sitemap-places" not in page(client, "/sitemap.xml")


@pytest.mark.parametrize("code", ["%00", "accra%00", "-", "a%20b", "%C3%A9"])
def test_what_can_be_no_code_is_asked_of_no_database(client, db, code):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/en/places/{code}/").status_code == 404

    assert [query for query in queries if "hub_term" in query["sql"]] == []


def test_a_city_under_another_name_leads_to_its_page(city, client):
    old = TermFactory(place=True, code="akkra", parent=city.parent)
    merge(old, city)

    response = client.get("/fr/places/akkra/")

    assert (response.status_code, response["Location"]) == (301, "/fr/places/accra/")


def test_many_pages_of_a_type_lead_to_all_of_them(city, client, committed):
    with committed():
        for number in range(MOST + 1):
            report = {"hub_terms": [PageTerm(term=city)], "report_year": 2000 + number}
            add_report(LibraryPage.objects.get(), f"Report {number}", **report)

    html = page(client)

    assert f"Report {MOST}" in html
    assert ">Report 0<" not in html
    assert f'href="/en/search/?type=report&amp;place=accra">All {MOST + 1}</a>' in html
    assert f">Report {MOST}<" in page(client, "/en/search/?type=report&place=accra")


def test_pages_name_the_city_and_lead_to_it(city, client):
    link = f'<a href="{ACCRA}">Accra, Ghana</a>'

    assert link in page(client, "/en/library/local-mgi/accra-measured/")
    assert link in page(client, "/en/library/fund/")


def test_sitemaps_name_it_in_each_language(city, client, django_assert_num_queries):
    assert f"{BASE}/sitemap-places.xml" in page(client, "/sitemap.xml")
    with django_assert_num_queries(2):  # the generation, the cities
        response = client.get("/sitemap-places.xml")

    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [one.text for one in fromstring(response.content).iterfind("s:url/s:loc", names)]
    assert f"{BASE}{ACCRA}" in found
    assert f"{BASE}/ar/places/accra/" in found
    assert len(found) == 8  # two cities in four languages
    for address in found:
        page(client, address.removeprefix(BASE))


def test_a_sitemap_names_no_more_than_it_may_in_all_languages(city, client, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 7)

    assert page(client, "/sitemap-places.xml").count("<loc>") == 4  # one city in four languages


@pytest.mark.parametrize("more", [0, 20])
def test_it_costs_eight_queries_with_any_number_of_pages(
    city, client, committed, django_assert_num_queries, more
):
    with committed():
        for number in range(more):
            add_report(LibraryPage.objects.get(), f"R {number}", hub_terms=[PageTerm(term=city)])

    # What is due; the city, its names, those of the country; the pages; networks, theirs; menu
    with django_assert_num_queries(8):
        page(client)


def test_it_is_kept_for_everybody_and_goes_with_what_it_names(
    city, client, admin_client, committed, kept_answers
):
    first = client.get(ACCRA)
    assert first["Cache-Control"] == "public, no-cache"
    assert admin_client.get(ACCRA).content == first.content

    with committed():
        CityAssessment.objects.get().unpublish()
    assert "Accra measured" not in page(client)


@pytest.mark.browser
def test_it_breaks_no_rule_wide_or_narrow_and_from_right_to_left(city, browse, axe):
    for path, look in ((ACCRA, WIDE), (ACCRA.replace("/en/", "/ar/"), NARROW)):
        assert faults(browse(path, **look), axe) == []
