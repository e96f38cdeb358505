"""After publication: a city tells that it has ended or what came of it; a reviewer accepts."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale, Page, Revision

from actions.models import Action, ActionReport, ActionRepository, Draft, Record
from actions.services import reviewing
from actions.services.drafts import save_draft, start_draft
from actions.services.following import add_update, conclude_action, decide_report
from actions.services.organisations import TooMany
from actions.services.submitting import submit_draft
from hub.accounts.doors import landing_path
from hub.outbox.models import Message
from hub.outbox.worker import deliver
from tests.actions.over_http import CONCLUDE, UPDATE, answer, client_of
from tests.actions.people import READY
from tests.actions.test_schema_mutations import rows
from tests.actions.test_writing import PEOPLE, log_in, path, statuses

DAY = date(2025, 6, 30)


def publish_one(city, **changes):
    """Publish an action that began on 1 January 2025."""
    repository = ActionRepository(title="Actions", slug="actions")
    repository.locale = Locale.objects.get(language_code="en")
    Page.objects.get(depth=2, locale=repository.locale).add_child(instance=repository)
    started = start_draft(city.owner, city.organisation, locale="en")
    save_draft(city.owner, started.key, changes=READY | changes, version=1)
    submit_draft(city.owner, started.key, key=uuid4(), version=2)
    for step in ("take_up", "approve", "publish"):
        reviewing.take_step(city.reviewer, started.key, step)
    return Draft.objects.get()


@pytest.fixture
def draft(city):
    return publish_one(city)


def page_of(draft):
    return Action.objects.get(pk=draft.page_id)


def updates_of(draft):
    return [(one.date, one.text) for one in page_of(draft).updates.all()]


# Telling ------------------------------------------------------------------------------------------


def test_a_report_waits_and_changes_nothing_in_public(city, draft):
    before = Page.objects.values().get(pk=draft.page_id)

    told = answer(
        client_of(city.contributor),
        UPDATE,
        input={"draft": draft.key, "date": "2025-06-30", "text": " It is open. "},
    )
    ended = answer(
        client_of(city.owner), CONCLUDE, input={"draft": draft.key, "endsOn": "2025-01-01"}
    )

    assert told["addActionUpdate"] == {
        "report": {
            "kind": "UPDATE",
            "state": "PENDING",
            "day": "2025-06-30",
            "text": "It is open.",
        },
        "errors": [],
    }
    assert ended["concludeAction"] == {
        "report": {"kind": "CONCLUSION", "state": "PENDING", "day": "2025-01-01", "text": None},
        "errors": [],
    }
    update, conclusion = ActionReport.objects.all()
    assert (update.made_by, conclusion.made_by) == (city.contributor, city.owner)
    assert Record.objects.last().details == {"report": str(conclusion.key), "kind": "conclusion"}
    assert Message.objects.filter(topic="action.reported").last().payload == {
        "report": conclusion.pk
    }
    assert Page.objects.values().get(pk=draft.page_id) == before
    assert updates_of(draft) == []


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize(
    ("query", "given", "expected"),
    [
        (CONCLUDE, {"endsOn": "2024-12-31"}, ("endsOn", "ORDER")),
        (CONCLUDE, {"endsOn": tomorrow}, ("endsOn", "NOT_VALID")),
        (UPDATE, {"date": tomorrow, "text": "Soon"}, ("date", "NOT_VALID")),
        (UPDATE, {"date": "2025-06-30", "text": " "}, ("text", "REQUIRED")),
        (UPDATE, {"date": "2025-06-30", "text": "x" * 5001}, ("text", "NOT_VALID")),
    ],
)
def test_what_cannot_be_is_named_at_its_field_and_not_kept(city, draft, query, given, expected):
    given = {key: value() if callable(value) else value for key, value in given.items()}
    client = client_of(city.owner)
    before = rows()

    (done,) = answer(client, query, input={"draft": draft.key, **given}).values()

    assert [(one["field"], one["code"]) for one in done["errors"]] == [expected]
    assert (done["report"], rows()) == (None, before)


def test_only_of_a_published_action_something_is_told(city, draft):
    for state in ("draft", "submitted", "in_review", "approved", "withdrawn", "declined"):
        Draft.objects.update(state=state)
        with pytest.raises(ValidationError) as refused:
            conclude_action(city.owner, draft.key, ends_on=DAY)
        assert list(refused.value.message_dict) == ["draft"]
    assert not ActionReport.objects.exists()


def test_the_same_again_is_one_and_another_end_waits_for_the_first(city, draft):
    first = conclude_action(city.owner, draft.key, ends_on=DAY)
    assert conclude_action(city.contributor, draft.key, ends_on=DAY) == first
    with pytest.raises(ValidationError) as refused:
        conclude_action(city.owner, draft.key, ends_on=DAY + timedelta(days=1))
    assert list(refused.value.message_dict) == ["ends_on"]

    told = add_update(city.owner, draft.key, day=DAY, text="Open")
    assert add_update(city.owner, draft.key, day=DAY, text="Open ") == told
    assert ActionReport.objects.count() == Message.objects.filter(topic="action.reported").count()
    assert ActionReport.objects.count() == 2


def test_few_reports_wait_at_a_time(city, draft):
    for number in range(10):
        add_update(city.owner, draft.key, day=DAY, text=f"Update {number}")
    with pytest.raises(TooMany):
        add_update(city.owner, draft.key, day=DAY, text="One more")

    decide_report(city.reviewer, ActionReport.objects.first().key, accept=False)
    add_update(city.owner, draft.key, day=DAY, text="One more")
    assert ActionReport.objects.count() == 11


# Deciding -----------------------------------------------------------------------------------------


def test_an_accepted_update_stands_on_the_page_and_no_name_with_it(city, draft):
    told = add_update(city.owner, draft.key, day=DAY, text="It is open.")

    decide_report(city.reviewer, told.key, accept=True)
    later = add_update(city.owner, draft.key, day=DAY + timedelta(days=1), text="It is full.")
    decide_report(city.reviewer, later.key, accept=True)

    assert updates_of(draft) == [(DAY, "It is open."), (date(2025, 7, 1), "It is full.")]
    page = page_of(draft)
    assert (page.live, page.has_unpublished_changes) == (True, False)
    latest = Revision.objects.get(pk=page.latest_revision_id)
    assert latest.user == city.reviewer
    assert "owner" not in str([row["text"] for row in latest.content["updates"]])
    told.refresh_from_db()
    assert (told.state, told.decided_by) == ("accepted", city.reviewer)
    assert told.decided_at is not None
    record = Record.objects.filter(verb="report_decided").first()
    assert (record.actor, record.draft) == (city.reviewer, draft)
    assert record.details == {"report": str(told.key), "state": "accepted"}
    message = Message.objects.filter(topic="action.report_decided").first()
    assert message.payload == {"report": told.pk}


def test_what_is_accepted_is_in_the_answer_of_the_api(city, draft, committed):
    ended = conclude_action(city.owner, draft.key, ends_on=DAY)
    told = add_update(city.owner, draft.key, day=DAY, text="It is open.")
    query = "query($slug: String!) { action(slug: $slug) { endsOn timeline updates { text } } }"
    slug = page_of(draft).slug

    with committed():
        decide_report(city.reviewer, ended.key, accept=True)
    ended_only = answer(client_of(None), query, slug=slug)["action"]
    with committed():
        decide_report(city.reviewer, told.key, accept=True)
    both = answer(client_of(None), query, slug=slug)["action"]

    assert ended_only == {"endsOn": "2025-06-30", "timeline": "CONCLUDED", "updates": []}
    assert both == ended_only | {"updates": [{"text": "It is open."}]}
    assert page_of(draft).ends_on == DAY


def test_what_is_declined_or_decided_changes_nothing_more(city, draft):
    told = add_update(city.owner, draft.key, day=DAY, text="It is open.")
    before = Page.objects.values().get(pk=draft.page_id)

    decide_report(city.reviewer, told.key, accept=False)
    for accept in (True, False):
        with pytest.raises(ValidationError):
            decide_report(city.reviewer, told.key, accept=accept)

    assert ActionReport.objects.get().state == "declined"
    assert (updates_of(draft), Page.objects.values().get(pk=draft.page_id)) == ([], before)


def test_what_an_editor_has_not_published_is_neither_published_nor_lost(city, draft):
    told = add_update(city.owner, draft.key, day=DAY, text="It is open.")
    page = page_of(draft)
    page.title = "A title in the making"
    page.save_revision()
    before = rows()

    with pytest.raises(ValidationError):
        decide_report(city.reviewer, told.key, accept=True)
    assert rows() == before

    page_of(draft).get_latest_revision().publish()
    decide_report(city.reviewer, told.key, accept=True)
    assert page_of(draft).title == "A title in the making"
    assert updates_of(draft) == [(DAY, "It is open.")]


@pytest.mark.parametrize("change", [{"live": False}, {"starts_on": date(2025, 7, 1)}, None])
def test_an_end_that_no_longer_fits_its_page_is_not_published(city, draft, change):
    ended = conclude_action(city.owner, draft.key, ends_on=DAY)
    if change is None:
        page_of(draft).delete()
    else:
        Action.objects.update(**change)

    with pytest.raises(ValidationError):
        decide_report(city.reviewer, ended.key, accept=True)

    assert ActionReport.objects.get().state == "pending"


# In the portal and the admin ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "place", ["action_conclude", "action_extend", "action_update", "action_withdraw"]
)
@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_tell_in_the_portal(client, city, draft, name, place):
    Action.objects.update(ends_on=date(2025, 6, 1))
    log_in(client, city, name)
    sent = {"day": "2025-06-30", "text": "Open", "confirmed": "1"}

    response = client.post(path(place, draft.key), sent)

    expected = statuses(302, 404, 404, 403, 302, 302, 403)[name]
    assert response.status_code == expected
    assert ActionReport.objects.count() == (1 if name in ("owner", "contributor") else 0)


def test_the_page_of_a_published_action_has_both_forms(client, city, draft):
    log_in(client, city, "owner")
    overview = path("action_overview", draft.key)

    page = client.get(overview).content.decode()
    assert path("action_conclude", draft.key) in page
    refused = client.post(path("action_update", draft.key), {"day": "soon", "text": "Kept words"})
    assert refused.status_code == 400
    assert "Kept words</textarea>" in refused.content.decode()
    client.post(path("action_update", draft.key), {"day": "2025-06-30", "text": "It is open."})
    assert "It is open." in client.get(overview).content.decode()

    log_in(client, city, "viewer")
    assert path("action_conclude", draft.key) not in client.get(overview).content.decode()


def test_the_desk_lists_what_waits_and_decides_it(client, city, draft):
    told = add_update(city.owner, draft.key, day=DAY, text="It is open.")
    log_in(client, city, "reviewer")
    place = path("action_desk:report", draft.key, told.key)

    assert "that wait" in client.get(path("action_desk:list")).content.decode()
    opened = client.get(path("action_desk:draft", draft.key)).content.decode()
    assert (place in opened, "It is open." in opened) == (True, True)
    client.post(path("action_desk:report", draft.key, uuid4()), {"accept": ""})
    assert updates_of(draft) == []
    client.post(place, {"accept": ""})

    assert updates_of(draft) == [(DAY, "It is open.")]
    assert place not in client.get(path("action_desk:draft", draft.key)).content.decode()
    assert "that wait" not in client.get(path("action_desk:list")).content.decode()


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "reviewer"])
def test_nobody_else_decides(client, city, draft, name):
    told = add_update(city.owner, draft.key, day=DAY, text="It is open.")
    log_in(client, city, name)

    client.post(path("action_desk:report", draft.key, told.key), {"accept": ""})

    assert ActionReport.objects.get().state == "pending"
    if name != "anonymous":
        with pytest.raises(PermissionDenied):
            decide_report(getattr(city, name), told.key, accept=True)


def letters():
    mail.outbox.clear()
    while deliver():
        pass
    return sorted((one.to[0], one.subject) for one in mail.outbox)


def test_a_report_and_what_became_of_it_are_told(city, draft):
    letters()
    told = add_update(city.owner, draft.key, day=timezone.localdate(), text="Planted update")

    assert letters() == [("reviewer@city.example", "Exampleville tells what came of an action")]
    assert "Planted update" not in mail.outbox[0].body
    decide_report(city.reviewer, told.key, accept=True)
    subject = "What you told of your action, for Exampleville"
    assert [one for one in letters() if one[1] == subject] == [
        ("contributor@city.example", subject),
        ("owner@city.example", subject),
    ]
    assert "stands on its page now" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("name", "expected"), [("viewer", "/fr/my/actions/"), ("former", "/fr/my/")]
)
def test_who_signs_in_comes_to_their_actions_or_to_where_one_joins(city, name, expected):
    with override("fr"):
        assert landing_path(getattr(city, name)) == expected
