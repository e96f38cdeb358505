"""The desk of the secretariat: its queue, one action on it, and who may do what there."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import Page
from wagtail.users.models import UserProfile

from actions.desk import duplicates_of, marked, side_by_side
from actions.enums import ListingState, ReviewState
from actions.models import Comment, Draft, Listing, Note, Record
from actions.services import choices
from actions.services.drafts import Locked, save_draft, start_draft
from actions.services.listings import Receipt, record_receipt
from actions.services.reviewing import assign, comment, take_step
from actions.services.routing import route_listings
from actions.services.submitting import submit_draft
from hub.outbox.worker import deliver
from tests.actions.making import make_repository
from tests.actions.people import READY, make_reviewer
from tests.actions.test_choices import interest
from tests.actions.test_writing import PEOPLE, log_in, path
from tests.site import translate


def send_one(city, **changes):
    draft = start_draft(city.owner, city.organisation, locale="en")
    save_draft(city.owner, draft.key, changes=READY | changes, version=1)
    submit_draft(city.owner, draft.key, key=uuid4(), version=2)
    route_listings(timezone.localdate(), key=draft.key)
    return Draft.objects.get(pk=draft.pk)


@pytest.fixture
def sent(city):
    make_repository(Page.objects.get(depth=2, locale__language_code="en").specific)
    return send_one(city)


def listed(client, **given):
    page = client.get(path("action_desk:list"), given)
    assert page.status_code == 200
    return [draft.answers["title"] for draft in page.context["object_list"]]


# The queue ---------------------------------------------------------------------------------------


def test_the_most_urgent_comes_first_and_filters_have_an_address(city, client, sent):
    late = send_one(city, title="Late", target_groups=["migrants"])
    waits = send_one(city, title="Waits for the city")
    Draft.objects.filter(pk=waits.pk).update(state=ReviewState.CHANGES_REQUESTED)
    late.listings.filter(showcase="repository").update(
        due_on=timezone.localdate() - timedelta(days=1)
    )
    assign(city.reviewer, late.key, to=city.reviewer, seen="")
    log_in(client, city, "reviewer")

    assert listed(client) == ["Late", READY["title"]]
    assert listed(client, ordering="-next_due") == [READY["title"], "Late"]
    assert len(listed(client, state="all")) == 3
    assert listed(client, state="changes_requested") == ["Waits for the city"]
    assert listed(client, light="red") == ["Late"]
    assert listed(client, light="yellow") == []
    assert listed(client, light="green") == [READY["title"]]
    assert listed(client, assignee=city.reviewer.pk) == ["Late"]
    assert listed(client, assignee="null") == [READY["title"]]
    assert listed(client, locale="fr") == []
    assert listed(client, showcase="gcr-pledges") == [READY["title"]]
    opened = client.get(path("action_desk:list")).content.decode()
    assert "filters-drilldown" in opened
    assert "▲</span> late" in opened
    assert "GCM Pledging Platform: to prepare" in opened
    assert client.get(path("action_desk:list_results"), {"light": "red"}).status_code == 200


def test_the_queue_asks_the_database_as_often_for_many(
    city, client, sent, django_assert_max_num_queries
):
    for number in range(4):
        send_one(city, title=f"Number {number}")
    log_in(client, city, "reviewer")
    client.get(path("action_desk:list"))

    with django_assert_max_num_queries(30):
        client.get(path("action_desk:list"))


def test_listings_are_listed_by_what_is_to_be_done(city, client, sent):
    sent.listings.filter(showcase="gfmd-pfp").update(state=ListingState.PUBLISHED)
    sent.listings.filter(showcase="gcm-pledges").update(state=ListingState.TO_TAKE_DOWN)
    log_in(client, city, "reviewer")

    def codes(**given):
        page = client.get(path("action_desk:listings"), given)
        return {row.showcase for row in page.context["object_list"]}

    assert "gfmd-pfp" not in codes()
    assert codes(state="published") == {"gfmd-pfp"}
    assert codes(light="red") == {"gcm-pledges"}
    assert codes(showcase="gcr-pledges") == {"gcr-pledges"}
    assert (
        path("action_desk:listing", sent.key, "gcr-pledges")
        in client.get(path("action_desk:listings")).content.decode()
    )


# One action --------------------------------------------------------------------------------------


def test_changes_are_asked_for_by_name_and_stand_at_the_fields_in_the_citys_language(
    city, client, sent
):
    log_in(client, city, "reviewer")
    desk = path("action_desk:draft", sent.key)
    client.post(desk, {"step": "take_up", "round": "1"})
    fields = ["summary", "starts_on", "nonsense"]
    words = {"step": "request_changes", "text": "Please say more.", "fields": fields}
    client.post(desk, words | {"round": "1"})

    assert Note.objects.get().fields == ["summary", "starts_on"]
    while deliver():
        pass
    letters = [one for one in mail.outbox if "Please say more." in one.body]
    assert sorted(one.to[0] for one in letters) == [
        "contributor@city.example",
        "owner@city.example",
    ]
    assert "- Start" in letters[0].body or "- First day" in letters[0].body

    log_in(client, city, "owner")
    opened = client.get(path("action_section", sent.key, "action", language="fr"))
    asked = [row["question"].key for row in opened.context["rows"] if row["is_asked"]]
    assert asked == ["summary"]
    assert "Le secrétariat vous demande de modifier ceci." in opened.content.decode()
    overview = client.get(path("action_overview", sent.key, language="fr")).content.decode()
    assert "#field-starts_on" in overview
    submit_draft(city.owner, sent.key, key=uuid4(), version=2)
    assert Draft.objects.get().state == "submitted"


def test_who_saw_an_earlier_round_decides_nothing(city, sent):
    take_step(city.reviewer, sent.key, "take_up")
    take_step(city.reviewer, sent.key, "request_changes", text="More.")
    submit_draft(city.owner, sent.key, key=uuid4(), version=2)
    take_step(city.reviewer, sent.key, "take_up", round_seen=2)

    with pytest.raises(Locked):
        take_step(city.reviewer, sent.key, "decline", text="No.", round_seen=1)
    assert Draft.objects.get().state == "in_review"


def test_two_reviewers_decide_at_once_and_one_is_told(city, client, sent):
    second = make_reviewer("second")
    take_step(city.reviewer, sent.key, "take_up")
    take_step(second, sent.key, "decline", text="It does not fit.")
    log_in(client, city, "reviewer")

    answer = client.post(path("action_desk:draft", sent.key), {"step": "approve"}, follow=True)

    assert "Somebody was faster" in answer.content.decode()
    assert Draft.objects.get().state == "declined"


def test_an_action_is_given_to_one_reviewer_only(city, client, sent):
    second = make_reviewer("second")
    log_in(client, city, "reviewer")
    place = path("action_desk:assign", sent.key)

    client.post(place, {"assignee": second.pk, "seen": ""})
    told = client.post(place, {"assignee": city.reviewer.pk, "seen": ""})
    assert Draft.objects.get().assignee == second
    assert "Somebody was faster" in client.get(told.url).content.decode()
    with pytest.raises(ValidationError):
        assign(second, sent.key, to=city.owner, seen=str(second.pk))
    client.post(place, {"assignee": "", "seen": str(second.pk)})
    assert Draft.objects.get().assignee is None
    lost = client.post(place, {"assignee": "999", "seen": ""}, follow=True)
    assert lost.status_code == 404


def test_a_comment_stays_in_the_secretariat(city, client, sent):
    log_in(client, city, "reviewer")
    client.post(path("action_desk:comment", sent.key), {"text": "zzcomment"})
    client.post(path("action_desk:comment", sent.key), {"text": " "})

    assert [one.text for one in Comment.objects.all()] == ["zzcomment"]
    assert "zzcomment" in client.get(path("action_desk:draft", sent.key)).content.decode()
    log_in(client, city, "owner")
    assert "zzcomment" not in client.get(path("action_overview", sent.key)).content.decode()
    assert "zzcomment" not in str(list(Record.objects.values()))


def test_the_words_of_somebody_who_is_gone_stay_readable(city, client, sent):
    second = make_reviewer("second")
    comment(second, sent.key, text="zzcomment")
    second.delete()
    log_in(client, city, "reviewer")

    opened = client.get(path("action_desk:draft", sent.key))

    assert "zzcomment" in opened.content.decode()


def test_what_was_sent_stands_beside_its_translation_with_what_changed(city, client, sent):
    take_step(city.reviewer, sent.key, "take_up")
    take_step(city.reviewer, sent.key, "request_changes", text="More.")
    save_draft(city.owner, sent.key, changes={"summary": "One desk for <all>."}, version=2)
    submit_draft(city.owner, sent.key, key=uuid4(), version=3)
    for step in ("take_up", "approve"):
        take_step(city.reviewer, sent.key, step)
    draft = Draft.objects.get()
    translate(draft.page.specific, "fr", publish=False, summary="Un guichet pour tous.")

    found = side_by_side(draft, "en")
    rows = {row.question.key: row for row in found.rows}

    assert (found.languages, found.language) == (["fr", "en"], "fr")
    assert rows["summary"].written == ["One desk for <all>."]
    assert rows["summary"].on_page == "Un guichet pour tous."
    assert rows["summary"].changes == (
        "One desk <del>where everybody who arrives finds help.</del><ins>for &lt;all&gt;.</ins>"
    )
    assert rows["title"].changes == ""
    assert "The desk is open" in rows["description"].on_page
    log_in(client, city, "reviewer")
    opened = client.get(path("action_desk:draft", sent.key), {"language": "en"})
    assert "Changed since the round before" in opened.content.decode()


def test_what_changed_is_marked_without_markup_of_the_city():
    assert marked(["same"], ["same"]) == ""
    assert marked([], ["<b>"]) == "<ins>&lt;b&gt;</ins>"


def test_titles_that_are_nearly_the_same_are_named(city, client, sent):
    twin = send_one(city, title="A desk for new arrivals!")
    send_one(city, title="Something else altogether")

    [found] = duplicates_of(sent)

    assert (found.title, found.organisation) == ("A desk for new arrivals!", "Exampleville")
    assert found.address == path("action_desk:draft", twin.key)


# Who may -----------------------------------------------------------------------------------------

VIEWS = {
    "list": {"GET"},
    "list_results": {"GET"},
    "listings": {"GET"},
    "listings_results": {"GET"},
    "interests": {"GET"},
    "interests_results": {"GET"},
    "interests_file": {"GET"},
    "unsubscribes": {"GET", "POST"},
    "receipts": {"GET", "POST"},
    "draft": {"GET", "POST"},
    "assign": {"POST"},
    "comment": {"POST"},
    "trail": {"GET"},
    "listing": {"GET", "POST"},
    "package": {"GET"},
    "packages": {"GET"},
    "annual": {"GET", "POST"},
    "annual_file": {"GET"},
}
ARGUMENTS = {"draft": 1, "assign": 1, "comment": 1, "trail": 1, "listing": 2, "package": 3}


@pytest.mark.parametrize("name", [*PEOPLE, "editor"])
def test_the_desk_is_for_reviewers_alone(city, client, sent, name):
    from django.contrib.auth.models import Group

    if name == "editor":
        city.stranger.groups.add(Group.objects.get(name="Editors"))
    log_in(client, city, "stranger" if name == "editor" else name)
    choices.confirm(interest("planted@city.example"), ["peer_learning"])
    before = (Record.objects.count(), list(Draft.objects.values()), list(Listing.objects.values()))
    arguments = (sent.key, "gcm-pledges", "json")

    for view, methods in VIEWS.items():
        given = arguments[: ARGUMENTS.get(view, 0)]
        if view == "annual_file":
            given = (timezone.localdate().year, "json")
        address = path(f"action_desk:{view}", *given)
        for method in methods:
            answer = getattr(client, method.lower())(
                address,
                {"step": "take_up", "text": "x", "seen": "", "year": timezone.localdate().year},
            )
            if name == "reviewer":
                assert answer.status_code in (200, 302, 400), (view, method)
            else:
                assert answer.status_code in (302, 403), (view, method)
                assert b"planted" not in answer.content.lower()
                assert "/desk/" not in answer.headers.get("Location", "").split("?")[0]
    after = (Record.objects.count(), list(Draft.objects.values()), list(Listing.objects.values()))
    assert (after == before) is (name != "reviewer")


def test_every_view_of_the_desk_is_in_the_table():
    from actions.wagtail_hooks import register_desk

    [included] = register_desk()
    names = {pattern.name for pattern in included.url_patterns}

    assert names - {"report"} == set(VIEWS)  # reports have their own table, in test_following


def test_services_of_the_desk_are_for_reviewers_alone(city, sent):
    for user in (city.owner, city.stranger):
        with pytest.raises(PermissionDenied):
            assign(user, sent.key, to=None, seen="")
        with pytest.raises(PermissionDenied):
            comment(user, sent.key, text="x")
        with pytest.raises(PermissionDenied):
            record_receipt(user, sent.key, "gcm-pledges", Receipt(seen="to_prepare"))


# Which day it is ---------------------------------------------------------------------------------


def test_the_day_is_that_of_the_hub_wherever_the_reviewer_is(city, client, sent):
    Draft.objects.update(state=ReviewState.APPROVED)
    sent.listings.filter(showcase="gcm-pledges").update(due_on="2031-03-01")
    UserProfile.objects.create(user=city.reviewer, current_time_zone="Pacific/Kiritimati")
    log_in(client, city, "reviewer")
    place = path("action_desk:listing", sent.key, "gcm-pledges")
    receipt = {"seen": "to_prepare", "step": "send", "on": "2031-03-02"}

    with time_machine.travel(datetime(2031, 3, 1, 12, tzinfo=UTC), tick=False):  # the 2nd there
        client.force_login(city.reviewer)
        shown = client.get(path("action_desk:draft", sent.key)).context["listings"]
        opened = client.get(place)
        refused = client.post(place, receipt)
        client.post(place, receipt | {"on": ""})

    lights = {listing.showcase: str(light) for listing, light in shown}
    assert lights["gcm-pledges"] == "yellow"
    assert opened.context["today"] == date(2031, 3, 1)
    assert (refused.status_code, "still to come" in refused.content.decode()) == (400, True)
    assert Record.objects.filter(verb="listing_recorded").get().details["on"] == "2031-03-01"
