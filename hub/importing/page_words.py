"""The prose of a page's row, in the form in which pages take it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.utils.text import slugify

from .bodies import BodyReader
from .keys import stable_key
from .page_rows import PageRow
from .problems import Findings, ProblemCode
from .references import References
from .values import clean_value


def read_words(page: PageRow, locale: str, references: References, findings: Findings) -> None:
    """Read the prose of one language into the form in which pages take it."""
    form, given = page.format, dict(page.row.data["text"][locale])
    parts = {name for name, relation in form.relations.items() if relation.is_translatable}
    findings.add_unknown(f"{locale}: ", {"slug", "body", *form.words, *parts}, given)
    words: dict[str, Any] = {}
    for name, model_field in form.words.items():
        if text := given.get(name):
            clean_words(words, model_field, text, f"{locale}: {name}", references, findings)
    if not given.get("title"):
        findings.add(ProblemCode.MISSING, f"{locale}: title")
    alt = dict((page.row.data.get("cover") or {}).get("alt") or {})
    words["cover_alt"] = str(alt.get(locale) or "")
    if form.has_body:
        stream: Any = form.model._meta.get_field("body")
        reader = BodyReader(page.key, stream.stream_block, references, findings)
        words["body"] = reader.read(given.get("body") or [], locale=locale)
    for name in parts:
        words[name] = read_words_of_parts(page, name, given.get(name) or {}, locale, findings)
    page.words[locale] = words
    page.slugs[locale] = read_slug(given, locale, findings)


def clean_words(
    words: dict[str, Any],
    model_field: Any,
    text: Any,
    name: str,
    references: Any,
    findings: Findings,
) -> None:
    try:
        words[model_field.name] = clean_value(model_field, text, references)
    except ValidationError as error:
        findings.add_invalid(name, error)


def read_words_of_parts(
    page: PageRow, name: str, given: dict[str, Any], locale: str, findings: Findings
) -> dict[str, dict[str, str]]:
    """Read the words of rows, which stand under their code, or beside their facts by language."""
    relation = page.format.relations[name]
    inline = {}
    for place, item in enumerate((page.row.data.get("facts") or {}).get(name) or []):
        if isinstance(item, dict):
            said = {
                word: item[word].get(locale)
                for word in relation.words
                if isinstance(item.get(word), dict)
            }
            inline[str(item.get("code") or place)] = said
    codes = [part.code for part in page.parts[name]]
    findings.add_unknown(f"{locale}: {name}.", codes, given)
    words: dict[str, dict[str, str]] = {}
    for code in codes:
        said = {**inline.get(code, {}), **dict(given.get(code) or {})}
        findings.add_unknown(f"{locale}: {name}.{code}.", relation.words, said)
        row_words: dict[str, str] = {}
        for word, model_field in relation.words.items():
            if text := said.get(word):
                clean_words(
                    row_words, model_field, text, f"{locale}: {name}.{code}.{word}", None, findings
                )
        words[str(stable_key(page.key, name, code))] = row_words
    return words


def read_slug(given: dict[str, Any], locale: str, findings: Findings) -> str:
    slug = str(given.get("slug") or slugify(given.get("title") or "", allow_unicode=True))
    try:
        validate_unicode_slug(slug)
    except ValidationError as error:
        findings.add_invalid(f"{locale}: slug", error)
    return slug
