"""Rows of pages, read and checked before anything is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hub.declarations import page_types
from hub.localization.languages import content_locales
from hub.localization.pairing import TranslationMismatch, check_words
from hub.terms.enums import Vocabulary

from .addresses import claim_addresses
from .attachments import attach, attach_picture
from .bodies import BodyReader, Drawing, Printed, without_references
from .drawing import MOTIFS
from .files import Row
from .formats import Relation, page_format
from .keys import stable_key
from .page_rows import PageRow
from .problems import Findings, ProblemCode
from .references import References, find_page
from .values import clean_languages, clean_values

KNOWN = {"type", "key", "parent", "source", "facts", "cover", "editor_note", "reviewed", "text"}
#: What a drawn picture is credited to.
CREDIT = "Local Action Hub"


def read_page(row: Row, references: References, findings: Findings) -> PageRow | None:
    """Read a row whose type and languages are known; all else that is wrong is found in one go."""
    page_type = page_types().get(row.kind)
    if page_type is None:
        message = _("there is no type of page “%(type)s”.") % {"type": row.kind}
        findings.add(ProblemCode.UNKNOWN_TYPE, message)
        return None
    findings.add_unknown("", KNOWN, row.data)
    text, source = row.data.get("text"), row.data.get("source")
    if not isinstance(text, dict) or source not in text:
        findings.add(ProblemCode.MISSING, _("there is no text in the source language."))
        return None
    page = PageRow(row, page_format(page_type), str(source), row.data.get("parent"))
    PageReader(page, references, findings).read()
    return page


@dataclass
class PageReader:
    """Reads one row into what is going to be stored, and tells its findings what is wrong."""

    page: PageRow
    references: References
    findings: Findings

    def read(self) -> None:
        data = self.page.row.data
        facts, cover = dict(data.get("facts") or {}), dict(data.get("cover") or {})
        self.read_facts(facts, cover)
        for name, relation in self.page.format.relations.items():
            parts = self.page.parts[name] = {}
            for code, values in self.read_parts(name, relation, facts.get(name) or []):
                if code in parts:
                    self.findings.add(ProblemCode.DUPLICATE, f"{name}: {code}")
                parts[code] = values
        for locale, given in data["text"].items():
            if locale not in content_locales():
                self.findings.add(ProblemCode.UNKNOWN_LANGUAGE, locale)
            else:
                alt = str(dict(cover.get("alt") or {}).get(locale) or "")
                self.read_words(locale, dict(given), facts, alt)
        self.check_parent()
        if not self.findings.problems:
            self.check_translations()

    def read_facts(self, given: dict[str, Any], cover: dict[str, Any]) -> None:
        page, form = self.page, self.page.format
        absent = {name for name, value in given.items() if value in (None, [], {})}
        self.findings.add_unknown("facts.", absent | {*form.facts, *form.relations}, given)
        page.facts = self.clean(form.facts, {**form.defaults, **given})
        if hasattr(form.model, "editor_note"):
            page.facts["editor_note"] = str(page.row.data.get("editor_note") or "")
        if cover.get("file") and hasattr(form.model, "cover"):
            page.facts["cover_credit"] = str(cover.get("credit") or "")
            with self.findings.at("cover"):
                title = str(page.row.data["text"][page.source].get("title"))
                page.facts["cover_id"] = attach_picture(page.row, cover["file"], title)
        elif cover and hasattr(form.model, "cover"):
            drawing = Drawing("cover", str(cover.get("motif")))
            page.facts |= {"cover_id": drawing, "cover_credit": CREDIT}
            if drawing.motif not in MOTIFS:
                self.findings.add(ProblemCode.INVALID, f"cover.motif: {drawing.motif}")

    def read_parts(self, name: str, relation: Relation, given: Any) -> Iterator[tuple[str, Any]]:
        """Yield the rows of one relation by their codes."""
        if name == "terms":
            yield from self.read_terms(dict(given))
            return
        if name == "files":
            for place, item in enumerate(given):
                with self.findings.at(name):
                    yield str(place), self.read_file(place, item)
            return
        for code, facts in coded(given, relation):
            known = {"code", *relation.facts, *relation.words}
            self.findings.add_unknown(f"{name}.{code}.", known, facts)
            yield code, self.clean(relation.facts, {**relation.defaults, **facts}, f"{name}.")

    def read_terms(self, given: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        for vocabulary, codes in given.items():
            if vocabulary not in Vocabulary.values:
                self.findings.add(ProblemCode.UNKNOWN_FIELD, f"facts.terms.{vocabulary}")
                continue
            for code in dict.fromkeys(codes):
                with self.findings.at("terms"):
                    term = self.references.term(vocabulary, code)
                    yield f"{vocabulary}: {code}", {"term_id": term}

    def read_file(self, place: int, item: Any) -> dict[str, Any]:
        languages = clean_languages(item.get("languages") or [])
        titles = dict(item.get("title") or {})
        codes = [*languages, self.page.source, *titles]
        title = next((str(titles[code]) for code in codes if titles.get(code)), "")
        url, is_printed = str(item.get("url") or ""), bool(item.get("generate"))
        name = item.get("file") or ""
        is_one = bool(url) + bool(name) + is_printed == 1
        if not title or not is_one or (is_printed and len(languages) != 1):
            message = _(
                "a file has a title, and a name, an address, or one language to print it in."
            )
            raise ValidationError(message)
        document: Any = Printed(place, languages[0], title) if is_printed else None
        return {
            "title": title,
            "languages": languages,
            "link_url": url,
            "link_label": str(item.get("label") or ""),
            "document_id": attach(self.page.row, place, name, title) if name else document,
        }

    def read_words(
        self, locale: str, given: dict[str, Any], facts: dict[str, Any], cover_alt: str
    ) -> None:
        """Read the prose of one language into the form in which pages take it."""
        page, form = self.page, self.page.format
        parts = {name: r for name, r in form.relations.items() if r.is_translatable}
        known = {"slug", "body", "old_address", *form.words, *parts}
        self.findings.add_unknown(f"{locale}: ", known, given)
        words = self.clean_words(form.words, given, f"{locale}: ")
        if not given.get("title"):
            self.findings.add(ProblemCode.MISSING, f"{locale}: title")
        words["cover_alt"] = cover_alt
        if form.has_body:
            stream: Any = form.model._meta.get_field("body")
            block = stream.stream_block
            reader = BodyReader(page.row, block, self.references, self.findings, locale)
            words["body"] = reader.read(given.get("body") or [])
        for name, relation in parts.items():
            said = dict(given.get(name) or {})
            self.findings.add_unknown(f"{locale}: {name}.", page.parts[name], said)
            words[name] = {}
            for code, beside in coded(facts.get(name) or [], relation):
                # Words stand under the code of their row, or beside its facts by language.
                inline = [(w, beside[w]) for w in relation.words if isinstance(beside.get(w), dict)]
                own = {word: by_locale.get(locale) for word, by_locale in inline}
                own |= dict(said.get(code) or {})
                place = f"{locale}: {name}.{code}."
                self.findings.add_unknown(place, relation.words, own)
                cleaned = self.clean_words(relation.words, own, place)
                words[name][str(stable_key(page.key, name, code))] = cleaned
        page.words[locale] = words
        slug = str(given.get("slug") or slugify(given.get("title") or "", allow_unicode=True))
        with self.findings.at(f"{locale}: slug"):
            validate_unicode_slug(slug)
        page.own[locale] = {"slug": slug}
        with self.findings.at(f"{locale}: old_address"):
            old = given.get("old_address") or []
            page.addresses[locale] = claim_addresses(page.row, locale, old, self.references)
        if hasattr(form.model, "translation_reviewed"):
            reviewed = dict(page.row.data.get("reviewed") or {})
            page.own[locale]["translation_reviewed"] = bool(reviewed.get(locale))

    def clean_words(self, fields: Any, given: dict[str, Any], place: str) -> dict[str, Any]:
        said = {name: model_field for name, model_field in fields.items() if given.get(name)}
        return self.clean(said, given, place)

    def clean(self, fields: Any, given: dict[str, Any], place: str = "") -> dict[str, Any]:
        return clean_values(fields, given, self.references, self.findings, place)

    def check_parent(self) -> None:
        """Refuse a page where its type cannot stand."""
        page, parent, model = self.page, None, None
        if page.parent is None:
            parent = page.top()
        elif kind := self.references.types.get(("page", page.parent)):
            parent_type = page_types().get(kind)
            model = parent_type.load_model() if parent_type else None
        else:
            parent = find_page(str(page.parent))
        if parent is not None:
            model = parent.specific_class
        if model is None:
            message = _("its parent “%(name)s” is not known.") % {"name": page.parent}
            self.findings.add(ProblemCode.UNKNOWN_KEY, message)
        elif model not in page.format.model.allowed_parent_page_models():
            message = _("a page of this type cannot stand below “%(name)s”.")
            self.findings.add(ProblemCode.INVALID, message % {"name": page.parent or _("nothing")})

    def check_translations(self) -> None:
        """Refuse a text that is cut into other pieces than its source."""
        page = self.page
        rows = {
            name: (relation.model, [stable_key(page.key, name, code) for code in page.parts[name]])
            for name, relation in page.format.relations.items()
            if relation.is_translatable
        }
        source = without_references(page.words[page.source])
        for locale in page.locales[1:]:
            words = without_references(page.words[locale])
            try:
                check_words(page.format.model, source, words, rows=rows)
            except TranslationMismatch as error:
                for problem in error.problems:
                    self.findings.add(ProblemCode.MISMATCH, f"{locale}: {problem}")


def coded(given: Any, relation: Relation) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of one relation by their codes; without one, a row goes by its place.

    A bare text is the code of a row, or the one thing that it leads to.
    """
    name = "code" if relation.is_translatable else next(iter(relation.facts), "code")
    for place, item in enumerate(given):
        facts = item if isinstance(item, dict) else {name: item}
        yield str((relation.is_translatable and facts.get("code")) or place), facts
