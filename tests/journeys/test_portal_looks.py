"""The portal of a city: under the rules of axe on a desk and on a phone, and within 20 minutes."""

import math
from typing import Any
from uuid import uuid4

import pytest

from actions.answers import check_answers, take_in
from actions.options import options_of
from actions.questions import Kind, Section, questions
from actions.services.drafts import known_values, save_draft, start_draft
from actions.services.submitting import submit_draft
from actions.word.accepting import form_for, take_upload
from hub.terms.enums import Vocabulary
from tests.actions.people import READY, City
from tests.journeys.officers import REQUIRED, path
from tests.looks import PHONE, WIDE, findings, keep_picture, overflow, show_on

#: One template makes all sections; with the longest of them, one is checked on a desk as well.
ALIKE = {f"section-{one}" for one in Section.values} - {"section-results", "section-priorities"}


@pytest.fixture
def paths(city: City, client: Any) -> dict[str, str]:
    """Fill what the pages can show; the addresses of all of them, for an owner who is logged in."""
    owner, organisation = city.owner, city.organisation
    draft = start_draft(owner, organisation, locale="en")
    changes = {**READY, "ends_on": "2024-01-01", "consent_publish": False}
    save_draft(owner, draft.key, changes=changes, version=1)
    form = form_for(owner, draft.key, "en")
    save_draft(owner, draft.key, changes={"title": "Another title"}, version=2)
    upload = take_upload(owner, draft.key, form)
    sent = start_draft(owner, organisation, locale="en")
    save_draft(owner, sent.key, changes=READY, version=1)
    submit_draft(owner, sent.key, key=uuid4(), version=2)
    client.force_login(owner)
    pages: dict[str, tuple[Any, ...]] = {
        "home": ("joining_home",),
        "register": ("joining_register",),
        "sign": ("joining_sign", organisation.key),
        "people": ("joining_people", organisation.key),
        "ready": ("action_ready",),
        "list": ("action_list",),
        "start": ("action_start",),
        "overview": ("action_overview", draft.key),
        **{f"section-{one}": ("action_section", draft.key, one) for one in Section.values},
        "word": ("action_word", draft.key),
        "compare": ("action_word_compare", draft.key, upload.key),
        "submit": ("action_submit", draft.key),
        "receipt": ("action_receipt", sent.key),
        "sent": ("action_overview", sent.key),
    }
    return {name: path(*page) for name, page in pages.items()}


@pytest.mark.browser
def test_no_page_of_the_portal_breaks_a_rule_on_a_desk_or_a_phone(
    paths: dict[str, str], browse: Any, axe: str
) -> None:
    broken: dict[str, list[str]] = {}
    for name, address in paths.items():
        page = browse(address, **WIDE)
        found = [*page.problems]
        for look, options in (("desk", WIDE), ("phone", PHONE)):
            show_on(page, options)
            keep_picture(page, f"{name}-{look}")
            if look == "phone" or name not in ALIKE:
                found += [f"{look}: {one}" for one in findings(page, axe)]
            found += [f"{look}: {one}" for one in overflow(page)]
        if found:
            broken[name] = found

    assert broken == {}


# The 20 minutes of the FAQ ------------------------------------------------------------------------

WORDS_A_MINUTE = 200
#: Allowed for each required answer that is a short text, a date, a choice or a tick.
SECONDS_A_SHORT_ANSWER = 15
#: Allowed for long texts: as many words as are written in a minute, thinking included.
WRITTEN_A_MINUTE = 25
#: How many words are written: all that fit in the summary, and what the UN's list asks at least of
#: the description (300 characters), twice.
LONG_ANSWERS = {"summary": 80, "description": 100}
#: Nobody reads a list of countries from the beginning; the others are read with their guidance.
LOOKED_UP = {Vocabulary.COUNTRIES}


def words_in(*texts: Any) -> int:
    return sum(len(str(text).split()) for text in texts)


@pytest.mark.usefixtures("city")
def test_what_is_required_takes_no_more_than_the_twenty_minutes_of_the_faq() -> None:
    required = [one for one in questions().values() if one.is_required]
    walk = {key: value for answers in REQUIRED.values() for key, value in answers.items()}
    assert list(walk) == [one.key for one in required]
    assert check_answers(take_in(walk), known_values()).problems == ()

    read = sum(words_in(one.label, one.guidance) for one in questions().values())
    read += words_in(*Section.labels)
    for question in questions().values():
        if question.kind in (Kind.TERMS, Kind.CHOICE) and question.vocabulary not in LOOKED_UP:
            read += sum(words_in(one.label, one.guidance) for one in options_of(question, "en"))
    long = [one.key for one in required if one.kind is Kind.LONG_TEXT]
    assert long == list(LONG_ANSWERS)
    reading = read / WORDS_A_MINUTE
    writing = sum(LONG_ANSWERS.values()) / WRITTEN_A_MINUTE
    writing += (len(required) - len(long)) * SECONDS_A_SHORT_ANSWER / 60
    print(f"{read} words read in {reading:.1f} minutes, written in {writing:.1f}")  # noqa: T201

    assert math.ceil(reading + writing) <= 20
