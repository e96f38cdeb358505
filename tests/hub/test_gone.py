"""Addresses of removed pages: they say so, and lead on."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from hub.catalogue.models import Tombstone
from hub.pages.models import PageNetwork
from resources.models import Report
from tests.factories.hub import NetworkFactory
from tests.site import add_report, library, translate

REPORT = "/en/library/canary/"


@pytest.fixture
def report(home, committed):
    with committed():
        shelf = library(home)
        add_report(shelf, "Another report")
        report = add_report(shelf, "Canary")
    with committed():
        translate(report, "fr", title="Canari")
    return report


@pytest.fixture
def gone(client):
    """Read the page that stands at the address of a removed one."""

    def gone(path):
        response = client.get(path)
        assert response.status_code == 410
        return BeautifulSoup(response.content, "html.parser")

    return gone


def links(page):
    return [(link.get_text(), link["href"]) for link in page.main.ul.find_all("a")]


@pytest.mark.parametrize("how", ["delete", "unpublish"])
def test_a_removed_page_says_so_and_what_to_read_instead(report, committed, gone, how):
    with committed():
        for page in [report, *report.get_translations()]:
            getattr(page, how)()

    page = gone(REPORT)

    assert page.h1.string == "This page was removed"
    assert links(page) == [
        ("Library", "/en/library/"),
        ("Another report", "/en/library/another-report/"),
    ]
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert "Canary" not in page.get_text()
    french = gone("/fr/library/canary/")
    assert (french.html["lang"], links(french)[0][1]) == ("fr", "/fr/library/")


def test_a_removed_translation_leads_to_the_text_that_is_left(report, committed, gone):
    with committed():
        report.get_translations().get().delete()

    assert links(gone("/fr/library/canary/"))[0] == ("Canary", f"{REPORT}?lang=fr")


def test_a_page_that_comes_back_is_there_again(report, committed, client):
    with committed():
        report.unpublish()
    with committed():
        report.refresh_from_db()
        report.save_revision().publish()

    assert client.get(REPORT).status_code == 200
    assert not Tombstone.objects.exists()


def test_a_redirect_goes_before(report, committed, client):
    with committed():
        report.refresh_from_db()
        report.slug = "renamed"
        report.save_revision().publish()

    response = client.get(REPORT)
    assert (response.status_code, response["Location"]) == (301, "/en/library/renamed/")

    Redirect.objects.all().delete()
    assert client.get(REPORT).status_code == 410


def test_what_was_closed_is_not_told_to_be_gone(report, committed, client):
    with committed():
        PageViewRestriction.objects.create(page=report, restriction_type="login")
        other = Report.objects.get(title="Another report")
        other.reach, other.hub_networks = "networks", [PageNetwork(network=NetworkFactory())]
        other.save_revision().publish()

    assert client.get(REPORT).status_code == 302
    assert client.get("/en/library/another-report/").status_code == 404
    assert not Tombstone.objects.exists()


def test_what_was_never_public_is_just_missing(home, committed, client):
    with committed():
        add_report(library(home), "Canary", publish=False).delete()

    assert client.get(REPORT).status_code == 404


def test_rebuilding_everything_remembers_what_is_gone(report, committed, gone):
    with committed():
        report.delete()

    call_command("catalogue", "rebuild", verbosity=0)

    assert gone(REPORT).h1.string == "This page was removed"


def test_a_gone_address_costs_a_few_queries(
    report, committed, client, django_assert_max_num_queries
):
    with committed():
        report.delete()

    # What Wagtail asks before it gives up, then: is it gone, is there a redirect, what is near,
    # what is like it.
    with django_assert_max_num_queries(14):
        client.get(REPORT)
