"""Forms made from the questions alone; they take everything, and problems stand beside it."""

import json
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.localization.languages import content_locales, language_name
from hub.organisations.models import Organisation

from .answers import FIGURE_PARTS, Answers, read_date, take_what_can_be
from .models import Draft, Membership
from .options import Option, options_of
from .permissions import WRITE
from .questions import ASKED, WRITTEN_LOCALES, Kind, Question, Section

#: Rows for figures that stand there empty, for those without JavaScript.
EMPTY_ROWS = 3
#: How browsers are told what they may fill in by themselves.
AUTOCOMPLETE = {
    "submitter_name": "name",
    "submitter_email": "email",
    "submitter_job_title": "organization-title",
}


class DateWidget(forms.TextInput):
    """A browser's own field for dates; a plain one for a text that is none, which it would drop."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if not value or read_date(str(value)):
            context["widget"]["type"] = "date"
        return context


WIDGETS: dict[Kind, tuple[type[forms.Widget], dict[str, Any]]] = {
    Kind.TEXT: (forms.TextInput, {"dir": "auto"}),
    Kind.LONG_TEXT: (forms.Textarea, {"dir": "auto", "rows": 6}),
    Kind.EMAIL: (forms.TextInput, {"inputmode": "email"}),
    Kind.URL: (forms.TextInput, {"inputmode": "url"}),
    Kind.DATE: (DateWidget, {}),
    Kind.YES: (forms.CheckboxInput, {}),
}


class FiguresWidget(forms.Widget):
    """Rows of a number, what it counts, and the day; a row that is all empty is no row."""

    template_name = "actions/figures.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [*(value or []), *({} for _row in range(EMPTY_ROWS))]
        context["rows"] = [
            {part: row.get(part, "") for part in FIGURE_PARTS} | {"number": number}
            for number, row in enumerate(rows, start=1)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        columns = [data.getlist(f"{name}-{part}") for part in FIGURE_PARTS]
        rows = [
            dict(zip(FIGURE_PARTS, cells, strict=True)) for cells in zip(*columns, strict=False)
        ]
        return [row for row in rows if any(text.strip() for text in row.values())]


class AnyList(forms.Field):
    """A list in any order and of any value; whether we know the values is checked elsewhere."""

    def clean(self, value: Any) -> list[Any]:
        return list(value or [])


def field_for(question: Question, options: list[Option]) -> forms.Field:
    kind = question.kind
    named = {"label": question.label, "required": False}
    if kind is Kind.FIGURES:
        return AnyList(widget=FiguresWidget(), **named)
    if kind in (Kind.TERMS, Kind.ORGANISATIONS):
        pairs = [(option.code, option.label) for option in options]
        return AnyList(widget=forms.CheckboxSelectMultiple(choices=pairs), **named)
    if kind is Kind.CHOICE:
        pairs = [("", str(_("Not chosen yet"))), *((one.code, one.label) for one in options)]
        return forms.CharField(widget=forms.Select(choices=pairs), strip=False, **named)
    widget, attributes = WIDGETS[kind]
    if kind is Kind.YES:
        return forms.BooleanField(widget=widget(), **named)
    extra = {"autocomplete": AUTOCOMPLETE.get(question.key, "off")}
    if question.most_words:
        extra["data-words"] = str(question.most_words)
    return forms.CharField(widget=widget({**attributes, **extra}), strip=False, **named)


class SectionForm(forms.Form):
    """The questions of one section; whatever is typed is taken."""

    def __init__(
        self,
        section: Section,
        *,
        locale: str,
        answers: Answers,
        organisation: Organisation | None = None,
        data: Any = None,
    ) -> None:
        asked = ASKED[section]
        initial = {one.key: answers.get(one.key) or one.kind.empty for one in asked}
        super().__init__(data, initial=initial)
        self.questions = {question.key: question for question in asked}
        self.options: dict[str, list[Option]] = {}
        for key, question in self.questions.items():
            found = options_of(question, locale, organisation)
            self.options[key] = with_unknown(found, initial[key], question)
            self.fields[key] = field_for(question, self.options[key])
            # Tied to its guidance and to what is said about it.
            self.fields[key].widget.attrs["aria-describedby"] = f"{key}-guidance {key}-problems"

    def answers(self) -> Answers:
        """Return what was typed, as it is kept; what cannot be kept as it was sent."""
        self.full_clean()
        typed = {key: self.cleaned_data[key] for key in self.questions}
        return typed | take_what_can_be(typed)[0]

    def changes(self) -> Answers:
        """Return the answers that are not what the page showed when it was opened."""
        seen = read_seen(self.data.get("seen", ""))
        return {
            key: value for key, value in self.answers().items() if seen.get(key) != mark_of(value)
        }


def with_unknown(found: list[Option], value: Any, question: Question) -> list[Option]:
    """Keep an answer on the page that is not offered any more, so that saving does not drop it."""
    if question.kind not in (Kind.TERMS, Kind.ORGANISATIONS, Kind.CHOICE):
        return found
    known = {option.code for option in found}
    given = value if isinstance(value, list) else [value]
    return [*found, *(Option(code, code) for code in given if code and code not in known)]


def mark_of(value: Any) -> str:
    """Return a short mark by which an answer is known again."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def read_seen(text: str) -> dict[str, str]:
    try:
        seen = json.loads(text or "{}")
    except ValueError:
        return {}
    return seen if isinstance(seen, dict) else {}


def seen_marks(answers: Answers, section: Section) -> str:
    """Return the marks of what a page shows, for a field that comes back with it."""
    return json.dumps(
        {one.key: mark_of(answers.get(one.key) or one.kind.empty) for one in ASKED[section]}
    )


class StartForm(forms.Form):
    """For whom an action is written, in which language, and from which earlier one."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )
    locale = forms.ChoiceField(
        label=_("Language in which you write"),
        help_text=_("It can be another one than that of these pages."),
    )
    copy_of = forms.ModelChoiceField(
        Draft.objects.none(),
        label=_("Start from an earlier action"),
        required=False,
        empty_label=_("No, from an empty form"),
        to_field_name="key",
    )

    def __init__(self, data: Any = None, *, user: Any, language: str) -> None:
        super().__init__(data)
        mine = Membership.objects.of(user).filter(role__in=WRITE).values("organisation")
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(pk__in=mine)
        fields["copy_of"].queryset = Draft.objects.filter(organisation__in=mine)
        choices = [(code, language_name(code, language)) for code in writing_locales()]
        fields["locale"].choices = choices
        fields["locale"].initial = language if language in writing_locales() else choices[0][0]


def writing_locales() -> list[str]:
    """Return the languages in which the Call takes actions, as far as the site has them."""
    return [code for code in content_locales() if code in WRITTEN_LOCALES] or content_locales()
