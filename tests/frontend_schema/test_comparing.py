"""What breaks the operations of partners is found, and named before anybody meets it."""

import re
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from frontend_schema.contract import breaking_changes, changes, print_in_english
from frontend_schema.schema import schema

#: That of the last release; whoever makes a release copies `schema.graphql` there.
RELEASED = Path(__file__).with_name("schema.released.graphql")
CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"
OLD = "type Query { a: Int! b(x: Int): String } enum E { ONE }"
NEW = "type Query { a: Int b(x: Int, y: Int): String c: E } enum E { ONE TWO }"


def test_changes_are_told_by_what_they_do_to_an_operation():
    assert list(changes(OLD, NEW)) == [
        "### Breaks operations",
        "",
        "- Field Query.a changed type from Int! to Int.",
        "",
        "### May surprise",
        "",
        "- An optional argument Query.b(y:) was added.",
        "- Enum value E.TWO was added.",
        "",
        "### New",
        "",
        "- Field Query.c is new.",
        "- Argument Query.b(y:) is new.",
        "- Enum value E.TWO is new.",
        "",
    ]
    assert list(changes(NEW, NEW)) == []


def test_the_command_writes_them(tmp_path):
    old = tmp_path / "old.graphql"
    old.write_text("type Query { nothing: Int }")
    out = StringIO()
    call_command("export_schema", changes_since=old, stdout=out)
    assert "- Field Query.nothing was removed." in out.getvalue()
    assert "- Field Query.resources is new." in out.getvalue()


def test_what_breaks_since_the_last_release_is_named_first_in_the_changelog():
    unreleased = CHANGELOG.read_text("utf-8").split("\n## ")[1]
    bold = " ".join(re.findall(r"\*\*(.+?)\*\*", unreleased, re.DOTALL))
    broken = breaking_changes(RELEASED.read_text("utf-8"), print_in_english(schema))
    for change in broken:
        name = re.search(r"\w+(\.\w+)?", change.partition(" ")[2])[0]
        assert f"`{name}`" in bold, change
