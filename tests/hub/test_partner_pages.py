"""The pages of a partner site: who may open them, and what each button does, and for whom not."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core import serializers
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from hub.accounts.roles import ensure_roles
from hub.outbox.models import Delivery, Message
from hub.partners.models import PartnerKey, PartnerSite, PartnerUsage
from hub.partners.services import issue_key, replace_key, revoke_key
from hub.webhooks.forms import WebhookForm
from hub.webhooks.models import WebhookEndpoint
from hub.webhooks.services import make_endpoint, replace_secret, send_test, stop
from tests.hub.accounts import Page, logged

pytestmark = pytest.mark.django_db

URL = "https://partner.example/hook"
#: Every address with what is sent to it, and what it answers to whoever may use it.
VIEWS = {
    "hub_partner_sites": ((), None, 302),
    "hub_partner_site": (("site",), None, 200),
    "hub_partner_keys": (("site",), {"name": "Server", "days": "90"}, 200),
    "hub_partner_key_replace": (("site", "key"), {}, 200),
    "hub_partner_key_revoke": (("site", "key"), {}, 302),
    "hub_webhooks": (("site",), {"url": URL + "/new"}, 200),
    "hub_webhook": (("site", "webhook"), None, 200),
    "hub_webhook_secret": (("site", "webhook"), {}, 200),
    "hub_webhook_redeliver": (("site", "webhook", "delivery"), {}, 302),
    "hub_webhook_delete": (("site", "webhook"), {}, 302),
    "hub_webhook_do:test": (("site", "webhook"), {}, 302),
    "hub_webhook_do:stop": (("site", "webhook"), {}, 302),
    "hub_webhook_do:enable": (("site", "webhook"), {}, 302),
    "hub_webhook_do:redeliver": (("site", "webhook"), {}, 302),
}


@pytest.fixture
def people(django_user_model):
    def make(name):
        return django_user_model.objects.create_user(name, f"{name}@example.org")

    return {name: make(name) for name in ("developer", "other", "stranger", "admin")}


@pytest.fixture
def site(people):
    site = PartnerSite.objects.create(name="City network", cost_per_minute=1000)
    site.developers.set([people["developer"]])
    site.save()
    other = PartnerSite.objects.create(name="Another site")
    other.developers.set([people["other"]])
    other.save()
    people["admin"].user_permissions.add(Permission.objects.get(codename="change_partnersite"))
    return site


@pytest.fixture
def rows(site):
    webhook, _secret = make_endpoint(site, url=URL)
    send_test(webhook)
    stop(webhook)
    return {
        "site": site.pk,
        "key": issue_key(site, name="Server")[0].pk,
        "webhook": webhook.pk,
        "delivery": Delivery.objects.get().pk,
    }


def address_of(view, rows):
    name, _colon, deed = view.partition(":")
    with translation.override("en"):
        arguments = [rows[part] for part in VIEWS[view][0]]
        return reverse(name, args=[*arguments, *([deed] if deed else [])])


def everything():
    tables = (PartnerSite, PartnerKey, WebhookEndpoint, Message, Delivery)
    return [serializers.serialize("json", table.objects.order_by("pk")) for table in tables]


def call(client, view, rows):
    data = VIEWS[view][1]
    address = address_of(view, rows)
    return client.get(address) if data is None else client.post(address, data)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("who", ["anonymous", "stranger", "other"])
def test_nobody_else_sees_or_changes_anything(who, view, rows, people, client):
    if who != "anonymous":
        client.force_login(people[who])
    before = everything()

    answer = call(client, view, rows)

    assert everything() == before
    if who == "anonymous":
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/?next=")
    elif view == "hub_partner_sites":  # the list is their own
        assert (answer.status_code, b"City network" in answer.content) == (
            {"stranger": 200, "other": 302}[who],
            False,
        )
    else:
        assert answer.status_code == 404
        assert b"City network" not in answer.content


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("who", ["developer", "admin"])
def test_its_developers_and_administrators_may(who, view, rows, people, client):
    client.force_login(people[who])
    before = everything()

    answer = call(client, view, rows)

    lists_many = (who, view) == ("admin", "hub_partner_sites")
    assert answer.status_code == (200 if lists_many else VIEWS[view][2])
    assert "no-store" in answer["Cache-Control"]
    assert (everything() != before) == (VIEWS[view][1] is not None)


@pytest.mark.parametrize("view", [view for view in VIEWS if VIEWS[view][1] is not None])
def test_a_link_changes_nothing(view, rows, people, client):
    client.force_login(people["developer"])
    before = everything()

    assert client.get(address_of(view, rows)).status_code == 405
    assert everything() == before


@pytest.mark.parametrize("view", [view for view in VIEWS if VIEWS[view][1] is not None])
def test_another_site_cannot_press_a_button(view, rows, people, django_user_model):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(people["developer"])
    before = everything()

    assert call(client, view, rows).status_code == 403
    assert everything() == before


def test_what_belongs_to_another_site_is_not_reached_through_ones_own(rows, people, client):
    client.force_login(people["other"])
    own = {**rows, "site": people["other"].partner_sites.get().pk}
    before = everything()

    found = {view: call(client, view, own).status_code for view in VIEWS if len(VIEWS[view][0]) > 1}

    assert set(found.values()) == {404}
    assert everything() == before


def test_who_is_no_developer_any_more_is_out(rows, people, client, site):
    client.force_login(people["developer"])
    site.developers.set([])
    site.save()

    assert call(client, "hub_partner_site", rows).status_code == 404


def test_a_key_is_shown_once_and_never_logged(rows, people, client):
    client.force_login(people["developer"])
    with logged() as lines:
        made = client.post(
            address_of("hub_partner_keys", rows),
            {"name": "Build", "days": "30", "reads_previews": "on"},
        )
        text = re.search(r"partner_[\w-]{43}", made.content.decode())[0]
        page = client.get(address_of("hub_partner_site", rows)).content.decode()

    key = PartnerKey.objects.get(name="Build")
    assert (key.reads_networks, key.reads_previews) == (False, True)
    assert 29 < (key.expires_at - timezone.now()).days + 1 <= 30
    assert text not in page
    assert text[:10] in page
    assert text not in lines.getvalue()
    assert text not in str(dict(client.session))


def test_a_key_that_was_ended_meanwhile_is_not_replaced(site):
    key, _text = issue_key(site, name="Leaked")
    revoke_key(key)

    with pytest.raises(ValidationError, match="This key has ended"):
        replace_key(key)  # as whoever opened the page before it was ended

    assert site.keys.count() == 1


def test_a_secret_is_shown_once_and_never_logged(rows, people, client):
    client.force_login(people["developer"])
    with logged() as lines:
        made = client.post(
            address_of("hub_webhooks", rows), {"url": URL + "/two", "topics": ["page.removed"]}
        )
        secret = re.search(r"whsec_[\w+/=]{40,}", made.content.decode())[0]
        endpoint = WebhookEndpoint.objects.latest("pk")
        page = client.get(address_of("hub_webhook", {**rows, "webhook": endpoint.pk}))

    assert endpoint.secrets() == [secret]
    assert (endpoint.topics, endpoint.page_types) == (["page.removed"], [])
    assert "whsec_" not in page.content.decode()
    assert secret not in lines.getvalue()


@pytest.mark.parametrize("url", ["http://partner.example/", "https://10.0.0.1/", "no"])
def test_an_address_that_is_refused_is_told_at_its_field(url, rows, people, client):
    client.force_login(people["developer"])

    answer = client.post(address_of("hub_webhooks", rows), {"url": url})

    assert answer.status_code == 422
    page = Page(answer.content.decode())
    assert page.fields["webhook-url"]["aria-invalid"] == "true"
    assert WebhookEndpoint.objects.count() == 1


def test_a_site_has_so_many_webhooks_and_no_more(rows, people, client, site):
    client.force_login(people["developer"])
    for number in range(9):
        make_endpoint(site, url=f"{URL}/{number}")

    answer = client.post(address_of("hub_webhooks", rows), {"url": URL + "/more"})

    assert (answer.status_code, site.webhooks.count()) == (422, 10)


def test_a_webhook_is_changed(rows, people, client):
    client.force_login(people["developer"])
    form = {"url": URL + "/moved", "only_networks": "on", "page_types": ["report"]}

    answer = client.post(address_of("hub_webhook", rows), form)

    endpoint = WebhookEndpoint.objects.get()
    assert answer.status_code == 302
    assert (endpoint.url, endpoint.only_networks, endpoint.page_types) == (
        URL + "/moved",
        True,
        ["report"],
    )


def test_a_change_leaves_what_others_did_meanwhile(rows, people, client, monkeypatch):
    client.force_login(people["developer"])
    made = []

    def is_valid(form, check=WebhookForm.is_valid):
        made.append(replace_secret(WebhookEndpoint.objects.get()))
        return check(form)

    monkeypatch.setattr(WebhookForm, "is_valid", is_valid)
    client.post(address_of("hub_webhook", rows), {"url": URL + "/moved"})

    endpoint = WebhookEndpoint.objects.get()
    assert (endpoint.url, endpoint.secrets()[0]) == (URL + "/moved", made[-1])


def test_the_page_of_a_webhook_names_the_address_that_counts(rows, people, client):
    client.force_login(people["developer"])

    answer = client.post(address_of("hub_webhook", rows), {"url": "http://partner.example/"})

    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, page.main.find("code").text) == (422, URL)


def test_the_use_of_thirty_days_is_a_chart_and_a_table(rows, people, client, site):
    today = timezone.localdate()
    for days, cost in ((0, 120), (3, 60), (29, 7), (30, 999)):
        PartnerUsage.objects.create(site=site, day=today - timedelta(days=days), cost=cost)
    client.force_login(people["developer"])

    html = client.get(address_of("hub_partner_site", rows)).content.decode()

    assert re.findall(r"<td>(\d+)</td>", html) == ["120", "60", "7"]
    assert html.count("<rect") == 3
    assert 'width="320"' in html  # sixty is half of the most


def test_pages_are_labelled_and_run_no_inline_script(rows, people, client):
    client.force_login(people["developer"])
    for view in ("hub_partner_site", "hub_webhook"):
        page = Page(call(client, view, rows).content.decode())
        assert page.fields.keys() - page.labelled == set()
        assert page.inline == []


def test_a_page_costs_the_same_for_many_keys_and_webhooks(
    rows, people, client, site, django_assert_max_num_queries
):
    client.force_login(people["developer"])
    for number in range(8):
        issue_key(site, name=f"Key {number}")
        make_endpoint(site, url=f"{URL}/{number}")

    # Session, person, three of permissions, the site, its keys, webhooks and usage.
    with django_assert_max_num_queries(9):
        call(client, "hub_partner_site", rows)


def test_administrators_run_partner_sites_in_the_admin(rows, people, client, django_user_model):
    ensure_roles()
    people["stranger"].groups.add(Group.objects.get(name="Administrators"))
    editor = django_user_model.objects.create_user("editor")
    editor.groups.add(Group.objects.get(name="Editors"))
    listing = reverse(PartnerSite.snippet_viewset.get_url_name("list"))

    client.force_login(people["stranger"])
    page = client.get(listing)
    client.force_login(editor)

    assert page.status_code == 200
    assert reverse("hub_partner_site", args=[rows["site"]]) in page.content.decode()
    assert client.get(listing).status_code == 302
