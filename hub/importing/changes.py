"""What an import would change in a page that is there: each field as it is and as it would be."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wagtail.models import Page

from .bodies import each_leaf, is_deferred
from .formats import Relation
from .keys import page_key
from .models import Step
from .page_rows import PageRow
from .references import Reference

#: Language, field, before, after.
Change = tuple[str, str, str, str]
LONGEST = 300
_MARKUP = re.compile(r"<[^>]*>")


def changes_of(row: Any, steps: Mapping[str, Step]) -> Iterator[Change]:
    """Yield the fields of a page that differ, language by language; its files are not compared."""
    if not isinstance(row, PageRow):
        return
    pages = Page.objects.filter(translation_key=page_key(row.key)).select_related("locale")
    stored = {page.locale.language_code: page for page in pages}
    for locale, step in steps.items():
        if step is Step.CHANGED and locale in stored:
            page = stored[locale].get_latest_revision_as_object()
            for name, before, after in pairs(row, locale, page):
                if before != after:
                    yield locale, name, brief(before), brief(after)


def pairs(row: PageRow, locale: str, page: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield what a page says now and would say, by the words of a file."""
    form, words, facts = row.format, row.words[locale], plain(row.facts)
    if locale == row.source:
        for name, model_field in form.facts.items():
            if model_field.attname in facts:
                yield name, getattr(page, model_field.attname), facts[model_field.attname]
        for name, relation in form.relations.items():
            if name != "files":
                yield name, *rows_of(relation, page, plain(list(row.parts[name].values())))
    for name, model_field in form.words.items():
        yield name, getattr(page, model_field.attname), words.get(model_field.attname, "")
    yield "slug", page.slug, row.own[locale]["slug"]
    if form.has_body:
        yield "body", text_of(page.body.raw_data), text_of(words["body"])


def rows_of(relation: Relation, page: Any, after: list[dict[str, Any]]) -> tuple[Any, Any]:
    names = sorted({name for values in after for name in values})
    things = getattr(page, relation.accessor).all()
    before = [", ".join(str(getattr(thing, name)) for name in names) for thing in things]
    return before, [", ".join(str(values.get(name)) for name in names) for values in after]


def plain(value: Any) -> Any:
    """Put ids in place of what is there already; what is not yet stays a key."""

    def known(leaf: Any) -> Any:
        found = leaf.find() if isinstance(leaf, Reference) else None
        return found.pk if found else leaf.key if isinstance(leaf, Reference) else leaf

    return each_leaf(value, known)


def text_of(blocks: Any) -> str:
    """Return the words of a body, wherever its links lead."""
    if isinstance(blocks, dict):
        return text_of([part for name, part in blocks.items() if name not in ("id", "type")])
    if isinstance(blocks, str) or is_deferred(blocks):
        return _MARKUP.sub(" ", blocks) if isinstance(blocks, str) else ""
    try:
        return " ".join(filter(None, (text_of(part) for part in blocks)))
    except TypeError:
        return ""


def brief(value: Any) -> str:
    text = " · ".join(value) if isinstance(value, list) else str("" if value is None else value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
