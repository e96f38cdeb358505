"""What an export is asked for: the same questions for the command and for the page in the admin."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.catalogue.filter_names import FILTERS
from hub.declarations import page_types
from hub.localization.languages import reading_choices
from hub.terms.enums import Vocabulary

from .exporting import Choice, exported_rows

#: What filters are called that are no vocabulary.
LABELS = {
    "network": gettext_lazy("Networks"),
    "asset_language": gettext_lazy("Language"),
    "publisher": gettext_lazy("Publisher"),
    "organisation": gettext_lazy("Organisation"),
}


def type_choices() -> list[tuple[str, str]]:
    """Return the types of rows by code, named for the person who exports."""
    pages = {code: one.load_model()._meta.verbose_name for code, one in page_types().items()}
    names = {**pages, **{kind: _(kind) for kind in exported_rows()}}
    return [(code, capfirst(str(name))) for code, name in names.items()]


def locale_choices() -> list[tuple[str, str]]:
    return [("", _("Any language")), *reading_choices()]


class CodesField(forms.CharField):
    """Codes with commas between them; a command gives them one by one."""

    def to_python(self, value: Any) -> Any:
        said = value if isinstance(value, list) else (value or "").split(",")
        return [code.strip() for code in said if code.strip()]


class YearsField(forms.CharField):
    """A year, or two with two dots between them, of which one may be left out."""

    def to_python(self, value: Any) -> Any:
        first, dots, last = (value or "").strip().partition("..")
        try:
            years = int(first) if first else None, int(last) if last else None
        except ValueError:
            message = _("Write a year, or two with two dots between them.")
            raise ValidationError(message) from None
        return years if dots else (years[0], years[0])


class ExportForm(forms.Form):
    types = forms.MultipleChoiceField(
        label=gettext_lazy("Types"),
        required=False,
        choices=type_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    locale = forms.ChoiceField(
        label=gettext_lazy("Only pages that can be read in"), required=False, choices=locale_choices
    )
    years = YearsField(
        label=gettext_lazy("Years"),
        required=False,
        help_text=gettext_lazy("2022, or a range: 2019..2022"),
    )
    with_notes = forms.BooleanField(
        label=gettext_lazy("With what editors noted for each other"), required=False
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, (facet, _code) in FILTERS.items():
            label = LABELS.get(facet) or Vocabulary(facet).label
            self.fields[name] = CodesField(label=label, required=False)

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in ("locale", "years", "with_notes")]

    @property
    def filters(self) -> list[forms.BoundField]:
        """Return the filters of the API."""
        return [self[name] for name in FILTERS]

    def choice(self) -> Choice:
        said = self.cleaned_data
        return Choice(
            types=said["types"],
            locale=said["locale"],
            facets={name: said[name] for name in FILTERS if said[name]},
            years=said["years"],
            with_notes=said["with_notes"],
        )
