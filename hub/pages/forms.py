"""The form of a page: its fields, its child rows, and on a translation its prose only."""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.models import formfield_for_dbfield

from .choices import NETWORKS, ChecklistField, Offers, terms_field
from .sources import source_of


class PageForm(WagtailAdminPageForm):
    """A form whose panels say which of its fields are facts (`hub.pages.panels`).

    On a translation the facts are taken out of the form, so that saving it cannot change them, and
    the rows of translatable parts become one field for each text, beside the text of the source.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source_of(self.instance)
        #: Fields that our own panels render, and that no panel of Wagtail's knows of.
        self.own_fields: list[str] = []
        if self.source is None:
            self.offer_choices()
        else:
            self.leave_facts_to_the_source()

    def meta(self, name: str) -> list[str]:
        """Read what the panels told this form class, see `Panel.get_form_options`."""
        return list(getattr(self.Meta, name, ()))

    @cached_property
    def offers(self) -> Offers:
        return Offers(self.meta("vocabularies"), self.instance)

    def offer_choices(self) -> None:
        names = [terms_field(vocabulary) for vocabulary in self.meta("vocabularies")]
        if self.meta("with_networks"):
            names.append(NETWORKS)
        for name in names:
            offer = self.offers[name]
            self.fields[name] = ChecklistField(offer)
            self.initial[name] = offer.chosen(self.instance)
        self.own_fields += names

    def leave_facts_to_the_source(self) -> None:
        for name in self.meta("fact_fields"):
            self.fields.pop(name, None)
        for relation in self.meta("fact_relations"):
            self.formsets.pop(relation, None)
        for relation in self.meta("part_relations"):
            self.formsets.pop(relation, None)
            self.offer_words(relation)

    def offer_words(self, relation: str) -> None:
        """Add a field for each text of each row of the source, with what is translated already."""
        own = {row.translation_key: row for row in getattr(self.instance, relation).all()}
        for row in getattr(self.source, relation).all():
            translated = own.get(row.translation_key)
            for word in words_of(type(row)):
                name = word_field(relation, row, word)
                self.fields[name] = field_for_word(row, word)
                self.initial[name] = getattr(translated, word, "")
                self.own_fields.append(name)

    def save(self, commit: bool = True) -> Any:
        if self.source is None:
            for name in self.own_fields:
                self.offers[name].write(self.instance, self.cleaned_data[name])
        else:
            for relation in self.meta("part_relations"):
                self.write_words(relation)
        return super().save(commit=commit)

    def write_words(self, relation: str) -> None:
        """Give the translation the rows of its source that have any text in its language."""
        manager, locale = getattr(self.instance, relation), self.instance.locale
        own = {row.translation_key: row for row in manager.all()}
        rows = []
        for row in getattr(self.source, relation).all():
            words = {
                word: self.cleaned_data.get(word_field(relation, row, word), "")
                for word in words_of(type(row))
            }
            if any(words.values()):
                translated = own.get(row.translation_key) or row.copy_for_translation(locale)
                for word, text in words.items():
                    setattr(translated, word, text)
                rows.append(translated)
        manager.set(rows)


def words_of(model: type[Model]) -> list[str]:
    """Name the columns of a row that are translated."""
    return [field.field_name for field in getattr(model, "translatable_fields", ())]


def word_field(relation: str, row: Any, word: str) -> str:
    return f"{relation}-{row.translation_key}-{word}"


def field_for_word(row: Any, word: str) -> forms.Field:
    text = getattr(row, word)
    field: forms.Field = formfield_for_dbfield(row._meta.get_field(word), required=False)
    field.help_text = _("In the source: %(text)s") % {"text": text} if text else ""
    return field
