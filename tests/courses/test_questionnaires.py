"""Questionnaires: what answers are worth, over plain posts; and what nobody is told."""

import json
import re
from dataclasses import replace

import pytest
from django.core.cache import caches
from django.test import Client
from graphql import execute_sync, parse
from wagtail.models import Page

from courses.blocks import QuestionBlock
from courses.models import Lesson
from courses.questionnaires import LONGEST_TEXT, public_questions, token
from frontend_schema.schema import schema
from hub.catalogue.models import Dependency, Entry, EntryContent, Facet, Group
from hub.types.context import build_context
from search.delivery import deliver
from search.documents import build_documents
from tests.courses.making import option, question
from tests.frontend_schema.walking import root_queries

pytestmark = pytest.mark.django_db

LESSON = "/en/courses/the-mooc/third/"


class Asked:
    """The questionnaire of a lesson, and what a reader would send."""

    def __init__(self, lesson):
        lesson = Lesson.objects.get(pk=lesson.pk)
        (self.block,) = lesson.body
        self.public = public_questions(self.block.value)
        self.url = f"/en/learning/{lesson.translation_key}/answers/"

    def names(self, number):
        """Return the tokens of the options of a question by their text."""
        return {one["text"]: one["value"] for one in self.public[number]["options"]}

    def field(self, number, text=""):
        key = self.public[number]["name"]
        return f"{key}.{self.names(number)[text]}" if text else key

    def match(self, number, text):
        return next(m["value"] for m in self.public[number]["matches"] if m["text"] == text)

    def send(self, client, fields, status=200):
        response = client.post(self.url, {"questionnaire": self.block.id, **fields})
        assert response.status_code == status
        return response.content.decode()


@pytest.fixture
def asked(lesson):
    return Asked(lesson)


def right_answers(asked):
    pairs = {"Accra": "Ghana", "Quito": "Ecuador", "Lyon": "France"}
    order = ("Sign", "Submit", "Report", "Learn")
    return {
        asked.field(0): asked.names(0)["States"],
        asked.field(1): [asked.names(1)["The GCM"], asked.names(1)["The GCR"]],
        **{asked.field(2, city): asked.match(2, country) for city, country in pairs.items()},
        **{asked.field(3, step): str(place) for place, step in enumerate(order, start=1)},
        asked.field(4): "We teach & learn.",
    }


def states(html):
    return re.findall(r'<fieldset class="course-(\w+)"', html)


def test_right_answers_are_told_so(asked, client):
    html = asked.send(client, right_answers(asked))

    assert states(html) == ["right", "right", "right", "right", "said"]
    assert "4 of 4 right" in html
    assert html.count("canaryexplanation") == 2
    assert html.count("canaryfeedback Every four years.") == 1
    assert "They take part, but States review" not in html
    assert "We teach &amp; learn.</textarea>" in html
    assert 'name="robots" content="noindex"' in html


def test_wrong_and_partly_right_answers_are_told_so_without_the_right_ones(asked, client):
    html = asked.send(
        client,
        {
            asked.field(0): asked.names(0)["Cities"],
            asked.field(1): [asked.names(1)["The GCM"], asked.names(1)["The SDGs"]],
            asked.field(2, "Accra"): asked.match(2, "Ghana"),
            asked.field(2, "Quito"): asked.match(2, "France"),
            asked.field(3, "Sign"): "4",
        },
    )

    assert states(html) == ["wrong", "partly", "partly", "wrong", "empty"]
    assert "0 of 4 right" in html
    assert "canaryfeedback They take part, but States review." in html
    assert "canaryexplanation" not in html
    assert html.count("✓ right") == 1
    assert html.count("✗ not right") == 2


def test_a_replayed_answer_is_checked_again_and_leaves_no_trace(asked, client):
    before = (Page.objects.count(), EntryContent.objects.count())

    assert asked.send(client, right_answers(asked)) == asked.send(client, right_answers(asked))
    assert (Page.objects.count(), EntryContent.objects.count()) == before
    assert not client.cookies


def test_no_token_and_no_cookie_is_needed(asked):
    strict = Client(enforce_csrf_checks=True)

    html = asked.send(strict, right_answers(asked))

    assert "4 of 4 right" in html
    assert "csrf" not in html


@pytest.mark.parametrize(
    ("number", "value"), [(0, "forged"), (1, ["forged", "again"]), (0, ["forged", ""])]
)
def test_a_forged_choice_gets_kind_words(asked, client, number, value):
    html = asked.send(client, {asked.field(number): value})

    assert states(html)[number] == "unknown"
    assert "please answer again" in html


def test_all_options_at_once_are_no_answer_to_a_question_with_one(asked, client):
    html = asked.send(client, {asked.field(0): list(asked.names(0).values())})

    assert states(html)[0] == "unknown"


@pytest.mark.parametrize("value", ["0", "5", "-1", "1.0", "x" * 5000, "٣"])
def test_a_place_that_is_none_gets_kind_words(asked, client, value):
    html = asked.send(client, {asked.field(3, "Sign"): value})

    assert states(html)[3] == "unknown"


def test_the_token_of_another_question_or_of_the_option_itself_fits_nowhere(asked, client):
    html = asked.send(
        client,
        {
            asked.field(0): asked.names(1)["The GCM"],
            asked.field(2, "Accra"): asked.names(2)["Accra"],
        },
    )

    assert states(html)[0] == states(html)[2] == "unknown"


def test_nothing_answered_is_said_kindly(asked, client):
    html = asked.send(client, {})

    assert states(html) == ["empty"] * 5


def test_another_questionnaire_checks_nothing(asked, client):
    response = client.post(asked.url, {"questionnaire": "x\x00", **right_answers(asked)})

    assert response.status_code == 200
    assert states(response.content.decode()) == []


def test_a_long_text_is_refused_and_a_huge_one_is_not_read(asked, client, settings):
    long = asked.send(client, {asked.field(4): "ab" * LONGEST_TEXT})
    assert states(long)[4] == "long"
    assert "ab" * (LONGEST_TEXT // 2) + "</textarea>" in long

    huge = asked.send(client, {asked.field(4): "x" * 300_000}, status=413)
    assert "Please shorten" in huge
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
    many = asked.send(client, {f"f{number}": "1" for number in range(120)}, status=413)
    assert "Please shorten" in many


def test_reading_the_address_of_answers_leads_to_the_lesson(asked, client):
    response = client.get(asked.url)

    assert (response.status_code, response["Location"]) == (302, LESSON)
    assert client.put(asked.url).status_code == 405


def test_answers_to_a_hidden_lesson_are_not_checked(asked, lesson, client, committed):
    with committed():
        lesson.unpublish()

    asked.send(client, right_answers(asked), status=404)


def test_answers_are_checked_in_the_language_of_the_reader(asked, lesson, client):
    french = asked.url.replace("/en/", "/fr/")

    response = client.post(
        french, {"questionnaire": asked.block.id, asked.field(0): asked.names(0)["Cities"]}
    )

    html = response.content.decode()
    assert '<html lang="fr"' in html
    assert "Pas tout à fait" in html
    assert response["Cache-Control"].startswith("max-age=0")


MOVING = ("id", "updated_at", "first_published_at")


def outputs(lesson, client):
    """Return everything that leaves: pages, all fields of the API, catalogue, index, caches."""
    while deliver():
        continue
    graphql = schema._schema
    # Whatever field leads to a lesson, what it says of itself is that of the type of its page.
    values = {"path": [LESSON], "locale": ["en"], "id": [""], "slug": [""], "input": [{}]}
    values |= {"query": [""], "prefix": [""], "token": [""]}
    for name, document, variables in root_queries(graphql, values, depth=4):
        if name == "page":
            yield "the API", graphql_answer(document, variables)
    key = lesson.get_parent().translation_key
    for path in (LESSON, "/en/courses/the-mooc/", f"/en/learning/{key}/print/", "/en/courses/"):
        yield path, client.get(path).content.decode()
    for model in (Entry, EntryContent, Facet, Dependency):
        rows = [json.dumps(row, default=str) for row in model.objects.values(*fields_of(model))]
        yield model.__name__, "\n".join(sorted(rows))
    yield "the index", index_of(lesson)
    for alias in caches:
        yield alias, str(getattr(caches[alias], "_cache", ""))


def index_of(lesson):
    group = Group.objects.get(translation_key=lesson.translation_key)
    return str([replace(one, version=0) for one in build_documents([group])])


def fields_of(model):
    return [field.name for field in model._meta.concrete_fields if field.name not in MOVING]


def graphql_answer(document, variables):
    result = execute_sync(
        schema._schema, document, context_value=build_context(None), variable_values=variables
    )
    assert not result.errors, result.errors
    return json.dumps(result.data, default=str)


def test_no_feedback_and_no_explanation_is_in_any_output(lesson, client):
    found = dict(outputs(lesson, client))

    assert [name for name, text in found.items() if "canary" in text] == []
    query = '{ search(query: "canaryexplanation") { totalCount } }'
    assert graphql_answer(parse(query), {}) == '{"search": {"totalCount": 0}}'
    # The check can fail: the question itself is in these.
    seen = [name for name, text in found.items() if "Who reviews the Compact?" in text]
    assert {LESSON, "EntryContent", "the API", "the index"} <= set(seen)


def test_which_answers_are_right_changes_no_output(lesson, client, committed):
    """Swap right and wrong, and the same bytes leave: so nobody can tell them apart."""
    before = dict(outputs(lesson, client))
    with committed():
        raw = lesson.body.raw_data[0]["value"]["questions"]
        for asked in raw[:2]:
            for one in asked["value"]["options"]:
                one["value"]["is_correct"] = not one["value"]["is_correct"]
        Lesson.objects.get(pk=lesson.pk)
        stored = Lesson.objects.get(pk=lesson.pk)
        stored.body = json.dumps(list(lesson.body.raw_data))
        stored.save()

    changed = Lesson.objects.get(pk=lesson.pk).body[0].value["questions"][0]["options"]
    assert [one["is_correct"] for one in changed] == [False, True]
    after = dict(outputs(lesson, client))
    different = {name for name in before if before[name] != after.get(name)}
    assert different <= set(caches)


def test_pairs_and_order_are_not_shown_as_they_are_stored(asked):
    """Two public lists of the same tokens, or the order of the editor, would give the key away."""
    pairs, steps = asked.public[2], asked.public[3]
    values = {one["value"] for one in pairs["options"]} & {one["value"] for one in pairs["matches"]}

    assert values == set()
    assert [one["value"] for one in steps["options"]] == sorted(
        one["value"] for one in steps["options"]
    )
    assert token("a", "option") != token("a", "match")


def test_the_secret_key_decides_the_names_of_options(asked, settings):
    before = asked.public
    settings.SECRET_KEY = "another"

    assert public_questions(asked.block.value)[0]["options"] != before[0]["options"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (question("one", "?", option("a"), option("b")), "exactly one"),
        (question("one", "?", option("a", is_correct=True)), "at least two"),
        (question("several", "?", option("a"), option("b")), "that are right"),
        (question("matching", "?", option("a", match="b"), option("c")), "belongs to"),
        (question("text", "?", option("a")), "no answers to choose"),
        (question("text", "?"), ""),
        (question("one", "?", option("a", is_correct=True), option("b")), ""),
    ],
)
def test_an_editor_is_told_what_a_question_lacks(value, message):
    from wagtail.blocks.struct_block import StructBlockValidationError

    block = QuestionBlock()
    try:
        block.clean(block.to_python(value))
        said = ""
    except StructBlockValidationError as error:
        said = str(error.block_errors["options"])
    assert (message in said) if message else not said
