"""Editors see what the API will say of a draft; nobody else does."""

import json
import subprocess
import sys

import pytest
from django.urls import reverse
from graphql import parse

from frontend_schema.drafts import answer_for_draft, document_for
from hub.declarations import page_types
from hub.organisations.enums import ContributionRole
from hub.pages.models import Contribution, PageTerm
from tests.editor import make_editor
from tests.factories.hub import OrganisationFactory, TermFactory
from tests.site import add_report, library, translate


@pytest.fixture
def report(home, committed):
    with committed():
        report = add_report(library(home), "Published title", summary="Published.")
    report.title, report.summary = "Title of the draft", "Summary of the draft."
    report.hub_terms = [PageTerm(term=TermFactory(labels={"en": "Housing", "fr": "Logement"}))]
    publisher = OrganisationFactory(name="The publisher")
    report.hub_contributions = [
        Contribution(organisation=publisher, role=ContributionRole.PUBLISHER)
    ]
    report.body = json.dumps([{"type": "rich_text", "value": "<p>Words of the draft.</p>"}])
    report.save_revision()
    return report


@pytest.mark.parametrize("code", page_types())
def test_the_query_of_every_type_is_valid(code):
    kind = page_types()[code].load_graphql_type()
    parse(document_for(kind.__strawberry_definition__.name))


def test_the_answer_is_about_the_draft(report):
    document, result = answer_for_draft(report.get_latest_revision_as_object())

    assert result.errors is None
    page = result.data["page"]
    assert page["title"] == "Title of the draft"
    assert page["summary"] == "Summary of the draft."
    assert page["topics"][0]["label"] == "Housing"
    assert [item["organisation"]["name"] for item in page["contributions"]] == ["The publisher"]
    assert "<p>Words of the draft.</p>" in page["body"][0]["html"]
    assert page["breadcrumbs"][-1]["title"] == "Library"
    assert "... on Report {" in document


def test_the_draft_of_a_translation_has_its_words_and_the_published_facts(report, committed):
    with committed():
        report.get_latest_revision().publish()
        french = translate(report, "fr", title="Titre", publish=False)

    _document, result = answer_for_draft(french.get_latest_revision_as_object())

    page = result.data["page"]
    assert (page["title"], page["locale"]["code"]) == ("Titre", "fr")
    assert page["topics"][0]["label"] == "Logement"


def test_the_admin_shows_the_answer_to_those_who_may_edit(client, home, report):
    url = reverse("hub_api_answer", args=[report.pk])
    assert client.get(url).status_code == 302

    editor = make_editor(client, "change_page", on=home)
    outlook = editor.get(reverse("hub_editing:outlook", args=[report.pk]))
    assert outlook.find(attrs={"data-hub-fetch-url-value": url})
    answer = json.loads(editor.get(url).find("pre").text)
    assert answer["data"]["page"]["title"] == "Title of the draft"


def test_who_may_edit_elsewhere_only_does_not_see_it(client, home, report):
    stranger = make_editor(client, "change_page", on=translate(home, "fr", title="Accueil"))

    response = stranger.client.get(reverse("hub_api_answer", args=[report.pk]))

    assert response.status_code == 302
    assert b"Title of the draft" not in response.content


def test_a_command_that_serves_nothing_builds_no_schema() -> None:
    start = "import sys, django; django.setup(); print('frontend_schema.schema' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", start], check=True, capture_output=True, text=True)

    assert done.stdout == "False\n"
