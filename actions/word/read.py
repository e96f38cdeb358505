"""A filled-in form: its answers, found by their fields or by what the questions say."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from babel.dates import get_month_names
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from actions.answers import FIGURE_PARTS, Answers, read_date, take_in
from actions.questions import VERSION, WRITTEN_LOCALES, Kind, Question, questions
from hub.terms.folding import fold

from .opening import FormProblem, Line, open_form
from .wording import GUIDANCE_STYLE, Wording, comparable, is_written_list

#: Without a field, so many labels make a form; one alone is a word such as "Partners".
FEWEST_LABELS = 3
MARKS = re.compile(r"(?:\s|[☐□○☒☑■✓✔✗✘✅⊠]|\[\s?[xX]?\s?\]|[xX](?=[\s☐□]|$))*")
TICK = re.compile(r"[☒☑■✓✔✗✘✅⊠xX]")
FILLERS = {"de", "del", "of", "the", "le", "el", "st", "nd", "rd", "th", "er"}


@dataclass(frozen=True)
class ReadForm:
    """What a form says: answers to today's questions, and all the text that is none."""

    answers: Answers
    unrecognised: list[str]
    locale: str
    version: int | None
    warnings: list[str]


@dataclass
class Sorted:
    """The lines of a document by question; `loose` are those of no question, with a heading."""

    fields: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))
    loose: list[tuple[str, str]] = field(default_factory=list)

    def lose(self, heading: str, text: str) -> None:
        if text.strip():
            self.loose.append((heading, text.strip()))

    def told(self) -> list[str]:
        """Return the loose text as paragraphs, each with the heading it stood under."""
        told: dict[str, list[str]] = {}
        for heading, text in self.loose:
            told.setdefault(heading, []).append(text)
        return [
            "\n".join([f"{heading}: {texts[0]}" if heading else texts[0], *texts[1:]])
            for heading, texts in told.items()
        ]


def read_form(data: bytes) -> ReadForm:
    """Read an uploaded form; raises `FormProblem` for what is none."""
    opened, wording = open_form(data), Wording.read()
    said = {comparable(line.text) for line in opened.lines}
    known = {locale: len(said & set(labels)) for locale, labels in wording.labels.items()}
    if max(known.values()) < FEWEST_LABELS and not any(line.tag for line in opened.lines):
        raise FormProblem(_("This is not the form for an action: it has none of its questions."))
    sorted_lines = sort_lines(opened.lines, wording)
    answers: Answers = {}
    warnings: list[str] = []
    for key, lines in sorted_lines.fields.items():
        value = Reader(questions()[key], wording, sorted_lines).read(lines)
        try:
            answers |= take_in({key: value})
        except ValidationError as error:
            label = str(questions()[key].label)
            warnings.append(f"{label}: {error.messages[0]}")
            sorted_lines.lose(label, "\n".join(line.text for line in lines))
    if opened.version not in (None, VERSION):
        warnings.append(_("This form is not the newest one; please look through what it says."))
    return ReadForm(
        answers={key: value for key, value in answers.items() if value or value is False},
        unrecognised=sorted_lines.told(),
        locale=opened.locale or max(known, key=lambda locale: known[locale]),
        version=opened.version,
        warnings=warnings,
    )


# Whose line it is ---------------------------------------------------------------------------------


def sort_lines(lines: list[Line], wording: Wording) -> Sorted:
    """Give each line to its question: that of its field, else that of the label above it."""
    found = Sorted()
    with_fields = {line.tag.partition("=")[0] for line in lines}
    current = ""
    for line in lines:
        key = line.tag.partition("=")[0]
        if key in questions():
            current = key
            found.fields[key].append(line)
        elif key:
            found.lose(line.name or key, line.text)
        else:
            current = sort_line(line, current, found, wording, with_fields)
    return found


def sort_line(
    line: Line, current: str, found: Sorted, wording: Wording, with_fields: set[str]
) -> str:
    """Sort a line outside the fields, and return the question that the next one may belong to."""
    has_no_field = bool(current) and current not in with_fields
    if has_no_field and line.row and questions()[current].kind is Kind.FIGURES:
        # Whole rows, whatever their cells say: a label in one of them is no question.
        found.fields[current].append(line)
        return current
    key = wording.question_called(line.text[end_of_marks(line.text) :])
    if key and questions()[key].kind is Kind.YES:
        found.fields[key].append(line)
        return current
    if key:
        return key
    if comparable(line.text) in wording.furniture:
        return current
    is_ours = line.style == GUIDANCE_STYLE.replace(" ", "")
    if line.style.startswith("Heading") and line.text.strip():
        # A heading of their own, or one that was rewritten: what follows is of no question we know.
        current, has_no_field = "", False
    if has_no_field and not is_ours:
        found.fields[current].append(line)
    else:
        found.lose(str(questions()[current].label) if current else "", line.text)
    return current


def end_of_marks(text: str) -> int:
    marks = MARKS.match(text)
    return marks.end() if marks else 0


# What the lines of a question say -----------------------------------------------------------------


@dataclass(frozen=True)
class Reader:
    """Reads the lines of one question; what is no answer to it is loose."""

    question: Question
    wording: Wording
    found: Sorted

    def read(self, lines: list[Line]) -> Any:
        kind = self.question.kind
        if kind is Kind.FIGURES:
            return list(self.figures(lines))
        if is_written_list(self.question):
            return list(self.written(lines))
        if kind in (Kind.TERMS, Kind.CHOICE, Kind.YES):
            return self.chosen([code for line in lines for code in self.ticked(line)])
        text = "\n".join(line.text for line in lines)
        return written_date(text.strip()) if kind is Kind.DATE else text

    def lose(self, text: str) -> None:
        self.found.lose(str(self.question.label), text)

    def chosen(self, codes: list[str]) -> Any:
        if self.question.kind is Kind.YES:
            return bool(codes)
        if self.question.kind is Kind.TERMS:
            return codes
        for code in codes[1:]:
            self.lose("☒ " + next(iter(self.wording.names[self.question.key][code].values())))
        return codes[0] if codes else ""

    def ticked(self, line: Line) -> Iterator[str]:
        """Yield the code of a line that is ticked; what is written beside its label is loose."""
        names = self.wording.names[self.question.key]
        end = end_of_marks(line.text)
        marks, rest = line.text[:end], line.text[end:].strip()
        code, label = self.label_in(rest)
        code = line.tag.partition("=")[2] or code
        beside = rest[len(label) :].strip(" \t:–-")
        if end_of_marks(beside) == len(beside):
            marks, beside = marks + beside, ""
        is_ticked = bool(TICK.search(marks))
        if code not in names:
            self.lose(line.text if is_ticked else rest)
            return
        self.lose(beside)
        if is_ticked:
            yield code

    def label_in(self, text: str) -> tuple[str, str]:
        """Return the longest name of a choice with which a text begins, and its code."""
        begins = [
            (len(name), code, name)
            for code, names in self.wording.names[self.question.key].items()
            for name in names.values()
            if text.casefold().startswith(name.casefold())
        ]
        _length, code, name = max(begins, default=(0, "", ""))
        return code, text[: len(name)]

    def written(self, lines: list[Line]) -> Iterator[str]:
        """Yield the codes of names, one on each line or with commas between them."""
        for text in (part for line in lines for part in line.text.split("\n")):
            whole = self.wording.code_called(self.question.key, text)
            parts = [text] if whole else filter(str.strip, re.split("[,;]", text))
            for part in parts:
                code = whole or self.wording.code_called(self.question.key, part)
                if code:
                    yield code
                else:
                    self.lose(part)

    def figures(self, lines: list[Line]) -> Iterator[dict[str, str]]:
        rows: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for line in lines:
            if line.row:
                rows[line.row][line.cell].append(line.text)
            else:
                self.lose(line.text)
        for row in rows.values():
            texts = ["\n".join(texts).strip() for _cell, texts in sorted(row.items())]
            said = set(map(comparable, texts))
            if said <= self.wording.furniture:
                continue
            parts = dict.fromkeys(FIGURE_PARTS, "") | dict(zip(FIGURE_PARTS, texts, strict=False))
            yield parts | {"as_of": written_date(parts["as_of"])}
            self.lose("\n".join(texts[len(FIGURE_PARTS) :]))


# Dates as people write them -----------------------------------------------------------------------


@cache
def months() -> dict[str, int]:
    return {
        fold(name).strip("."): number
        for locale in WRITTEN_LOCALES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }


def written_date(text: str) -> str:
    """Return a date in the form 2026-11-25; a text that is none, or could be two, as it is."""
    words = re.findall(r"[^\W\d_]+|\d+", fold(text))
    numbers = [word for word in words if word.isdigit()]
    named = [months()[word] for word in words if word in months()]
    is_plain = all(word in FILLERS or word in months() or word.isdigit() for word in words)
    years = [int(number) for number in numbers if len(number) == 4]
    rest = [int(number) for number in numbers if len(number) < 3]
    if not is_plain or len(years) != 1 or len(rest) + len(named) != 2 or len(named) > 1:
        return text
    day, month = rest[0], named[0] if named else rest[1]
    is_year_first = not named and len(numbers[0]) == 4
    if is_year_first or (month > 12 and not named):
        day, month = month, day
    elif not named and day <= 12 and day != month:
        return text
    written = f"{years[0]:04}-{month:02}-{day:02}"
    return written if read_date(written) else text
