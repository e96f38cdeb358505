"""What a row of each page type may hold, read off its model.

A column has the name of its field. Where a file says it in a shorter word, the app that declares
the page type says so with a `RowFormat`, named by `import_formats` in its declaration.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.utils.module_loading import import_string
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin

from hub.declarations import PageType, declarations
from hub.localization.translations import translated_names
from hub.organisations.enums import ContributionRole

#: Written by the importer itself, or by nobody but editors.
RESERVED = frozenset({"cover", "cover_alt", "cover_credit", "translation_reviewed", "editor_note"})
#: Fields of Wagtail's own page that a row may set.
FROM_WAGTAIL = frozenset({"show_in_menus"})
#: What a file calls the rows that any page can have, and what they are without being told.
SHARED = {
    "hub_terms": "terms",
    "hub_networks": "networks",
    "hub_contributions": "organisations",
    "hub_files": "files",
}
DEFAULTS = {"hub_contributions": {"role": ContributionRole.PARTNER}}


@dataclass(frozen=True, kw_only=True)
class RowFormat:
    """How the rows of one page type differ from the names of its fields.

    `names` leads from the words of a file to fields (`{"year": "report_year"}`), below a relation
    with a dot (`{"rounds.eligibility": "description"}`). `defaults` are facts of new pages.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Relation:
    """Rows that hang on a page: with words in each language, or facts alone."""

    accessor: str
    model: type[Model]
    facts: Mapping[str, Any]
    words: Mapping[str, Any]

    @property
    def defaults(self) -> Mapping[str, Any]:
        return DEFAULTS.get(self.accessor, {})

    @property
    def is_translatable(self) -> bool:
        return issubclass(self.model, TranslatableMixin)


@dataclass(frozen=True)
class PageFormat:
    """Everything that a row of one page type may hold, by the words of a file."""

    model: type[Page]
    facts: Mapping[str, Any]
    words: Mapping[str, Any]
    relations: Mapping[str, Relation]
    defaults: Mapping[str, Any]
    has_body: bool


@cache
def page_format(page_type: PageType) -> PageFormat:
    """Read the format of a page type off its model, once."""
    model: Any = page_type.load_model()
    special = row_formats().get(page_type.code, RowFormat())
    translated = translated_names(model)
    facts = [
        found
        for found in model._meta.concrete_fields
        if found.name in FROM_WAGTAIL
        or (found.model not in Page.__mro__ and is_fact(found, translated | RESERVED))
    ]
    words = [model._meta.get_field(name) for name in translated if name != "cover_alt"]
    return PageFormat(
        model=model,
        facts=named(facts, special.names),
        words=named((f for f in words if is_text(f)), special.names),
        relations=dict(relations_of(model, special.names)),
        defaults=special.defaults,
        has_body=any(isinstance(found, StreamField) and found.name == "body" for found in words),
    )


def row_formats() -> dict[str, RowFormat]:
    formats: dict[str, RowFormat] = {}
    for declaration in declarations():
        if declaration.import_formats:
            formats |= import_string(declaration.import_formats)
    return formats


def relations_of(model: type[Page], names: Mapping[str, str]) -> Iterator[tuple[str, Relation]]:
    for link in get_all_child_relations(model):
        name, child = link.get_accessor_name(), link.related_model
        if child._meta.app_label == "wagtailcore":
            continue
        below = [(path.partition("."), target) for path, target in names.items()]
        short = {inside: target for (outside, _, inside), target in below if outside == name}
        translated = translated_names(child) if issubclass(child, TranslatableMixin) else set()
        own = [f for f in child._meta.concrete_fields if is_fact(f, translated)]
        facts = [f for f in own if f.name not in (link.field.name, "sort_order")]
        words = [child._meta.get_field(word) for word in translated]
        relation = Relation(name, child, named(facts, short), named(words, short))
        yield SHARED.get(name, name), relation


def is_fact(model_field: Any, excluded: set[str] | frozenset[str]) -> bool:
    is_link = isinstance(model_field, ForeignKey) and model_field.remote_field.parent_link
    is_kept = model_field.name not in excluded | {"translation_key", "locale"}
    return is_kept and not is_link and not model_field.primary_key


def is_text(model_field: Any) -> bool:
    return isinstance(model_field, Field) and not isinstance(model_field, StreamField)


def named(fields: Any, names: Mapping[str, str]) -> dict[str, Any]:
    """Give fields the words of a file: the short one where there is one, else their own name."""
    short = {target: name for name, target in names.items() if "." not in name}
    return {short.get(found.name, found.name): found for found in fields}
