"""Answers: taken in without losing a word, and checked in words."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from actions.answers import Known, check_answers, facts_of, take_in
from actions.questions import LONGEST_TEXT, Kind, Section, questions
from actions.showcases import ActionFacts
from tests.actions.people import READY

KNOWN = Known(
    codes={
        "target_groups": frozenset({"migrants", "refugees", "idps", "stateless"}),
        "countries": frozenset({"GH", "CH"}),
        "priority_objectives": frozenset(f"po-{number}" for number in range(1, 9)),
        "gcm_objectives": frozenset({"gcm-15"}),
        "focus_areas": frozenset(),
        "sdgs": frozenset({"sdg-11"}),
    },
    organisations=frozenset({"elsewhere"}),
)


def problems(**changes):
    check = check_answers(READY | changes, KNOWN)
    return {(problem.field, problem.code): problem.message for problem in check.problems}


def advice(**changes):
    check = check_answers(READY | changes, KNOWN)
    return {problem.field: problem.message for problem in check.advice}


def test_a_complete_action_has_no_problem():
    assert problems() == {}
    assert check_answers(READY, KNOWN).progress == {
        Section.ORGANISATION: (3, 3),
        Section.ACTION: (3, 3),
        Section.PEOPLE: (1, 1),
        Section.TIME_AND_PLACE: (2, 2),
        Section.PRIORITIES: (1, 1),
        Section.RESULTS: (0, 0),
        Section.PARTNERS: (0, 0),
        Section.SHARING: (3, 3),
    }


def test_an_empty_action_names_everything_that_is_required():
    check = check_answers({}, KNOWN)

    assert [(problem.field, problem.code) for problem in check.problems] == [
        (question.key, "REQUIRED") for question in questions().values() if question.is_required
    ]
    assert sum(done for done, _required in check.progress.values()) == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"starts_on": "2018-12-31"},
            {
                ("starts_on", "TOO_EARLY"): (
                    "The Call takes actions that started on Jan. 1, 2019 or later."
                )
            },
        ),
        (
            {"ends_on": "2024-12-31"},
            {("ends_on", "ORDER"): "The action cannot end before it starts."},
        ),
        ({"starts_on": "31/02/2025"}, {("starts_on", "NOT_VALID"): "Please write a date."}),
        (
            {"target_groups": []},
            {("target_groups", "REQUIRED"): ("Please choose: Which groups is the action for?.")},
        ),
        (
            {"countries": ["GH", "XX"]},
            {("countries", "UNKNOWN"): ("We do not know this value, or it cannot be chosen: XX.")},
        ),
        (
            {"submitter_email": "nobody"},
            {("submitter_email", "NOT_VALID"): "Please check the e-mail address."},
        ),
        (
            {"website": "javascript:alert(1)"},
            {
                ("website", "NOT_VALID"): (
                    "Please write a whole address: https://www.example.org/page"
                )
            },
        ),
        (
            {"summary": "word " * 81},
            {("summary", "TOO_LONG"): "This text has 81 words; there is room for 80."},
        ),
        (
            {"title": "x" * 151},
            {("title", "TOO_LONG"): "This text has 151 characters; there is room for 150."},
        ),
        (
            {"figures": [{"value": "120", "label": "", "as_of": ""}]},
            {("figures", "NOT_VALID"): "A result needs a number and what it counts."},
        ),
        ({"co_leads": ["elsewhere"]}, {}),
        (
            {"co_leads": ["nowhere"]},
            {
                ("co_leads", "UNKNOWN"): (
                    "We do not know this value, or it cannot be chosen: nowhere."
                )
            },
        ),
        ({"licence": "all rights reserved"}, {("licence", "UNKNOWN"): None}),
    ],
)
def test_what_is_wrong_is_named_at_its_question(changes, expected):
    found = problems(**changes)

    assert set(found) == set(expected)
    assert all(found[key] == message for key, message in expected.items() if message)


def test_advice_keeps_nobody_back():
    everything = ["migrants", "refugees", "idps", "stateless"]
    four = [f"po-{number}" for number in range(1, 5)]

    assert advice(target_groups=everything) == {}
    assert advice() == {"target_groups": "Actions for all four groups can be shown most widely."}
    assert advice(target_groups=everything, priority_objectives=four) == {
        "priority_objectives": "We recommend no more than three priorities for an action."
    }
    assert problems(priority_objectives=four) == {}
    assert advice(target_groups=everything, description="Short.") == {
        "description": "The UN’s pledge list asks for 300 characters at least."
    }


def test_problems_are_told_in_the_language_of_the_form():
    with override("fr"):
        assert problems(ends_on="2024-12-31") == {
            ("ends_on", "ORDER"): "L’action ne peut pas se terminer avant de commencer."
        }


def test_taking_in_keeps_words_and_tidies_what_nobody_sees():
    assert take_in(
        {
            "title": " A de\x00sk\r\nfor all ",
            "summary": None,
            "starts_on": "next spring",
            "target_groups": ["migrants", "refugees", "migrants"],
            "consent_publish": True,
            "figures": [{"value": "12", "label": " people "}, {"value": "", "label": ""}],
        }
    ) == {
        "title": "A desk\nfor all",
        "summary": "",
        "starts_on": "next spring",
        "target_groups": ["migrants", "refugees"],
        "consent_publish": True,
        "figures": [{"value": "12", "label": "people", "as_of": ""}],
    }


@pytest.mark.parametrize(
    "given",
    [
        {"colour": "red"},
        {"title": 7},
        {"title": ["a"]},
        {"target_groups": "migrants"},
        {"target_groups": [1]},
        {"target_groups": ["x"] * 101},
        {"consent_publish": "yes"},
        {"figures": ["12"]},
        {"figures": [[1, 2]]},
        {"description": "x" * (LONGEST_TEXT + 1)},
    ],
)
def test_what_no_form_of_ours_sends_is_refused(given):
    with pytest.raises(ValidationError) as refused:
        take_in(given)

    assert list(refused.value.message_dict) == list(given)


@given(st.dictionaries(st.sampled_from(sorted(questions())), st.text(max_size=80), max_size=8))
def test_any_text_is_taken_in_twice_as_once(answers):
    texts = {
        key: value
        for key, value in answers.items()
        if not questions()[key].kind.is_list and questions()[key].kind is not Kind.YES
    }

    taken = take_in(texts)

    assert take_in(taken) == taken
    check_answers(taken, KNOWN)


def test_evidence_is_results_lessons_and_recommendations_together():
    words = {"results": "a", "lessons": "b", "recommendations": "c"}

    assert facts_of(READY | words).has_evidence is True
    assert facts_of(READY | words | {"lessons": ""}).has_evidence is False
    assert facts_of({}) == ActionFacts(target_groups=frozenset(), starts_on=None)
