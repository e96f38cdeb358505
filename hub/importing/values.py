"""From the value in a file to the value of a field, with the field's own rules and words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ForeignKey
from django.utils.translation import gettext as _
from wagtail.models import Page

from hub.localization.fields import LanguagesField
from hub.localization.languages import language_choices
from hub.terms.models import Term

from .problems import Findings, ProblemCode, RowError
from .references import References
from .tables import split

YES, NO = ("true", "yes", "1"), ("false", "no", "0")


def clean_values(
    fields: dict[str, Any], given: dict[str, Any], references: References, findings: Findings
) -> dict[str, Any]:
    """Clean what is given for these fields, and miss what a row cannot do without.

    The keys of the result are the attributes to set: a term is set by its id.
    """
    values: dict[str, Any] = {}
    for name, model_field in fields.items():
        if name not in given or given[name] is None:
            if is_needed(model_field):
                findings.add(ProblemCode.MISSING, _("there is no “%(name)s”.") % {"name": name})
            elif name in given:
                values[model_field.attname] = empty_value(model_field)
            continue
        try:
            values[model_field.attname] = clean_value(model_field, given[name], references)
        except ValidationError as error:
            findings.add_invalid(name, error)
        except RowError as error:
            findings.add(error.code, f"{name}: {error}")
    return values


def is_needed(model_field: Any) -> bool:
    return not (model_field.null or model_field.blank or model_field.has_default())


def empty_value(model_field: Any) -> Any:
    """Return what a field holds when a file says that there is nothing."""
    if model_field.has_default() or not model_field.null:
        return model_field.get_default()
    return None


def clean_value(model_field: Any, value: Any, references: References) -> Any:
    if isinstance(model_field, ForeignKey):
        return clean_reference(model_field, value, references)
    if isinstance(model_field, LanguagesField):
        return clean_languages(value)
    if isinstance(model_field, BooleanField) and isinstance(value, str):
        if value.lower() not in YES + NO:
            raise ValidationError(_("write true or false."))
        return value.lower() in YES
    if isinstance(value, dict | list) and model_field.get_internal_type() != "JSONField":
        raise ValidationError(_("one value is expected here."))
    return model_field.clean(value, None)


def clean_reference(model_field: Any, value: Any, references: References) -> Any:
    target = model_field.related_model
    if target is Term:
        vocabulary = model_field.get_limit_choices_to().get("vocabulary", "")
        return references.term(vocabulary, value)
    if issubclass(target, Page):
        return references.page(value)
    raise ValidationError(_("this cannot be imported."))


def clean_languages(value: Any) -> list[str]:
    codes = split(value) if isinstance(value, str) else list(value)
    offered = dict(language_choices())
    for code in codes:
        if code not in offered:
            message = _("“%(code)s” is none of the languages: %(offered)s.")
            raise ValidationError(message % {"code": code, "offered": ", ".join(offered)})
    return codes
