"""Search in the admin: who edits synonyms, and what the state of each engine says."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from hub.accounts.roles import ensure_roles
from hub.catalogue.models import Group as PageGroup
from search.delivery import MAX_TRIES, dead, deliver
from search.models import Indexed, Synonym
from search.synonyms import names
from tests.site import add_report, library

pytestmark = pytest.mark.django_db

ADDRESS = "search_state:index"


@pytest.fixture
def log_in(client, home, django_user_model):
    ensure_roles()

    def log_in(role):
        user = django_user_model.objects.create_user(role, "who@example.org")
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def refused(home, committed, engine):
    """Publish a report that the engine has given up."""
    with committed():
        report = add_report(library(home), "Unwanted")
    group = PageGroup.objects.get(translation_key=report.translation_key)
    Indexed.objects.update_or_create(
        engine=engine.name,
        group=group,
        defaults={
            "version": 0,
            "failed_version": group.version,
            "tries": MAX_TRIES,
            "error": "field [title] is too odd",
        },
    )
    return group


@pytest.mark.parametrize(
    ("role", "may"), [("Reviewers", True), ("Administrators", True), ("Editors", False)]
)
def test_who_sees_the_state_and_the_synonyms(log_in, role, may):
    client = log_in(role)

    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    state = client.get(reverse(ADDRESS))
    asked = client.get(reverse("search_asked:index"))
    synonyms = client.get(reverse("wagtailsnippets_search_synonym:add"))

    assert (state.status_code == 200) == may
    assert (synonyms.status_code == 200) == may
    assert (asked.status_code == 200) == may
    assert (reverse(ADDRESS) in menu) == (reverse("search_asked:index") in menu) == may
    assert client.post(reverse(ADDRESS), {"engine": "embedded"}).status_code == 302 or not may


def test_what_was_given_up_is_named_with_its_reason_and_sent_again(log_in, refused, engine):
    client = log_in("Reviewers")

    page = client.get(reverse(ADDRESS)).content.decode()
    assert "Unwanted" in page
    assert "field [title] is too odd" in page
    assert dead(engine).count() == 1

    answer = client.post(reverse(ADDRESS), {"engine": engine.name}, follow=True)
    assert "1 page is sent again." in answer.content.decode()
    assert dead(engine).count() == 0
    while deliver():
        continue
    sent = Indexed.objects.get(engine=engine.name, group=refused)
    assert (sent.version, sent.failed_version) == (refused.version, 0)


def test_who_may_not_see_it_sends_nothing_again(log_in, refused, engine):
    client = log_in("Editors")

    client.post(reverse(ADDRESS), {"engine": engine.name})

    assert dead(engine).count() == 1


def test_a_synonym_is_effective_when_it_is_saved(log_in):
    client = log_in("Reviewers")

    client.post(
        reverse("wagtailsnippets_search_synonym:add"),
        {
            "concept": "tram",
            "locale": "en",
            "preferred": "tram",
            "variants": "streetcar\ntrolley",
            "homonyms": "",
            "source": "",
        },
    )

    assert Synonym.objects.get().names() == ["tram", "streetcar", "trolley"]
    assert names().of(("streetcar",), "en") == [("tram",), ("streetcar",), ("trolley",)]
    listing = client.get(reverse("wagtailsnippets_search_synonym:list")).content.decode()
    assert "streetcar, trolley" in listing
