"""What is known of an action for those to whom it is handed in, in words of one language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from django.db.models import F

from hub import days
from hub.catalogue.models import Entry
from hub.catalogue.querysets import ANYONE
from hub.organisations.enums import ContributionRole
from hub.pages.roots import base_url
from hub.pages.sources import pages_of_group, source_of
from hub.terms.models import Term

from .answers import Answers
from .desk import texts_of
from .enums import Timeline
from .models import Draft, DraftFile
from .options import shown_answers
from .questions import Kind, questions
from .services.publishing import TEXTS
from .timeline import timeline_of

#: The words of the refugee compact for where a pledge stands (facts.md 2.4).
STAGES = {
    Timeline.PLANNED: "in the planning stage",
    Timeline.ONGOING: "in progress",
    Timeline.CONCLUDED: "fulfilled",
}
#: How long a text for social media is at most, and how much words keep beside a long address.
MOST_SOCIAL, LEAST_SOCIAL = 280, 40
#: What is written in the language of the city, and may have to be translated.
PROSE = frozenset(
    key
    for key, one in questions().items()
    if one.kind is Kind.LONG_TEXT or key in ("title", "funding")
) - {"partners"}


@dataclass(frozen=True, kw_only=True)
class Material:
    """What is known of an action for readers of a language, in words by source.

    `foreign` are the sources whose words are there only in the language `written_in`.
    """

    language: str
    words: Mapping[str, str]
    #: By which the action is named where it is handed in.
    number: str = ""
    written_in: str = ""
    foreign: frozenset[str] = frozenset()
    files: tuple[DraftFile, ...] = ()
    social: Mapping[str, str] = field(default_factory=dict)


def pages_to_hand_in(page: Any) -> dict[str, Any]:
    """Return the pages of a group by language, the source first.

    A translation counts once it is published: while words are missing it stays a draft.
    """
    if page is None:
        return {}
    pages = pages_of_group(page)
    source = source_of(page) or page
    found = [source, *(one for one in pages.values() if one.live and one.pk != source.pk)]
    return {
        one.locale.language_code: one.specific if one.live else one.get_latest_revision_as_object()
        for one in found
    }


def material_of(pages: Mapping[str, Any], language: str, draft: Draft | None = None) -> Material:
    """Read what was sent, and over it what the page says: once there is one, it counts."""
    submission = draft.latest_submission() if draft else None
    answers: Answers = dict(submission.answers) if submission else {}
    written_in = submission.locale if submission else ""
    foreign = {key for key in PROSE if answers.get(key) and written_in != language}
    source = next(iter(pages.values()), None)
    worked_out = dict(told(answers, draft))
    if source is not None:
        page = pages.get(language, source)
        written_in = written_in or source.locale.language_code
        answers |= facts_on(source) | texts_of(page)
        answers["figures"] = figures_on(page)
        foreign -= {*TEXTS, "description"}
        if page.locale.language_code != language:
            foreign |= {*TEXTS, "description", "figures"}
        worked_out |= told_by(source)
    shown = shown_answers(answers, language, with_personal=False)
    words = {question.key: "\n".join(parts) for question, parts in shown}
    social = dict(social_texts(source.translation_key)) if source is not None else {}
    return Material(
        language=language,
        words=words | worked_out | {"address": social.get(language, "").rpartition("\n")[2]},
        number=str(submission or draft.key) if draft else "",
        written_in=written_in,
        foreign=frozenset(foreign),
        files=tuple(draft.files.all()) if draft else (),
        social=social,
    )


def told(answers: Answers, draft: Draft | None) -> Iterator[tuple[str, str]]:
    """Name the organisation, and the contact person if that person agreed to be passed on."""
    if draft:
        yield "organisation", str(draft.organisation)
    if answers.get("pass_contact"):
        parts = (answers.get("submitter_name"), answers.get("submitter_email"))
        yield "contact", "\n".join(filter(None, parts))


def told_by(source: Any) -> dict[str, str]:
    rows = list(source.hub_contributions.all())
    leads = [str(row.organisation) for row in rows if row.role == ContributionRole.LEAD]
    others = [str(row.organisation) for row in rows if row.role == ContributionRole.PARTNER]
    timeline = timeline_of(source.starts_on, source.ends_on, days.today())
    found = {
        "organisation": "\n".join(leads[:1]),
        "joint_with": "\n".join(leads[1:]),
        "partners": "\n".join(others),
        "stage": STAGES[timeline] if timeline else "",
    }
    return {name: text for name, text in found.items() if text}


def facts_on(source: Any) -> Answers:
    """Return the facts of a page in the shape of answers."""
    found: Answers = {key: [] for key, question in questions().items() if question.vocabulary}
    terms = Term.objects.filter(pk__in=[row.term_id for row in source.hub_terms.all()])
    for vocabulary, code in terms.filter(vocabulary__in=found).values_list("vocabulary", "code"):
        found[vocabulary].append(code)
    # Whoever leads it with the first one stands on the page as well.
    found["co_leads"] = []
    for name in ("starts_on", "ends_on"):
        found[name] = str(getattr(source, name) or "")
    return found


def figures_on(page: Any) -> list[dict[str, str]]:
    return [
        {"value": row.value, "label": row.label, "as_of": str(row.as_of or "")}
        for row in page.figures.all()
    ]


def social_texts(key: Any) -> Iterator[tuple[str, str]]:
    """Draft a short text in each language in which an action is public, from title and summary."""
    entries = Entry.objects.visible_to(ANYONE).filter(group__translation_key=key)
    for entry in entries.filter(actual_locale=F("locale")).order_by("pk"):
        address = base_url() + entry.path
        room = max(MOST_SOCIAL - len(address) - 1, LEAST_SOCIAL)
        words = f"{entry.title}: {entry.card.get('summary', '')}"
        yield entry.locale, f"{shorten(words, room, placeholder='…')}\n{address}"
