"""Signing and endorsing: for one's own organisation, accepted by a reviewer, then public."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Page

from actions.models import Commitment, Profile, Record
from actions.options import DECLARATION_ADDRESS
from actions.services import commitments as services
from actions.services.commitments import decide_commitment, endorse_call, sign_declaration
from actions.services.drafts import is_committed
from hub.organisations.models import Organisation
from hub.organisations.services import refresh_logos
from hub.outbox.models import Message
from hub.outbox.worker import deliver
from resources.models import IndexPage, InformationPage
from tests.actions.people import join, make_organisation, make_user
from tests.site import add

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SIGNATURE = {
    "signatory_name": "Planted Mayor",
    "signatory_title": "Mayor",
    "signed_on": date(2024, 5, 1),
    "signed_at_place": "Tema",
    "text_locale": "fr",
}
ADMIN = "/admin/actions/commitments/"


@pytest.fixture(autouse=True)
def _files_in_memory(monkeypatch):
    monkeypatch.setattr(Commitment._meta.get_field("document"), "storage", InMemoryStorage())


@pytest.fixture
def mayor(city):
    return make_user("mayor")


@pytest.fixture
def government(mayor):
    organisation = make_organisation("tema", is_public=False)
    join(mayor, organisation)
    return organisation


@pytest.fixture
def partner(city):
    organisation = make_organisation("friends", is_government=False, is_public=False)
    join(city.stranger, organisation)
    return organisation


@pytest.fixture
def signed(mayor, government):
    return sign_declaration(mayor, government, **SIGNATURE)


def rows():
    models = (Commitment, Organisation, Record, Message)
    return [list(model.objects.order_by("pk").values()) for model in models]


def pdf(content=PDF, name="signed by the mayor.pdf"):
    return SimpleUploadedFile(name, content)


def test_a_signature_keeps_what_was_signed_and_waits(mayor, government):
    commitment = sign_declaration(mayor, government, **SIGNATURE, document=pdf())

    assert (commitment.state, commitment.text_version, commitment.text_locale) == (
        "pending",
        "2018-12",
        "fr",
    )
    assert commitment.document.name.startswith(f"commitments/{commitment.key}")
    assert is_committed(government)
    assert list(services.signatories().filter(organisation=government)) == []
    assert Record.objects.get().details == {"commitment": str(commitment.key)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"signatory_name": " "}, "signatory_name"),
        ({"signatory_title": ""}, "signatory_title"),
        ({"signed_at_place": ""}, "signed_at_place"),
        ({"signed_on": date(2018, 11, 30)}, "signed_on"),
        ({"signed_on": timezone.localdate() + timedelta(days=1)}, "signed_on"),
        ({"document": pdf(b"<html><script>1</script>")}, "document"),
        ({"document": pdf(PDF, "signed.docx")}, "document"),
        ({"document": pdf(b"")}, "document"),
        ({"document": pdf(PDF + b" " * 10 * 1024 * 1024)}, "document"),
    ],
)
def test_what_is_not_in_order_is_named_at_its_field(mayor, government, changes, field):
    before = rows()

    with pytest.raises(ValidationError) as refused:
        sign_declaration(mayor, government, **SIGNATURE | changes)

    assert list(refused.value.message_dict) == [field]
    assert rows() == before


def test_an_organisation_joins_once_until_it_is_declined(city, mayor, government, signed):
    with pytest.raises(ValidationError):
        sign_declaration(mayor, government, **SIGNATURE)
    decide_commitment(city.reviewer, signed.key, accept=False)

    again = sign_declaration(mayor, government, **SIGNATURE)

    assert [row.state for row in government.commitments.order_by("pk")] == ["declined", "pending"]
    assert again.pk != signed.pk


def test_governments_sign_and_partners_endorse(city, mayor, government, partner):
    for refused in (
        lambda: endorse_call(mayor, government, promises_to_spread=True),
        lambda: sign_declaration(city.stranger, partner, **SIGNATURE),
        lambda: endorse_call(city.stranger, partner, promises_to_spread=False),
    ):
        with pytest.raises(ValidationError):
            refused()
    assert Commitment.objects.filter(organisation__in=[government, partner]).count() == 0

    assert endorse_call(city.stranger, partner, promises_to_spread=True).promises_to_spread


def test_what_is_accepted_is_public_and_everybody_is_told(city, mayor, government, signed):
    deliver()
    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["reviewer@city.example"], "Tema wants to join the Call")
    ]
    assert "Planted" not in mail.outbox[0].body
    mail.outbox.clear()

    decide_commitment(city.reviewer, signed.key, accept=True)

    deliver()
    deliver()
    assert [one.to for one in mail.outbox] == [["mayor@city.example"]]
    assert "is in the public list now" in mail.outbox[0].body
    names = [row.organisation.name for row in services.signatories()]
    assert names == ["Elsewhere", "Exampleville", "Tema"]
    government.refresh_from_db()
    assert government.is_public is True


def with_logo_handed_in(monkeypatch, organisation, name="logo.png"):
    monkeypatch.setattr(Profile._meta.get_field("logo_upload"), "storage", InMemoryStorage())
    profile = Profile.objects.get(organisation=organisation)
    buffer = BytesIO()
    Image.new("RGB", (300, 100)).save(buffer, "PNG")
    profile.logo_upload.save(name, ContentFile(buffer.getvalue()))


def logo_of(organisation):
    return Profile.objects.get(organisation=organisation).logo_upload


@pytest.mark.parametrize("with_logo", [True, False])
def test_a_logo_is_shown_once_it_is_accepted(
    client, city, partner, monkeypatch, with_logo, django_capture_on_commit_callbacks
):
    with_logo_handed_in(monkeypatch, partner)
    endorsed = endorse_call(city.stranger, partner, promises_to_spread=True)
    assert "with its logo" in shown_to(client, city, ADMIN).lower()
    assert "Friends" not in shown_to(client, None, "/en/signatories/logos/")

    with django_capture_on_commit_callbacks(execute=True):
        data = {"commitment": endorsed.key, "accept": "1"} | (
            {"logo_seen": logo_of(partner).name} if with_logo else {}
        )
        client.force_login(city.reviewer)
        client.post(ADMIN, data)
    refresh_logos(organisation_ids=[partner.pk])

    sheet = shown_to(client, None, "/en/signatories/logos/")
    assert ('alt="Logo of Friends"' in sheet) == with_logo
    assert "Friends" in shown_to(client, None, "/en/signatories/")
    record = Record.objects.get(verb="commitment_decided")
    assert record.details["with_logo"] == with_logo


def shown_to(client, person, address):
    client.logout()
    if person:
        client.force_login(person.reviewer)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_logo_that_nobody_looked_at_is_not_accepted(client, city, partner, monkeypatch):
    with_logo_handed_in(monkeypatch, partner)
    endorsed = endorse_call(city.stranger, partner, promises_to_spread=True)
    seen = logo_of(partner).name
    with_logo_handed_in(monkeypatch, partner, "other.png")
    with pytest.raises(ValidationError, match="look at it again"):
        decide_commitment(city.reviewer, endorsed.key, accept=True, logo_seen=seen)

    endorsed.refresh_from_db()
    assert (endorsed.state, get_image_model().objects.count()) == ("pending", 0)


def test_a_logo_that_editors_chose_stays(city, partner, monkeypatch):
    with_logo_handed_in(monkeypatch, partner)
    endorsed = endorse_call(city.stranger, partner, promises_to_spread=True)
    logo = Profile.objects.get(organisation=partner).logo_upload.read()
    file = SimpleUploadedFile("chosen.png", logo)
    chosen = get_image_model().objects.create(title="Chosen", file=file)
    Organisation.objects.filter(pk=partner.pk).update(logo=chosen)

    decide_commitment(city.reviewer, endorsed.key, accept=True, logo_seen=logo_of(partner).name)

    partner.refresh_from_db()
    assert partner.logo == chosen
    assert get_image_model().objects.count() == 1


def test_who_signs_can_read_the_text(client, mayor, government, committed):
    client.force_login(mayor)
    address = f"/en/my/organisations/{government.key}/sign/"
    outside = client.get(address).content.decode()
    home = Page.objects.get(depth=2, locale__language_code="en")
    parent = add(home, IndexPage(title="About", slug="about", lists="information"))
    page = InformationPage(title="The Declaration", slug="text", kind="declaration")
    with committed():
        add(parent, page)

    assert f'href="{DECLARATION_ADDRESS}"' in outside
    assert 'href="/en/about/text/"' in client.get(address).content.decode()


def test_what_is_declined_stays_private(city, government, signed):
    decide_commitment(city.reviewer, signed.key, accept=False)

    government.refresh_from_db()
    assert (government.is_public, is_committed(government)) == (False, False)
    assert services.signatories().count() == 2


def test_it_is_decided_once(city, signed):
    decide_commitment(city.reviewer, signed.key, accept=True)
    before = rows()

    with pytest.raises(ValidationError):
        decide_commitment(city.reviewer, signed.key, accept=False)
    assert rows() == before


VERBS = {
    "sign": lambda user, city, signed: sign_declaration(user, city.organisation, **SIGNATURE),
    "endorse": lambda user, city, signed: endorse_call(
        user, city.organisation, promises_to_spread=True
    ),
    "decide": lambda user, city, signed: decide_commitment(user, signed.key, accept=True),
}
UNKNOWN = Organisation.DoesNotExist
MAY_NOT = {
    ("sign", "viewer"): PermissionDenied,
    ("sign", "contributor"): PermissionDenied,
    ("sign", "former"): UNKNOWN,
    ("sign", "stranger"): UNKNOWN,
    ("sign", "reviewer"): UNKNOWN,
    ("endorse", "viewer"): PermissionDenied,
    ("endorse", "contributor"): PermissionDenied,
    ("endorse", "former"): UNKNOWN,
    ("endorse", "stranger"): UNKNOWN,
    ("endorse", "reviewer"): UNKNOWN,
    ("decide", "viewer"): PermissionDenied,
    ("decide", "contributor"): PermissionDenied,
    ("decide", "owner"): PermissionDenied,
    ("decide", "former"): PermissionDenied,
    ("decide", "stranger"): PermissionDenied,
}


@pytest.mark.parametrize(("verb", "person"), MAY_NOT)
def test_who_may_not_changes_nothing(city, signed, verb, person):
    before = rows()

    with pytest.raises(MAY_NOT[verb, person]):
        VERBS[verb](getattr(city, person), city, signed)

    assert rows() == before


# Pages --------------------------------------------------------------------------------------------


def test_a_government_signs_on_its_page(mayor, government, client):
    client.force_login(mayor)
    address = f"/fr/my/organisations/{government.key}/sign/"
    form = SIGNATURE | {"signed_on": "2024-05-01", "document": pdf()}

    empty = client.post(address, {"text_locale": "fr"})
    done = client.post(address, form)

    assert (empty.status_code, done.status_code) == (422, 302)
    commitment = government.commitments.get()
    assert (commitment.signed_on, commitment.text_locale) == (date(2024, 5, 1), "fr")


def test_the_signed_document_is_for_its_people_and_reviewers(city, mayor, government, client):
    commitment = sign_declaration(mayor, government, **SIGNATURE, document=pdf())
    address = f"/en/my/commitments/{commitment.key}/document/"
    assert client.get(address).status_code == 302

    found = {}
    for user in (mayor, city.reviewer, city.owner, city.stranger):
        client.force_login(user)
        answer = client.get(address)
        found[user.username] = answer.status_code
        if answer.status_code == 200:
            assert b"".join(answer.streaming_content) == PDF
            assert answer["Content-Disposition"] == 'attachment; filename="tema.pdf"'
            assert "no-store" in answer["Cache-Control"]

    assert found == {"mayor": 200, "reviewer": 200, "owner": 404, "stranger": 404}


def test_a_partner_endorses_and_gets_the_kit(city, partner, client):
    client.force_login(city.stranger)
    address = f"/en/my/organisations/{partner.key}/endorse/"

    assert client.post(address, {}).status_code == 422
    response = client.post(address, {"promises_to_spread": "on"}, follow=True)

    html = response.content.decode()
    for code in ("en", "fr", "es"):
        assert f'lang="{code}"' in html
        assert f"http://127.0.0.1:8000/static/actions/banner-{code}.svg" in html


def test_reviewers_decide_in_the_admin(city, signed, client):
    client.force_login(city.reviewer)
    assert "Planted Mayor" in client.get(ADMIN).content.decode()

    client.post(ADMIN, {"commitment": str(signed.key), "accept": "1"})

    signed.refresh_from_db()
    assert signed.state == "accepted"
    assert "Planted Mayor" not in client.get(ADMIN).content.decode()
    assert "Planted Mayor" in client.get(f"{ADMIN}?state=accepted").content.decode()
    looks = Record.objects.filter(verb="people_seen", actor=city.reviewer)
    assert looks.count() == 3


@pytest.mark.parametrize("nonsense", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_nonsense_decides_nothing(city, signed, client, nonsense):
    client.force_login(city.reviewer)
    before = rows()

    answer = client.post(ADMIN, {"commitment": nonsense, "accept": "1"}, follow=True)

    assert answer.redirect_chain == [(ADMIN, 302)]
    assert rows()[:2] == before[:2]
    assert rows()[3] == before[3]


def test_only_reviewers_see_who_signs(city, signed, client):
    from tests.editor import make_editor

    make_editor(client, role="Editors")
    for address in (ADMIN, "/admin/actions/access/"):
        assert "Planted" not in client.get(address, follow=True).content.decode()
        client.post(address, {"commitment": str(signed.key), "accept": "1"})
    signed.refresh_from_db()
    assert signed.state == "pending"


def test_the_admin_leads_to_the_requests_that_are_its_own(city, mayor, client):
    from actions.services.people import request_access

    empty = make_organisation("empty")
    ours = request_access(mayor, empty.key, job_title="A", reason="B")
    theirs = request_access(mayor, city.organisation.key, job_title="A", reason="B")
    client.force_login(city.reviewer)

    html = client.get("/admin/actions/access/").content.decode()

    assert f"/en/my/access/{ours.key}/" in html
    assert str(theirs.key) not in html
    assert client.get(f"/en/my/access/{ours.key}/").status_code == 200
    assert client.get(f"/en/my/access/{theirs.key}/").status_code == 403
