"""One row takes the place of another wherever anything points to it, in every table there is."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page

from actions.enums import CommitmentKind, Decision, MemberRole
from actions.models import AccessRequest, Commitment, Draft, Invitation, Membership, Profile, Record
from hub.accounts.roles import ROLES, ensure_roles
from hub.catalogue.models import Entry, Facet
from hub.importing.models import ImportRecord
from hub.merging import merge, rows_using, uses_of
from hub.organisations.models import Organisation
from hub.pages.models import Contribution, PageTerm
from hub.partners.models import PartnerSite
from hub.terms.enums import Vocabulary
from hub.terms.models import TermMapping
from resources.models import CityAssessment, PriorityObjectivePage, Programme, Report
from resources.models.programmes import Grant, PartnerCity
from tests.actions.people import make_user
from tests.editor import make_editor
from tests.factories.blocks import body, listed
from tests.factories.hub import OrganisationFactory, TermFactory
from tests.frontend_schema.ask import ask
from tests.site import add, library


def shelf() -> Page:
    return library(Page.objects.get(depth=2).specific)


def programme() -> Programme:
    return add(shelf(), Programme(title="Fund"))


def report(**fields):
    return add(shelf(), Report(title="Report", report_year=2022, **fields))


def draft(organisation, **fields):
    return Draft.objects.create(organisation=organisation, locale="en", **fields)


#: How a row comes to point to a term or an organisation, by every way there is.
MAKE = {
    "hub.Term": {
        "hub.Organisation.country": lambda term: OrganisationFactory(country=term),
        "hub.PageTerm.term": lambda term: PageTerm.objects.create(page=report(), term=term),
        "hub.Term.merged_into": lambda term: TermFactory(merged_into=term, is_retired=True),
        "hub.Term.parent": lambda term: TermFactory(parent=term),
        "hub.TermMapping.source": lambda term: TermMapping.objects.create(
            source=term, target=TermFactory()
        ),
        "hub.TermMapping.target": lambda term: TermMapping.objects.create(
            source=TermFactory(), target=term
        ),
        "resources.CityAssessment.place": lambda term: add(
            shelf(), CityAssessment(title="Accra", place=term, assessment_year=2022)
        ),
        "resources.Grant.place": lambda term: Grant.objects.create(page=programme(), place=term),
        "resources.PartnerCity.place": lambda term: PartnerCity.objects.create(
            page=programme(), place=term
        ),
        "resources.PriorityObjectivePage.term": lambda term: add(
            shelf(), PriorityObjectivePage(title="Priority", term=term)
        ),
        "resources.Report.series": lambda term: report(series=term),
    },
    "hub.Organisation": {
        "actions.AccessRequest.organisation": lambda one: AccessRequest.objects.create(
            organisation=one, user=make_user("asks")
        ),
        "actions.Commitment.organisation": lambda one: Commitment.objects.create(
            organisation=one, kind=CommitmentKind.ENDORSEMENT
        ),
        "actions.Draft.organisation": draft,
        "actions.Draft_co_leads.organisation": lambda one: draft(
            OrganisationFactory()
        ).co_leads.add(one),
        "actions.Invitation.organisation": lambda one: Invitation.objects.create(
            organisation=one, email="new@city.example", role=MemberRole.VIEWER
        ),
        "actions.Membership.organisation": lambda one: Membership.objects.create(
            organisation=one, user=make_user("member"), role=MemberRole.OWNER
        ),
        "actions.Profile.organisation": lambda one: Profile.objects.create(
            organisation=one, is_government=True
        ),
        "actions.Record.organisation": lambda one: Record.objects.create(
            organisation=one, verb="joined"
        ),
        "hub.Contribution.organisation": lambda one: Contribution.objects.create(
            page=report(), organisation=one, role="lead"
        ),
        "hub.Organisation.merged_into": lambda one: OrganisationFactory(
            merged_into=one, is_retired=True
        ),
        "hub.PartnerSite.organisation": lambda one: PartnerSite.objects.create(
            name="Partner", contact="web@partner.example", organisation=one
        ),
    },
}
LABELS = {"hub.TermLabel.term", "hub.OrganisationLabel.organisation"}
FACTORIES = {"hub.Term": TermFactory, "hub.Organisation": OrganisationFactory}
#: What a form takes in such a field; the others take a topic here.
VOCABULARIES = {
    "resources.CityAssessment.place": {"place": True},
    "resources.PriorityObjectivePage.term": {"vocabulary": Vocabulary.PRIORITY_OBJECTIVES},
    "resources.Report.series": {"vocabulary": Vocabulary.SERIES},
}
WAYS = [(label, way) for label, ways in MAKE.items() for way in ways]


def ways_to(label):
    """Return every column that holds a row of this model, found without the help of the merge."""
    target = apps.get_model(label)
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is target
    }


@pytest.mark.parametrize("label", MAKE)
def test_every_way_to_point_to_it_is_known_here(label):
    """Whoever adds a foreign key to one of these says above how a row is made with it."""
    assert ways_to(label) - LABELS == set(MAKE[label])


@pytest.mark.parametrize(("label", "way"), WAYS)
def test_what_pointed_to_the_one_that_goes_points_to_the_one_that_stays(home, label, way):
    source, target = (FACTORIES[label](**VOCABULARIES.get(way, {})) for _one in "12")
    MAKE[label][way](source)
    assert [use.count for use in uses_of(source)] == [1]

    merge(source, target)

    assert [name for name, rows in rows_using(source) if rows.exists()] == []
    # The one that is merged now points to its successor itself.
    moved = {
        f"{rows.model._meta.label}.{name}"
        for name, rows in rows_using(target)
        if rows.exclude(pk=source.pk if name == "merged_into" else None).exists()
    }
    assert moved == {way}
    assert type(source).objects.get(pk=source.pk).merged_into == target


def test_a_body_names_the_one_that_stays_and_the_catalogue_follows(home, committed):
    source, target = OrganisationFactory(name="Gone"), OrganisationFactory(name="Stays")
    block = ("organisations", {"title": "With", "organisations": listed(source.pk)})
    with committed():
        page = report(body=body(block))
        Contribution.objects.create(page=page, organisation=source, role="publisher")
        page.save_revision().publish()

    with committed():
        moved = merge(source, target)

    assert moved == 2
    named = Report.objects.get().body[0].value["organisations"]
    assert [one.name for one in named] == ["Stays"]
    entry = Entry.objects.get(group__type="report", locale="en")
    assert entry.card["contributions"] == [{"organisation": target.pk, "role": "publisher"}]
    [shown] = entry.content.body
    assert [one["name"] for one in shown["organisations"]] == ["Stays"]
    assert set(
        Facet.objects.filter(name="publisher", group=entry.group_id).values_list("value", flat=True)
    ) == {target.slug}


def test_an_old_version_that_is_published_again_names_the_one_that_stays(home, committed):
    source, target = OrganisationFactory(name="Gone"), OrganisationFactory(name="Stays")
    with committed():
        page = report()
        page.hub_contributions.add(Contribution(organisation=source, role="lead"))
        old = page.save_revision()
        old.publish()
    with committed():
        merge(source, target)
    with committed():
        old.publish()

    entry = Entry.objects.get(group__type="report", locale="en")
    assert entry.card["contributions"] == [{"organisation": target.pk, "role": "lead"}]
    assert merge(source, target) == 1
    assert Contribution.objects.get().organisation == target


def test_nobody_is_named_twice_in_one_role(home):
    source, target = OrganisationFactory(), OrganisationFactory()
    page = report()
    for one, role in ((source, "lead"), (target, "lead"), (source, "funder")):
        Contribution.objects.create(page=page, organisation=one, role=role)

    merge(source, target)

    rows = Contribution.objects.order_by("role").values_list("organisation", "role")
    assert list(rows) == [(target.pk, "funder"), (target.pk, "lead")]


def test_an_import_finds_the_one_that_stays(db):
    source, target = OrganisationFactory(), OrganisationFactory()
    record = ImportRecord.objects.create(kind="organisation", key="uclg", object_id=source.pk)
    page = ImportRecord.objects.create(kind="page", key="uclg", object_id=source.pk)

    merge(source, target)

    assert ImportRecord.objects.get(pk=record.pk).object_id == target.pk
    assert ImportRecord.objects.get(pk=page.pk).object_id == source.pk


def test_people_signatures_and_drafts_of_both_are_settled(db):
    source, target = OrganisationFactory(slug="old"), OrganisationFactory(slug="new")
    other, both = OrganisationFactory(slug="other"), make_user("both")
    for one, role in ((source, MemberRole.OWNER), (target, MemberRole.VIEWER)):
        Membership.objects.create(organisation=one, user=both, role=role)
        AccessRequest.objects.create(organisation=one, user=make_user(f"asks-{one.slug}"))
        AccessRequest.objects.create(organisation=one, user=both)
        Profile.objects.create(organisation=one, is_government=True, city=one.slug)
    signed = Commitment.objects.create(
        organisation=source, kind=CommitmentKind.DECLARATION, state=Decision.ACCEPTED
    )
    waiting = Commitment.objects.create(organisation=target, kind=CommitmentKind.DECLARATION)
    joint = draft(other, answers={"title": "Joint", "co_leads": ["old", "new"]}, version=4)
    own = draft(target, answers={"co_leads": ["old", "other"]})
    own.co_leads.add(source, other)

    merge(source, target)

    people = Membership.objects.current().values_list("organisation", "user", "role")
    assert list(people) == [(target.pk, both.pk, MemberRole.OWNER)]
    assert Membership.objects.filter(organisation=target).count() == 2
    pending = AccessRequest.objects.filter(state=Decision.PENDING)
    assert set(pending.values_list("organisation", flat=True)) == {target.pk}
    assert pending.count() == 3
    assert Profile.objects.get().city == "new"
    states = Commitment.objects.order_by("pk").values_list("pk", "organisation", "state")
    assert list(states) == [
        (signed.pk, target.pk, Decision.ACCEPTED),
        (waiting.pk, target.pk, Decision.DECLINED),
    ]
    joint.refresh_from_db()
    assert (joint.answers, joint.version) == ({"title": "Joint", "co_leads": ["new"]}, 5)
    assert joint.changed_at == {"co_leads": 5}
    own.refresh_from_db()
    assert own.answers["co_leads"] == ["other"]
    assert list(own.co_leads.all()) == [other]


def test_old_addresses_and_ids_answer_with_the_one_that_stays(client, home):
    source, target = OrganisationFactory(name="Gone"), OrganisationFactory(name="Stays")
    old, new = TermFactory(code="old"), TermFactory(code="new", labels={"en": "New"})
    merge(source, target)
    merge(old, new)

    moved = client.get(f"/en/organisations/{source.slug}/")
    answer = ask(
        """query Q($id: ID!, $slug: String!) {
          node(id: $id) { ... on Organisation { name } }
          organisation(slug: $slug) { slug }
          organisations { edges { node { slug } } }
          topic: node(id: "term:topics:old:en") { ... on Topic { code label } }
        }""",
        id=f"organisation:{source.key}:en",
        slug=source.slug,
    )

    assert (moved.status_code, moved.headers["Location"]) == (
        301,
        f"/en/organisations/{target.slug}/",
    )
    assert answer == {
        "node": {"name": "Stays"},
        "organisation": {"slug": target.slug},
        "organisations": {"edges": [{"node": {"slug": target.slug}}]},
        "topic": {"code": "new", "label": "New"},
    }


def test_what_is_hidden_is_not_shown_by_a_merge(client, home):
    source, target = OrganisationFactory(), OrganisationFactory(is_public=False)
    merge(source, target)

    found = client.get(f"/en/organisations/{source.slug}/", follow=True)
    answer = ask("query Q($slug: String!) { organisation(slug: $slug) { slug } }", slug=source.slug)

    assert (found.status_code, answer) == (404, {"organisation": None})


def test_a_second_merge_the_other_way_is_refused(db):
    source, target = OrganisationFactory(name="Gone"), OrganisationFactory(name="Stays")
    merge(source, target)

    with pytest.raises(ValidationError) as refusal:
        merge(target, source)

    assert refusal.value.messages == ["“Gone” is retired. Choose one that is offered."]


def test_a_retired_organisation_is_offered_no_longer(client, home):
    OrganisationFactory(name="Offered")
    OrganisationFactory(name="Retired", is_retired=True)
    editor = make_editor(client, is_admin=True)

    chooser = Organisation.snippet_viewset.chooser_viewset
    screen = editor.get(reverse(chooser.get_url_name("choose")))

    assert "Offered" in screen.text
    assert "Retired" not in screen.text


# The admin ---------------------------------------------------------------------------------------

MAY = {role.name: role.name == "Administrators" for role in ROLES}


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("kind", ["term", "organisation"])
def test_who_may_merge(client, home, role, kind):
    ensure_roles()
    make = TermFactory if kind == "term" else OrganisationFactory
    source, target = make(), make()
    editor = make_editor(client, role=role)
    address = reverse("hub_merge", args=[kind, source.pk])

    shown = client.get(address)
    client.post(address, {"target": target.pk})

    source.refresh_from_db()
    assert (shown.status_code == 200, source.merged_into == target) == (MAY[role], MAY[role])
    assert Group.objects.get(name=role) in editor.user.groups.all()


def test_a_person_sees_what_moves_before_it_does(client, home):
    source, target = OrganisationFactory(name="Gone"), OrganisationFactory(name="Stays")
    page = report()
    for role in ("lead", "funder"):
        Contribution.objects.create(page=page, organisation=source, role=role)
    editor = make_editor(client, is_admin=True)
    address = reverse("hub_merge", args=["organisation", source.pk])

    looked = editor.get(address, {"target": target.pk})
    rows = [[cell.text for cell in row.find_all(["th", "td"])] for row in looked.select("tbody tr")]
    before = Organisation.objects.get(pk=source.pk).merged_into
    done = client.post(address, {"target": target.pk}, follow=True)

    assert rows == [["Organisation of a page", "2"]]
    assert "Merge into “Stays”" in looked.text
    assert before is None
    assert "“Gone” is now “Stays”; 2 uses moved." in done.content.decode()
    entry = ModelLogEntry.objects.get(action="hub.merge")
    assert (entry.object_id, entry.user) == (str(source.pk), editor.user)
    assert entry.data == {"into": "Stays", "pk": target.pk}


def test_a_merge_that_is_refused_says_why(client, home):
    source, target = OrganisationFactory(), OrganisationFactory(name="Retired", is_retired=True)
    make_editor(client, is_admin=True)
    address = reverse("hub_merge", args=["organisation", source.pk])

    refused = client.post(address, {"target": target.pk})

    assert refused.status_code == 200
    assert "“Retired” is retired. Choose one that is offered." in refused.content.decode()
    other = reverse("hub_merge", args=["network", 1])
    assert client.get(other, follow=True).status_code == 404


def test_the_list_leads_to_the_merge(client, home):
    one = OrganisationFactory()
    screen = make_editor(client, is_admin=True).get("/admin/snippets/hub/organisation/")

    assert screen.find("a", href=reverse("hub_merge", args=["organisation", one.pk]))
