"""The public page of an organisation: what it is, since when it is with us, its actions."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup

from actions.models import Commitment
from hub.organisations.models import Organisation, OrganisationLabel
from tests.actions.making import add_action, make_repository
from tests.factories.hub import OrganisationFactory, TermFactory
from tests.html import words


def read(client, path, *, status=200):
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def facts(page):
    return {
        words(one.dt): words(one.dd) for one in page.find(class_="hub-facts").dl.find_all("div")
    }


def titles(page):
    return [words(card.h3) for card in page.find_all(class_="hub-card")]


@pytest.fixture
def accra(home, committed):
    ghana = TermFactory(country=True, code="GH", labels={"en": "Ghana", "fr": "Le Ghana"})
    accra = OrganisationFactory(
        slug="accra",
        name="Accra",
        acronym="AMA",
        kind="local_government",
        country=ghana,
        website="https://accra.example/",
    )
    OrganisationLabel.objects.create(organisation=accra, locale="en", description="By the sea.")
    OrganisationLabel.objects.create(organisation=accra, locale="fr", name="Ville d’Accra")
    Commitment.objects.create(
        organisation=accra,
        kind="declaration",
        state="accepted",
        signed_on=date(2019, 5, 2),
        signatory_name="Planted Name",
    )
    network = OrganisationFactory(slug="network", name="A network", is_public=True)
    Commitment.objects.create(
        organisation=network,
        kind="endorsement",
        state="accepted",
        decided_at=datetime(2022, 3, 4, 12, tzinfo=UTC),
    )
    OrganisationFactory(slug="hidden", name="Hidden", is_public=False)
    with committed():
        repository = make_repository(home)
        add_action(repository, "Led", slug="led", leads=(accra,), starts_on=date(2024, 1, 1))
        add_action(
            repository, "Joined", leads=(network,), partners=(accra,), starts_on=date(2023, 1, 1)
        )
        add_action(repository, "Of others", leads=(network,))
        add_action(repository, "Gone", leads=(accra,)).unpublish()
    # What is made of a logo when it is stored.
    logo = {"url": "/l.png", "srcset": "", "width": 9, "height": 5}
    Organisation.objects.filter(pk=accra.pk).update(logo_card={"renditions": {"LOGO": logo}})
    return accra


def test_it_tells_what_it_is_and_since_when_it_signed(accra, client):
    page = read(client, "/en/organisations/accra/")

    assert words(page.h1) == "Accra"
    assert facts(page) == {
        "Acronym": "AMA",
        "Kind": "Local or regional government",
        "Country": "Ghana",
        "Website": "https://accra.example/",
        "Signatory of the Declaration since": "May 2, 2019",
    }
    assert words(page.find(class_="hub-text")) == "By the sea."
    assert (page.main.img["src"], page.main.img["alt"]) == ("/l.png", "Logo of Accra")
    assert words(page.find(class_="hub-total")) == "It leads or takes part in 2 actions."
    assert titles(page) == ["Led", "Joined"]
    assert "Planted" not in page.get_text()
    partner = read(client, "/en/organisations/network/")
    assert facts(partner)["Supporting partner since"] == "March 4, 2022"
    assert titles(partner) == ["Joined", "Of others"]


def test_it_is_read_in_french_and_names_its_other_languages(accra, client):
    page = read(client, "/fr/organisations/accra/")

    assert words(page.h1) == "Ville d’Accra"
    assert facts(page)["Pays"] == "Le Ghana"
    text = page.find(class_="hub-text")
    assert (text["lang"], words(text)) == ("en", "By the sea.")
    canonical = page.find("link", rel="canonical")["href"]
    assert canonical.endswith("/fr/organisations/accra/")
    alternates = {one["hreflang"]: one["href"] for one in page.find_all("link", rel="alternate")}
    assert set(alternates) == {"en", "fr", "es", "ar", "x-default"}
    assert alternates["x-default"].endswith("/en/organisations/accra/")
    assert alternates["es"].endswith("/es/organisations/accra/")
    assert page.find("meta", attrs={"name": "robots"}) is None


@pytest.mark.parametrize("slug", ["hidden", "unknown"])
def test_one_that_is_not_public_is_as_good_as_missing(accra, client, slug):
    assert "Hidden" not in read(client, f"/en/organisations/{slug}/", status=404).get_text()


def test_a_signature_that_waits_is_not_told(accra, client):
    Commitment.objects.filter(organisation=accra).update(state="pending")

    assert "Signatory of the Declaration since" not in facts(
        read(client, "/en/organisations/accra/")
    )


def test_its_actions_go_on_page_by_page(accra, committed, client, monkeypatch):
    monkeypatch.setattr("actions.views.public.LIST_SIZE", 1)

    page = read(client, "/en/organisations/accra/")
    assert titles(page) == ["Led"]
    more = page.find(class_="hub-button")["href"]
    further = read(client, f"/en/organisations/accra/{more}")
    assert titles(further) == ["Joined"]
    assert further.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert further.find(class_="hub-button") is None
    read(client, "/en/organisations/accra/?after=nonsense", status=404)


def test_actions_and_the_list_of_signatories_lead_to_it(accra, client):
    action = read(client, "/en/actions/led/")
    assert action.find("a", href="/en/organisations/accra/").string == "Accra"
    Organisation.objects.filter(pk=accra.pk).update(is_public=False)
    assert read(client, "/en/actions/led/").find("a", href="/en/organisations/accra/") is None

    listed = read(client, "/fr/signatories/")
    assert listed.find("a", href="/fr/organisations/network/").string == "A network"


def test_the_queries_do_not_grow_with_its_actions(accra, client, django_assert_num_queries):
    client.get("/en/organisations/accra/")  # sites and roots are cached

    # The organisation 1, its names 1, those of its country 1; commitments 1; the list 1, how many
    # 1; menu 1.
    with django_assert_num_queries(7):
        client.get("/en/organisations/accra/")
