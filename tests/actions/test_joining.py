"""Registering: no organisation twice, none public before it is confirmed, and a limit for each."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from actions.models import Membership, Profile, Record
from actions.services.organisations import (
    AlreadyKnown,
    Facts,
    TooMany,
    find_similar,
    folded_name,
    register_organisation,
    update_profile,
)
from hub.catalogue.models import Entry
from hub.organisations.models import Organisation
from hub.pages.narrowing import organisation_labels
from hub.pages.reading import Reading
from hub.terms.models import Term
from search.facets import labels_of
from tests.actions.people import commit, make_organisation, make_user
from tests.frontend_schema.ask import ask

NEW = "/en/my/organisations/new/"
LISTS = (
    '{ organisations(first: 50) { edges { node { slug } } } organisation(slug: "accra") { name } }'
)


def country(code="GH"):
    return Term.objects.get(vocabulary="countries", code=code)


def facts(name="Accra", **fields):
    return Facts(**{"name": name, "kind": "local_government", "country": country()} | fields)


@pytest.fixture
def newcomer(city):
    return make_user("newcomer")


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Ville de Montréal", "montreal"),
        ("City of Montreal", "montreal"),
        ("Ayuntamiento de Málaga", "malaga"),
        ("MUNICIPALITY OF  Málaga", "malaga"),
        ("Commune d’Agadir", "agadir"),
        ("City of the Region", "city of the region"),
        ("بلدية رام الله", "بلدية رام الله"),
    ],
)
def test_names_are_compared_without_accents_and_offices(name, folded):
    assert folded_name(name) == folded


SAME = [
    ("Ville de Montréal", "City of Montreal"),
    ("Accra Metropolitan Assembly", "Accra"),
    ("São Paulo", "Prefeitura de Sao Paulo"),
    ("Paulo Sao", "São Paulo"),
    ("Johannesburg", "Johanesburg"),
    ("United Cities and Local Governments of Africa", "UCGA"),
]
DIFFERENT = [
    ("Accra", "Kumasi"),
    ("North Tongu", "South Tongu"),
    ("Port Louis", "Port Vila"),
    ("City of Accra", "City of Tema"),
]


@pytest.mark.parametrize(
    ("known", "typed", "is_same"),
    [
        *((*pair, True) for pair in SAME),
        *((*reversed(pair), True) for pair in SAME),
        *((*pair, False) for pair in DIFFERENT),
    ],
)
def test_another_spelling_is_recognised(city, known, typed, is_same):
    make_organisation("known", country=country())
    Organisation.objects.filter(slug="known").update(name=known)

    found = find_similar(name=typed, country=country())

    assert [one.name for one in found] == ([known] if is_same else [])


def test_the_place_decides_between_the_same_names(city):
    known = make_organisation("known", country=country())
    Organisation.objects.filter(pk=known.pk).update(name="Springfeld", acronym="SPF")
    Profile.objects.filter(organisation=known).update(city="Tema")

    assert find_similar(name="Springfield", country=country(), city="Accra") == []
    assert len(find_similar(name="Springfield", country=country(), city="Téma")) == 1
    assert len(find_similar(name="SPRINGFELD", country=country(), city="Accra")) == 1
    assert find_similar(name="Springfeld", country=country("CA")) == []
    assert len(find_similar(name="spf", country=country())) == 1


def test_registering_makes_owner_profile_and_record_and_nothing_public(city, newcomer):
    organisation = register_organisation(
        newcomer, facts("Ville d’Accra", city="Accra", texts={"fr": "Une ville"}), job_title="Chief"
    )

    assert (organisation.slug, organisation.is_public) == ("ville-daccra", False)
    assert organisation.labels.get().description == "Une ville"
    assert (organisation.profile.is_government, organisation.profile.folded_name) == (True, "accra")
    owner = Membership.objects.get(organisation=organisation)
    assert (owner.user, owner.role, owner.job_title) == (newcomer, "owner", "Chief")
    assert Record.objects.get(organisation=organisation).verb == "organisation_registered"


def test_what_may_be_there_already_is_offered_and_not_made_twice(city, newcomer):
    first = register_organisation(newcomer, facts("City of Accra"))
    before = (Organisation.objects.count(), Record.objects.count())

    with pytest.raises(AlreadyKnown) as offered:
        register_organisation(city.stranger, facts("Accra"))

    assert [one.key for one in offered.value.candidates] == [first.key]
    assert (Organisation.objects.count(), Record.objects.count()) == before
    other = register_organisation(city.stranger, facts("City of Accra"), is_different=True)
    assert (first.slug, other.slug) == ("city-of-accra", "city-of-accra-2")


def test_one_person_registers_five_organisations(city, newcomer):
    names = ["Alpha", "Bravo", "Golf", "Kilo", "Zulu"]
    for name in names:
        register_organisation(newcomer, facts(name))

    with pytest.raises(TooMany):
        register_organisation(newcomer, facts("Whisky"))
    assert newcomer.action_memberships.count() == 5


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "Win at www.example.org"}, "name"),
        ({"name": "Two\nlines"}, "name"),
        ({"kind": "planet"}, "kind"),
        ({"website": "javascript:alert(1)"}, "website"),
    ],
)
def test_what_is_not_in_order_leaves_nothing_behind(city, newcomer, changes, field):
    before = Organisation.objects.count()

    with pytest.raises(ValidationError) as refused:
        register_organisation(newcomer, facts(**changes))

    assert list(refused.value.message_dict) == [field]
    assert Organisation.objects.count() == before


def test_an_organisation_is_public_only_when_it_is_accepted(city, newcomer):
    organisation = register_organisation(newcomer, facts())

    answer = ask(LISTS)
    assert [edge["node"]["slug"] for edge in answer["organisations"]["edges"]] == [
        "elsewhere",
        "exampleville",
    ]
    assert answer["organisation"] is None
    node = f'{{ node(id: "organisation:{organisation.key}:en") {{ id }} }}'
    assert ask(node) == {"node": None}

    organisation.is_public = True
    organisation.save()
    assert ask(LISTS)["organisation"] == {"name": "Accra"}


def test_no_address_makes_a_public_page_name_it(city, newcomer):
    register_organisation(newcomer, facts())
    slugs = ["accra", "exampleville"]

    assert labels_of("publisher", slugs, "en") == {"exampleville": "Exampleville"}
    reading = Reading(entry=Entry(locale="en"), body=[])
    assert organisation_labels(reading, slugs) == {"exampleville": "Exampleville"}


WHO = {
    "viewer": PermissionDenied,
    "contributor": PermissionDenied,
    "stranger": Organisation.DoesNotExist,
    "former": Organisation.DoesNotExist,
    "reviewer": Organisation.DoesNotExist,
}


@pytest.mark.parametrize("person", WHO)
def test_only_an_owner_changes_the_profile(city, person):
    before = list(Organisation.objects.values())

    with pytest.raises(WHO[person]):
        update_profile(
            getattr(city, person), city.organisation, facts(website="https://new.example")
        )

    assert list(Organisation.objects.values()) == before


def test_the_identity_is_closed_once_an_organisation_joined(city):
    update_profile(city.owner, city.organisation, facts("Renamed", city="Tema"))

    city.organisation.refresh_from_db()
    assert (city.organisation.name, city.organisation.profile.city) == ("Exampleville", "Tema")


def test_a_logo_is_checked_by_its_content_and_stays_private(city):
    fake = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>")

    with pytest.raises(ValidationError):
        update_profile(city.owner, city.organisation, facts(logo=fake))

    assert Profile.objects.get(organisation=city.organisation).logo_upload.name == ""


# Pages --------------------------------------------------------------------------------------------


def errors_in(response):
    """Read the summary of errors: where each leads, and that it leads there."""
    html = response.content.decode()
    targets = re.findall(r'<li><a href="#(\w+)">', html)
    assert all(f'id="{target}"' in html for target in targets)
    return targets


def test_somebody_registers_and_is_led_to_sign(city, newcomer, client):
    client.force_login(newcomer)
    form = {"name": "Accra", "kind": "local_government", "country": "GH", "job_title": "Officer"}

    response = client.post(NEW, form)

    organisation = Organisation.objects.get(slug="accra")
    assert response.url == f"/en/my/organisations/{organisation.key}/sign/"
    assert client.get(response.url).status_code == 200


def test_errors_stand_in_a_summary_and_at_their_fields(city, newcomer, client):
    client.force_login(newcomer)

    response = client.post(NEW, {"name": "www.accra.example", "country": "GH"})

    assert response.status_code == 422
    assert errors_in(response) == ["id_kind", "id_job_title"]
    assert 'aria-invalid="true"' in response.content.decode()


def test_candidates_are_offered_on_the_page(city, newcomer, client):
    client.force_login(newcomer)
    form = {"name": "Example ville", "kind": "local_government", "country": "GH", "job_title": "O"}

    offered = client.post(NEW, form)

    assert offered.status_code == 422
    assert f"/en/my/organisations/{city.organisation.key}/ask/" in offered.content.decode()
    assert client.post(NEW, form | {"is_different": "on"}).status_code == 302


@pytest.mark.parametrize("path", ["", "organisations/new/", "kit/"])
def test_strangers_log_in_first(city, client, path):
    response = client.get(f"/fr/my/{path}")

    assert response.url == f"/accounts/login/?next=/fr/my/{path}"


def test_the_first_page_tells_what_is_under_way(city, client):
    from actions.services.drafts import save_draft, start_draft

    draft = start_draft(city.owner, city.organisation, locale="en")
    save_draft(city.owner, draft.key, changes={"title": "<b>A desk</b>"}, version=1)
    client.force_login(city.viewer)

    response = client.get("/en/my/")

    html = response.content.decode()
    assert "&lt;b&gt;A desk&lt;/b&gt;" in html
    assert "answers are missing" in html
    assert "Your government has signed the Declaration." in html
    assert "no-store" in response["Cache-Control"]


def test_a_profile_is_changed_on_its_page(city, client):
    client.force_login(city.owner)
    address = f"/es/my/organisations/{city.organisation.key}/"

    assert 'id="id_name"' in client.get(address).content.decode()
    response = client.post(address, {"name": "X", "city": "Tema", "text_es": "Una ciudad"})

    assert response.status_code == 302
    city.organisation.refresh_from_db()
    assert (city.organisation.name, city.organisation.profile.city) == ("Exampleville", "Tema")
    assert city.organisation.labels.get(locale="es").description == "Una ciudad"


def test_the_public_list_names_governments_and_partners_and_no_person(city, client):
    commit(make_organisation("hidden"), state="pending")
    city.organisation.commitments.update(signatory_name="Planted Mayor", signed_on="2024-05-01")
    partner = make_organisation("friends", is_government=False, website="https://friends.example")
    commit(partner)

    html = client.get("/en/signatories/").content.decode()

    assert "2 local and regional governments have signed." in html
    assert ("Exampleville" in html, "Friends" in html, "Hidden" in html) == (True, True, False)
    assert "<small>2024</small>" in html
    assert "Planted" not in html
    assert 'href="/en/my/"' in html
    assert client.get("/en/signatories/").headers.get("Vary", "") == client.get(
        "/en/search/"
    ).headers.get("Vary", "")
