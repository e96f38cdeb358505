"""The rules of brief/faq.txt: where an action is shown, as what, and by when."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.enums import ListingKind
from actions.showcases import ActionFacts, decide, showcases

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)
GROUPS = ("migrants", "refugees", "idps", "stateless")
EVERY_COMBINATION = [
    frozenset(found) for size in range(1, 5) for found in combinations(GROUPS, size)
]
#: What the target groups alone say of each compact: yes, a reviewer decides, or no.
BY_GROUPS = {
    "migrants": ("yes", "no"),
    "refugees": ("no", "yes"),
    "idps": ("ask", "ask"),
    "stateless": ("ask", "ask"),
    "migrants refugees": ("yes", "yes"),
    "idps migrants": ("yes", "ask"),
    "migrants stateless": ("yes", "ask"),
    "idps refugees": ("ask", "yes"),
    "refugees stateless": ("ask", "yes"),
    "idps stateless": ("ask", "ask"),
    "idps migrants refugees": ("yes", "yes"),
    "migrants refugees stateless": ("yes", "yes"),
    "idps migrants stateless": ("yes", "ask"),
    "idps refugees stateless": ("ask", "yes"),
    "idps migrants refugees stateless": ("yes", "yes"),
}
#: Start and end, and what they say of pledges, and of practices without and with evidence.
BY_DATES = {
    "2018-12-31 to open": (date(2018, 12, 31), None, "no", "no", "no"),
    "2018-12-31 to yesterday": (date(2018, 12, 31), TODAY - DAY, "no", "no", "no"),
    "2019-01-01 to open": (date(2019, 1, 1), None, "yes", "no", "ask"),
    "2019-01-01 to yesterday": (date(2019, 1, 1), TODAY - DAY, "no", "yes", "yes"),
    "2019-01-01 to today": (date(2019, 1, 1), TODAY, "yes", "no", "ask"),
    "2019-01-01 to tomorrow": (date(2019, 1, 1), TODAY + DAY, "yes", "no", "ask"),
    "today to open": (TODAY, None, "yes", "no", "ask"),
    "today to today": (TODAY, TODAY, "yes", "no", "ask"),
    "tomorrow to open": (TODAY + DAY, None, "yes", "no", "no"),
    "tomorrow to later": (TODAY + DAY, TODAY + 9 * DAY, "yes", "no", "no"),
}
WORDS = {"yes": "eligible", "ask": "to_confirm", "no": "not_eligible"}
GRAVEST = ["no", "ask", "yes"]


def outcomes(facts, **options):
    return {
        decision.showcase.code: str(decision.outcome)
        for decision in decide(facts, today=TODAY, **options)
    }


@pytest.mark.parametrize("has_evidence", [False, True])
@pytest.mark.parametrize("dates", BY_DATES)
@pytest.mark.parametrize("groups", EVERY_COMBINATION, ids=lambda groups: " ".join(sorted(groups)))
def test_the_table_of_the_call(groups, dates, has_evidence):
    starts_on, ends_on, pledge, bare_practice, proven_practice = BY_DATES[dates]
    gcm, gcr = BY_GROUPS[" ".join(sorted(groups))]
    practice = proven_practice if has_evidence else bare_practice
    is_too_early = starts_on < date(2019, 1, 1)

    found = outcomes(
        ActionFacts(
            target_groups=groups, starts_on=starts_on, ends_on=ends_on, has_evidence=has_evidence
        )
    )

    def both(first, second):
        return WORDS[min(first, second, key=GRAVEST.index)]

    material = "not_eligible" if is_too_early else "eligible"
    assert found == {
        "repository": material,
        "annual-report": material,
        "social-media": material,
        "gcm-pledges": both(gcm, pledge),
        "gcm-practices": both(gcm, practice),
        "gcr-pledges": both(gcr, pledge),
        "gcr-practices": both(gcr, practice),
        "gfmd-pfp": material,
        "hlpf-report": "not_eligible" if is_too_early else "to_confirm",
    }


def test_every_decision_gives_its_reason_in_words():
    facts = ActionFacts(
        target_groups=frozenset({"migrants"}), starts_on=date(2020, 1, 1), has_evidence=True
    )

    assert {found.showcase.code: found.reason for found in decide(facts, today=TODAY)} == {
        "repository": "Every action of the Call can be shown here.",
        "annual-report": "Every action of the Call can be shown here.",
        "social-media": "Every action of the Call can be shown here.",
        "gcm-pledges": "It is for people whom this compact is about.",
        "gcm-practices": "It is ongoing; a reviewer looks at its results and lessons.",
        "gcr-pledges": "Actions for migrants only are not considered for the refugee compact.",
        "gcr-practices": "Actions for migrants only are not considered for the refugee compact.",
        "gfmd-pfp": "Every action of the Call can be shown here.",
        "hlpf-report": "Global Taskforce decides.",
    }


def test_a_reviewers_word_settles_the_evidence():
    facts = ActionFacts(
        target_groups=frozenset(GROUPS),
        starts_on=date(2020, 1, 1),
        has_evidence=True,
        is_evidence_accepted=True,
    )

    assert outcomes(facts)["gcm-practices"] == "eligible"
    assert outcomes(facts)["gcm-pledges"] == "eligible"  # both at once, as the source says


def test_a_reviewer_who_finds_too_little_keeps_it_from_the_practices_until_it_ends():
    facts = ActionFacts(
        target_groups=frozenset(GROUPS),
        starts_on=date(2020, 1, 1),
        has_evidence=True,
        is_evidence_accepted=False,
    )

    assert outcomes(facts)["gcr-practices"] == "not_eligible"
    assert outcomes(facts)["gcr-pledges"] == "eligible"
    assert outcomes(replace(facts, ends_on=TODAY - DAY))["gcr-practices"] == "eligible"


def test_what_is_missing_leaves_it_open():
    nothing = outcomes(ActionFacts(target_groups=frozenset(), starts_on=None))
    backwards = ActionFacts(target_groups=frozenset(GROUPS), starts_on=TODAY, ends_on=TODAY - DAY)

    assert set(nothing.values()) == {"undecided"}
    assert outcomes(backwards)["repository"] == "undecided"


@pytest.mark.parametrize(
    ("paused", "repository", "platforms"),
    [(0, date(2026, 11, 15), date(2027, 1, 30)), (10, date(2026, 11, 25), date(2027, 2, 9))],
)
def test_dates_count_from_the_submission_and_stop_while_changes_are_asked_for(
    paused, repository, platforms
):
    facts = ActionFacts(target_groups=frozenset(GROUPS), starts_on=date(2020, 1, 1))

    found = decide(facts, today=TODAY, submitted_on=date(2026, 11, 1), days_paused=paused)

    due = {decision.showcase.code: decision.due_on for decision in found if decision.due_on}
    assert due == {"repository": repository, "gcm-pledges": platforms, "gcr-pledges": platforms}


days = st.dates(min_value=date(2018, 1, 1), max_value=date(2030, 12, 31))


@given(
    groups=st.sets(st.sampled_from(GROUPS)),
    starts_on=days,
    ends_on=st.none() | days,
    today=days,
    evidence=st.booleans(),
    accepted=st.none() | st.booleans(),
)
def test_no_action_is_a_pledge_after_its_end(groups, starts_on, ends_on, today, evidence, accepted):
    facts = ActionFacts(
        target_groups=frozenset(groups),
        starts_on=starts_on,
        ends_on=ends_on,
        has_evidence=evidence,
        is_evidence_accepted=accepted,
    )

    pledges = [
        decision
        for decision in decide(facts, today=today)
        if decision.showcase.kind is ListingKind.PLEDGE
        and str(decision.outcome) in ("eligible", "to_confirm")
    ]
    assert not (pledges and ends_on is not None and ends_on < today)
    assert all(decision.reason for decision in decide(facts, today=today))


def test_the_table_names_nine_showcases():
    assert [showcase.code for showcase in showcases()] == [
        "repository",
        "annual-report",
        "social-media",
        "gcm-pledges",
        "gcm-practices",
        "gcr-pledges",
        "gcr-practices",
        "gfmd-pfp",
        "hlpf-report",
    ]
