"""Answers to the questions: taken in as they are typed, and checked in words.

Taking in never loses what a person wrote: a text that is too long or a date that is none is kept,
and told as a problem. Only what no form of ours could send is refused.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hub.terms.enums import Vocabulary

from .questions import ASKED, LONGEST_TEXT, MOST_VALUES, Kind, Question, Section, questions
from .showcases import ActionFacts
from .timeline import FIRST_DAY

Answers = dict[str, Any]
Refused = dict[str, ValidationError]  # why answers cannot be kept, by question

#: What neither XML nor PostgreSQL holds.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_PRIORITIES = 3
FIGURE_PARTS = ("value", "label", "as_of")
EVIDENCE = ("results", "lessons", "recommendations")
web_address = URLValidator(schemes=["http", "https"])


class Code:
    """Why an answer is not good enough; the API gives these codes."""

    REQUIRED = "REQUIRED"
    TOO_LONG = "TOO_LONG"
    TOO_SHORT = "TOO_SHORT"
    NOT_VALID = "NOT_VALID"
    UNKNOWN = "UNKNOWN"
    TOO_EARLY = "TOO_EARLY"
    ORDER = "ORDER"
    CONFLICT = "CONFLICT"


@dataclass(frozen=True)
class Problem:
    """What keeps an action from being submitted, or mere advice, at one question."""

    field: str
    code: str
    message: str


# Taking in ----------------------------------------------------------------------------------------


def take_in(given: Mapping[str, Any]) -> Answers:
    """Return answers in the shape in which they are kept; a list has each value once.

    Raises a ValidationError by field for what is not an answer at all.
    """
    taken, refused = take_what_can_be(given)
    if refused:
        raise ValidationError(dict(refused))
    return taken


def take_what_can_be(given: Mapping[str, Any]) -> tuple[Answers, Refused]:
    """Return what can be kept, and why the others cannot: one never holds back the rest."""
    taken: Answers = {}
    refused: Refused = {}
    for key, value in given.items():
        try:
            taken[key] = take_one(questions()[key].kind, value)
        except KeyError:
            refused[key] = ValidationError(_("There is no such question."))
        except (TypeError, ValueError):
            refused[key] = ValidationError(_("This is not an answer to the question."))
        except ValidationError as error:
            refused[key] = error
    return taken, refused


def take_one(kind: Kind, value: Any) -> Any:
    if value is None:
        return kind.empty
    if kind is Kind.YES:
        if not isinstance(value, bool):
            raise TypeError
        return value
    if not kind.is_list:
        return take_text(value)
    if not isinstance(value, list | tuple):
        raise TypeError
    if len(value) > MOST_VALUES:
        raise ValidationError(_("Give at most %(most)s.") % {"most": MOST_VALUES}, Code.TOO_LONG)
    if kind is Kind.FIGURES:
        figures = [
            {part: take_text(row.get(part, "")) for part in FIGURE_PARTS}
            for row in map(dict, value)
        ]
        return [figure for figure in figures if any(figure.values())]
    return list(dict.fromkeys(take_text(item) for item in value))


def figure_in_words(figure: dict[str, str]) -> str:
    """Put the parts of a figure that are filled in a row."""
    return " · ".join(filter(None, (figure[part] for part in FIGURE_PARTS)))


def take_text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    if len(value) > LONGEST_TEXT:
        message = _("This text has more than %(most)s characters.") % {"most": LONGEST_TEXT}
        raise ValidationError(message, Code.TOO_LONG)
    lines = UNWRITABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", lines).strip()


def read_date(text: str) -> date | None:
    """Read a date in the form 2026-11-25; None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def facts_of(answers: Answers, *, is_evidence_accepted: bool | None = None) -> ActionFacts:
    """Return what decides about the showcases."""
    return ActionFacts(
        target_groups=frozenset(answers.get(Vocabulary.TARGET_GROUPS, ())),
        starts_on=read_date(answers.get("starts_on", "")),
        ends_on=read_date(answers.get("ends_on", "")),
        has_evidence=all(answers.get(name) for name in EVIDENCE),
        is_evidence_accepted=is_evidence_accepted,
    )


# Checking -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """The values that answers may name: codes by vocabulary, and organisations that may lead."""

    codes: Mapping[str, frozenset[str]]
    organisations: frozenset[str]


@dataclass(frozen=True)
class Check:
    """What is missing or wrong, what could be better, and how far each section is."""

    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...]
    #: Required questions answered, and all of them, by section.
    progress: Mapping[Section, tuple[int, int]]

    def by_field(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for problem in self.problems:
            found.setdefault(problem.field, []).append(problem.message)
        return found


def check_answers(answers: Answers, known: Known) -> Check:
    """Check answers against the rules of submitting (brief/faq.txt, design section 6)."""
    problems = [
        problem
        for question in questions().values()
        for problem in problems_of(question, answers.get(question.key), known)
    ]
    problems.extend(problems_of_dates(answers))
    wrong = {problem.field for problem in problems}
    progress = {}
    for section in Section:
        required = [one.key for one in ASKED[section] if one.is_required]
        progress[section] = (sum(key not in wrong for key in required), len(required))
    return Check(tuple(problems), tuple(advice_for(answers)), progress)


def problems_of(question: Question, value: Any, known: Known) -> Iterator[Problem]:
    if not value:
        if question.is_required:
            yield Problem(question.key, Code.REQUIRED, missing(question))
        return
    match question.kind:
        case Kind.TERMS:
            yield from unknown_values(question, value, known.codes[str(question.vocabulary)])
        case Kind.ORGANISATIONS:
            yield from unknown_values(question, value, known.organisations)
        case Kind.CHOICE:
            allowed = question.choices.values if question.choices else ()
            yield from unknown_values(question, [value], allowed)
        case Kind.FIGURES:
            yield from problems_of_figures(question, value)
        case Kind.DATE if not read_date(value):
            yield Problem(question.key, Code.NOT_VALID, _("Please write a date."))
        case Kind.EMAIL if not passes(validate_email, value):
            yield Problem(question.key, Code.NOT_VALID, _("Please check the e-mail address."))
        case Kind.URL if not passes(web_address, value):
            message = _("Please write a whole address: https://www.example.org/page")
            yield Problem(question.key, Code.NOT_VALID, message)
    yield from too_long(question, value)


def missing(question: Question) -> str:
    match question.kind:
        case Kind.TERMS | Kind.CHOICE:
            return _("Please choose: %(what)s.") % {"what": question.label}
        case Kind.YES:
            return _("We need your agreement: %(what)s") % {"what": question.label}
    return _("Please fill in: %(what)s.") % {"what": question.label}


def unknown_values(question: Question, values: Iterable[str], allowed: Any) -> Iterator[Problem]:
    if unknown := [value for value in values if value not in allowed]:
        message = _("We do not know this value, or it cannot be chosen: %(values)s.")
        shown = ", ".join(value[:60] for value in unknown[:5])
        yield Problem(question.key, Code.UNKNOWN, message % {"values": shown})


def problems_of_figures(question: Question, figures: list[dict[str, str]]) -> Iterator[Problem]:
    for figure in figures:
        if not figure["value"] or not figure["label"]:
            message = _("A result needs a number and what it counts.")
            yield Problem(question.key, Code.NOT_VALID, message)
        elif max(len(figure["value"]) - 40, len(figure["label"]) - 255) > 0:
            yield Problem(question.key, Code.TOO_LONG, _("Please write this result shorter."))
        elif figure["as_of"] and not read_date(figure["as_of"]):
            yield Problem(question.key, Code.NOT_VALID, _("Please write a date."))


def passes(validate: Any, value: str) -> bool:
    try:
        validate(value)
    except ValidationError:
        return False
    return True


def too_long(question: Question, value: Any) -> Iterator[Problem]:
    """Measure an answer that has bounds, and so is a text."""
    if question.most_words and (words := len(value.split())) > question.most_words:
        message = _("This text has %(words)s words; there is room for %(most)s.")
        values = {"words": words, "most": question.most_words}
        yield Problem(question.key, Code.TOO_LONG, message % values)
    elif question.most_characters and len(value) > question.most_characters:
        message = _("This text has %(characters)s characters; there is room for %(most)s.")
        values = {"characters": len(value), "most": question.most_characters}
        yield Problem(question.key, Code.TOO_LONG, message % values)


def problems_of_dates(answers: Answers) -> Iterator[Problem]:
    starts_on = read_date(answers.get("starts_on", ""))
    ends_on = read_date(answers.get("ends_on", ""))
    if starts_on and starts_on < FIRST_DAY:
        message = _("The Call takes actions that started on %(day)s or later.")
        day = date_format(FIRST_DAY, "DATE_FORMAT")
        yield Problem("starts_on", Code.TOO_EARLY, message % {"day": day})
    if starts_on and ends_on and ends_on < starts_on:
        yield Problem("ends_on", Code.ORDER, _("The action cannot end before it starts."))


def advice_for(answers: Answers) -> Iterator[Problem]:
    """Advise, as the questions and answers of the Call do; advice never keeps anybody back."""
    if len(answers.get(Vocabulary.PRIORITY_OBJECTIVES, ())) > MOST_PRIORITIES:
        message = _("We recommend no more than three priorities for an action.")
        yield Problem(Vocabulary.PRIORITY_OBJECTIVES.value, Code.TOO_LONG, message)
    if 0 < len(answers.get(Vocabulary.TARGET_GROUPS, ())) < 4:
        message = _("Actions for all four groups can be shown most widely.")
        yield Problem(Vocabulary.TARGET_GROUPS.value, Code.TOO_SHORT, message)
    for question in questions().values():
        value = answers.get(question.key) or ""
        if question.least_characters and 0 < len(value) < question.least_characters:
            message = _("The UN’s pledge list asks for %(least)s characters at least.")
            values = {"least": question.least_characters}
            yield Problem(question.key, Code.TOO_SHORT, message % values)
