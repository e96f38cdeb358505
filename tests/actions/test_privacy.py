"""Nothing private of a city or its people leaves, and a person can be forgotten.

Words are planted in every text of every private table, found by looking at the models, so that a
new field joins by itself.
"""

import io
import json
import logging
import uuid

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client
from graphql import execute_sync
from wagtail.models import Page

from actions.models import Draft, Invitation, Profile, Submission, Subscription
from actions.questions import Kind, questions
from actions.services.drafts import save_draft, start_draft
from actions.services.retention import erase_person, personal_data
from actions.services.submitting import request_correction, submit_draft
from frontend_schema.schema import schema
from hub.accounts.tokens import issue_token
from hub.catalogue.models import Entry
from hub.declarations import Consumer
from hub.outbox.models import Delivery, Message
from hub.types.context import build_context
from search.delivery import deliver
from tests.actions.over_http import CHECK, CORRECT, SAVE, SUBMIT, answer, as_input, client_of
from tests.actions.people import READY
from tests.frontend_schema.walking import root_queries
from tests.snapshots import all_rows

PLANTED = "zzplanted"
#: Public by what they are: what an organisation tells of itself.
PUBLIC = {Profile}
ACCOUNT = {"first_name": f"{PLANTED}first", "last_name": f"{PLANTED}last"}
EMAIL = f"{PLANTED}mail@city.example"


def private_models():
    """Find the tables of the app that are no pages or parts of pages."""
    return [
        model
        for model in apps.get_app_config("actions").get_models()
        if model not in PUBLIC
        and not any(base.__module__.startswith("wagtail") for base in model.__mro__)
        and not any(type(field).__name__ == "ParentalKey" for field in model._meta.fields)
    ]


def texts_of(model):
    """Find the columns into which somebody writes; not the codes, keys and hashes of ours."""
    return [
        field
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField | models.FileField)
        and not field.choices
        and not field.name.endswith(("_hash", "locale", "checksum"))
    ]


def word(model, name):
    return f"{PLANTED}{model.__name__}{name}".lower().replace("_", "")


def planted_answers():
    texts = (Kind.TEXT, Kind.LONG_TEXT)
    words = {
        key: word(Draft, key) for key, question in questions().items() if question.kind in texts
    }
    return READY | words | {"submitter_email": EMAIL, "wants_updates": True}


def a_row_of(model, known):
    """Return a row of a table: the one there is, or a new one that refers to what is known."""
    own = {"user": known[get_user_model()]} if hasattr(model, "user") else {}
    found = model.objects.filter(**own).order_by("-pk").first()
    if found is not None:
        return found
    row = model()
    for field in model._meta.fields:
        if field.is_relation and field.related_model in known:
            setattr(row, field.name, known[field.related_model])
        elif isinstance(field, models.IntegerField) and not field.primary_key:
            setattr(row, field.name, 1)
        elif field.name.endswith(("_hash", "checksum")):
            setattr(row, field.name, uuid.uuid4().hex)
        elif field.choices:
            setattr(row, field.name, next(iter(field.flatchoices))[0])
    return row


@pytest.fixture
def planted(city):
    """Fill every private column with a word of its own; return the words."""
    for name, value in (ACCOUNT | {"email": EMAIL, "username": f"{PLANTED}user"}).items():
        setattr(city.owner, name, value)
    city.owner.save()
    issue_token(city.owner)
    draft = start_draft(city.owner, city.organisation, locale="en")
    draft = save_draft(city.owner, draft.key, changes=planted_answers(), version=1).draft
    submit_draft(city.owner, draft.key, key=uuid.uuid4(), version=2)
    request_correction(city.owner, draft.key, text="x")
    known = {type(city.owner): city.owner, type(city.organisation): city.organisation, Draft: draft}
    words = set()
    for model in private_models():
        row = a_row_of(model, known)
        known.setdefault(model, row)
        for field in texts_of(model):
            text = EMAIL if isinstance(field, models.EmailField) else word(model, field.name)
            setattr(row, field.name, text[: field.max_length or None])
            words.add(text[: field.max_length or None])
        row.save()
    words |= {*ACCOUNT.values(), EMAIL, *(v for v in planted_answers().values() if is_word(v))}
    return words


def is_word(value):
    return isinstance(value, str) and value.startswith(PLANTED)


def everything_public():
    """Ask every root field by all that leads anywhere, as nobody."""
    graphql_schema = schema._schema
    values = {
        "locale": ["en", "fr"],
        "id": [f"page:{page.translation_key}:en" for page in Page.objects.filter(depth__gt=1)],
        "slug": ["exampleville"],
        "path": ["/en/my/", "/en/actions/"],
        "first": [100],
        "input": [{}],
        "query": [PLANTED, "desk", ""],
        "prefix": ["zzp"],
        "token": ["none"],
        "facets": [list(graphql_schema.type_map["FacetName"].values)],
    }
    for name, document, variables in root_queries(graphql_schema, values, depth=4):
        result = execute_sync(
            graphql_schema, document, context_value=build_context(None), variable_values=variables
        )
        assert not result.errors, (name, variables, result.errors)
        yield name, json.dumps(result.data, default=str)


def test_every_private_table_has_a_planted_row(planted):
    counted = {model.__name__: model.objects.count() for model in private_models()}

    assert {"Draft", "Submission", "Note", "Membership", "Subscription", "Record"} <= set(counted)
    assert [name for name, count in counted.items() if not count] == []
    assert len(planted) > 30


def test_nothing_planted_is_in_a_public_answer(planted):
    while deliver():
        continue

    seen = set()
    for name, text in everything_public():
        assert PLANTED not in text.lower(), f"{name} gives away what is private"
        if "exampleville" in text.lower():
            seen.add(name)
    # The check can fail: what is public of the same city does come out.
    assert {"organisations", "organisation"} <= seen
    key = Draft.objects.get().key
    for node in (f"draft:{key}", f"draft:{key}:en", f"page:{key}:en", str(key)):
        query = "query Node($id: ID!) { node(id: $id) { id } }"
        assert answer(Client(), query, id=node) == {"node": None}


def test_nothing_planted_is_in_the_tables_that_others_read(planted):
    private = {model._meta.db_table for model in private_models()}
    private |= {"auth_user", "account_emailaddress"}

    found = [
        name
        for name, rows in all_rows().items()
        if name not in private and PLANTED in str(rows).lower()
    ]

    assert found == []
    assert Entry.objects.exists()


def test_a_walk_leaves_nothing_private_in_log_cache_and_outbox(city, caplog, monkeypatch):
    # Somebody listens to everything, or no message would be written.
    everything = [Consumer(name="listener", deliver="nowhere")]
    monkeypatch.setattr("hub.outbox.services.consumers", lambda: everything)
    caplog.set_level(logging.DEBUG)
    for name in ("hub", "actions", "frontend_schema", "search", "django.request"):
        caplog.set_level(logging.DEBUG, logger=name)
    client = client_of(city.owner)
    answers = as_input(planted_answers())
    given = {"organisation": "exampleville", "locale": "en", "answers": answers}

    answer(Client(), CHECK, input=answers)
    draft = answer(client, SAVE, input=given)["saveActionDraft"]["draft"]
    late = {"draft": draft["id"], "version": 99, "answers": answers}
    assert answer(client, SAVE, input=late)["saveActionDraft"]["errors"]
    sending = {"draft": draft["id"], "version": draft["version"], "key": str(uuid.uuid4())}
    assert answer(client, SUBMIT, input=sending)["submitAction"]["submission"]
    text = {"draft": draft["id"], "text": f"{PLANTED} is wrong."}
    assert answer(client, CORRECT, input=text)["requestCorrection"]["draft"]

    rows = [*Message.objects.values(), *Delivery.objects.values()]
    assert PLANTED not in str(rows).lower()
    assert {row["topic"] for row in rows if "topic" in row} >= {"action.submitted", "action.note"}
    assert PLANTED not in str(getattr(cache, "_cache", {})).lower()
    # Statements are logged by Django alone, and only where DEBUG is on.
    lines = [line for line in caplog.records if line.name != "django.db.backends"]
    assert PLANTED not in " ".join(line.getMessage() for line in lines).lower()
    assert Submission.objects.count() == 1


# Forgetting ---------------------------------------------------------------------------------------


def own_words(city):
    """Say what the database must not hold once the owner is forgotten."""
    personal = {
        key
        for key, question in questions().items()
        if question.is_personal and is_word(word(Draft, key))
    }
    titles = {
        word(model, field.name)
        for model in private_models()
        if hasattr(model, "user")
        for field in texts_of(model)
    }
    answered = {word(Draft, key) for key in personal}
    return {*ACCOUNT.values(), EMAIL, f"{PLANTED}user", *titles, *answered}


def holding(words):
    return {
        name: word
        for name, rows in all_rows().items()
        for word in words
        if word in str(rows).lower()
    }


def test_a_person_is_forgotten_in_every_table(city, planted):
    commitment = city.organisation.commitments.get()
    commitment.made_by, commitment.signatory_name = city.owner, city.owner.get_full_name()
    commitment.signatory_title = f"{PLANTED}office"
    commitment.save()
    Invitation.objects.update(email=EMAIL.upper())
    words = own_words(city) | {f"{PLANTED}office"}
    sent = Submission.objects.get()
    assert {"auth_user", "actions_draft", "actions_submission"} <= holding(words).keys()

    erase_person(city.owner)

    assert holding(words) == {}
    after = Submission.objects.get()
    assert after.answers["title"] == sent.answers["title"] == word(Draft, "title")
    assert after.answers["submitter_email"] == ""
    assert (after.content_hash, after.submitted_by) == (sent.content_hash, None)
    assert Subscription.objects.count() == 0


def test_what_is_about_a_colleague_stays(city):
    draft = start_draft(city.owner, city.organisation, locale="en")
    named = READY | {"submitter_email": "Contributor@city.example"}
    save_draft(city.contributor, draft.key, changes=named, version=1)

    erase_person(city.owner)
    assert Draft.objects.get().answers["submitter_name"] == "Planted Name"

    erase_person(city.contributor)
    assert Draft.objects.get().answers["submitter_name"] == ""
    assert Draft.objects.get().answers["title"] == READY["title"]


def test_a_form_that_is_still_open_brings_nothing_back(city):
    draft = start_draft(city.owner, city.organisation, locale="en")
    erase_person(city.owner)

    changes = {"submitter_name": "First-owner Last-owner"}
    saved = save_draft(city.contributor, draft.key, changes=changes, version=1)

    assert saved.conflicts == {"submitter_name": ""}


def test_a_person_gets_all_that_is_kept_about_them(city, planted):
    data = personal_data(city.owner)
    text = json.dumps(data, default=str).lower()

    assert data["account"]["email"] == EMAIL
    assert [row["organisation__slug"] for row in data["membership"]] == ["exampleville"]
    assert data["draft"][0]["answers"]["submitter_email"] == EMAIL
    assert {word(Draft, "submitter_name"), EMAIL, ACCOUNT["last_name"]} - {
        each for each in planted if each in text
    } == set()
    assert data.keys() >= {"submission", "note", "record", "subscription", "persontoken"}
    assert personal_data(city.stranger)["draft"] == []


def test_the_same_by_command(city):
    written = io.StringIO()
    call_command("person", "export", "Owner@city.example", stdout=written)
    assert json.loads(written.getvalue())["account"]["first_name"] == "First-owner"

    call_command("person", "erase", "owner@city.example", stdout=written)
    with pytest.raises(CommandError, match="0 accounts"):
        call_command("person", "export", "owner@city.example")
