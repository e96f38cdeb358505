"""Organisations and networks in the admin."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from hub.networks.models import Network, NetworkItem
from hub.organisations.enums import ContributionRole, OrganisationKind
from hub.organisations.models import Organisation
from hub.pages.models import Contribution
from tests.factories.hub import NetworkFactory, OrganisationFactory, TermFactory

pytestmark = pytest.mark.django_db


def test_an_organisation_is_named_with_its_acronym():
    assert (
        str(OrganisationFactory.build(name="United Cities", acronym="UC")) == "United Cities (UC)"
    )
    assert str(OrganisationFactory.build(name="United Cities")) == "United Cities"


@pytest.mark.parametrize(
    ("reader", "name"), [("fr", "Réseau"), ("es", "Network"), ("ar", "Réseau")]
)
def test_a_network_is_named_along_the_chain(reader, name):
    network = NetworkFactory(labels={"en": "Network", "fr": "Réseau"})

    with translation.override(reader):
        assert str(network) == name
        assert str(NetworkFactory(slug="unnamed")) == "unnamed"


@pytest.mark.parametrize("size", [1, 30])
def test_the_listing_of_organisations_costs_the_same_however_many_there_are(
    admin_client, size, django_assert_max_num_queries
):
    for number in range(size):
        country = TermFactory(country=True, labels={"en": f"Country {number}"})
        OrganisationFactory(country=country)
    address = url(Organisation, "list")
    admin_client.get(address)

    # 6 for Wagtail's frame around an administrator, with room for 2 more in it; 1 to count,
    # 2 for the rows with the labels of their countries, 2 for the countries of the filter.
    with django_assert_max_num_queries(6 + 2 + 1 + 2 + 2):
        response = admin_client.get(address)

    assert len(response.context["object_list"]) == size


@pytest.mark.usefixtures("listing_index")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["A city", "A network"]),
        ({"kind": OrganisationKind.LOCAL_GOVERNMENT}, ["A city"]),
        ({"country": "elsewhere"}, ["A network"]),
        ({"q": "network"}, ["A network"]),
    ],
)
def test_organisations_are_filtered_and_searched(admin_client, query, names):
    here = TermFactory(country=True, labels={"en": "Here"})
    there = TermFactory(country=True, labels={"en": "There"})
    TermFactory(country=True, labels={"en": "Nowhere"})
    OrganisationFactory(name="A city", kind=OrganisationKind.LOCAL_GOVERNMENT, country=here)
    OrganisationFactory(name="A network", country=there)
    if "country" in query:
        query = {"country": there.pk}

    response = admin_client.get(url(Organisation, "list"), query)

    assert [row.name for row in response.context["object_list"]] == names
    assert "Nowhere" not in response.content.decode()


def test_the_country_of_an_organisation_is_chosen_among_countries(admin_client):
    page = admin_client.get(url(Organisation, "add")).content.decode()

    assert "/choose/hub/term/?vocabulary=countries" in page


def test_deleting_a_used_organisation_is_refused_in_words(admin_client):
    organisation = OrganisationFactory(name="Publisher")
    page = Page.objects.get(depth=1).add_child(title="A report", slug="a-report")
    Contribution.objects.create(
        page=page, organisation=organisation, role=ContributionRole.PUBLISHER
    )

    response = admin_client.post(url(Organisation, "delete", organisation.pk))

    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "“Publisher” is used and cannot be deleted: A report. Retire it or merge it instead."
    ]
    assert Organisation.objects.get() == organisation


def test_blocks_can_choose_an_organisation():
    block = SnippetChooserBlock("hub.Organisation")
    organisation = OrganisationFactory()

    assert block.to_python(organisation.pk) == organisation
    assert "choose/hub/organisation" in block.widget.get_chooser_modal_url()


def test_networks_are_listed_with_their_name_and_the_number_of_curated_pages(
    admin_client, django_assert_max_num_queries
):
    root = Page.objects.get(depth=1)
    pages = [root.add_child(title=f"Page {n}", slug=f"page-{n}") for n in range(3)]
    for number in range(4):
        network = NetworkFactory(slug=f"network-{number}", labels={"en": f"Network {number}"})
        for page in pages[:number]:
            NetworkItem.objects.create(network=network, page=page)
    address = url(Network, "list")
    admin_client.get(address)

    # The same frame; 1 to count, 2 for the rows and their labels.
    with django_assert_max_num_queries(6 + 2 + 1 + 2):
        response = admin_client.get(address)

    rows = [(str(row), row.slug, row.curated) for row in response.context["object_list"]]
    assert rows == [(f"Network {n}", f"network-{n}", n) for n in range(4)]


def url(model: type[Organisation] | type[Network], view: str, *args: object) -> str:
    return reverse(model.snippet_viewset.get_url_name(view), args=args)
