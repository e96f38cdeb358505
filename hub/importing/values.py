"""From the value in a file to the value of a field, with the field's own rules and words."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, DateField, ForeignKey
from django.utils.translation import gettext as _
from wagtail.models import Page

from hub.localization.fields import LanguagesField
from hub.localization.languages import language_choices
from hub.terms.models import Term

from .problems import Findings
from .references import FAMILIES, References
from .tables import split

_TWO_ORDERS = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}\b")
_COUNTED = re.compile(r"\d{5}([.,]\d+)?")
WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def clean_values(
    fields: Mapping[str, Any],
    given: Mapping[str, Any],
    references: References,
    findings: Findings,
    place: str = "",
) -> dict[str, Any]:
    """Clean what is given for these fields, and miss what a row cannot do without.

    The keys of the result are the attributes to set: a term is set by its id.
    """
    values: dict[str, Any] = {}
    for name, model_field in fields.items():
        if given.get(name) is not None:
            with findings.at(place + name):
                values[model_field.attname] = clean_value(model_field, given[name], references)
        elif not (model_field.null or model_field.blank or model_field.has_default()):
            findings.add_missing(place + name)
        elif name in given:
            values[model_field.attname] = model_field.get_default()
    return values


def clean_value(model_field: Any, value: Any, references: References) -> Any:
    if isinstance(model_field, ForeignKey):
        return clean_reference(model_field, value, references)
    if isinstance(model_field, LanguagesField):
        return clean_languages(value)
    if isinstance(model_field, BooleanField) and isinstance(value, str):
        if value.lower() not in WORDS:
            raise ValidationError(_("write true or false."))
        return WORDS[value.lower()]
    if isinstance(model_field, DateField) and isinstance(value, str | int):
        value = plain_date(str(value))
    if isinstance(value, dict | list) and model_field.get_internal_type() != "JSONField":
        raise ValidationError(_("one value is expected here."))
    return model_field.clean(value, None)


def plain_date(said: str) -> str:
    """Refuse days as spreadsheets write them: in two orders, or counted from 1900."""
    if _TWO_ORDERS.match(said):
        message = _("“%(said)s” can be two days. Write year, month and day: 2024-03-31.")
        raise ValidationError(message % {"said": said})
    if _COUNTED.fullmatch(said):
        day = date(1899, 12, 30) + timedelta(days=int(re.split("[.,]", said)[0]))
        message = _(
            "“%(said)s” is how a spreadsheet counts days (%(day)s?). Write year, month and day."
        )
        raise ValidationError(message % {"said": said, "day": day})
    return said.removesuffix(" 00:00:00")


def clean_reference(model_field: Any, value: Any, references: References) -> Any:
    target = model_field.related_model
    if target is Term:
        vocabulary = model_field.get_limit_choices_to().get("vocabulary", "")
        return references.term(vocabulary, value)
    family = "page" if issubclass(target, Page) else FAMILIES.get(target)
    if family is None:
        raise ValidationError(_("this cannot be imported."))
    return references.to(family, value)


def clean_languages(value: Any) -> list[str]:
    codes = split(value) if isinstance(value, str) else list(value)
    offered = dict(language_choices())
    for code in codes:
        if code not in offered:
            message = _("“%(code)s” is none of the languages: %(offered)s.")
            raise ValidationError(message % {"code": code, "offered": ", ".join(offered)})
    return codes
