"""A draft is shown on a partner site: to it alone, as the form has it, for a quarter of an hour."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.catalogue.models import Entry
from hub.outbox.worker import run_job
from hub.pages.models import PageNetwork
from hub.partners import previews
from hub.partners.previews import Preview, delete_old, preview_address
from resources.models import Report
from tests.editor import Editor
from tests.factories.hub import NetworkFactory
from tests.partner_sites import key_of, make_partner
from tests.site import add_report, library, translate

pytestmark = pytest.mark.django_db

QUERY = """query ($token: String!, $locale: String) {
  preview(token: $token, locale: $locale) {
    __typename id title isFallback locale { code } body { html } breadcrumbs { title }
    ... on Report { summary }
  }
}"""
SITE = "https://partner.example/draft"


@pytest.fixture
def report(home, committed):
    with committed():
        return add_report(library(home), "Published", summary="Published.")


@pytest.fixture
def site(db):
    return make_partner(preview_url=SITE)


def draft_of(report, **changes):
    draft = report.get_latest_revision_as_object()
    for name, value in ({"title": "Draft"} | changes).items():
        setattr(draft, name, value)
    return draft


def token_for(page, site):
    address = urlsplit(preview_address(page, f"partner-{site.pk}"))
    return parse_qs(address.query)["token"][0]


def ask(token, key="", *, method="post", **variables):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    sent = {"query": QUERY, "variables": {"token": token, **variables}}
    if method == "get":
        sent = {"query": QUERY, "variables": json.dumps(sent["variables"])}
        return Client().get("/graphql/", sent, headers=headers)
    return Client().post("/graphql/", sent, content_type="application/json", headers=headers)


def answer(*args, **options):
    response = ask(*args, **options)
    assert "errors" not in response.json(), response.json()
    return response.json()["data"]["preview"]


def test_a_draft_is_answered_to_its_site_with_its_body(report, site):
    before = list(Entry.objects.values_list("pk", "title"))
    text = json.dumps([{"type": "rich_text", "value": "<p>Words of the draft.</p>"}])
    token = token_for(draft_of(report, summary="Drafted.", body=text), site)

    found = answer(token, key_of(site, reads_previews=True))

    [block] = found.pop("body")
    assert "<p>Words of the draft.</p>" in block["html"]
    assert found == {
        "__typename": "Report",
        "id": f"page:{report.translation_key}:en",
        "title": "Draft",
        "isFallback": False,
        "locale": {"code": "en"},
        "breadcrumbs": [{"title": "Library"}],
        "summary": "Drafted.",
    }
    assert list(Entry.objects.values_list("pk", "title")) == before


def test_a_page_that_was_never_published_is_a_draft_too(home, site):
    page = add_report(library(home), "Only a draft", publish=False)
    token = token_for(page, site)

    assert answer(token, key_of(site, reads_previews=True))["title"] == "Only a draft"


def test_two_drafts_in_one_question_keep_their_bodies(report, site):
    bodies = [json.dumps([{"type": "rich_text", "value": f"<p>{n}</p>"}]) for n in "ab"]
    one, other = (token_for(draft_of(report, body=body), site) for body in bodies)
    fields = "{ body { html } }"
    query = f'{{ a: preview(token: "{one}") {fields} b: preview(token: "{other}") {fields} }}'
    key = key_of(site, reads_previews=True)

    response = Client().post(
        "/graphql/",
        {"query": query},
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )

    data = response.json()["data"]
    html = [data[name]["body"][0]["html"] for name in "ab"]
    assert ["<p>a</p>" in html[0], "<p>b</p>" in html[1]] == [True, True]


def test_a_draft_is_read_as_somebody_of_another_language_would(report, site, committed):
    with committed():
        french = translate(report, "fr", title="Titre")
    key = key_of(site, reads_previews=True)

    own = answer(token_for(draft_of(french, title="Ébauche"), site), key)
    fallback = answer(token_for(draft_of(report), site), key, locale="es")

    assert (own["title"], own["locale"]["code"], own["isFallback"]) == ("Ébauche", "fr", False)
    assert (fallback["id"][-2:], fallback["locale"]["code"], fallback["isFallback"]) == (
        "es",
        "en",
        True,
    )


def test_nobody_else_gets_it(report, site, admin_user):
    token = token_for(draft_of(report), site)
    own = key_of(site, reads_previews=True)
    other = key_of(make_partner(name="Other", preview_url=SITE), reads_previews=True)

    assert answer(token) is None
    assert answer(token, other) is None
    assert answer(token, key_of(site)) is None
    for tampered in (token[:-1], token + "a", token.swapcase(), "", "\u0000"[:0] + "x" * 500):
        assert answer(tampered, own) is None
    client = Client()
    client.force_login(admin_user)
    sent = {"query": QUERY, "variables": {"token": token}}
    signed_in = client.post("/graphql/", sent, content_type="application/json")
    assert signed_in.json()["data"]["preview"] is None
    assert answer(token, own) is not None


def test_it_ends_after_a_quarter_of_an_hour_and_with_its_page(report, site):
    draft = draft_of(report)
    token, key = token_for(draft, site), key_of(site, reads_previews=True)
    with time_machine.travel(timezone.now() + timedelta(minutes=14)):
        assert answer(token, key) is not None
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert answer(token, key) is None
        assert run_job(delete_old) == ""
        assert not Preview.objects.exists()

    token = token_for(draft, site)
    report.delete()
    assert answer(token, key) is None
    assert not Preview.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_draft_is_kept_nowhere(method, report, site, kept_answers):
    token, key = token_for(draft_of(report), site), key_of(site, reads_previews=True)
    other = key_of(make_partner(name="Other", preview_url=SITE), reads_previews=True)

    response = ask(token, key, method=method)

    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response
    assert "Draft" not in str(caches["responses"]._cache)
    assert ask(token, other, method=method).json()["data"]["preview"] is None
    assert "no-store" in ask(token, other, method=method)["Cache-Control"]


def test_the_token_is_not_in_the_database(report, site):
    token = token_for(draft_of(report), site)

    assert token not in str(Preview.objects.values().get())


def test_a_draft_for_other_networks_is_not_offered_to_a_site(report, site):
    blue = NetworkFactory(slug="blue")
    own = make_partner("blue", name="Blue", preview_url=SITE)
    draft = draft_of(report, reach="networks", hub_networks=[PageNetwork(network=blue)])

    assert [name for _mode, name in draft.preview_modes[1:]] == ["Blue"]
    assert preview_address(draft, f"partner-{site.pk}") == ""
    assert token_for(draft, own)


def test_only_active_sites_with_an_address_are_offered(report, site):
    make_partner(name="Without")
    make_partner(name="Idle", preview_url=SITE, is_active=False)

    modes = draft_of(report).preview_modes
    assert modes[1:] == [(f"partner-{site.pk}", "A partner")]
    assert Report(title="Not saved yet").preview_modes == modes[:1]


def test_so_many_drafts_of_a_page_are_kept_and_no_more(report, site, monkeypatch):
    monkeypatch.setattr(previews, "MOST", 3)
    tokens = [token_for(draft_of(report, title=str(number)), site) for number in range(5)]
    key = key_of(site, reads_previews=True)

    found = [answer(token, key) for token in tokens]
    assert [page and page["title"] for page in found] == [None, None, "2", "3", "4"]


def test_an_editor_sees_what_the_form_says_on_the_site(report, site, client, admin_user):
    """As the panel beside the form does: the form is sent, and its state is asked for."""
    editor = Editor(client, admin_user)
    screen = client.get(reverse("wagtailadmin_pages:edit", args=[report.pk]))
    policy = screen["Content-Security-Policy"].split("; ")
    [framed] = [part for part in policy if part.startswith("frame-src")]
    assert "https://partner.example" in framed.split()
    assert f'value="partner-{site.pk}"' in screen.content.decode()

    form = editor.form(report)
    form["title"] = "As the form says"
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[report.pk])
    assert client.post(address, dict(form.lists())).json()["is_valid"] is True
    response = client.get(address, {"mode": f"partner-{site.pk}", "in_preview_panel": "true"})

    assert response.status_code == 302
    assert response["Location"].startswith(f"{SITE}?token=")
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    token = parse_qs(urlsplit(response["Location"]).query)["token"][0]
    found = answer(token, key_of(site, reads_previews=True))
    assert found["title"] == "As the form says"
    assert Report.objects.get().title == "Published"


def test_other_pages_of_the_admin_frame_no_site_and_ask_nothing(site, client, admin_user):
    client.force_login(admin_user)
    with connection.execute_wrapper(refuse_partner_sites):
        response = client.get(reverse("wagtailimages:index"))

    assert "partner.example" not in response["Content-Security-Policy"]


def refuse_partner_sites(execute, sql, params, many, context):
    assert "hub_partnersite" not in sql
    return execute(sql, params, many, context)
