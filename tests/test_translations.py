"""The catalogues are complete, whole and compiled; `make messages` brings them up to date."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation import ngettext, override
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
APPS = ["hub", "resources", "courses", "actions", "search", "frontend_schema"]
#: Where the texts of public pages, account pages and their mails come from, by the app. Only these
#: need Arabic: the admin and the portal of cities speak English, French and Spanish. An app that is
#: not named here is public as a whole.
PUBLIC = {
    "hub": [
        "templates/(?!hub/(admin|partners)/)",
        "accounts/(adapters|doors)",
        "blocks/describers",
        "localization/languages",
        "machine_readers/",
        "maps/",
        "organisations/enums",
        "outages",
        "pages/(chrome|enums|facts|gone|places|presenting|views)",
        "settings",
        "terms/enums",
    ],
    "courses": [
        "templates/",
        "apps",
        "enums",
        "finding",
        "models/",
        "presenting",
        "questionnaires",
        "related",
        "statements",
        "views",
    ],
    "actions": [
        "templates/actions/(action_repository|base|choice_|draft_ready|logos|mail/confirmation|organisation|signatories)",
        "templates/actions/statistics",
        "enums",
        "models/pages",
        "presenting",
        "questions",
        "statistics",
        "views/(choices|organisations|signatories|statistics)",
    ],
}
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
LITERAL = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

in_each_app = pytest.mark.parametrize("app", APPS)
in_each_language = pytest.mark.parametrize("language", ["fr", "es", "ar"])


def catalogue(app: str, language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / app / "locale" / language / "LC_MESSAGES" / "django.po"))


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def is_public(app: str, entry: polib.POEntry) -> bool:
    files = [file for file, _line in entry.occurrences]
    return any(re.match(place, file) for place in PUBLIC.get(app, [""]) for file in files)


def marked_texts(app: str) -> Iterator[str]:
    """Find what is marked for translation, so that the text of today cannot be left out."""
    for path in (ROOT / app).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if name in CALLS:
                argument = node.args[1 if name in WITH_CONTEXT else 0]
                yield from [argument.value] if isinstance(argument, ast.Constant) else []
    for path in (ROOT / app / "templates").rglob("*.*"):
        marked = templatize(path.read_text())
        for literal in re.findall(rf"\b(?:_|n?gettext)\({LITERAL}", marked):
            yield ast.literal_eval(literal)


@in_each_app
@in_each_language
def test_the_catalogue_holds_exactly_what_is_marked(app: str, language: str) -> None:
    found = {entry.msgid for entry in catalogue(app, language)}

    assert found == set(marked_texts(app))


@in_each_app
@in_each_language
def test_nothing_is_untranslated_or_guessed(app: str, language: str) -> None:
    wanted = [
        entry
        for entry in catalogue(app, language)
        if language != "ar" or is_public(app, entry) or any(texts(entry))
    ]

    assert [entry.msgid for entry in wanted if entry.fuzzy or not all(texts(entry))] == []
    assert len(wanted) > 10


@in_each_app
@in_each_language
def test_placeholders_are_kept(app: str, language: str) -> None:
    """A form for one or two may say the number in words; the last one may not."""
    broken = []
    for entry in catalogue(app, language):
        *forms, last = map(placeholders, texts(entry))
        wanted = placeholders(entry.msgid_plural or entry.msgid)
        if any(texts(entry)) and (last != wanted or any(form - wanted for form in forms)):
            broken.append(entry.msgid)

    assert broken == []


@in_each_app
@in_each_language
def test_the_compiled_catalogue_says_the_same(app: str, language: str) -> None:
    source = catalogue(app, language)
    compiled = polib.mofile(source.fpath.removesuffix(".po") + ".mo")

    translated = {entry.msgid: texts(entry) for entry in source if entry.translated()}
    assert {entry.msgid: texts(entry) for entry in compiled} == translated
    assert compiled.metadata == source.metadata


@in_each_language
def test_a_text_of_two_apps_is_translated_once(language: str) -> None:
    """Django keeps one translation of a text; the other would never be seen."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for app in APPS:
        for entry in catalogue(app, language):
            found.setdefault(entry.msgid, set()).add(tuple(texts(entry)))

    assert {msgid: both for msgid, both in found.items() if len(both) > 1} == {}


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("fr", 0, "0 page"),
        ("fr", 2, "2 pages"),
        ("es", 0, "0 páginas"),
        ("es", 1, "1 página"),
        ("ar", 1, "صفحة واحدة"),
        ("ar", 2, "صفحتان"),
        ("ar", 5, "5 صفحات"),
        ("ar", 11, "11 صفحة"),
    ],
)
def test_plurals_follow_the_language(language: str, count: int, expected: str) -> None:
    with override(language):
        assert ngettext("%(count)d page", "%(count)d pages", count) % {"count": count} == expected
