"""What each role may do in the admin, as one table; a refusal changes nothing."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Locale, Page, WorkflowPage

from hub.accounts.roles import ROLES, ensure_roles
from hub.terms.models import Term
from resources.models import LibraryPage, Report
from tests.site import add_report

NAMES = [role.name for role in ROLES]
#               listing, edit page, publish, edit term, add user
MAY = {
    "Editors": (True, True, True, False, False),
    "Translators": (True, True, False, False, False),
    "Network managers": (False, False, False, False, False),
    "Reviewers": (True, True, True, True, False),
    "Data protection": (False, False, False, False, False),
    "Administrators": (True, True, True, True, True),
}


@pytest.fixture(scope="module")
def rows_of_a_report(snapshot, rows_of_a_site):
    def make():
        rows_of_a_site.restore()
        ensure_roles()
        add_report(LibraryPage.objects.get(), "Report")

    return snapshot(make)


@pytest.fixture
def report(rows_of_a_report, home):
    rows_of_a_report.restore()
    return Report.objects.get()


@pytest.fixture
def member(client, django_user_model):
    def log_in(role):
        user = django_user_model.objects.create_user(role, f"{role[:4]}@example.org".lower())
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return user

    return log_in


@pytest.mark.parametrize("role", NAMES)
def test_every_role_opens_the_admin(role, report, member, client):
    member(role)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.parametrize("role", NAMES)
def test_what_a_role_may_do_with_pages(role, report, member):
    user = member(role)
    permissions = report.permissions_for_user(user)
    assert (permissions.can_edit(), permissions.can_publish()) == MAY[role][1:3]


@pytest.mark.parametrize("role", NAMES)
def test_editing_a_term(role, report, member, client):
    term = Term.objects.create(vocabulary="topics", code="climate")
    member(role)
    address = reverse(term.snippet_viewset.get_url_name("edit"), args=[term.pk])
    answer = client.get(address)
    assert (answer.status_code == 200) == MAY[role][3]
    if not MAY[role][3]:
        client.post(address, {"code": "changed", "vocabulary": "topics"})
        term.refresh_from_db()
        assert term.code == "climate"


@pytest.mark.parametrize("role", NAMES)
def test_sending_a_page_to_translation(role, report, member, client):
    member(role)
    address = reverse("wagtail_localize:submit_page_translation", args=[report.pk])
    french = Locale.objects.get(language_code="fr")
    answer = client.post(address, {"locales": [french.pk]})
    is_sent = report.has_translation(french)
    assert is_sent == (role in ("Editors", "Translators", "Reviewers", "Administrators"))
    assert answer.status_code == 302
    assert is_sent or answer.url == reverse("wagtailadmin_home")


@pytest.mark.parametrize("role", NAMES)
def test_adding_a_user(role, report, member, client, django_user_model):
    member(role)
    before = django_user_model.objects.count()
    answer = client.get(reverse("wagtailusers_users:add"))
    assert (answer.status_code == 200) == MAY[role][4]
    if not MAY[role][4]:
        client.post(reverse("wagtailusers_users:add"), {"username": "x", "email": "x@example.org"})
    assert django_user_model.objects.count() == before


@pytest.mark.parametrize("role", ["Translators", "Editors", "Reviewers"])
def test_publishing_through_the_form(role, report, member, client):
    member(role)
    answer = client.post(reverse("wagtailadmin_pages:unpublish", args=[report.pk]))
    report.refresh_from_db()
    assert answer.status_code == 302
    assert report.live is not MAY[role][2]


def test_what_is_submitted_goes_to_the_reviewers(report):
    assigned = WorkflowPage.objects.get(page=Page.objects.get(depth=1))
    tasks = [task.specific for task in assigned.workflow.tasks]
    groups = [group.name for task in tasks for group in task.groups.all()]
    assert groups == ["Reviewers"]


def test_making_the_roles_again_changes_nothing_and_keeps_what_an_administrator_added(report):
    group = Group.objects.get(name="Editors")
    extra = Group.objects.get(name="Reviewers").permissions.exclude(
        pk__in=group.permissions.values("pk")
    )[0]
    group.permissions.add(extra)
    before = {each.name: each.permissions.count() for each in Group.objects.all()}
    ensure_roles()
    assert {each.name: each.permissions.count() for each in Group.objects.all()} == before


def test_a_site_whose_own_app_is_called_search_has_the_roles_without_ours(home, monkeypatch):
    monkeypatch.setitem(apps.all_models, "search", {})

    ensure_roles()

    reviewers = Group.objects.get(name="Reviewers").permissions
    assert reviewers.filter(codename="change_term").exists()
    assert not reviewers.filter(content_type__app_label="search").exists()
