"""Packages: what is handed in to each showcase, within its limits, and who may take it."""

import csv
import io
import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from docx import Document
from pypdf import PdfReader
from wagtail.models import Page

from actions.desk import lines_of
from actions.enums import ListingState
from actions.material import MOST_SOCIAL, PROSE, material_of, pages_to_hand_in, social_texts
from actions.models import Action, Draft, DraftFile, Record
from actions.package_files import FORMS, package_file
from actions.packages import fields_of, fill, package_of
from actions.questions import questions
from actions.services.drafts import save_draft, start_draft
from actions.services.listings import (
    Receipt,
    listings_of_month,
    record_receipt,
    take_batch,
    take_package,
)
from actions.services.reviewing import take_step
from actions.services.routing import route_listings
from actions.services.submitting import submit_draft
from actions.showcases import showcases
from actions.word.wording import ANSWER_STYLE, GUIDANCE_STYLE
from hub.accounts.roles import PUBLISHING, give_pages
from tests.actions.making import make_repository
from tests.actions.people import READY
from tests.actions.test_demo import rows  # noqa: F401 - a fixture
from tests.actions.test_writing import PEOPLE, log_in, path
from tests.site import translate

WORKED_OUT = {"address", "attachment", "contact", "image", "joint_with", "organisation", "stage"}
CONTACT = "Planted Name\nplanted@city.example"


@pytest.fixture
def repositories(city):
    english = make_repository(Page.objects.get(depth=2, locale__language_code="en").specific)
    found = {"en": english, "fr": translate(english, "fr", title="Actions", slug="actions")}
    give_pages(Group.objects.get(name="Reviewers"), [found["fr"]], PUBLISHING)
    return found


@pytest.fixture
def publish(city, repositories, committed):
    def make(locale="en", **changes):
        with committed():
            return publish_one(city, locale, **changes)

    return make


def publish_one(city, locale, **changes):
    draft = start_draft(city.owner, city.organisation, locale=locale)
    save_draft(city.owner, draft.key, changes=READY | changes, version=1)
    submit_draft(city.owner, draft.key, key=uuid4(), version=2)
    for step in ("take_up", "approve", "publish"):
        take_step(city.reviewer, draft.key, step)
    route_listings(timezone.localdate(), key=draft.key)
    return Draft.objects.get(pk=draft.pk)


@pytest.fixture
def sent(publish):
    return publish()


def lines(draft, showcase):
    package = package_of(draft.listings.get(showcase=showcase))
    return {line.field.name: line for line in package.lines}


def said(draft, showcase):
    return {
        name: [one.code for one in line.problems]
        for name, line in lines(draft, showcase).items()
        if line.problems
    }


# The table ---------------------------------------------------------------------------------------


def test_every_showcase_but_our_own_has_fields_from_sources_that_exist():
    known = {key for key, one in questions().items() if not one.is_personal}
    for showcase in showcases():
        asked = fields_of(showcase.code)
        assert bool(asked) is (showcase.code != "repository")
        assert len({one.name for one in asked}) == len(asked)
        for one in asked:
            if not one.source.startswith("="):
                names = one.source.replace("|", "+").split("+")
                assert set(names) <= known | WORKED_OUT | {"wording", ""}, one


def test_the_limits_are_those_of_the_platforms():
    limits = {
        (showcase.code, one.name): (one.least, one.most)
        for showcase in showcases()
        for one in fields_of(showcase.code)
        if one.least or one.most
    }

    assert limits == {
        ("gcm-pledges", "description"): (300, 3000),
        ("gcm-pledges", "attachment"): (None, 25 * 1024**2),
        ("gfmd-pfp", "image"): (None, 2 * 1024**2),
        ("social-media", "text"): (None, MOST_SOCIAL),
    }


# Filling -----------------------------------------------------------------------------------------


def test_a_pledge_is_filled_in_the_order_of_its_form(sent):
    found = lines(sent, "gcm-pledges")

    assert {name: line.text for name, line in found.items() if line.text} == {
        "title": "A desk for new arrivals",
        "organisation": "exampleville".title(),
        "countries": "Ghana",
        "target_groups": "Migrants\nRefugees",
        "starts_on": "2025-01-01",
        "website": "http://127.0.0.1:8000/en/actions/a-desk-for-new-arrivals/",
        "description": ("The desk is open on five days a week. " * 10).strip(),
    }
    assert list(found)[:2] == ["contact", "kind"]
    assert said(sent, "gcm-pledges") == {
        "contact": ["REQUIRED"],
        "kind": ["REQUIRED"],
        "gcm_objectives": ["REQUIRED"],
    }
    assert found["kind"].problems[0].message == "Missing: no question asks for it."
    assert found["title"].field.confidence == "unverified"
    assert found["description"].field.confidence == "verified"


def test_what_the_page_says_counts_and_the_wording_of_a_showcase_before_it(sent):
    page = Action.objects.get()
    page.title, page.starts_on = "A better title", None
    page.save_revision().publish()
    pledge = sent.listings.get(showcase="gcm-pledges")
    pledge.wording = "About migrants. " * 200
    pledge.save()

    found = lines(sent, "gcm-pledges")

    assert (found["title"].text, found["starts_on"].text) == ("A better title", "")
    assert found["description"].text == pledge.wording
    assert said(sent, "gcm-pledges")["description"] == ["TOO_LONG"]
    assert lines(sent, "gcr-pledges")["description"].text.startswith("The desk is open")
    assert Action.objects.get().body[0].value.source.startswith("<p>The desk is open")


def test_a_text_that_is_too_short_is_marked(city, publish):
    draft = publish(description="Short.")

    [problem] = lines(draft, "gcm-pledges")["description"].problems
    assert problem.message == "This text has 6 characters; 300 are needed."


def test_paragraphs_stay_apart():
    assert lines_of("<p>One<br/>line.</p><ul><li>Two</li><li>Three</li></ul>") == (
        "One\nline.\nTwo\nThree"
    )


def test_a_file_that_fits_is_chosen_and_one_that_does_not_is_marked(sent):
    def add(name, media_type, size, **more):
        return DraftFile.objects.create(
            draft=sent, name=name, media_type=media_type, size=size, checksum="", **more
        )

    add("large.png", "image/png", 3 * 1024**2, has_consent=True)
    add("secret.png", "image/png", 10, has_consent=False)
    add("report.pdf", "application/pdf", 26 * 1024**2)

    image = lines(sent, "gfmd-pfp")["image"]
    assert (image.text, [one.message for one in image.problems]) == (
        "large.png",
        ["This file has 3.0\xa0MB; there is room for 2.0\xa0MB."],
    )
    assert said(sent, "gcm-pledges")["attachment"] == ["TOO_LONG"]
    add("small.jpg", "image/jpeg", 10, has_consent=True)
    add("brief.pdf", "application/pdf", 10)
    assert lines(sent, "gfmd-pfp")["image"].text == "small.jpg"
    assert lines(sent, "gcm-pledges")["attachment"].text == "brief.pdf"
    assert "attachment" not in said(sent, "gcm-pledges")


def test_a_contact_person_is_passed_on_only_when_that_person_agreed(city, publish):
    silent, open_ = publish(), publish(title="Open", pass_contact=True)
    with_contact = {
        showcase.code
        for showcase in showcases()
        if any(one.source == "contact" for one in fields_of(showcase.code))
    }
    assert with_contact == {
        "gcm-pledges",
        "gcm-practices",
        "gcr-pledges",
        "gcr-practices",
        "gfmd-pfp",
    }

    for draft, expected in (
        (silent, set()),
        (open_, with_contact - {"gcm-practices", "gcr-practices"}),
    ):
        named = set()
        for listing in draft.listings.exclude(showcase="repository"):
            texts = [line.text for line in package_of(listing).lines]
            assert not any("Planted Title" in text for text in texts)
            assert not any("Planted" in text for text in texts if text != CONTACT)
            if CONTACT in texts:
                named.add(listing.showcase)
        assert named == expected


# Translations ------------------------------------------------------------------------------------


def test_what_is_not_translated_is_marked_and_keeps_a_listing_from_being_prepared(
    city, client, publish
):
    draft = publish("fr", title="Un guichet", funding="La ville paie.")
    receipt = Receipt(seen="to_prepare", step="prepare")

    untranslated = {
        name for name, codes in said(draft, "gcr-pledges").items() if "UNTRANSLATED" in codes
    }
    assert untranslated == {"title", "description", "funding"}
    problem = lines(draft, "gcr-pledges")["title"].problems[0]
    assert problem.message == "There is no translation yet; this is in French."
    with pytest.raises(ValidationError) as refused:
        record_receipt(city.reviewer, draft.key, "gcr-pledges", receipt)
    assert refused.value.messages == [
        "Please have it translated first: its page is not published in English."
    ]
    # What is our own takes actions in their language.
    record_receipt(city.reviewer, draft.key, "annual-report", receipt)

    page = Action.objects.get(locale__language_code="fr")
    english = translate(page, "en", publish=False, title="A desk")
    with pytest.raises(ValidationError):
        record_receipt(city.reviewer, draft.key, "gcr-pledges", receipt)
    english.get_latest_revision().publish()
    record_receipt(city.reviewer, draft.key, "gcr-pledges", receipt)

    assert draft.listings.get(showcase="gcr-pledges").state == ListingState.PREPARED
    found = lines(draft, "gcr-pledges")
    assert (found["title"].text, found["title"].problems) == ("A desk", ())
    assert said(draft, "gcr-pledges")["funding"] == ["UNTRANSLATED"]


def test_social_media_get_a_short_text_in_each_public_language(publish, committed):
    draft = publish(summary="One desk where everybody who arrives finds help. " * 9)
    with committed():
        page = Action.objects.get()
        translate(page, "fr", title="Un guichet", summary="Un guichet pour tous.")

    found = lines(draft, "social-media")

    assert list(found) == ["text-en", "text-fr"]
    assert found["text-fr"].field.label == "French"
    assert found["text-fr"].text == (
        "Un guichet: Un guichet pour tous.\nhttp://127.0.0.1:8000/fr/actions/a-desk-for-new-arrivals/"
    )
    words, address = found["text-en"].text.split("\n")
    assert words.endswith("…")
    assert address == "http://127.0.0.1:8000/en/actions/a-desk-for-new-arrivals/"
    assert 250 < len(found["text-en"].text) <= 280
    assert said(draft, "social-media") == {}
    draft.listings.filter(showcase="social-media").update(wording="Our own words.")
    assert next(iter(lines(draft, "social-media").values())).text == "Our own words."


def test_social_media_get_nothing_while_nothing_is_public(sent, committed):
    assert [*dict(social_texts(sent.page.translation_key))] == ["en"]
    with committed():
        Action.objects.get().unpublish()

    assert dict(social_texts(sent.page.translation_key)) == {}
    assert said(sent, "social-media") == {"text": ["REQUIRED"]}


# The demo ----------------------------------------------------------------------------------------


def brute_problems(asked, text):
    if not text:
        return [] if asked.is_optional else ["REQUIRED"]
    if asked.most and len(text) > asked.most:
        return ["TOO_LONG"]
    return ["TOO_SHORT"] if asked.least and len(text) < asked.least else []


def test_each_demo_action_is_checked_against_the_limits_of_each_showcase(
    home,
    committed,
    tmp_path,
    rows,  # noqa: F811
):
    from hub.importing.services import import_files
    from hub.terms.services import seed_terms

    seed_terms()
    for row in rows:
        row["cover"] = None
        row["parent"] = row["parent"] if row["parent"] != "home" else None
        row["facts"] |= {"networks": [], "organisations": []}
        row["facts"]["terms"].pop("places", None)
    file = tmp_path / "actions.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    with committed():
        report = import_files(paths=[file])
    assert report.problems == []

    seen, short = 0, {}
    for page in Action.objects.filter(locale__language_code="en"):
        pages = pages_to_hand_in(page)
        assert [next(iter(pages)), *sorted(pages)] == ["en", "en", "es", "fr"]
        for showcase in showcases():
            language = showcase.language or "en"
            for line in fill(showcase.code, material_of(pages, language)):
                codes = [one.code for one in line.problems]
                assert codes == brute_problems(line.field, line.text), (page, showcase.code, line)
                if codes == ["TOO_SHORT"]:
                    short[page.title] = len(line.text)
                assert codes in ([], ["REQUIRED"], ["TOO_SHORT"]), (page, line)
                seen += 1
            french = {line.field.name for line in fill(showcase.code, material_of(pages, "fr"))}
            assert (
                french == {one.name for one in fields_of(showcase.code)}
                or showcase.code == "social-media"
            )
    assert seen == 8 * (sum(len(fields_of(one.code)) for one in showcases()) + 2)
    # What the sources say of these is too little for the pledge list; it is marked, not padded.
    assert short == {}


# Files -------------------------------------------------------------------------------------------


def test_the_files_hold_the_same_words_and_open_again(city, publish):
    draft = publish(title="Desk **one** <two>", gcm_objectives=["gcm-15"], pass_contact=True)
    listing = draft.listings.get(showcase="gcm-pledges")
    package = package_of(listing)
    number = draft.submissions.get().number
    made = {form: package_file(package, form) for form in FORMS}
    assert {name for name, _type, _data in made.values()} == {
        f"{number}-gcm-pledges.{form}" for form in FORMS
    }

    told = json.loads(made["json"][2])
    assert (told["showcase"], told["language"], told["number"]) == ("gcm-pledges", "en", number)
    assert [one["field"] for one in told["fields"]] == [
        one.name for one in fields_of("gcm-pledges")
    ]
    texts = {one["field"]: one["text"] for one in told["fields"]}
    assert texts["contact"] == CONTACT

    document = Document(BytesIO(made["docx"][2]))
    assert document.core_properties.title == f"{number} for: GCM Pledging Platform"
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert headings == [one.label for one in fields_of("gcm-pledges")]
    answers = [one.text for one in document.paragraphs if one.style.name == ANSWER_STYLE]
    assert answers == [line for one in texts.values() for line in (one or "–").split("\n")]
    guidance = [one.text for one in document.paragraphs if one.style.name == GUIDANCE_STYLE]
    assert "379 characters; 300 to 3000 are taken" in guidance
    assert "! Missing: no question asks for it." in guidance
    assert "unverified: no source names this field" in guidance

    reader = PdfReader(BytesIO(made["pdf"][2]))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for text in (*texts.values(), "Missing: no question asks for it.", *headings):
        for line in text.split("\n"):  # between two of them a page may end
            assert " ".join(line.split()) in words
    assert reader.trailer["/Root"]["/Lang"] == "en"


# The desk ----------------------------------------------------------------------------------------


def test_who_takes_a_package_is_on_record(city, client, sent):
    log_in(client, city, "reviewer")
    answer = client.get(path("action_desk:package", sent.key, "gfmd-pfp", "json"))

    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].endswith('-gfmd-pfp.json"')
    assert json.loads(answer.content)["title"] == "A desk for new arrivals"
    row = Record.objects.get(verb="package_taken")
    assert (row.actor, row.details) == (city.reviewer, {"showcase": "gfmd-pfp", "form": "json"})
    opened = client.get(path("action_desk:listing", sent.key, "gfmd-pfp")).content.decode()
    assert "What is handed in" in opened
    assert "Missing: no question asks for it." in opened
    own = client.get(path("action_desk:listing", sent.key, "repository")).content.decode()
    assert "What is handed in" not in own
    for showcase, form in (("repository", "pdf"), ("gfmd-pfp", "exe"), ("nowhere", "pdf")):
        lost = client.get(path("action_desk:package", sent.key, showcase, form))
        assert lost.status_code == 404


def test_a_month_comes_in_one_archive_with_its_files(city, client, sent, publish):
    late = publish(title="=Late")
    due = {"gcm-pledges": 0, "gcr-pledges": 70}
    for showcase, days in due.items():
        late.listings.filter(showcase=showcase).update(
            due_on=timezone.localdate() + timedelta(days)
        )
    late.listings.exclude(showcase__in=due).update(state=ListingState.SENT)
    sent.listings.update(state=ListingState.PUBLISHED)
    file = DraftFile(draft=late, name="../out.pdf", media_type="application/pdf", size=3)
    file.file.save("a.pdf", ContentFile(b"pdf"))
    log_in(client, city, "reviewer")

    answer = client.get(path("action_desk:packages"))

    assert answer["Content-Disposition"].startswith('attachment; filename="packages-20')
    archive = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    number = late.submissions.get().number
    folder = f"gcm-pledges/{number}"
    assert sorted(archive.namelist()) == sorted(
        [
            *(f"{folder}/{number}-gcm-pledges.{form}" for form in FORMS),
            f"{folder}/attachment-.._out.pdf",
            "packages.csv",
        ]
    )
    assert archive.read(f"{folder}/attachment-.._out.pdf") == b"pdf"
    [row] = csv.DictReader(io.StringIO(archive.read("packages.csv").decode("utf-8-sig")))
    assert (row["folder"], row["action"], row["state"]) == (folder, "'=Late", "to_prepare")
    assert row["problems"].split("; ") == [
        "contact: REQUIRED",
        "kind: REQUIRED",
        "gcm_objectives: REQUIRED",
    ]
    [taken] = Record.objects.filter(verb="package_taken")
    assert (taken.draft, taken.details) == (late, {"showcase": "gcm-pledges", "form": "zip"})
    later = timezone.localdate() + timedelta(100)
    both = [one.showcase for one in listings_of_month(later.replace(day=1))]
    assert both == ["gcm-pledges", "gcr-pledges"]
    assert client.get(path("action_desk:packages"), {"month": "next"}).status_code == 400


def test_only_agreed_actions_are_in_the_batch(city, sent):
    sent.listings.update(due_on=None)
    Draft.objects.update(state="in_review")

    assert not listings_of_month(timezone.localdate()).exists()


@pytest.mark.parametrize("name", [one for one in PEOPLE if one != "reviewer"])
def test_packages_are_for_reviewers_alone(city, client, sent, name):
    log_in(client, city, name)

    for address in (
        path("action_desk:package", sent.key, "gcm-pledges", "pdf"),
        path("action_desk:packages"),
    ):
        answer = client.get(address)
        assert answer.status_code in (302, 403)
        assert "desk" not in answer.headers.get("Location", "").split("?")[0]
    user = getattr(city, name, None) or city.stranger
    with pytest.raises(PermissionDenied):
        take_package(user, sent.listings.first(), "pdf")
    with pytest.raises(PermissionDenied):
        take_batch(user, timezone.localdate())
    assert not Record.objects.filter(verb="package_taken").exists()


def test_prose_is_what_a_translator_would_translate():
    assert {
        "title",
        "summary",
        "description",
        "people_in_particular",
        "results",
        "lessons",
        "recommendations",
        "funding",
        "needs",
    } == PROSE
