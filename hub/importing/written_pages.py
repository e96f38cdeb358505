"""Rows of pages, as the importer would have to read them to make the same pages elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import ForeignKey
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from hub.declarations import page_type_of
from hub.pages.roots import hub_site

from .formats import PageFormat, Relation, page_format
from .written_values import Said, filled


@dataclass(frozen=True)
class Place:
    """Where a group of pages stands: its key, that of the page above, its pages by language."""

    key: str
    type: str
    parent: str | None
    pages: Mapping[str, int]
    source: str


@dataclass
class PageWriter:
    """Writes rows of pages; notes for editors only where they are asked for."""

    said: Said
    with_notes: bool = False

    def rows(self, places: Sequence[Place]) -> Iterator[dict[str, Any]]:
        """Read a batch of pages, each type and relation in one go, and yield their rows."""
        wanted = [key for place in places for key in place.pages.values()]
        stored = Page.objects.filter(pk__in=wanted).specific(defer=True)
        by_model: dict[Any, list[int]] = {}
        for page in stored:
            by_model.setdefault(page.specific_class, []).append(page.pk)
        pages = {
            page.pk: page
            for model, keys in by_model.items()
            for page in loaded(model, keys, page_format(page_type_of(model)))
        }
        old: dict[int, list[str]] = {}
        redirects = Redirect.get_for_site(hub_site()).filter(redirect_page__in=wanted)
        for key, address in redirects.order_by("old_path").values_list(
            "redirect_page_id", "old_path"
        ):
            old.setdefault(key, []).append(address)
        for place in places:
            languages = {code: pages[key] for code, key in place.pages.items() if key in pages}
            if place.source in languages:
                yield self.row(place, languages, old)

    def row(
        self, place: Place, pages: Mapping[str, Any], old: Mapping[int, list[str]]
    ) -> dict[str, Any]:
        source = pages[place.source]
        page_type: Any = page_type_of(type(source))
        form = page_format(page_type)
        row: dict[str, Any] = {"type": page_type.code, "key": place.key, "parent": place.parent}
        row |= {"source": place.source, "facts": self.facts(form, place.source, pages)}
        if cover := self.said.files.add(getattr(source, "cover", None), "cover"):
            alt = {code: page.cover_alt for code, page in pages.items() if page.cover_alt}
            row["cover"] = filled({"file": cover, "credit": source.cover_credit, "alt": alt})
        if self.with_notes and getattr(source, "editor_note", None):
            row["editor_note"] = source.editor_note
        reviewed = [code for code, page in pages.items() if is_reviewed(page)]
        row["reviewed"] = dict.fromkeys(reviewed, True)
        row["text"] = {
            code: self.words(form, page, old.get(page.pk, [])) for code, page in pages.items()
        }
        return filled(row)

    def facts(self, form: PageFormat, source: str, pages: Mapping[str, Any]) -> dict[str, Any]:
        page = pages[source]
        facts = self.said.values(form.facts, page, form.defaults) or {}
        for name, relation in form.relations.items():
            rows = list(getattr(page, relation.accessor).all())
            if name == "terms":
                facts[name] = terms_of(rows)
            elif name == "files":
                facts[name] = [said for row in rows if (said := self.file(row, source))]
            else:
                words = self.words_of_rows(relation, pages)
                parts = [self.part(relation, row, words) for row in rows]
                facts[name] = [part for part in parts if part is not None]
                if not relation.model._meta.ordering:
                    facts[name].sort(key=str)
        return filled(facts)

    def part(self, relation: Relation, row: Any, words: Mapping[Any, Any]) -> Any:
        """Return one row of a relation, with its words in every language; a lone fact is bare."""
        facts = self.said.values(relation.facts, row, relation.defaults)
        if facts is None:
            return None
        if not relation.is_translatable:
            is_bare = len(relation.facts) == 1 and bool(facts)
            return next(iter(facts.values())) if is_bare else facts
        return facts | words.get(row.translation_key, {})

    def words_of_rows(self, relation: Relation, pages: Mapping[str, Any]) -> dict[Any, Any]:
        """Return the words of all rows of a relation by their identity, word and language."""
        found: dict[UUID, dict[str, dict[str, str]]] = {}
        for code, page in pages.items() if relation.is_translatable else ():
            for row in getattr(page, relation.accessor).all():
                words = found.setdefault(row.translation_key, {})
                for name in sorted(relation.words):
                    if text := getattr(row, relation.words[name].attname):
                        words.setdefault(name, {})[code] = text
        return found

    def file(self, row: Any, source: str) -> dict[str, Any] | None:
        languages = list(row.languages)
        said = {"languages": languages, "title": {[*languages, source][0]: row.title}}
        if row.document_id:
            name = self.said.files.add(row.document, row.title)
            return {**said, "file": name, **label(row)} if name else None
        return {**said, "url": row.link_url, **label(row)} if row.link_url else None

    def words(self, form: PageFormat, page: Any, old: list[str]) -> dict[str, Any]:
        names = sorted(form.words, key=lambda name: (name != "title", name))
        words = {name: getattr(page, form.words[name].attname) for name in names}
        body = self.said.body(page.body) if form.has_body else []
        return filled({**words, "slug": page.slug, "old_address": old, "body": body})


def loaded(model: Any, keys: list[int], form: PageFormat) -> Any:
    """Read pages of one type with all that hangs on them."""
    below = []
    for relation in form.relations.values():
        below.append(relation.accessor)
        below += [
            f"{relation.accessor}__{model_field.name}"
            for model_field in relation.facts.values()
            if isinstance(model_field, ForeignKey)
            and not issubclass(model_field.related_model, Page)
        ]
    return model._default_manager.filter(pk__in=keys).prefetch_related(*below)


def terms_of(rows: list[Any]) -> dict[str, list[str]]:
    terms: dict[str, list[str]] = {}
    for vocabulary, code in sorted((row.term.vocabulary, row.term.code) for row in rows):
        terms.setdefault(vocabulary, []).append(code)
    return terms


def is_reviewed(page: Any) -> bool:
    return bool(getattr(page, "translation_reviewed", False))


def label(row: Any) -> dict[str, str]:
    return {"label": row.link_label} if row.link_label else {}
