"""The schema as text, and what changed between two versions of it."""

from collections.abc import Iterator

import strawberry
from django.utils.translation import override
from graphql import build_schema
from graphql.utilities import find_breaking_changes, find_dangerous_changes


def print_in_english(schema: strawberry.Schema) -> str:
    """Print a schema; in English, because some of its descriptions come from translated names."""
    with override("en"):
        return schema.as_str().rstrip() + "\n"


def breaking_changes(old: str, new: str) -> list[str]:
    """Say what no longer works for operations that did."""
    return [
        change.description for change in find_breaking_changes(build_schema(old), build_schema(new))
    ]


def changes(old: str, new: str) -> Iterator[str]:
    """Write the changelog of a schema, in Markdown."""
    before, after = build_schema(old), build_schema(new)
    # Read backwards, what was removed is what is new.
    added = [
        change.description.replace(" was removed.", " is new.")
        for change in find_breaking_changes(after, before)
        if change.description.endswith(" was removed.")
    ]
    for title, lines in (
        ("Breaks operations", breaking_changes(old, new)),
        ("May surprise", [change.description for change in find_dangerous_changes(before, after)]),
        ("New", added),
    ):
        if lines:
            yield from (f"### {title}", "", *(f"- {line}" for line in lines), "")
