"""The one list of what is asked about an action.

The form, the Word form, the checks, the copy for the submitter and the packages for the
showcases are all made from it; nothing restates a question. It asks what brief/faq.txt names
and what the showcases want (facts.md 2.2 to 2.6).
"""

from dataclasses import KW_ONLY, dataclass
from enum import Enum
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.terms.enums import Vocabulary

from .enums import Licence, Scope

#: The languages in which the Call takes actions, and has its form (brief/faq.txt).
WRITTEN_LOCALES = ("en", "fr", "es")
#: The version of this list; an answer keeps the one it was given to.
VERSION = 1
#: What a text may have at most, even one that is too long for its question: nothing typed is lost.
LONGEST_TEXT = 20_000
MOST_VALUES = 100


class Section(models.TextChoices):
    ORGANISATION = "organisation", _("You and your organisation")
    ACTION = "action", _("The action")
    PEOPLE = "people", _("Who it is for")
    TIME_AND_PLACE = "time-and-place", _("When and where")
    PRIORITIES = "priorities", _("Priorities and frameworks")
    RESULTS = "results", _("Results and evidence")
    PARTNERS = "partners", _("Partners and resources")
    SHARING = "sharing", _("Sharing")


class Kind(Enum):
    """What an answer is, and how it is kept in the JSON of a draft.

    Texts, dates, addresses and choices are strings, `YES` is true or false, the others are lists:
    of codes, or of `{"value", "label", "as_of"}` for figures.
    """

    TEXT = "text"
    LONG_TEXT = "long text"
    EMAIL = "e-mail"
    URL = "web address"
    DATE = "date"
    CHOICE = "choice"
    YES = "yes"
    TERMS = "terms"
    ORGANISATIONS = "organisations"
    FIGURES = "figures"

    @property
    def is_list(self) -> bool:
        return self in (Kind.TERMS, Kind.ORGANISATIONS, Kind.FIGURES)

    @property
    def empty(self) -> Any:
        """What stands for no answer."""
        if self is Kind.YES:
            return False
        return [] if self.is_list else ""


@dataclass(frozen=True)
class Question:
    """One question; `most_words` and `most_characters` bound a text, `least_characters` is advice.

    A personal answer is never copied anywhere beyond the private tables; what the others fill on
    showcases stands in `reference/showcase_fields.tsv`.
    """

    key: str
    kind: Kind
    label: Any
    guidance: Any = ""
    _: KW_ONLY
    is_required: bool = False
    is_personal: bool = False
    most_words: int | None = None
    most_characters: int | None = None
    least_characters: int | None = None
    vocabulary: Vocabulary | None = None
    choices: type[models.TextChoices] | None = None

    @property
    def section(self) -> Section:
        return next(section for section, asked in ASKED.items() if self in asked)


def text(
    key: str,
    label: Any,
    guidance: Any,
    kind: Kind = Kind.TEXT,
    most_characters: int = 255,
    **options: Any,
) -> Question:
    options["most_characters"] = most_characters
    return Question(key, kind, label, guidance, **options)


def long_text(key: str, label: Any, guidance: Any, most_words: int, **options: Any) -> Question:
    return Question(key, Kind.LONG_TEXT, label, guidance, most_words=most_words, **options)


def terms(vocabulary: Vocabulary, label: Any, guidance: Any, **options: Any) -> Question:
    key, kind = vocabulary.value, Kind.TERMS
    return Question(key, kind, label, guidance, vocabulary=vocabulary, **options)


def yes(key: str, label: Any, guidance: Any = "", **options: Any) -> Question:
    return Question(key, Kind.YES, label, guidance, **options)


#: All questions in the order in which they are asked.
ASKED: dict[Section, tuple[Question, ...]] = {
    Section.ORGANISATION: (
        text(
            "submitter_name",
            _("Your name"),
            _("For questions about this action. It is not published."),
            is_required=True,
            is_personal=True,
        ),
        text(
            "submitter_email",
            _("Your e-mail address"),
            _("We send the receipt here. It is not published."),
            kind=Kind.EMAIL,
            is_required=True,
            is_personal=True,
        ),
        text(
            "submitter_job_title",
            _("Your job title"),
            _("It is not published."),
            is_required=True,
            is_personal=True,
        ),
        Question(
            "co_leads",
            Kind.ORGANISATIONS,
            _("Other organisations that lead the action with you"),
            _(
                "The action counts for each of them. Each must have signed the Declaration or"
                " endorsed the Call."
            ),
        ),
    ),
    Section.ACTION: (
        text(
            "title",
            _("Title of the action"),
            _("Short and plain, with acronyms written out: “A one-stop desk for new arrivals”."),
            is_required=True,
            most_characters=150,
        ),
        long_text(
            "summary",
            _("The action in two or three sentences"),
            _("What you do, for whom, and what changes. It stands on cards and in search results."),
            80,
            is_required=True,
            most_characters=600,
        ),
        long_text(
            "description",
            _("What you do"),
            _(
                "The steps, who carries them out, and how people on the move take part. The UN’s"
                " pledge list takes 300 to 3,000 characters."
            ),
            450,
            is_required=True,
            least_characters=300,
            most_characters=3000,
        ),
        text(
            "website",
            _("Web page of the action"),
            _("If there is one."),
            kind=Kind.URL,
            most_characters=500,
        ),
    ),
    Section.PEOPLE: (
        terms(
            Vocabulary.TARGET_GROUPS,
            _("Which groups is the action for?"),
            _(
                "Tick all that apply. Actions for everyone on the move, whatever their status, can"
                " be shown most widely."
            ),
            is_required=True,
        ),
        long_text(
            "people_in_particular",
            _("Who in particular?"),
            _("For example children, women, older people, people with disabilities, workers."),
            100,
        ),
    ),
    Section.TIME_AND_PLACE: (
        Question(
            "starts_on",
            Kind.DATE,
            _("Start"),
            _("The first day, planned or past: 1 January 2019 or later."),
            is_required=True,
        ),
        Question(
            "ends_on",
            Kind.DATE,
            _("End"),
            _("The last day. Leave it empty when no end is planned."),
        ),
        Question("scope", Kind.CHOICE, _("How far does it reach?"), choices=Scope),
        terms(
            Vocabulary.COUNTRIES,
            _("Countries"),
            _("Where the action takes place. Countries outside the compacts are welcome."),
            is_required=True,
        ),
        text(
            "places",
            _("Cities or regions"),
            _("Their names, with commas between them."),
            most_characters=500,
        ),
    ),
    Section.PRIORITIES: (
        terms(
            Vocabulary.PRIORITY_OBJECTIVES,
            _("Priority objectives of the Call"),
            _("Several are welcome; we recommend no more than three."),
            is_required=True,
        ),
        terms(
            Vocabulary.GCM_OBJECTIVES,
            _("Objectives of the migration compact (GCM)"),
            _("Proposed from your priorities; change them as you like."),
        ),
        terms(
            Vocabulary.FOCUS_AREAS,
            _("Focus areas of the refugee compact (GCR)"),
            _("Proposed from your priorities; change them as you like."),
        ),
        terms(
            Vocabulary.SDGS,
            _("Sustainable Development Goals"),
            _("Proposed from your priorities; change them as you like."),
        ),
    ),
    Section.RESULTS: (
        long_text(
            "results",
            _("What has changed so far?"),
            _(
                "For ongoing actions, results, lessons and recommendations together make a good"
                " practice possible. Leave empty what you cannot say yet."
            ),
            300,
        ),
        Question(
            "figures",
            Kind.FIGURES,
            _("Results in numbers"),
            _("A number, what it counts, and the day it was true: 120, people in training."),
        ),
        long_text(
            "lessons",
            _("What have you learnt?"),
            _("What worked, what did not, and why."),
            300,
        ),
        long_text(
            "recommendations",
            _("What would you advise others?"),
            _("To cities that want to do the same."),
            200,
        ),
        text(
            "evidence",
            _("Address of a report or evaluation"),
            _("If there is one; files can be added below."),
            kind=Kind.URL,
            most_characters=500,
        ),
    ),
    Section.PARTNERS: (
        long_text(
            "partners",
            _("Partners"),
            _("Organisations that take part, one on each line. Please name no private person."),
            150,
        ),
        text(
            "funding",
            _("How is it paid for?"),
            _("For example: own budget, a grant of a fund, a national programme."),
            most_characters=500,
        ),
        long_text(
            "needs",
            _("What would help you?"),
            _("Support that you look for: partners, knowledge, money."),
            100,
        ),
    ),
    Section.SHARING: (
        yes(
            "consent_publish",
            _("We agree that this action is published in the Action Repository."),
            is_required=True,
        ),
        yes(
            "consent_showcase",
            _(
                "We agree that it is handed to showcases that it fits, on our organisation’s"
                " behalf."
            ),
            is_required=True,
        ),
        Question(
            "licence",
            Kind.CHOICE,
            _("Licence of the text"),
            _("Others may use the text when they name you."),
            choices=Licence,
            is_required=True,
        ),
        yes(
            "pass_contact",
            _(
                "My name and e-mail address may be passed on to the showcases that ask for a"
                " contact."
            ),
            is_personal=True,
        ),
        yes(
            "wants_updates",
            _("I would like to get the Call’s updates by e-mail."),
            _("These are the updates, invitations and mailings that the Call promises."),
            is_personal=True,
        ),
        yes(
            "wants_global_cities_fund",
            _("I would like to get news of the Global Cities Fund."),
            is_personal=True,
        ),
        yes(
            "wants_peer_learning",
            _("I would like to be invited to peer learning."),
            is_personal=True,
        ),
        yes(
            "wants_local_mgi",
            _("Our government is interested in the Local Migration Governance Indicators."),
            is_personal=True,
        ),
    ),
}


@cache
def questions() -> dict[str, Question]:
    """Return all questions by key, in the order in which they are asked."""
    return {question.key: question for asked in ASKED.values() for question in asked}
