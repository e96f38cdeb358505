"""The review: every step from the states of the table only, and nothing personal on the page."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import ExifTags, Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Revision

from actions.enums import ReviewState, ReviewStep
from actions.models import Action, Draft, DraftFile, Listing, Note, Record, Submission
from actions.questions import Kind, questions
from actions.services import publishing, reviewing
from actions.services.drafts import Locked, save_draft, start_draft
from actions.services.files import add_file
from actions.services.routing import decisions_for, route_listings
from actions.services.submitting import request_correction, submit_draft, withdraw_draft
from actions.states import TRANSITIONS
from hub.media.models import PageFile
from hub.media.visibility import private_collection_ids
from hub.outbox.models import Message
from hub.outbox.worker import deliver
from hub.pages.models import PageTerm
from tests.actions.people import READY
from tests.actions.test_files import PDF
from tests.actions.test_writing import PEOPLE, log_in, path, statuses
from tests.site import translate

needs_pages = pytest.mark.skipif(
    "action" not in apps.all_models["actions"], reason="this installation has no pages of actions"
)


@pytest.fixture
def sent(city):
    draft = start_draft(city.owner, city.organisation, locale="en")
    save_draft(city.owner, draft.key, changes=READY, version=1)
    submit_draft(city.owner, draft.key, key=uuid4(), version=2)
    return Draft.objects.get()


@pytest.fixture
def pages(monkeypatch):
    """Leave the making of pages out where only the steps are looked at."""
    made = []
    monkeypatch.setattr(reviewing, "make_page", lambda user, draft: made.append("made"))
    monkeypatch.setattr(reviewing, "publish_page", lambda user, draft: made.append("published"))
    return made


@pytest.mark.parametrize("state", ReviewState.values)
@pytest.mark.parametrize("step", ReviewStep.values)
def test_each_step_is_taken_from_its_states_only(city, sent, pages, state, step):
    Draft.objects.update(state=state)
    expected = TRANSITIONS.get((ReviewState(state), step))

    if expected is None:
        with pytest.raises(Locked):
            reviewing.take_step(city.reviewer, sent.key, step, text="Words")
    else:
        reviewing.take_step(city.reviewer, sent.key, step, text="Words")

    assert Draft.objects.get().state == (expected or state)
    assert Note.objects.count() == (1 if expected else 0)


def test_a_step_is_on_record_and_told_without_its_words(city, sent):
    reviewing.take_step(city.reviewer, sent.key, "take_up")
    reviewing.take_step(city.reviewer, sent.key, "request_changes", text="Please say when.")

    note, message = Note.objects.get(), Message.objects.filter(topic="action.reviewed").last()
    assert (note.text, note.is_from_secretariat) == ("Please say when.", True)
    assert message.payload == {
        "draft": sent.pk,
        "before": "in_review",
        "after": "changes_requested",
        "note": note.pk,
    }
    record = Record.objects.last()
    assert (record.verb, record.actor) == ("request_changes", city.reviewer)


@pytest.mark.parametrize("step", ["request_changes", "decline"])
def test_changes_and_a_no_come_with_words(city, sent, step):
    reviewing.take_step(city.reviewer, sent.key, "take_up")

    with pytest.raises(ValidationError):
        reviewing.take_step(city.reviewer, sent.key, step, text="  ")

    assert Draft.objects.get().state == "in_review"


def test_only_steps_of_the_secretariat_are_taken_here(city, sent):
    for step in ("submit", "withdraw", "", "delete"):
        with pytest.raises(ValidationError):
            reviewing.take_step(city.reviewer, sent.key, step)


@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_review(client, city, sent, name):
    log_in(client, city, name)
    expected = statuses(302, 302, 302, 302, 302, 302, 302)[name]

    answer = client.post(path("action_desk:draft", sent.key), {"step": "take_up"})

    is_reviewer = name == "reviewer"
    assert answer.status_code == expected
    assert Draft.objects.get().state == ("in_review" if is_reviewer else "submitted")
    if name not in ("anonymous", "reviewer"):
        with pytest.raises(PermissionDenied):
            reviewing.take_step(getattr(city, name), sent.key, "take_up")


def test_an_editor_who_is_no_reviewer_does_not_see_the_desk(client, city, sent):
    from django.contrib.auth.models import Group

    city.stranger.groups.add(Group.objects.get(name="Editors"))
    log_in(client, city, "stranger")

    listed = client.get(path("action_desk:list"))
    opened = client.get(path("action_desk:draft", sent.key))

    assert "A desk for new arrivals" not in listed.content.decode()
    assert "Planted" not in opened.content.decode()
    assert {listed.status_code, opened.status_code} <= {302, 403}


def test_the_desk_shows_what_was_sent_and_keeps_who_read_it(client, city, sent):
    start_draft(city.owner, city.organisation, locale="en")
    log_in(client, city, "reviewer")

    listed = client.get(path("action_desk:list")).content.decode()
    opened = client.get(path("action_desk:draft", sent.key)).content.decode()

    assert listed.count(path("action_desk:draft", sent.key)) == 1
    assert listed.count("/desk/") >= 1
    assert 'value="take_up"' in opened
    assert 'value="approve"' not in opened
    assert Record.objects.filter(verb="read_by_secretariat", actor=city.reviewer).count() == 1


def test_the_whole_review_is_walked_in_the_admin(client, city, sent, pages):
    log_in(client, city, "reviewer")
    desk = path("action_desk:draft", sent.key)

    states = []
    for step, text in (
        ("take_up", ""),
        ("request_changes", "Please say where."),
    ):
        client.post(desk, {"step": step, "text": text})
        states.append(Draft.objects.get().state)
    save_draft(city.owner, sent.key, changes={"places": "Accra"}, version=2)
    submit_draft(city.owner, sent.key, key=uuid4(), version=3)
    for step in ("take_up", "approve", "publish"):
        client.post(desk, {"step": step})
        states.append(Draft.objects.get().state)

    assert states == ["in_review", "changes_requested", "in_review", "approved", "published"]
    assert pages == ["made", "published"]


# The page -----------------------------------------------------------------------------------------


def full_answers():
    """Answer every question; each personal text can be told from all others."""
    answers = dict(READY)
    for question in questions().values():
        if question.is_personal and question.kind is not Kind.YES:
            answers[question.key] = f"planted-{question.key}@city.example"
        elif question.kind is Kind.YES:
            answers[question.key] = True
        elif question.kind.value in ("text", "long text"):
            answers[question.key] = f"Words for {question.key} & more"
    figures = [{"value": "120", "label": "people", "as_of": "2025-06-30"}]
    return answers | {"figures": figures, "co_leads": ["elsewhere"], "ends_on": "2031-01-01"}


@pytest.fixture
def pages_below(city):
    repository = apps.get_model("actions", "ActionRepository")(title="Actions", slug="actions")
    repository.locale = Locale.objects.get(language_code="en")
    Page.objects.get(depth=2, locale=repository.locale).add_child(instance=repository)


@pytest.fixture
def approved(city, pages_below):
    draft = start_draft(city.owner, city.organisation, locale="en")
    save_draft(city.owner, draft.key, changes=full_answers(), version=1)
    submit_draft(city.owner, draft.key, key=uuid4(), version=2)
    for step in ("take_up", "approve"):
        reviewing.take_step(city.reviewer, draft.key, step)
    return Draft.objects.get()


@needs_pages
def test_approval_makes_an_unpublished_page(city, approved):
    page = approved.page.specific

    assert (page.live, page.title, page.original_language) == (
        False,
        "Words for title & more",
        "en",
    )
    assert str(page.starts_on) == "2025-01-01"
    assert page.results == "Words for results & more"
    assert [(one.organisation.slug, one.role) for one in page.hub_contributions.all()] == [
        ("exampleville", "lead"),
        ("elsewhere", "lead"),
    ]
    assert sorted(one.term.code for one in page.hub_terms.all()) == [
        "GH",
        "migrants",
        "po-4",
        "refugees",
    ]
    assert [(one.value, one.label) for one in page.figures.all()] == [("120", "people")]
    assert "Words for partners & more" in page.editor_note


@needs_pages
def test_publishing_shows_it(city, approved):
    reviewing.take_step(city.reviewer, approved.key, "publish")

    approved.refresh_from_db()
    assert (approved.state, approved.page.live) == ("published", True)


@needs_pages
def test_nothing_personal_reaches_the_page_or_its_revisions(city, approved):
    page = approved.page.specific
    stored = str(page.serializable_data()) + str(
        list(Revision.objects.values_list("content", "object_str"))
    )
    personal = [
        question
        for question in questions().values()
        if question.is_personal and question.kind is not Kind.YES
    ]

    assert len(personal) == 3
    for question in personal:
        assert f"planted-{question.key}" not in stored
    assert "First-owner" not in stored
    assert "owner@city.example" not in stored


def test_what_may_stand_on_a_page_names_no_personal_question():
    named = {*publishing.TEXTS, *publishing.NOTED}

    assert named <= set(questions())
    assert [key for key in named if questions()[key].is_personal] == []


@needs_pages
def test_without_a_repository_in_its_language_nothing_is_approved(city, sent):
    reviewing.take_step(city.reviewer, sent.key, "take_up")

    with pytest.raises(ValidationError, match="no action repository"):
        reviewing.take_step(city.reviewer, sent.key, "approve")
    assert Draft.objects.get().state == "in_review"


@needs_pages
@pytest.mark.parametrize(("title", "slug"), [("A desk", "a-desk-1"), ("مكتب", "action")])
def test_two_actions_of_one_title_have_two_addresses(city, pages_below, title, slug):
    repository = Page.objects.get(slug="actions")
    repository.add_child(instance=Page(title="A", slug="a-desk", locale=repository.locale))
    draft = start_draft(city.owner, city.organisation, locale="en")
    save_draft(city.owner, draft.key, changes=READY | {"title": title}, version=1)
    submit_draft(city.owner, draft.key, key=uuid4(), version=2)

    for step in ("take_up", "approve"):
        reviewing.take_step(city.reviewer, draft.key, step)

    assert Draft.objects.get().page.slug == slug


# Its files ----------------------------------------------------------------------------------------


def photo_with_a_place():
    """Make a picture as a phone does: turned by a tag, with an owner and a place in it."""
    facts = Image.Exif()
    facts[ExifTags.Base.Orientation] = 6
    facts[ExifTags.Base.Artist] = "Planted Photographer"
    facts.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (5.0, 33.0, 0.0)
    buffer = BytesIO()
    Image.new("RGB", (8, 4)).save(buffer, "JPEG", exif=facts, comment=b"Planted comment")
    return buffer.getvalue()


@pytest.fixture
def with_files(city, pages_below, monkeypatch, tmp_path):
    field = DraftFile._meta.get_field("file")
    monkeypatch.setattr(field, "storage", FileSystemStorage(tmp_path / "private"))
    draft = start_draft(city.owner, city.organisation, locale="en")
    save_draft(city.owner, draft.key, changes=READY, version=1)
    for name, content, options in (
        ("Planted Person.jpg", photo_with_a_place(), {"description": "A desk", "credit": "City"}),
        ("Planted Report.pdf", PDF, {"description": "Report of 2025"}),
        ("kept.pdf", PDF, {"may_be_published": False}),
    ):
        options = {"has_consent": True, "may_be_published": True} | options
        add_file(city.owner, draft.key, upload=SimpleUploadedFile(name, content), **options)
    submit_draft(city.owner, draft.key, key=uuid4(), version=2)
    for step in ("take_up", "approve"):
        reviewing.take_step(city.reviewer, draft.key, step)
    return Draft.objects.get()


def public_files(draft):
    """Return what readers find in the entry of the page: pictures and documents."""
    page = draft.page.specific
    closed = private_collection_ids()
    pictures = [block.value for block in page.body if block.block_type == "figure"]
    documents = [row.document for row in page.hub_files.all()]
    found = [one["image"] for one in pictures] + documents
    return [one.title for one in found if one.collection_id not in closed]


@needs_pages
def test_files_that_the_city_gave_stand_on_the_page_and_open_with_it(client, city, with_files):
    page = with_files.page.specific
    figure = next(block.value for block in page.body if block.block_type == "figure")
    row = page.hub_files.get()
    document = row.document

    assert (figure["alt"], figure["credit"]) == ("A desk", "City")
    assert (row.title, row.languages) == ("Report of 2025", ["en"])
    assert public_files(with_files) == []
    assert client.get(document.url).status_code == 302  # to where one signs in
    assert get_document_model().objects.count() == 1

    reviewing.take_step(city.reviewer, with_files.key, "publish")

    with_files.refresh_from_db()
    assert public_files(with_files) == ["A desk", "Report of 2025"]
    # Found no more on a disk, because tests keep files in memory; but nobody is asked who they are.
    assert client.get(document.url).status_code == 404


def who_gets(client, document):
    """Tell what a stranger is answered; files are in memory here, so what is open is 404."""
    return {302: "nobody", 404: "everybody"}[client.get(document.url).status_code]


@needs_pages
@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_files_close_with_the_page_they_were_opened_for(client, city, with_files, how):
    reviewing.take_step(city.reviewer, with_files.key, "publish")
    document, image = get_document_model().objects.get(), get_image_model().objects.get()
    assert who_gets(client, document) == "everybody"

    getattr(Page.objects.get(pk=with_files.page_id).specific, how)()

    closed = private_collection_ids()
    document.refresh_from_db()
    image.refresh_from_db()
    assert document.collection_id in closed
    assert image.collection_id in closed
    assert who_gets(client, document) == "nobody"


@needs_pages
@pytest.mark.parametrize(("how", "who"), [("unpublish", "nobody"), ("delete", "everybody")])
def test_a_translation_keeps_files_open_only_where_it_takes_the_place_of_the_page(
    client, city, with_files, how, who
):
    reviewing.take_step(city.reviewer, with_files.key, "publish")
    page = Page.objects.get(pk=with_files.page_id).specific
    translate(page, "fr", title="Un guichet")
    image = get_image_model().objects.get()

    getattr(page, how)()

    image.refresh_from_db()
    assert (image.collection_id in private_collection_ids()) == (who == "nobody")
    assert who_gets(client, get_document_model().objects.get()) == who


@needs_pages
def test_files_open_once_more_with_their_page(client, city, with_files):
    reviewing.take_step(city.reviewer, with_files.key, "publish")
    page = Page.objects.get(pk=with_files.page_id).specific
    page.unpublish()

    page.save_revision().publish()

    assert public_files(with_files) == ["A desk", "Report of 2025"]
    assert who_gets(client, get_document_model().objects.get()) == "everybody"


@needs_pages
def test_a_file_that_another_public_page_has_stays_open(client, city, with_files):
    reviewing.take_step(city.reviewer, with_files.key, "publish")
    page = Page.objects.get(pk=with_files.page_id).specific
    document = get_document_model().objects.get()
    other = Action(title="Another", slug="another", locale=page.locale, summary="It goes on.")
    other.hub_files = [PageFile(title="Report", languages=["en"], document=document)]
    page.get_parent().add_child(instance=other)

    page.unpublish()

    assert who_gets(client, document) == "everybody"
    assert get_image_model().objects.get().collection_id in private_collection_ids()


@needs_pages
def test_a_public_copy_tells_nothing_of_a_person(with_files):
    image = get_image_model().objects.get()
    with image.file.open("rb") as stored, Image.open(stored) as picture:
        assert picture.size == (4, 8)  # turned as it was seen
        assert dict(picture.getexif()) == {}
        assert "comment" not in picture.info
    with image.file.open("rb") as stored:
        assert b"Planted" not in stored.read()
    names = [image.file.name, get_document_model().objects.get().file.name]
    assert [name for name in names if "Planted" in name] == []


@needs_pages
def test_what_a_reviewer_takes_off_the_page_stays_closed(city, with_files):
    page = with_files.page.specific
    page.hub_files = []
    page.save_revision(user=city.reviewer)

    reviewing.take_step(city.reviewer, with_files.key, "publish")

    assert get_document_model().objects.get().collection_id in private_collection_ids()
    assert get_image_model().objects.get().collection_id not in private_collection_ids()


@needs_pages
def test_a_page_that_is_made_again_has_each_file_once(city, with_files):
    publishing.make_page(city.reviewer, with_files)

    assert with_files.page.specific.hub_files.count() == 1
    assert (get_image_model().objects.count(), get_document_model().objects.count()) == (1, 1)


def practice_of(draft):
    decisions = {one.showcase.code: str(one.outcome) for one in decisions_for(draft)}
    return decisions["gcm-practices"]


@needs_pages
def test_a_word_on_the_evidence_decides_about_an_ongoing_action(client, city, approved):
    log_in(client, city, "reviewer")
    desk = path("action_desk:draft", approved.key)
    assert practice_of(approved) == "to_confirm"

    for word, outcome, verb in (
        ("accept", "eligible", "evidence_accepted"),
        ("decline", "not_eligible", "evidence_declined"),
    ):
        for _click in range(2):
            assert client.post(desk, {"evidence": word}).status_code == 302
        assert practice_of(Draft.objects.get()) == outcome
        records = Record.objects.filter(verb=verb)
        assert [(one.actor, one.details) for one in records] == [
            (city.reviewer, {"submission": approved.submissions.get().number})
        ]
    shown = client.get(desk).content.decode()
    assert "A reviewer found them not enough yet." in shown
    assert "a reviewer finds that it has shown too little so far." in shown
    log_in(client, city, "viewer")
    panel = client.get(path("action_overview", approved.key)).content.decode()
    assert "a reviewer finds that it has shown too little so far." in panel


@needs_pages
def test_of_two_words_on_the_evidence_the_first_counts_and_on_the_round_that_was_read(
    client, city, approved
):
    log_in(client, city, "reviewer")
    desk = path("action_desk:draft", approved.key)
    seen = client.get(desk).context["word_seen"]
    client.post(desk, {"evidence": "accept", "word_seen": seen})

    told = client.post(desk, {"evidence": "decline", "word_seen": seen}, follow=True)

    assert "Somebody was faster" in told.content.decode()
    assert approved.submissions.get().is_evidence_accepted is True
    approved.submissions.update(round=2, is_evidence_accepted=None)
    client.post(desk, {"evidence": "decline", "word_seen": seen})
    assert approved.submissions.get().is_evidence_accepted is None


@needs_pages
def test_the_desk_counts_days_and_groups_as_routing_does(city, approved):
    late = approved.submissions.get()
    early = timezone.now() - timedelta(days=30)
    Submission.objects.filter(pk=late.pk).update(round=2)
    Submission.objects.create(
        draft=approved,
        key=uuid4(),
        round=1,
        answers=late.answers,
        questions_version=1,
        submitted_at=early,
    )
    asked = early + timedelta(days=3)
    Record.objects.create(verb="request_changes", draft=approved, at=asked)
    reviewing.take_step(city.reviewer, approved.key, "publish")
    PageTerm.objects.filter(page=approved.page.pk, term__vocabulary="target_groups").exclude(
        term__code="migrants"
    ).delete()
    route_listings(timezone.localdate())

    decided = {
        one.showcase.code: one.due_on
        for one in decisions_for(Draft.objects.get())
        if one.outcome in ("eligible", "to_confirm") and one.showcase.code != "repository"
    }

    listings = Listing.objects.exclude(showcase="repository")
    assert decided == dict(listings.values_list("showcase", "due_on"))
    assert decided["gcm-pledges"] == timezone.localdate(early) + timedelta(days=90 + 27)
    assert "gcr-pledges" not in decided


@needs_pages
def test_a_published_action_is_decided_about_by_the_dates_of_its_page(city, approved):
    reviewing.take_step(city.reviewer, approved.key, "publish")
    apps.get_model("actions", "Action").objects.update(ends_on="2026-01-01")

    assert practice_of(Draft.objects.get()) == "eligible"


@pytest.mark.parametrize("state", ReviewState.values)
def test_evidence_is_weighed_in_its_states_only(city, sent, state):
    Draft.objects.update(state=state)

    with pytest.raises(Locked if state not in reviewing.WEIGHED else ValidationError):
        reviewing.decide_evidence(city.reviewer, sent.key, accept=True)  # it tells none
    with pytest.raises(PermissionDenied):
        reviewing.decide_evidence(city.owner, sent.key, accept=True)
    assert sent.submissions.get().is_evidence_accepted is None


def test_a_city_hears_what_became_of_its_action(city, sent, pages):
    take = reviewing.take_step
    take(city.reviewer, sent.key, "take_up")
    take(city.reviewer, sent.key, "request_changes", text="Which district?")
    while deliver():
        pass

    letters = {message.to[0]: message for message in mail.outbox if "News" in message.subject}
    assert sorted(letters) == ["contributor@city.example", "owner@city.example"]
    assert letters["owner@city.example"].subject == "News of your action, for Exampleville"
    assert "Which district?" in letters["owner@city.example"].body
    assert f"/en/my/actions/{sent.key}/" in letters["owner@city.example"].body


def test_the_secretariat_hears_that_a_correction_is_asked_for(city, sent):
    request_correction(city.owner, sent.key, text="A wrong date.")
    while deliver():
        pass

    [letter] = [message for message in mail.outbox if "correction" in message.subject]
    assert letter.to == ["reviewer@city.example"]
    assert f"/admin/actions/desk/{sent.key}/" in letter.body
    assert "wrong date" not in letter.body


@needs_pages
def test_a_page_that_an_editor_publishes_moves_its_action_on(city, approved):
    approved.page.specific.get_latest_revision().publish(user=city.reviewer)

    assert Draft.objects.get().state == "published"
    assert Record.objects.filter(verb="publish", actor=city.reviewer).count() == 1
    while deliver():
        pass
    published = [one for one in mail.outbox if "is published" in one.body]
    assert sorted(one.to[0] for one in published) == [
        "contributor@city.example",
        "owner@city.example",
    ]


@needs_pages
def test_the_step_of_the_desk_tells_it_once(city, approved):
    reviewing.take_step(city.reviewer, approved.key, "publish")

    assert Record.objects.filter(verb="publish").count() == 1
    assert Message.objects.filter(topic="action.reviewed", payload__after="published").count() == 1


@needs_pages
def test_a_live_page_is_not_withdrawn_behind_the_back_of_the_secretariat(city, approved):
    Page.objects.filter(pk=approved.page_id).update(live=True)

    with pytest.raises(Locked):
        withdraw_draft(city.owner, approved.key)
    assert Draft.objects.get().state == "approved"


def test_the_secretariat_hears_that_an_action_is_taken_back(city, sent):
    withdraw_draft(city.owner, sent.key)
    while deliver():
        pass

    [letter] = [one for one in mail.outbox if "withdrawn" in one.subject]
    assert (letter.to, "A desk for new arrivals" in letter.body) == (
        ["reviewer@city.example"],
        True,
    )


def test_the_desk_shows_what_waits_and_the_rest_when_asked(city, client, sent):
    log_in(client, city, "reviewer")

    def titles(**given):
        page = client.get("/admin/actions/desk/", given)
        return [draft.state for draft in page.context["object_list"]]

    assert titles() == ["submitted"]
    Draft.objects.update(state="published")
    assert (titles(), titles(state="published")) == ([], ["published"])
