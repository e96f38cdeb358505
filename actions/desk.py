"""What a reviewer reads of an action: how urgent it is, what changed, who did what.

All of it is made when it is looked at, and nothing is stored.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import diff_text

from hub.pages.sources import pages_of_group

from .enums import ListingState, ReviewState
from .models import Action, Draft, Record, Submission
from .options import shown_answers
from .questions import Kind, Question, questions
from .services.organisations import likeness
from .services.publishing import TEXTS as ON_PAGE
from .showcases import showcase_names

#: From how alike two titles are on they may be of one action, and how many such are named.
ALIKE, MOST_ALIKE = 0.8, 5
#: What a record calls the state before and after, or who had it and has it.
ENDS = ("before", "after")
STATES = dict(ReviewState.choices) | dict(ListingState.choices)
VERBS = {
    "draft_started": _("began it"),
    "submitted": _("sent it"),
    "withdrawn": _("took it back"),
    "correction_requested": _("asked for a correction"),
    "take_up": _("took it up"),
    "request_changes": _("asked for changes"),
    "approve": _("approved it"),
    "decline": _("declined it"),
    "publish": _("published it"),
    "assigned": _("gave it to somebody"),
    "commented": _("commented"),
    "read_by_secretariat": _("read it"),
    "evidence_accepted": _("found its results and lessons enough"),
    "evidence_declined": _("found its results and lessons not enough yet"),
    "reported": _("told what came of it"),
    "report_decided": _("decided about a report"),
    "listing_routed": _("moved it by the rules"),
    "listing_recorded": _("recorded of a showcase"),
    "reminded": _("reminded"),
    "package_taken": _("took what is handed in to a showcase"),
}


def completeness(answers: dict[str, Any]) -> tuple[int, int]:
    """Count the questions that are answered, the optional ones too, and all of them."""
    asked = [key for key, question in questions().items() if question.kind is not Kind.YES]
    return sum(bool(answers.get(key)) for key in asked), len(asked)


# Side by side ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Compared:
    """One question: what was sent last, how that differs from the round before, and the page."""

    question: Question
    written: list[str]
    changes: str = ""
    on_page: str = ""


@dataclass(frozen=True)
class SideBySide:
    rows: list[Compared]
    rounds: list[Submission]
    #: The languages in which there is a page, and the one that is shown.
    languages: list[str] = field(default_factory=list)
    language: str = ""


def side_by_side(draft: Draft, reader: str, wanted: str = "") -> SideBySide:
    """Put what was sent beside the page in another language, for a reader of a language."""
    rounds = list(draft.submissions.order_by("round"))
    pages = pages_of_group(draft.page) if draft.page else {}
    others = sorted(pages, key=lambda code: (code == draft.locale, code))
    language = wanted if wanted in pages else next(iter(others), "")
    # As its editors left it last.
    texts = texts_of(pages[language].get_latest_revision_as_object()) if language else {}
    last, before = ({}, {})
    if rounds:
        last = words_of(rounds[-1], reader)
        before = words_of(rounds[-2], reader) if len(rounds) > 1 else last
    rows = [
        Compared(
            question=question,
            written=last.get(key, []),
            changes=marked(before.get(key, []), last.get(key, [])),
            on_page=texts.get(key, ""),
        )
        for key, question in questions().items()
        if key in last or key in before
    ]
    return SideBySide(rows, rounds, others, language)


def words_of(submission: Submission, reader: str) -> dict[str, list[str]]:
    return {question.key: words for question, words in shown_answers(submission.answers, reader)}


def marked(before: list[str], after: list[str]) -> str:
    """Mark what was taken out and put in; nothing where both are the same."""
    if before == after:
        return ""
    tags = {"deletion": "del", "addition": "ins"}
    parts = diff_text("\n".join(before), "\n".join(after)).changes
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<{0}>{1}</{0}>", tags[kind], text) if kind in tags else text,)
            for kind, text in parts
        ),
    )


def texts_of(page: Any) -> dict[str, str]:
    """Read the words of a page, its description line by line."""
    body = [lines_of(block.value.source) for block in page.body if hasattr(block.value, "source")]
    return {name: getattr(page, name) for name in ON_PAGE} | {"description": "\n".join(body)}


def lines_of(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for paragraph in soup.find_all(("p", "li", "br", "h2", "h3", "h4", "h5")):
        paragraph.append("\n")
    return "\n".join(line.strip() for line in soup.get_text().split("\n") if line.strip())


# Duplicates --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Alike:
    title: str
    organisation: str
    address: str
    share: float


def duplicates_of(draft: Draft) -> list[Alike]:
    """Find actions with nearly the same title, sent by anybody or imported as a page."""
    title = str(draft.answers.get("title") or "").casefold()
    if not title:
        return []
    matcher = SequenceMatcher(b=title, autojunk=False)  # looks through the second text once
    found = [
        Alike(name, organisation, reverse(place, args=[key]), share)
        for name, organisation, place, key in others_than(draft)
        if (share := likeness(matcher, name.casefold(), ALIKE))
    ]
    return sorted(found, key=lambda one: -one.share)[:MOST_ALIKE]


def others_than(draft: Draft) -> Iterator[tuple[str, str, str, Any]]:
    drafts = Draft.objects.sent().exclude(pk=draft.pk)
    for name, organisation, key in drafts.values_list(
        "answers__title", "organisation__name", "key"
    ):
        yield str(name or ""), organisation, "action_desk:draft", key
    own = Draft.objects.exclude(page=None).values("page__translation_key")
    pages = Action.objects.exclude(translation_key__in=own)
    for pk, name in pages.values_list("pk", "title"):
        yield name, "", "wagtailadmin_pages:edit", pk


# The trail ---------------------------------------------------------------------------------------


def trail_of(rows: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """Tell who did what with an action and when."""
    rows = list(rows)
    given = {row.details.get(name) for row in rows if row.verb == "assigned" for name in ENDS}
    people = get_user_model()._default_manager.in_bulk(given - {None})
    for row in rows:
        yield {
            "at": row.at,
            "who": person(row.actor),
            "what": VERBS.get(row.verb, row.verb),
            "details": list(details_of(row, people)),
        }


def details_of(row: Record, people: dict[Any, Any]) -> Iterator[str]:
    """Put the details of a record into words, as far as there are words for them."""
    details = dict(row.details)
    if showcase := str(details.pop("showcase", "")):
        yield showcase_names().get(showcase, showcase)
    ends = [details.pop(name, None) for name in ENDS]
    if any(ends) and row.verb == "assigned":
        yield " → ".join(person(people.get(end)) or "–" for end in ends)
    elif any(ends):
        yield " → ".join(str(STATES.get(end) or end or "–") for end in ends)
    yield from (f"{name}: {value}" for name, value in details.items() if value)


def person(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
