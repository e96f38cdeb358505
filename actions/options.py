"""What can be chosen in a form: terms, choices and organisations, named in a language."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hub.catalogue.models import Entry
from hub.catalogue.querysets import ANYONE
from hub.localization.languages import chain
from hub.organisations.models import Organisation
from hub.pages.links import PageLink, address, links_to
from hub.terms.enums import Vocabulary
from hub.terms.models import Term, TermLabel, TermMapping
from resources.enums import InformationKind
from resources.models import InformationPage, PriorityObjectivePage

from .answers import figure_in_words
from .questions import Kind, Question, Section, questions
from .services.drafts import possible_leads

#: The text itself, for sites that have no page of it.
DECLARATION_ADDRESS = (
    "https://localaction.mayorsmechanism.org/index.php/marrakech-mayors-declaration"
)
#: The vocabularies that are proposed from the priorities.
PROPOSED = (Vocabulary.GCM_OBJECTIVES, Vocabulary.FOCUS_AREAS, Vocabulary.SDGS)
#: The types of pages that a receipt leads to, and how many.
MEANWHILE, MOST_LINKS = ("course", "indicator_framework"), 4


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    guidance: str = ""


def options_of(
    question: Question, locale: str, organisation: Organisation | None = None
) -> list[Option]:
    """Return what can be chosen as an answer, in the order in which it is offered."""
    if question.vocabulary:
        return term_options([question.vocabulary], locale)[question.vocabulary]
    if question.kind is Kind.ORGANISATIONS:
        return [Option(found.slug, str(found)) for found in possible_leads(organisation)]
    return [
        Option(str(code), str(label)) for code, label in getattr(question.choices, "choices", ())
    ]


def term_options(vocabularies: list[Vocabulary], locale: str) -> dict[str, list[Option]]:
    """Read the terms that are offered, two queries for any number of vocabularies."""
    labels: dict[int, dict[str, TermLabel]] = defaultdict(dict)
    offered = Term.objects.offered().in_vocabulary(*vocabularies)
    order = chain(locale)
    for label in TermLabel.objects.filter(term__in=offered, locale__in=order):
        labels[label.term_id][label.locale] = label
    found: dict[str, list[Option]] = {str(vocabulary): [] for vocabulary in vocabularies}
    for pk, vocabulary, code in offered.values_list("pk", "vocabulary", "code"):
        named = [labels[pk][one] for one in order if one in labels[pk]]
        guidance = next((label.guidance for label in named if label.guidance), "")
        found[vocabulary].append(Option(code, named[0].label if named else code, guidance))
    if Vocabulary.COUNTRIES in found:
        found[Vocabulary.COUNTRIES].sort(key=lambda option: option.label)
    return found


def proposals(priorities: list[str]) -> dict[str, list[str]]:
    """Return what the mapping of the Call proposes for these priorities, by question."""
    links = TermMapping.objects.filter(
        source__vocabulary=Vocabulary.PRIORITY_OBJECTIVES,
        source__code__in=priorities,
        target__vocabulary__in=PROPOSED,
        target__is_retired=False,
    )
    rows = links.order_by("target__order").values_list("target__vocabulary", "target__code")
    found: dict[str, list[str]] = {str(vocabulary): [] for vocabulary in PROPOSED}
    for vocabulary, code in rows.distinct():
        found[vocabulary].append(code)
    return found


def priority_pages(locale: str) -> dict[str, str]:
    """Return the addresses of the public pages of the priorities, by code."""
    pages = PriorityObjectivePage.objects.live().exclude(term=None)
    codes = dict(pages.values_list("translation_key", "term__code"))
    entries = Entry.objects.visible_to(ANYONE).in_locale(locale)
    found = entries.of_pages(codes).select_related("group")
    return {codes[entry.group.translation_key]: address(entry) for entry in found}


def declaration_address(locale: str) -> str:
    """Return where the Declaration can be read: here, or else on the website of the Call."""
    pages = InformationPage.objects.live().filter(kind=InformationKind.DECLARATION)
    entries = Entry.objects.visible_to(ANYONE).in_locale(locale)
    found = entries.of_pages(pages.values("translation_key"))
    entry = found.select_related("group").first()
    return address(entry) if entry else DECLARATION_ADDRESS


def pages_meanwhile(locale: str) -> list[PageLink]:
    """Find courses and the Local MGI, for those who wait until their action is published."""
    entries = Entry.objects.visible_to(ANYONE).in_locale(locale).filter(type__in=MEANWHILE)
    return links_to(entries.select_related("group").order_by("type", "sort_title")[:MOST_LINKS])


def shown_answers(
    answers: dict[str, Any], locale: str, *, with_personal: bool = True
) -> list[tuple[Question, list[str]]]:
    """Return every answer that was given, in words of a language, in the order of the questions."""
    wanted = [
        question
        for question in questions().values()
        if answers.get(question.key) and (with_personal or not question.is_personal)
    ]
    vocabularies = [question.vocabulary for question in wanted if question.vocabulary]
    names = term_options(vocabularies, locale) if vocabularies else {}
    slugs = [slug for one in wanted if one.kind is Kind.ORGANISATIONS for slug in answers[one.key]]
    leads = {one.slug: str(one) for one in Organisation.objects.filter(slug__in=slugs)}
    labels = {vocabulary: {o.code: o.label for o in found} for vocabulary, found in names.items()}
    return [(one, in_words(one, answers[one.key], labels, leads)) for one in wanted]


def answers_by_section(
    answers: dict[str, Any], locale: str
) -> list[tuple[str, list[tuple[Question, list[str]]]]]:
    """Return the same by the name of the section in the active language."""
    found: dict[Section, list[tuple[Question, list[str]]]] = {}
    for question, words in shown_answers(answers, locale):
        found.setdefault(question.section, []).append((question, words))
    return [(str(section.label), rows) for section, rows in found.items()]


def in_words(
    question: Question, value: Any, labels: dict[str, dict[str, str]], leads: dict[str, str]
) -> list[str]:
    match question.kind:
        case Kind.TERMS:
            return [labels[str(question.vocabulary)].get(code, code) for code in value]
        case Kind.ORGANISATIONS:
            return [leads.get(slug, slug) for slug in value]
        case Kind.FIGURES:
            return [figure_in_words(figure) for figure in value]
        case Kind.CHOICE:
            return [
                str(dict(question.choices.choices if question.choices else ()).get(value, value))
            ]
        case Kind.YES:
            return [_("Yes")]
    return [str(value)]
