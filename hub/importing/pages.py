"""Rows of pages, read and checked before anything is stored."""

from typing import Any

from django.utils.translation import gettext as _

from hub.declarations import page_types
from hub.localization.languages import content_locales
from hub.localization.pairing import TranslationMismatch, check_words

from .bodies import without_references
from .files import Row
from .formats import page_format
from .keys import stable_key
from .page_facts import read_facts
from .page_rows import PageRow
from .page_words import read_words
from .problems import Findings, ProblemCode
from .references import References

KNOWN = {"type", "key", "parent", "source", "facts", "cover", "editor_note", "reviewed", "text"}


def read_page_row(row: Row, references: References, findings: Findings) -> PageRow | None:
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
    read_facts(page, references, findings)
    for locale in text:
        if locale not in content_locales():
            findings.add(ProblemCode.UNKNOWN_LANGUAGE, locale)
        else:
            read_words(page, locale, references, findings)
    check_parent(page, references, findings)
    if not findings.problems:
        check_translations(page, findings)
    return page


def check_parent(page: PageRow, references: References, findings: Findings) -> None:
    """Refuse a page where its type cannot stand."""
    if page.parent is None:
        top = page.top()
        parent_model: Any = top.specific_class if top else None
    elif page.parent in references.types_in_files:
        parent_type = page_types().get(references.types_in_files[page.parent])
        parent_model = parent_type.load_model() if parent_type else None
    else:
        found = references.find_page(str(page.parent))
        parent_model = found.specific_class if found else None
    if parent_model is None:
        message = _("its parent “%(name)s” is not known.") % {"name": page.parent}
        findings.add(ProblemCode.UNKNOWN_KEY, message)
    elif parent_model not in page.format.model.allowed_parent_page_models():
        message = _("a page of this type cannot stand below “%(name)s”.")
        findings.add(ProblemCode.INVALID, message % {"name": page.parent or _("nothing")})


def check_translations(page: PageRow, findings: Findings) -> None:
    """Refuse a text that is cut into other pieces than its source."""
    rows = {
        name: (
            relation.model,
            [stable_key(page.key, name, part.code) for part in page.parts[name]],
        )
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
                findings.add(ProblemCode.MISMATCH, f"{locale}: {problem}")
