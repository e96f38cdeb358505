"""What the Word form says, in each of its languages: written by one module, known by the other."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from actions.questions import WRITTEN_LOCALES, Kind, Question, Section, questions
from actions.services.drafts import possible_leads
from hub.localization.languages import language_name
from hub.terms.enums import Vocabulary
from hub.terms.folding import fold
from hub.terms.models import Term

#: Begins the tag of each field: `action:title`, and `action:scope=local` for a box.
PREFIX = "action:"
YES = "yes"
GUIDANCE_STYLE, ANSWER_STYLE = "Form Guidance", "Form Answer"
PROPERTY, FORM = "HubForm", "action"


def comparable(text: str) -> str:
    """Return a text without case, accents, spare blanks and the colon that people add."""
    return fold(re.sub(r"\s+", " ", text)).rstrip(" :*")


def is_written_list(question: Question) -> bool:
    """Tell whether values are written one on each line: boxes for all countries fill pages."""
    return question.kind is Kind.ORGANISATIONS or question.vocabulary == Vocabulary.COUNTRIES


def form_languages() -> list[tuple[str, str]]:
    """Name the languages of the form, each in itself."""
    return [(code, language_name(code, code)) for code in WRITTEN_LOCALES]


def form_title() -> str:
    return _("Form for an action")


def introduction() -> list[str]:
    return [
        _("Write below each question; a box grows as you write. You need not answer all at once."),
        _("To tick a box, click on it or type an x in its place."),
        _("Then upload this file where you write your action. You see what it says, and choose."),
        _("Text that stands elsewhere in this file is kept as a note."),
    ]


def figure_headings() -> list[str]:
    return [_("Number"), _("What it counts"), _("Day, such as 2026-11-25")]


def guidance_of(question: Question) -> Iterator[str]:
    """Say what helps to answer a question, and how much room there is."""
    if question.guidance:
        yield str(question.guidance)
    limits = [_("Required.")] if question.is_required else []
    if question.most_words:
        words = ngettext("At most %(most)s word.", "At most %(most)s words.", question.most_words)
        limits.append(words % {"most": question.most_words})
    if question.most_characters:
        limits.append(_("At most %(most)s characters.") % {"most": question.most_characters})
    if question.kind is Kind.DATE:
        limits.append(_("Year, month and day, such as 2026-11-25."))
    if is_written_list(question):
        limits.append(_("One on each line."))
    if limits:
        yield " ".join(limits)


@dataclass(frozen=True)
class Wording:
    """What can be chosen, by question, code and language, and the questions by what they say."""

    names: dict[str, dict[str, dict[str, str]]] = field(default_factory=lambda: defaultdict(dict))
    retired: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def read(cls) -> "Wording":
        """Read it in three queries, whatever the number of terms."""
        wording = cls()
        keys = {
            str(asked.vocabulary): key for key, asked in questions().items() if asked.vocabulary
        }
        for term in Term.objects.in_vocabulary(*keys).prefetch_related("labels"):
            key = keys[term.vocabulary]
            wording.names[key][term.code] = {code: term.label_in(code) for code in WRITTEN_LOCALES}
            if term.is_retired:
                wording.retired.add((key, term.code))
        wording.names["co_leads"] = {
            one.slug: dict.fromkeys(WRITTEN_LOCALES, one.name) for one in possible_leads()
        }
        for locale in WRITTEN_LOCALES:
            with override(locale):
                for key, asked in questions().items():
                    choices = asked.choices.choices if asked.choices else ()
                    own = {YES: asked.label} if asked.kind is Kind.YES else dict(choices)
                    for code, label in own.items():
                        wording.names[key].setdefault(code, {})[locale] = str(label)
        return wording

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The keys of the questions by their labels, in each language."""
        found = {}
        for locale in WRITTEN_LOCALES:
            with override(locale):
                found[locale] = {
                    comparable(str(question.label)): key for key, question in questions().items()
                }
        return found

    @cached_property
    def furniture(self) -> set[str]:
        """All that the form itself says around the fields, in any language."""
        texts: list[str] = []
        for locale in WRITTEN_LOCALES:
            with override(locale):
                texts += [form_title(), *introduction(), *figure_headings()]
                texts += map(str, Section.labels)
                texts += [text for one in questions().values() for text in guidance_of(one)]
        return set(map(comparable, texts))

    def question_called(self, text: str) -> str:
        """Return the key of the question with this label in any language, or nothing."""
        asked = comparable(text)
        return next((known[asked] for known in self.labels.values() if asked in known), "")

    def code_called(self, key: str, text: str) -> str:
        """Return the code of what can be chosen under this name in any language, or nothing."""
        return self.codes[key].get(comparable(text), "")

    @cached_property
    def codes(self) -> dict[str, dict[str, str]]:
        """The codes of what can be chosen, by question and by each name."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for key, choices in self.names.items():
            for code, names in choices.items():
                for name in (code, *names.values()):
                    found[key].setdefault(comparable(name), code)
        return found
