"""The facets that a search can count: their names, and what their values are called."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from django.utils.text import capfirst
from django.utils.translation import override

from hub.declarations import page_types
from hub.localization.languages import chain, language_name
from hub.networks.models import NetworkLabel
from hub.organisations.models import Organisation
from hub.terms.models import TermLabel

from .answers import FacetCount, FacetValue
from .questions import Question

Value = TypeVar("Value")

#: Values of one facet in an answer; those with the most pages, and those that are chosen.
MAX_VALUES = 100


class FacetName(StrEnum):
    """Every facet by the name that the catalogue keeps it under."""

    TYPE = "type"
    KIND = "kind"
    TOPIC = "topics"
    TARGET_GROUP = "target_groups"
    PRIORITY_OBJECTIVE = "priority_objectives"
    GCM_OBJECTIVE = "gcm_objectives"
    GCR_SECTION = "gcr_sections"
    SDG = "sdgs"
    NETWORK = "network"
    ASSET_LANGUAGE = "asset_language"
    PUBLISHER = "publisher"
    CITY = "places"
    COUNTRY = "countries"
    REGION = "regions"
    YEAR = "year"
    AUDIENCE = "audiences"


def describe_facets(
    question: Question, counts: Mapping[str, Mapping[str, int]]
) -> tuple[FacetCount, ...]:
    """Give counts their labels; the values with the most pages first, then by label."""
    selected = {
        (selection.name, value) for selection in question.selections for value in selection.values
    }
    facets = []
    for name in question.facets:
        values = dict(counts.get(name, {}))
        for chosen_name, value in selected:
            if chosen_name == name:
                values.setdefault(value, 0)
        labels = labels_of(name, values, question.locale)
        rows = [
            FacetValue(value, labels.get(value, value), count, (name, value) in selected)
            for value, count in values.items()
        ]
        rows.sort(key=lambda row: (not row.is_selected, -row.count, row.label, row.value))
        facets.append(FacetCount(name, tuple(rows[:MAX_VALUES])))
    return tuple(facets)


def labels_of(name: str, values: Iterable[str], locale: str) -> dict[str, str]:
    """Return what the values of a facet are called in a language."""
    values = list(values)
    make = LABELS.get(name, term_labels)
    return make(name, values, locale) if values else {}


def term_labels(name: str, values: list[str], locale: str) -> dict[str, str]:
    rows = TermLabel.objects.filter(term__vocabulary=name, term__code__in=values)
    return by_locale(rows.values_list("term__code", "locale", "label"), locale)


def network_labels(name: str, values: list[str], locale: str) -> dict[str, str]:
    rows = NetworkLabel.objects.filter(network__slug__in=values)
    return by_locale(rows.values_list("network__slug", "locale", "name"), locale)


def publisher_labels(name: str, values: list[str], locale: str) -> dict[str, str]:
    columns = ("slug", "name", "labels__locale", "labels__name")
    rows = list(
        Organisation.objects.filter(slug__in=values, is_public=True)
        .order_by()
        .values_list(*columns)
    )
    own = {slug: name for slug, name, _language, _label in rows}
    return own | by_locale(((slug, code, label) for slug, _, code, label in rows if label), locale)


def type_labels(name: str, values: list[str], locale: str) -> dict[str, str]:
    with override(locale):
        return {
            code: capfirst(str(page_types()[code].load_model()._meta.verbose_name_plural))
            for code in values
            if code in page_types()
        }


def kind_labels(name: str, values: list[str], locale: str) -> dict[str, str]:
    return all_kinds(locale)


@cache
def all_kinds(locale: str) -> dict[str, str]:
    """Return the labels of the choices that page types offer in a field called `kind`."""
    labels: dict[str, str] = {}
    with override(locale):
        for page_type in page_types().values():
            for field in page_type.load_model()._meta.get_fields():
                if field.name == "kind":
                    choices = getattr(field, "choices", None) or ()
                    labels |= {str(value): str(label) for value, label in choices}
    return labels


def language_labels(name: str, values: list[str], locale: str) -> dict[str, str]:
    return {code: language_name(code, locale) for code in values}


def by_locale(rows: Iterable[tuple[Value, str, str]], locale: str) -> dict[Value, str]:
    """Choose for each value the label in the first language of the reader's chain that has one."""
    found: dict[Value, dict[str, str]] = {}
    for value, language, label in rows:
        found.setdefault(value, {})[language] = label
    return {
        value: next((labels[code] for code in chain(locale) if code in labels), "")
        or next(iter(labels.values()))
        for value, labels in found.items()
    }


LABELS: dict[str, Callable[[str, list[str], str], dict[str, str]]] = {
    FacetName.TYPE: type_labels,
    FacetName.KIND: kind_labels,
    FacetName.NETWORK: network_labels,
    FacetName.PUBLISHER: publisher_labels,
    FacetName.ASSET_LANGUAGE: language_labels,
    FacetName.YEAR: lambda name, values, locale: {},
}
