"""Moving in: an organisation that is known in another spelling is recognised, or asked about."""

import json

import pytest

from actions.models import Action, Commitment
from hub.organisations.models import Organisation
from tests.actions.moving_in import (
    ACTION,
    CITY,
    REPOSITORY,
    SIGNATURE,
    steps,
    told,
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": "assembly, ACCRA Metropolitan"}, "recognised"),
        ({"name": "Accra-Metropolitan Assembly", "city": ""}, "recognised"),
        (
            {"name": "Accra", "labels": {"fr": {"name": "Accra Métropolitan Assembly"}}},
            "recognised",
        ),
        ({"name": "City of Acra"}, "asked"),
        ({"name": "Région d’Accra"}, "asked"),
        ({"name": "Accra"}, "asked"),
        ({"country": ""}, "asked"),
        ({"city": "Tema"}, "asked"),
        ({"region": "Ashanti"}, "asked"),
        ({"country": "CA"}, "created"),
        ({"name": "Kumasi Metropolitan"}, "created"),
        ({"name": "AMA", "same_as": "accra"}, "recognised"),
        ({"same_as": "ama"}, "created"),
    ],
)
def test_another_spelling_is_recognised_or_asked_about(bring, change, expected):
    bring(CITY)
    row = {**CITY, "key": "ama", **change}
    row["country"] = row["country"] or None

    report = bring(row)

    asked = [
        (
            1,
            "duplicate",
            "same_as: it may be one of these: accra (Accra Metropolitan Assembly). Write the key of"
            " the one that it is, or its own key if it is none of them.",
        )
    ]
    assert told(report) == (asked if expected == "asked" else [])
    assert steps(report) == ({} if expected == "asked" else {"ama": expected})
    assert Organisation.objects.count() == 1 + (expected == "created")
    again = bring(row)
    assert set(steps(again).values()) <= {"unchanged"}
    assert Organisation.objects.count() == 1 + (expected == "created")


def test_two_spellings_in_one_file_are_one_organisation_for_all_that_names_them(bring):
    other = {**CITY, "key": "ama", "name": "Assembly (Accra, Metropolitan)", "city": "Elsewhere"}
    other |= {"city": "", "website": "https://example.org"}
    action = json.loads(json.dumps(ACTION))
    action["facts"]["organisations"] = [{"organisation": "ama", "role": "lead"}]
    signatures = {**SIGNATURE, "organisation": "ama"}, {**SIGNATURE, "key": "signature-2"}

    report = bring(*signatures, action, CITY, other, REPOSITORY)

    assert report.problems == []
    assert report.notes == ["ama is “Accra Metropolitan Assembly”, which stays as it is."]
    assert steps(report) == {
        "accra": "created",
        "ama": "recognised",
        "action-repository": "created",
        "action-1": "created",
        "signature-1": "created",
        "signature-2": "kept",
    }
    organisation = Organisation.objects.get()
    assert (organisation.slug, organisation.website) == ("accra", "")
    lead = Action.objects.get(locale__language_code="en").hub_contributions.get()
    assert lead.organisation == organisation
    assert Commitment.objects.get().organisation == organisation


def test_a_row_recognised_later_in_the_file_waits_for_it(bring):
    first = {**CITY, "key": "ama", "name": "AMA", "same_as": "accra"}

    report = bring(first, CITY)

    assert (told(report), steps(report)) == ([], {"accra": "created", "ama": "recognised"})


def test_a_spelling_that_comes_later_is_recognised_beside_the_one_that_was_there(bring):
    bring(CITY)

    report = bring(CITY, {**CITY, "key": "ama", "name": "Assembly, Accra Metropolitan"})

    assert (told(report), steps(report)) == ([], {"accra": "unchanged", "ama": "recognised"})
    assert Organisation.objects.count() == 1


def test_a_row_that_another_names_is_recognised_as_well(bring):
    bring(CITY)

    report = bring({**CITY, "key": "b", "same_as": "a"}, {**CITY, "key": "a"})

    assert steps(report)["a"] == "recognised"
    assert Organisation.objects.count() == 1


def test_what_was_recognised_wrongly_becomes_one_of_its_own(bring):
    bring(CITY)
    row = {**CITY, "key": "ama"}
    assert steps(bring(row)) == {"ama": "recognised"}

    report = bring({**row, "same_as": "ama"})

    assert (told(report), steps(report)) == ([], {"ama": "created"})
    assert list(Organisation.objects.order_by("slug").values_list("slug", flat=True)) == [
        "accra",
        "ama",
    ]
    for same_as in ("ama", None):
        assert steps(bring({**row, "same_as": same_as})) == {"ama": "unchanged"}


def test_a_row_is_not_recognised_in_the_one_that_names_it(bring):
    report = bring({**CITY, "key": "ama", "same_as": "accra"}, CITY)

    assert (told(report), steps(report)) == ([], {"accra": "created", "ama": "recognised"})
