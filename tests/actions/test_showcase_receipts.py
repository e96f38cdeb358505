"""What showcases answer: recorded of one listing by hand, and of many from a table."""

from base64 import b64encode
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import Page

from actions.enums import ListingState, ReviewState
from actions.models import Draft, Listing, Record
from actions.routing import TRANSITIONS, state_after
from actions.services.listings import COLUMNS, NEEDED, Receipt, record_receipt, take_receipts
from actions.tables import read_lines
from hub.catalogue.models import Entry
from tests.actions.making import add_action, make_repository
from tests.actions.test_desk import send_one
from tests.actions.test_writing import log_in, path


@pytest.fixture
def published(city, committed):
    """Send an action and give it a public page, with all its listings to prepare."""
    with committed():
        home = Page.objects.get(depth=2, locale__language_code="en").specific
        page = add_action(make_repository(home), "Action", starts_on="2025-01-01")
    draft = send_one(city)
    Draft.objects.filter(pk=draft.pk).update(state=ReviewState.PUBLISHED, page=page)
    return Draft.objects.get()


def record(city, draft, showcase, **given):
    return record_receipt(city.reviewer, draft.key, showcase, Receipt(**given))


def number(draft):
    return draft.submissions.get().number


@pytest.mark.parametrize("state", ListingState)
@pytest.mark.parametrize("step", sorted({step for _state, step in TRANSITIONS}))
def test_each_step_is_recorded_from_its_states_only(city, published, state, step):
    Listing.objects.filter(showcase="gcm-pledges").update(state=state)
    after = state_after(state, step)
    given = {"seen": str(state), "step": step, "reason": "Because."}

    if after is None:
        with pytest.raises(ValidationError):
            record(city, published, "gcm-pledges", **given)
    else:
        record(city, published, "gcm-pledges", **given)

    assert Listing.objects.get(showcase="gcm-pledges").state == (after or state)
    assert Record.objects.filter(verb="listing_recorded").count() == bool(after)


def test_what_is_published_there_is_shown_on_the_page(city, client, published, committed):
    log_in(client, city, "reviewer")
    place = path("action_desk:listing", published.key, "gcm-pledges")
    today = timezone.localdate().isoformat()
    address = "https://pledges.example.org/17"
    values = {"remote_id": "P-17", "url": address, "on": today, "wording": "For migrants."}

    with committed():
        client.post(place, values | {"seen": "to_prepare", "step": "publish"})

    listing = Listing.objects.get(showcase="gcm-pledges")
    assert (listing.state, listing.remote_id, listing.wording) == (
        "published",
        "P-17",
        "For migrants.",
    )
    [entry] = Entry.objects.filter(type="action", locale="en")
    assert entry.card["listings"] == [
        {"showcase": "gcm-pledges", "kind": "pledge", "published_on": today, "url": address}
    ]
    assert "For migrants" not in str(entry.card)
    page = client.get(entry.path).content.decode()
    assert "GCM Pledging Platform" in page
    assert address in page
    assert "P-17" not in page


def test_two_people_record_at_once_and_one_is_told(city, client, published):
    record(city, published, "gcm-pledges", seen="to_prepare", step="send")
    log_in(client, city, "reviewer")
    place = path("action_desk:listing", published.key, "gcm-pledges")

    answer = client.post(
        place, {"seen": "to_prepare", "step": "refuse", "reason": "No.", "wording": "Mine"}
    )

    assert (answer.status_code, "Somebody was faster" in answer.content.decode()) == (400, True)
    assert "Mine" in answer.content.decode()
    assert Listing.objects.get(showcase="gcm-pledges").state == "sent"


def test_what_makes_no_sense_is_refused(city, published):
    Draft.objects.update(state=ReviewState.IN_REVIEW)
    for step in ("prepare", "send", "receive", "publish"):
        with pytest.raises(ValidationError, match="approve"):
            record(city, published, "gcm-pledges", seen="to_prepare", step=step)
    Draft.objects.update(state=ReviewState.APPROVED)
    refused = {
        "say why": {"step": "refuse"},
        "still to come": {"step": "publish", "on": timezone.localdate().replace(year=2999)},
        "URL": {"step": "publish", "url": "javascript:alert(1)"},
    }
    for words, given in refused.items():
        with pytest.raises(ValidationError, match=words):
            record(city, published, "gcm-pledges", seen="to_prepare", **given)
    with pytest.raises(ValidationError, match="follows from the page"):
        record(city, published, "repository", seen="to_prepare", step="publish")
    assert set(Listing.objects.values_list("state", flat=True)) == {"to_prepare"}


def test_a_listing_that_is_not_there_is_not_found(city, client, published):
    log_in(client, city, "reviewer")

    for key, showcase in ((published.key, "nowhere"), (uuid4(), "gcm-pledges")):
        found = client.get(path("action_desk:listing", key, showcase), follow=True)
        assert found.status_code == 404


# From a table ------------------------------------------------------------------------------------


def table(*lines, head="action,showcase,state,on,id,address,reason"):
    return "\n".join([head, *lines]).encode()


def test_a_table_is_looked_through_and_then_recorded(city, client, published):
    log_in(client, city, "reviewer")
    data = table(
        f"{number(published)},gcm-pledges,published,2026-01-05,P-1,https://example.org/1,",
        f"{number(published)},gcr-pledges,refused,,,,Not for them",
    )

    looked = client.post(
        path("action_desk:receipts"), {"file": SimpleUploadedFile("receipts.csv", data)}
    )
    assert looked.status_code == 200
    assert [line.number for line in looked.context["lines"]] == [2, 3]
    assert set(Listing.objects.values_list("state", flat=True)) == {"to_prepare"}
    assert Record.objects.filter(verb="listing_recorded").count() == 0

    client.post(path("action_desk:receipts"), {"text": looked.context["text"]})
    found = {row.showcase: (row.state, row.remote_id, row.reason) for row in Listing.objects.all()}
    assert found["gcm-pledges"] == ("published", "P-1", "")
    assert found["gcr-pledges"] == ("refused", "", "Not for them")
    assert Record.objects.filter(verb="listing_recorded").count() == 2

    again = client.post(path("action_desk:receipts"), {"text": looked.context["text"]}, follow=True)
    assert "Lines taken in: 0." in again.content.decode()
    assert Record.objects.filter(verb="listing_recorded").count() == 2


WRONG = {
    "nothing": "There is no action",
    "CTA-2026-99999,gcm-pledges,sent": "There is no action",
    "CTA-1999-{pk},gcm-pledges,sent": "There is no action",
    "{number},nowhere,sent": "not on this showcase",
    "{number},gcm-practices,sent": "not on this showcase",
    "{number},gcm-pledges,to_prepare": "The state is one of",
    "{number},gcm-pledges,taken_down": "cannot be recorded",
    "{number},gcm-pledges,published,5.1.2026": "written like",
    "{number},gcm-pledges,published,2999-01-01": "still to come",
    "{number},gcm-pledges,published,,P-1,nonsense": "valid URL",
    "{number},gcm-pledges,refused": "say why",
    "{number},gcr-pledges,sent": "Line 2 says it already",
    "{number},gcm-pledges,sent,,,,,,more": "more cells",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_one_wrong_line_keeps_all_of_a_table_out(city, client, published, wrong):
    submission = published.submissions.get()
    line = wrong.format(number=submission.number, pk=f"{submission.pk:05d}")
    data = table(f"{submission.number},gcr-pledges,sent", line)
    log_in(client, city, "reviewer")

    for given in ({"file": SimpleUploadedFile("a.csv", data)}, {"text": b64encode(data).decode()}):
        answer = client.post(path("action_desk:receipts"), given)
        assert answer.status_code == 400
        [first, second] = answer.context["lines"]
        assert (first.problem, second.number) == ("", 3)
        assert WRONG[wrong] in second.problem

    assert set(Listing.objects.values_list("state", flat=True)) == {"to_prepare"}
    assert Record.objects.filter(verb="listing_recorded").count() == 0


def test_a_number_that_another_action_has_is_refused(city, client, published, monkeypatch):
    twin = send_one(city, title="Twin")
    Draft.objects.update(state=ReviewState.APPROVED)
    data = table(
        f"{number(published)},gcm-pledges,received,,P-1",
        f"{number(twin)},gcm-pledges,received,,P-1",
    )

    [first, second] = take_receipts(city.reviewer, data, is_trial=False)

    assert (first.problem, second.problem) == ("", "Another action has this number there.")
    assert set(Listing.objects.values_list("state", flat=True)) == {"to_prepare"}
    record(city, published, "gcm-pledges", seen="to_prepare", remote_id="P-1")
    record(city, twin, "gcr-pledges", seen="to_prepare", remote_id="P-1")  # on another showcase
    log_in(client, city, "reviewer")
    given = {"seen": "to_prepare", "step": "receive", "remote_id": "P-1"}
    # Also where both were checked before either was stored.
    for looks_at in (Listing.validate_constraints, lambda *_more, **_named: None):
        monkeypatch.setattr(Listing, "validate_constraints", looks_at)
        answer = client.post(path("action_desk:listing", twin.key, "gcm-pledges"), given)
        assert (answer.status_code, answer.context["said"]) == (400, [second.problem])
    assert twin.listings.get(showcase="gcm-pledges").state == "to_prepare"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "columns are wrong"),
        (b"action;showcase;state", "1 to 2000 lines"),
        (b"action,showcase\n1,2", "Missing: state"),
        (b"action,showcase,state,colour\n1,2,3,4", "Unknown: colour"),
        (b"action,showcase,state,state\n1,2,3,4", "Twice: state"),
        ("action,showcase,state\né,2,3".encode("latin-1"), "not in UTF-8"),
        ("action,showcase,state\n1,2,3".encode("utf-16"), "not in UTF-8"),
        (b"action,showcase,state\n1,\0,3", "not a CSV"),
        (b'action,"showcase"x,state\n1,2,3', "Line 1 cannot be read"),
        (b'action,showcase,state\n1,"2"x,3', "Line 2 cannot be read"),
        (b"PK\x03\x04\xff", "not in UTF-8"),
        (b"a" * 1_000_001, "too large"),
    ],
)
def test_a_file_that_is_no_table_of_receipts_is_refused_as_a_whole(city, client, data, words):
    with pytest.raises(ValidationError, match=words):
        read_lines(data, NEEDED, COLUMNS)
    log_in(client, city, "reviewer")
    answer = client.post(path("action_desk:receipts"), {"text": b64encode(data).decode()})
    assert (answer.status_code, words in answer.content.decode()) == (400, True)


def test_tables_of_spreadsheets_are_read():
    text = "Action;Showcase;State\r\nCTA-1;gcm-pledges;sent\r\n"

    [line] = read_lines(text.encode("utf-8-sig"), NEEDED, COLUMNS)

    assert (line.number, line.cells) == (
        2,
        {"action": "CTA-1", "showcase": "gcm-pledges", "state": "sent"},
    )


def test_what_comes_back_broken_is_asked_for_again(city, client):
    log_in(client, city, "reviewer")

    answer = client.post(path("action_desk:receipts"), {"text": "%"})

    assert "once more" in answer.content.decode()
