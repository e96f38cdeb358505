"""Writing and sending by the API: who may, what it costs, and what is told."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from actions.models import Draft, Profile, Record, Submission
from actions.questions import questions
from actions.services.drafts import save_draft, start_draft
from actions.services.submitting import submit_draft
from frontend_schema.schema import schema
from hub.accounts.models import PersonToken
from hub.accounts.tokens import issue_token, revoke_tokens
from hub.organisations.models import Organisation
from hub.outbox.models import Message
from tests.actions.over_http import (
    ASK,
    CHECK,
    CONCLUDE,
    CORRECT,
    ENDORSE,
    INTEREST,
    SAVE,
    SIGN,
    SUBMIT,
    SUBSCRIBE,
    UPDATE,
    VIEWER,
    WITHDRAW,
    answer,
    as_input,
    bearer,
    client_of,
    codes,
    post,
)
from tests.actions.people import READY, make_organisation
from tests.snapshots import all_rows

PEOPLE = ("owner", "contributor", "viewer", "former", "stranger", "reviewer")
UNAUTHENTICATED, FORBIDDEN, NOT_FOUND = ["UNAUTHENTICATED"], ["FORBIDDEN"], ["NOT_FOUND"]


@pytest.fixture
def draft(city):
    started = start_draft(city.owner, city.organisation, locale="en")
    return save_draft(city.owner, started.key, changes=READY, version=1).draft


@pytest.fixture
def sent(city, draft):
    submit_draft(city.owner, draft.key, key=uuid.uuid4(), version=2)
    return draft


# Who may ------------------------------------------------------------------------------------------

SIGNATURE = {
    "organisation": "exampleville",
    "signatoryName": "Planted Mayor",
    "signatoryTitle": "Mayor",
    "signedOn": "2024-05-01",
    "signedAtPlace": "Exampleville",
    "textLocale": "en",
}
MUTATIONS = {
    "saveActionDraft": (SAVE, lambda key: {"draft": key, "version": 2, "answers": {"title": "X"}}),
    "submitAction": (SUBMIT, lambda key: {"draft": key, "version": 2, "key": uuid.uuid4()}),
    "withdrawAction": (WITHDRAW, lambda key: {"draft": key}),
    "requestCorrection": (CORRECT, lambda key: {"draft": key, "text": "Another date, please."}),
    "concludeAction": (CONCLUDE, lambda key: {"draft": key, "endsOn": "2025-06-30"}),
    "addActionUpdate": (
        UPDATE,
        lambda key: {"draft": key, "date": "2025-06-30", "text": "It is open."},
    ),
    "signDeclaration": (SIGN, lambda key: SIGNATURE),
    "endorseCall": (
        ENDORSE,
        lambda key: {"organisation": "exampleville", "promisesToSpread": True},
    ),
    "requestProfileAccess": (
        ASK,
        lambda key: {"organisation": "tema", "jobTitle": "Officer", "reason": "I am new."},
    ),
    "subscribeToUpdates": (SUBSCRIBE, lambda key: {"email": "reader@city.example"}),
    "expressInterest": (
        INTEREST,
        lambda key: {"email": "reader@city.example", "interest": "LOCAL_MGI"},
    ),
    "start": (
        SAVE,
        lambda key: {"organisation": "exampleville", "locale": "en", "answers": {"title": "X"}},
    ),
}
WRITERS = {"anonymous": UNAUTHENTICATED, "wrong token": UNAUTHENTICATED, "owner": []}
TABLE = {
    name: WRITERS
    | {
        "contributor": [],
        "viewer": FORBIDDEN,
        "former": NOT_FOUND,
        "stranger": NOT_FOUND,
        "reviewer": NOT_FOUND if name == "start" else FORBIDDEN,
    }
    for name in MUTATIONS
}
for name in ("signDeclaration", "endorseCall"):
    TABLE[name] |= {"contributor": FORBIDDEN, "reviewer": NOT_FOUND}
TABLE["requestProfileAccess"] = WRITERS | {person: [] for person in PEOPLE}
# These need no account, so that even a token that opens nothing does no harm.
for name in ("subscribeToUpdates", "expressInterest"):
    TABLE[name] = {person: [] for person in TABLE[name]}


def test_the_table_holds_every_mutation():
    assert set(schema._schema.mutation_type.fields) == set(TABLE) - {"start"}


def prepare(city, draft, name):
    """Make the state in which it can be done."""
    cache.clear()
    if name == "requestCorrection":
        submit_draft(city.owner, draft.key, key=uuid.uuid4(), version=2)
    elif name in ("concludeAction", "addActionUpdate"):
        Draft.objects.update(state="published")
    elif name in ("signDeclaration", "endorseCall"):
        city.organisation.commitments.all().delete()
        Profile.objects.update(is_government=name == "signDeclaration")
    elif name == "requestProfileAccess":
        make_organisation("tema")


def rows():
    """Return all rows but those that tell of a visit."""
    visits = ("django_session", "hub_persontoken")
    return {name: found for name, found in all_rows().items() if name not in visits}


def sender(city, person, way):
    if person == "anonymous":
        return Client(), {}
    if person == "wrong token":  # nor does a session help that comes with it
        return client_of(city.owner), {"Authorization": "Bearer person_nobody"}
    user = getattr(city, person)
    return (client_of(user), {}) if way == "session" else (Client(), bearer(user))


@pytest.mark.parametrize("way", ["session", "token"])
@pytest.mark.parametrize("person", TABLE["start"])
@pytest.mark.parametrize("name", MUTATIONS)
def test_who_may_do_what(city, draft, name, person, way):
    prepare(city, draft, name)
    query, make_input = MUTATIONS[name]
    client, headers = sender(city, person, way)
    before = rows()

    response = post(client, query, headers=headers, input=make_input(draft.key))

    expected = TABLE[name][person]
    assert codes(response) == expected
    assert (rows() == before) == bool(expected)
    if expected:
        assert response.json()["data"] is None


@pytest.mark.parametrize("scheme", ["Basic", "Key", "bearer"])
def test_what_is_no_token_of_a_person_opens_nothing(city, draft, scheme):
    before = rows()
    for token in ("", "hub_partner_key", "person_", "person_x\ud800", "é"):
        headers = {
            "Authorization": f"{scheme} {token}".encode("utf-8", "replace").decode("latin-1")
        }
        response = post(Client(), WITHDRAW, headers=headers, input={"draft": draft.key})
        assert codes(response) == UNAUTHENTICATED
    assert rows() == before


PRIVATE_FIELDS = {
    "anonymous": None,
    "owner": "sees",
    "contributor": "sees",
    "viewer": "sees",
    "former": NOT_FOUND,
    "stranger": NOT_FOUND,
    "reviewer": "reviews",
}


@pytest.mark.parametrize("way", ["session", "token"])
@pytest.mark.parametrize("person", PRIVATE_FIELDS)
def test_who_sees_what_is_private(city, draft, person, way):
    client, headers = sender(city, person, way)
    before = rows()

    response = post(client, VIEWER, headers=headers, draft=draft.key)

    expected = PRIVATE_FIELDS[person]
    viewer = response.json()["data"]["viewer"]
    listed = [edge["node"]["id"] for edge in viewer["drafts"]["edges"]] if viewer else None
    looks = Record.objects.filter(verb="read_by_secretariat")
    assert [look.actor for look in looks] == ([city.reviewer] if person == "reviewer" else [])
    looks.delete()
    assert rows() == before
    assert response["Cache-Control"] == "no-store"
    if expected is None:
        assert (viewer, codes(response)) == (None, [])
    elif expected == NOT_FOUND:
        assert (viewer, codes(response)) == (None, NOT_FOUND)
    else:
        assert codes(response) == []
        assert viewer["draft"]["answers"]["submitterEmail"] == "planted@city.example"
        assert listed == ([str(draft.key)] if expected == "sees" else [])
        assert viewer["email"] == f"{person}@city.example"


def test_one_refused_answer_is_named_and_the_others_are_saved(city, draft, settings):
    settings.HUB_GRAPHQL_LIMITS = {"input_items": 200}  # or else the request is refused before
    answers = {"title": "New", "targetGroups": [f"group-{number}" for number in range(101)]}
    given = {"draft": draft.key, "version": 2, "answers": answers}

    saved = answer(client_of(city.owner), SAVE, input=given)["saveActionDraft"]

    assert saved["errors"] == [
        {
            "field": "targetGroups",
            "code": "TOO_LONG",
            "message": "Give at most 100.",
        }
    ]
    assert (saved["draft"]["version"], saved["draft"]["answers"]["title"]) == (3, "New")
    assert Draft.objects.get().answers["target_groups"] == READY["target_groups"]


def test_a_start_that_is_sent_again_starts_one(city):
    given = {
        "organisation": "exampleville",
        "locale": "en",
        "key": uuid.uuid4(),
        "answers": {"title": "Mine"},
    }
    client = client_of(city.owner)
    first = answer(client, SAVE, input=given)["saveActionDraft"]["draft"]
    save_draft(city.contributor, first["id"], changes={"title": "Since then"}, version=2)

    again = answer(client, SAVE, input=given)["saveActionDraft"]

    assert (first["version"], again["draft"]["id"], again["draft"]["version"]) == (
        2,
        first["id"],
        3,
    )
    assert again["conflicts"] == [{"field": "title", "value": "Since then"}]
    assert Draft.objects.count() == 1
    assert Record.objects.filter(verb="draft_started").count() == 1
    # Another organisation's key means nothing here.
    elsewhere = given | {"organisation": "elsewhere"}
    answer(client_of(city.stranger), SAVE, input=elsewhere)
    assert Draft.objects.count() == 2
    wrong = answer(client, SAVE, input=given | {"key": "x"})["saveActionDraft"]
    assert wrong["errors"][0]["field"] == "key"


def test_an_organisation_is_seen_with_the_role_of_who_asks(city):
    query = "{ viewer { name organisations { role organisation { slug name } } } }"

    assert answer(client_of(city.viewer), query) == {
        "viewer": {
            "name": "First-viewer Last-viewer",
            "organisations": [
                {
                    "role": "VIEWER",
                    "organisation": {"slug": "exampleville", "name": "Exampleville"},
                }
            ],
        }
    }
    assert answer(client_of(city.former), query)["viewer"]["organisations"] == []


def test_what_is_no_id_is_as_good_as_missing(city, draft):
    for key in ("", "1", str(uuid.uuid4()), f"{draft.key}x", str(draft.key).upper()):
        response = post(client_of(city.owner), WITHDRAW, input={"draft": key})
        assert codes(response) == NOT_FOUND


# Session and token --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://testserver", []),
        (None, []),
        ("https://evil.example", UNAUTHENTICATED),
        ("https://testserver", UNAUTHENTICATED),
        ("http://testserver:81", UNAUTHENTICATED),
        ("null", UNAUTHENTICATED),
        ("", UNAUTHENTICATED),
    ],
)
def test_a_session_counts_for_pages_of_this_site_only(city, draft, origin, expected):
    headers = {} if origin is None else {"Origin": origin}

    response = post(client_of(city.owner), WITHDRAW, headers=headers, input={"draft": draft.key})

    assert codes(response) == expected
    assert Draft.objects.get().state == ("draft" if expected else "withdrawn")
    # Without leave to send cookies along, no browser lets another site's script do that anyway.
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response


def test_a_token_counts_from_anywhere(city, draft):
    headers = bearer(city.owner) | {"Origin": "https://front-end.example"}

    assert answer(Client(), WITHDRAW, headers=headers, input={"draft": draft.key}) == {
        "withdrawAction": {"draft": {"state": "WITHDRAWN"}, "errors": []}
    }


def test_a_front_end_that_the_site_trusts_may_use_the_session(city, draft, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://front-end.example"]
    headers = {"Origin": "https://front-end.example"}

    answer(client_of(city.owner), WITHDRAW, headers=headers, input={"draft": draft.key})


def test_no_form_and_no_address_can_change_anything(city, draft):
    client = client_of(city.owner)
    query = f'mutation {{ withdrawAction(input: {{draft: "{draft.key}"}}) {{ draft {{ id }} }} }}'

    assert client.get("/graphql/", {"query": query}).status_code == 405
    assert client.post("/graphql/", {"query": query}).status_code == 415
    text = client.post("/graphql/", f'{{"query": "{query}"}}', content_type="text/plain")
    assert text.status_code == 415
    assert Draft.objects.get().state == "draft"


def test_a_token_ends_by_time_by_its_owner_and_with_the_account(city):
    query = "{ viewer { email } }"
    token, text = issue_token(city.owner)
    headers = {"Authorization": f"Bearer {text}"}

    assert answer(Client(), query, headers=headers)["viewer"]["email"] == "owner@city.example"
    for change in (
        lambda: PersonToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1)),
        lambda: revoke_tokens(city.owner, prefix=token.prefix),
        lambda: type(city.owner).objects.filter(pk=city.owner.pk).update(is_active=False),
    ):
        change()
        assert codes(post(Client(), query, headers=headers)) == UNAUTHENTICATED
        PersonToken.objects.update(revoked_at=None, expires_at=timezone.now() + timedelta(days=1))
        type(city.owner).objects.filter(pk=city.stranger.pk).update(is_active=True)


def test_of_a_token_only_a_hash_is_kept(city):
    token, text = issue_token(city.owner)

    stored = PersonToken.objects.values().get()
    assert text.startswith(token.prefix)
    assert len(text) - len(token.prefix) >= 36
    assert text not in str(stored)
    assert text.removeprefix(token.prefix) not in str(stored)


def test_the_last_use_of_a_token_is_kept_to_the_hour(city, django_assert_num_queries):
    headers = bearer(city.owner)
    answer(Client(), "{ viewer { email } }", headers=headers)
    used = PersonToken.objects.get().last_used_at

    # The generation of the content, and the token with its person.
    with django_assert_num_queries(2):
        answer(Client(), "{ viewer { email } }", headers=headers)

    assert used is not None
    assert PersonToken.objects.get().last_used_at == used


# What they do -------------------------------------------------------------------------------------


def test_a_draft_is_started_with_its_first_answers(city):
    given = {
        "organisation": "exampleville",
        "locale": "fr",
        "answers": {
            "title": "Un guichet",
            "targetGroups": ["migrants"],
            "figures": [{"value": "120", "label": "people"}],
        },
    }

    saved = answer(client_of(city.contributor), SAVE, input=given)["saveActionDraft"]

    draft = Draft.objects.get()
    assert saved == {
        "draft": {
            "id": str(draft.key),
            "version": 2,
            "title": "Un guichet",
            "state": "DRAFT",
            "locale": "fr",
            "answers": {
                "title": "Un guichet",
                "summary": None,
                "targetGroups": ["migrants"],
                "figures": [{"value": "120"}],
            },
        },
        "conflicts": [],
        "errors": [],
    }
    assert draft.answers["figures"] == [{"value": "120", "label": "people", "as_of": ""}]
    assert draft.answers["submitter_email"] == "contributor@city.example"


def test_a_save_costs_few_statements(city, draft, django_assert_max_num_queries):
    client, headers = client_of(city.owner), bearer(city.owner)
    for version, extra in ((2, {}), (3, {"headers": headers})):
        given = {"draft": draft.key, "version": version, "answers": {"title": f"T{version}"}}
        # Generation, session and person (or token and its last use), the draft, its update.
        with django_assert_max_num_queries(5):
            saved = answer(Client() if extra else client, SAVE, input=given, **extra)
        assert saved["saveActionDraft"]["draft"]["version"] == version + 1


def test_null_empties_an_answer_and_what_is_left_out_stays(city, draft):
    given = {"draft": draft.key, "version": 2, "answers": {"title": None, "targetGroups": None}}

    saved = answer(client_of(city.owner), SAVE, input=given)["saveActionDraft"]["draft"]

    assert saved["answers"] == {
        "title": None,
        "summary": READY["summary"],
        "targetGroups": [],
        "figures": [],
    }


def test_what_somebody_else_wrote_comes_back_beside_the_draft(city, draft):
    save_draft(city.owner, draft.key, changes={"target_groups": ["idps"]}, version=2)
    answers = {"targetGroups": ["stateless"], "title": "New"}
    given = {"draft": draft.key, "version": 2, "answers": answers}

    saved = answer(client_of(city.contributor), SAVE, input=given)["saveActionDraft"]

    assert saved["conflicts"] == [{"field": "targetGroups", "value": ["idps"]}]
    assert saved["draft"]["answers"]["targetGroups"] == ["idps"]
    assert (saved["draft"]["title"], saved["draft"]["version"]) == ("New", 4)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"version": None}, "version", "REQUIRED"),
        ({"version": 99}, "version", "NOT_VALID"),
        ({"draft": None, "organisation": "exampleville", "locale": "xx"}, "locale", "NOT_VALID"),
    ],
)
def test_a_wrong_input_is_named_at_its_field_and_nothing_is_saved(
    city, draft, changes, field, code
):
    given = {"draft": draft.key, "version": 2, "answers": {"title": "Lost?"}} | changes
    client = client_of(city.owner)
    before = rows()

    saved = answer(client, SAVE, input=given)["saveActionDraft"]

    assert [(error["field"], error["code"]) for error in saved["errors"]] == [(field, code)]
    assert (saved["draft"], rows()) == (None, before)


def test_sending_gives_a_receipt_and_a_replay_the_same_one(city, draft):
    given = {"draft": draft.key, "version": 2, "key": uuid.uuid4()}
    client = client_of(city.owner)

    first = answer(client, SUBMIT, input=given)
    second = answer(Client(), SUBMIT, headers=bearer(city.contributor), input=given)

    submission = Submission.objects.get()
    assert first == second
    assert first["submitAction"] == {
        "submission": {
            "number": submission.number,
            "round": 1,
            "submittedAt": submission.submitted_at.isoformat(),
            "contentHash": submission.content_hash,
        },
        "errors": [],
    }
    assert Record.objects.filter(verb="submitted").count() == 1
    assert codes(post(client, SUBMIT, input=given | {"key": uuid.uuid4()})) == ["LOCKED"]
    late = {"draft": draft.key, "version": 2, "answers": {"title": "Late"}}
    assert codes(post(client, SAVE, input=late)) == ["LOCKED"]
    assert Submission.objects.count() == 1


def test_what_is_missing_is_told_by_field_and_code_in_the_language_of_the_client(city):
    draft = start_draft(city.owner, city.organisation, locale="en")
    city.organisation.commitments.all().delete()
    given = {"draft": draft.key, "version": 1, "key": uuid.uuid4()}
    client = client_of(city.owner)

    found = answer(client, SUBMIT, headers={"Accept-Language": "fr"}, input=given)["submitAction"]

    missing = [key for key, question in questions().items() if question.is_required]
    assert found["submission"] is None
    assert {(error["field"], error["code"]) for error in found["errors"]} == {
        (key, "REQUIRED") for key in as_input(dict.fromkeys([*missing[3:], "commitment"]))
    }
    with override("fr"):
        from actions.services.submitting import shortcomings_of

        expected = {problem.message for problem in shortcomings_of(draft)}
    assert {error["message"] for error in found["errors"]} == expected
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [({"version": 1}, "version", "CONFLICT"), ({"key": "again"}, "key", "NOT_VALID")],
)
def test_what_was_not_read_or_has_no_key_is_not_sent(city, draft, changes, field, code):
    given = {"draft": draft.key, "version": 2, "key": uuid.uuid4()} | changes

    found = answer(client_of(city.owner), SUBMIT, input=given)["submitAction"]

    assert [(error["field"], error["code"]) for error in found["errors"]] == [(field, code)]
    assert (found["submission"], Message.objects.count()) == (None, 0)


def test_a_correction_opens_a_thread(city, sent):
    client = client_of(city.owner)

    assert answer(client, CORRECT, input={"draft": sent.key, "text": " The date. "}) == {
        "requestCorrection": {"draft": {"state": "SUBMITTED"}, "errors": []}
    }
    empty = answer(client, CORRECT, input={"draft": sent.key, "text": " "})["requestCorrection"]
    assert empty == {"draft": None, "errors": [{"field": "text", "code": "REQUIRED"}]}
    assert [note.text for note in sent.notes.all()] == ["The date."]


# Reading ------------------------------------------------------------------------------------------


def test_answers_are_checked_for_anybody_as_submitting_does(city, django_assert_num_queries):
    given = as_input(READY | {"starts_on": "2018-12-31", "co_leads": ["nowhere"]})

    # The generation; the codes of all vocabularies with the organisations that joined.
    with django_assert_num_queries(2):
        found = answer(Client(), CHECK, input=given)["checkAnswers"]

    assert [(problem["field"], problem["code"]) for problem in found["problems"]] == [
        ("coLeads", "UNKNOWN"),
        ("startsOn", "TOO_EARLY"),
    ]
    assert [(advice["field"], advice["code"]) for advice in found["advice"]] == [
        ("targetGroups", "TOO_SHORT")
    ]
    assert found["progress"][0] == {"section": "ORGANISATION", "answered": 3, "required": 3}
    assert {item["outcome"] for item in found["showcases"]} == {"NOT_ELIGIBLE"}


def test_where_an_action_would_be_shown_is_told_with_a_date(city):
    found = answer(Client(), CHECK, input=as_input(READY), locale="fr")["checkAnswers"]

    by_code = {item["showcase"]["code"]: item for item in found["showcases"]}
    with override("fr"):
        from actions.answers import facts_of
        from actions.showcases import decide

        decisions = decide(facts_of(READY), today=timezone.localdate())
    assert found["problems"] == []
    assert {
        code: (item["kind"].lower(), item["outcome"].lower(), item["reason"], item["dueOn"])
        for code, item in by_code.items()
    } == {
        decision.showcase.code: (
            decision.showcase.kind.value,
            decision.outcome.value,
            decision.reason,
            decision.due_on and decision.due_on.isoformat(),
        )
        for decision in decisions
    }
    assert by_code["gcm-pledges"]["outcome"] == "ELIGIBLE"


def test_the_questions_are_those_of_the_form(city):
    query = """query Questions($locale: String) { questions(locale: $locale) {
      field section sectionLabel kind label guidance isRequired isPersonal
      mostWords mostCharacters leastCharacters vocabulary choices { value label } } }"""

    found = answer(Client(), query)["questions"]
    french = answer(Client(), query, locale="fr")["questions"]

    assert [item["field"] for item in found] == list(as_input(questions()))
    assert {item["field"]: item["vocabulary"] for item in found if item["vocabulary"]} == {
        "targetGroups": "TARGET_GROUPS",
        "countries": "COUNTRIES",
        "priorityObjectives": "PRIORITY_OBJECTIVES",
        "gcmObjectives": "GCM_OBJECTIVES",
        "focusAreas": "FOCUS_AREAS",
        "sdgs": "SDGS",
    }
    assert found[4] == {
        "field": "title",
        "section": "ACTION",
        "sectionLabel": "The action",
        "kind": "TEXT",
        "label": "Title of the action",
        "guidance": (
            "Short and plain, with acronyms written out: “A one-stop desk for new arrivals”."
        ),
        "isRequired": True,
        "isPersonal": False,
        "mostWords": None,
        "mostCharacters": 150,
        "leastCharacters": None,
        "vocabulary": None,
        "choices": [],
    }
    with override("fr"):
        assert [item["label"] for item in french] == [
            str(question.label) for question in questions().values()
        ]


def test_a_list_of_drafts_costs_the_same_however_long(city, django_assert_num_queries):
    other = Organisation.objects.get(slug="elsewhere")
    city.owner.action_memberships.create(organisation=other, role="owner")
    for organisation in (city.organisation, other):
        for _number in range(3):
            start_draft(city.owner, organisation, locale="en")
    query = """query Drafts($after: String) { viewer { drafts(first: 4, after: $after) {
      pageInfo { hasNextPage endCursor } totalCount
      edges { node { id organisation { slug } submissions { number } check { problems { code } } } }
    } } }"""
    client = client_of(city.owner)

    # Generation, session, person; drafts, their submissions, the total; the organisations; codes
    # with leads, for each of the two organisations.
    with django_assert_num_queries(9):
        first = answer(client, query)["viewer"]["drafts"]
    second = answer(client, query, after=first["pageInfo"]["endCursor"])["viewer"]["drafts"]

    ids = [edge["node"]["id"] for page in (first, second) for edge in page["edges"]]
    newest = Draft.objects.order_by("-saved_at", "-id").values_list("key", flat=True)
    assert ids == [str(key) for key in newest]
    assert (first["totalCount"], second["pageInfo"]["hasNextPage"]) == (6, False)


def test_tokens_are_made_shown_and_taken_back_by_command(city, capsys):
    def run(*arguments):
        call_command("person_token", *arguments)
        return capsys.readouterr().out

    text = run("issue", "OWNER@city.example", "--days", "3").splitlines()[0]
    headers = {"Authorization": f"Bearer {text}"}
    assert answer(Client(), "{ viewer { name } }", headers=headers)["viewer"] is not None
    listed = run("list", "owner@city.example")
    assert listed.startswith(f"{text[:13]}…  until ")
    assert text not in listed
    assert run("revoke", "owner@city.example", "--prefix", "person_!") == "0 revoked.\n"
    assert run("revoke", "owner@city.example") == "1 revoked.\n"
    assert codes(post(Client(), "{ viewer { name } }", headers=headers)) == UNAUTHENTICATED
    with pytest.raises(CommandError, match="0 accounts"):
        run("issue", "nobody@city.example")
