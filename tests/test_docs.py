"""The documentation tells of what is there: links lead somewhere, names and numbers are right."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from graphql import parse, validate

from frontend_schema.errors import ErrorCode
from frontend_schema.limits import Limits
from frontend_schema.schema import schema

REPOSITORY = Path(__file__).resolve().parents[1]
PAGES = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")])
APPS = [path.parent for path in REPOSITORY.glob("*/apps.py")]
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")
ROW = re.compile(r"^\| `([\w.]+)` \| ([^|]+?) \|", re.MULTILINE)


def text_of(*names: str) -> str:
    return "\n".join((REPOSITORY / name).read_text() for name in names)


def all_docs() -> str:
    return "\n".join(page.read_text() for page in PAGES)


def sources() -> str:
    return "\n".join(path.read_text() for app in APPS for path in app.rglob("*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_links_lead_somewhere(page):
    broken = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]

    assert broken == []


def test_every_variable_of_the_environment_is_told():
    settings = text_of("hub/settings/base.py", "hub/settings/production.py")
    read = re.findall(r'\benv(?:_flag|_list)?\(\s*"([A-Z_]+)"', settings)
    told = text_of("docs/configuration.md")

    assert read
    assert [name for name in read if f"`HUB_{name}`" not in told] == []


def test_every_check_is_told():
    names = "|".join(app.name for app in APPS)
    ids = set(re.findall(rf'"((?:{names})\.[EW]\d{{3}})"', sources()))
    told = text_of("docs/plugin.md")

    assert len(ids) > 10
    assert sorted(number for number in ids if f"`{number}`" not in told) == []


def test_every_command_is_told():
    commands = {path.stem for app in APPS for path in app.glob("management/commands/[a-z]*.py")}
    told = all_docs()

    assert "prepare" in commands
    assert sorted(name for name in commands if not re.search(rf"`?\b{name}\b`?", told)) == []


def test_every_code_of_an_error_is_told():
    told = dict(ROW.findall(text_of("docs/api.md")))

    assert {code.value for code in ErrorCode} <= told.keys()


def test_the_limits_are_told_as_they_are():
    told = dict(ROW.findall(text_of("docs/api.md")))

    assert {field.name: told.get(field.name) for field in fields(Limits)} == {
        field.name: str(field.default) for field in fields(Limits)
    }


def test_every_promise_names_tests_that_are_there():
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", text_of("docs/security.md"))
    sources = {path: text_of(f"tests/{path}") for path, _name in named}

    assert len(named) > 100
    missing = [f"{path}::{name}" for path, name in named if f"\ndef {name}(" not in sources[path]]
    assert missing == []


@pytest.mark.parametrize(
    "query", re.findall(r"```graphql\n(.*?)```", text_of("docs/api.md"), re.DOTALL)
)
def test_the_queries_of_the_documentation_are_right(query):
    assert validate(schema._schema, parse(query)) == []
