"""Terms in the admin: listing, filters, form, chooser, refusals and who may do it."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page

from hub.organisations.models import Organisation
from hub.pages.models import PageTerm
from hub.terms.enums import Confidence, Vocabulary
from hub.terms.models import Term, TermMapping
from hub.terms.services import index_terms, seed_terms
from tests.factories.hub import OrganisationFactory, TermFactory, TermLabelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_user("editor", "editor@example.org", "editor-password")
    codenames = ["access_admin", "add_term", "change_term", "delete_term", "view_organisation"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return client


def test_the_listing_shows_what_an_editor_needs(editor):
    country = TermFactory(country=True, labels={"en": "Ghana"})
    place = TermFactory(place=True, code="accra", parent=country)
    TermLabelFactory(term=place, label="Accra", confidence=Confidence.UNVERIFIED)
    retire = TermFactory(code="old-topic", is_retired=True, labels={"en": "Old topic"})

    rows = listing(editor)

    assert rows[place.pk] == ["Accra", "Places", "accra", "Ghana", "unverified", ""]
    assert rows[retire.pk] == ["Old topic", "Topics", "old-topic", "None", "verified", "retired"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, {"health", "housing", "lrg"}),
        ({"vocabulary": "audiences"}, {"lrg"}),
        ({"is_retired": "true"}, {"housing"}),
        ({"missing_label": "fr"}, {"housing", "lrg"}),
        ({"missing_label": "fr", "vocabulary": "topics"}, {"housing"}),
        ({"confidence": "unverified"}, {"lrg"}),
        ({"missing_label": "xx"}, {"health", "housing", "lrg"}),  # refused by the form
    ],
)
def test_the_listing_is_filtered(editor, query, codes):
    TermFactory(code="health", labels={"en": "Health", "fr": "Santé"})
    TermFactory(code="housing", labels={"en": "Housing"}, is_retired=True)
    TermLabelFactory(
        term=TermFactory(vocabulary=Vocabulary.AUDIENCES, code="lrg"),
        confidence=Confidence.UNVERIFIED,
    )

    shown = Term.objects.in_bulk(listing(editor, **query)).values()

    assert {term.code for term in shown} == codes


@pytest.mark.usefixtures("listing_index")
def test_the_listing_is_searched_in_every_language(editor):
    TermFactory(code="other", labels={"en": "Other"})
    found = TermFactory(code="health", labels={"en": "Health", "fr": "Santé"})
    index_terms()

    assert list(listing(editor, q="santé")) == [found.pk]


@pytest.mark.parametrize("size", [1, 40])
def test_the_listing_costs_the_same_however_many_terms_there_are(
    editor, size, django_assert_max_num_queries
):
    for number in range(size):
        country = TermFactory(country=True, labels={"en": f"Country {number}"})
        TermFactory(place=True, parent=country, labels={"en": f"Place {number}"})
    listing(editor)  # content types and the like are remembered from here on

    # 8 for Wagtail's frame: session, user, profile, their own and their groups' permissions,
    # locales, page and collection permissions for the menu, with room for 2 more in it;
    # 1 to count, 3 for the rows with their labels and the labels of broader terms.
    with django_assert_max_num_queries(8 + 2 + 1 + 3):
        rows = listing(editor)

    assert len(rows) == min(3 * size, 50)


def test_the_listing_of_all_seeded_terms_loads(editor):
    seed_terms()

    assert len(listing(editor)) == 50
    assert len(listing(editor, vocabulary="sdgs", confidence="unverified")) == 17


def test_an_editor_corrects_a_link_and_the_place_of_a_city(editor):
    target = TermFactory(vocabulary=Vocabulary.GCR_SECTIONS, code="gcr-3b3-4")
    place = TermFactory(
        place=True,
        data={"latitude": 5.0, "longitude": 1.0, "unverified": ["latitude", "longitude"]},
        labels={"en": "Accra"},
    )
    label = place.labels.get()

    response = editor.post(
        url("edit", place.pk),
        {
            "vocabulary": place.vocabulary,
            "code": place.code,
            "parent": place.parent_id,
            "order": "3",
            "latitude": "5.56",
            "longitude": "1",
            "editor_note": "",
            "labels-TOTAL_FORMS": "1",
            "labels-INITIAL_FORMS": "1",
            "labels-MIN_NUM_FORMS": "1",
            "labels-MAX_NUM_FORMS": "1000",
            "labels-0-id": label.pk,
            "labels-0-locale": "en",
            "labels-0-label": "Accra",
            "labels-0-confidence": "verified",
            "mappings-TOTAL_FORMS": "1",
            "mappings-INITIAL_FORMS": "0",
            "mappings-MIN_NUM_FORMS": "0",
            "mappings-MAX_NUM_FORMS": "1000",
            "mappings-0-id": "",
            "mappings-0-target": target.pk,
            "mappings-0-printed": "99-199",
            "mappings-0-normalized": "97-99",
        },
    )

    assert response.status_code == 302, response.context["form"].errors
    place.refresh_from_db()
    assert place.data == {"latitude": 5.56, "longitude": 1.0, "unverified": ["longitude"]}
    links = TermMapping.objects.values_list("source", "target", "printed", "normalized")
    assert list(links) == [(place.pk, target.pk, "99-199", "97-99")]


def test_the_form_shows_confidence_source_and_facts(editor):
    seed_terms()
    objective = Term.objects.get(vocabulary="gcm_objectives", code="gcm-11")

    page = editor.get(url("edit", objective.pk)).content.decode()

    assert "general knowledge; short label: https://migrationnetwork.un.org/hub" in page
    assert '<option value="unverified" selected>unverified</option>' in page
    assert "un_hub_term" in page


def test_the_form_refuses_in_words(editor):
    region = TermFactory(region=True, labels={"en": "Africa"})

    response = editor.post(
        url("add"),
        {
            "vocabulary": "places",
            "code": "accra",
            "parent": region.pk,
            "order": "0",
            "latitude": "95",
            "longitude": "1",
            "labels-TOTAL_FORMS": "0",
            "labels-INITIAL_FORMS": "0",
            "mappings-TOTAL_FORMS": "0",
            "mappings-INITIAL_FORMS": "0",
        },
    )

    assert response.context["form"].errors == {
        "parent": ["The broader term must be one of: Countries."],
        "latitude": ["Ensure this value is less than or equal to 90."],
    }
    assert response.context["form"].formsets["labels"].non_form_errors() == [
        "Please submit at least 1 form."
    ]
    assert Term.objects.get() == region


def test_the_chooser_offers_one_vocabulary_and_nothing_retired(editor, django_assert_num_queries):
    chosen = [TermFactory(country=True, labels={"en": f"Country {n}"}) for n in range(5)]
    TermFactory(country=True, labels={"en": "Old country"}, is_retired=True)
    TermFactory(labels={"en": "Topic"})
    address = reverse(Term.snippet_viewset.chooser_viewset.get_url_name("choose"))

    answer = editor.get(address, {"vocabulary": "countries"}).json()["html"]

    assert [f"Country {n}" in answer for n in range(5)] == [True] * len(chosen)
    assert "Old country" not in answer
    assert "Topic" not in answer
    # The next page of results and the search stay in the vocabulary.
    assert "/results/?vocabulary=countries" in answer


@pytest.mark.parametrize("use", ["page", "narrower", "link"])
def test_deleting_a_used_term_is_refused_in_words(editor, use):
    term = TermFactory(country=True, labels={"en": "Ghana"})
    user = {
        "page": lambda: PageTerm.objects.create(
            page=Page.objects.get(depth=1).add_child(title="A report", slug="a-report"), term=term
        ),
        "narrower": lambda: TermFactory(place=True, parent=term, labels={"en": "A report"}),
        "link": lambda: TermMapping.objects.create(
            source=TermFactory(labels={"en": "A report"}), target=term
        ),
    }
    user[use]()

    asked, tried = editor.get(url("delete", term.pk)), editor.post(url("delete", term.pk))

    assert asked.url == tried.url == url("edit", term.pk)
    refusal = "“Ghana” is used and cannot be deleted: A report. Retire it or merge it instead."
    assert said(asked) == [refusal]
    assert said(tried) == [refusal, refusal]  # both wait for the next page that is shown
    assert Term.objects.filter(pk=term.pk).exists()


def test_deleting_several_is_refused_when_one_is_used(editor):
    used, free = TermFactory(labels={"en": "Used"}), TermFactory(labels={"en": "Free"})
    for number in range(5):
        TermFactory(parent=used, labels={"en": f"Narrower {number}"})
    address = reverse("wagtail_bulk_action", args=["hub", "term", "delete"])

    response = editor.post(f"{address}?id={used.pk}&id={free.pk}")

    assert said(response) == [
        "“Used” is used and cannot be deleted: Narrower 0, Narrower 1, Narrower 2, 2 more."
        " Retire it or merge it instead."
    ]
    assert Term.objects.count() == 7


def test_an_unused_term_is_deleted(editor):
    term = TermFactory(labels={"en": "Unused"})

    assert editor.get(url("delete", term.pk)).status_code == 200
    assert editor.post(url("delete", term.pk)).url == url("list")
    assert not Term.objects.exists()


def test_without_permission_nothing_is_shown_or_changed(editor):
    term = TermFactory(labels={"en": "Secret"})
    permissions = Permission.objects.filter(codename="access_admin")
    get_user_model().objects.get().user_permissions.set(permissions)

    for view in ("list", "add"):
        assert editor.get(url(view)).url == reverse("wagtailadmin_home")
    for view in ("edit", "delete", "usage"):
        assert editor.get(url(view, term.pk)).url == reverse("wagtailadmin_home")
        assert editor.post(url(view, term.pk)).url == reverse("wagtailadmin_home")
    assert Term.objects.get() == term


def test_who_may_only_see_organisations_cannot_change_them(editor):
    organisation = OrganisationFactory(name="Ours")
    addresses = Organisation.snippet_viewset

    assert editor.get(reverse(addresses.get_url_name("list"))).status_code == 200
    delete = reverse(addresses.get_url_name("delete"), args=[organisation.pk])
    assert editor.post(delete).url == reverse("wagtailadmin_home")
    assert Organisation.objects.get() == organisation


def url(view: str, *args: object) -> str:
    return reverse(Term.snippet_viewset.get_url_name(view), args=args)


def listing(client, **query: str) -> dict[int, list[str]]:
    """Read the listing: the columns of each term, but for the box to tick."""
    response = client.get(url("list"), query)
    assert response.status_code == 200
    columns = list(response.context["table"].columns.values())[1:]
    return {
        term.pk: [str(column.get_value(term)) for column in columns]
        for term in response.context["object_list"]
    }


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]
