"""The contract itself: in step with its file, explained, askable, and silent about people."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    build_client_schema,
    build_schema,
    get_introspection_query,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
    lexicographic_sort_schema,
    print_schema,
    validate_schema,
)

from frontend_schema.management.commands.export_schema import PACKAGE_FILE
from frontend_schema.schema import schema

from .routes import askable_types, object_types

GRAPHQL = schema._schema

#: What no partner site has any business with, as a word of any name in the schema.
NEVER_PUBLIC = {
    *("confidence", "dirty", "draft", "editor", "email", "expire", "expires"),
    *("live", "locked", "login", "mail", "owner", "password", "permission", "person", "phone"),
    *("pk", "restriction", "reviewer", "revision", "scheduled", "secret", "session", "submitter"),
    *("telephone", "token", "unpublished", "user", "username", "workflow"),
}


def own_types() -> list[GraphQLNamedType]:
    builtin = {"String", "Int", "Float", "Boolean", "ID"}
    return [
        kind
        for name, kind in GRAPHQL.type_map.items()
        if not name.startswith("__") and name not in builtin
    ]


def described_parts() -> Iterator[tuple[str, str | None]]:
    """Give every type, field, argument and value of the schema with its description."""
    for kind in own_types():
        yield kind.name, kind.description
        if isinstance(kind, GraphQLEnumType):
            for name, value in kind.values.items():
                yield f"{kind.name}.{name}", value.description
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for name, field in kind.fields.items():
                yield f"{kind.name}.{name}", field.description
                for argument, definition in getattr(field, "args", {}).items():
                    yield f"{kind.name}.{name}({argument}:)", definition.description


def test_the_file_is_in_step_with_the_code():
    call_command("export_schema", check=True)


def test_a_file_that_is_not_in_step_is_found_and_written_again(tmp_path, capsys):
    file = tmp_path / "schema.graphql"
    text = PACKAGE_FILE.read_text("utf-8")
    file.write_text(text.replace("type Sdg ", "type Goal "), "utf-8")

    with pytest.raises(CommandError, match=r"Run `manage.py export_schema`.(\n.*)*\+type Sdg "):
        call_command("export_schema", check=True, output=file)
    assert file.read_text("utf-8") != text

    call_command("export_schema", output=file)
    assert file.read_text("utf-8") == text
    call_command("export_schema", check=True, output=file)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_file_is_english_whoever_writes_it(settings, language):
    settings.LANGUAGE_CODE = language
    call_command("export_schema", check=True)


def test_the_file_is_the_schema_and_valid():
    written = build_schema(PACKAGE_FILE.read_text("utf-8"))
    told = build_client_schema(schema.execute_sync(get_introspection_query()).data)

    assert validate_schema(written) == []
    assert in_order(written) == in_order(told)


def in_order(schema: GraphQLSchema) -> str:
    return print_schema(lexicographic_sort_schema(schema))


def test_everything_is_explained():
    missing = [name for name, description in described_parts() if not description]
    unfinished = [
        name
        for name, description in described_parts()
        if description and not re.fullmatch(r"[A-Z0-9].*[.)]", description, re.DOTALL)
    ]
    assert (missing, unfinished) == ([], [])
    assert sum(1 for _part in described_parts()) > 700


def conflicts(one: Any, other: Any, seen: set[frozenset[str]]) -> Iterator[str]:
    """Say why two fields cannot stand in one answer under one name.

    That is the rule of the specification (SameResponseShape): types may differ, not their shapes.
    """
    for wrapper in (GraphQLNonNull, None):
        test = is_list_type if wrapper is None else lambda kind: isinstance(kind, GraphQLNonNull)
        if test(one) != test(other):
            yield f"{one} and {other}"
            return
        if test(one):
            one, other = one.of_type, other.of_type
            if wrapper is None:
                yield from conflicts(one, other, seen)
                return
    if not (is_composite_type(one) and is_composite_type(other)):
        if one is not other:
            yield f"{one} and {other}"
        return
    for left in objects_of(one):
        for right in objects_of(other):
            yield from differing_fields(left, right, seen)


def differing_fields(
    one: GraphQLObjectType, other: GraphQLObjectType, seen: set[frozenset[str]]
) -> Iterator[str]:
    pair = frozenset((one.name, other.name))
    if pair in seen or one is other:
        return
    seen.add(pair)
    for name in one.fields.keys() & other.fields.keys():
        for reason in conflicts(one.fields[name].type, other.fields[name].type, seen):
            yield f"{one.name}.{name} / {other.name}.{name}: {reason}"


def objects_of(kind: Any) -> list[GraphQLObjectType]:
    return list(GRAPHQL.get_possible_types(kind)) if is_abstract_type(kind) else [kind]


def test_what_stands_in_one_list_can_be_asked_for_at_once():
    seen: set[frozenset[str]] = set()
    found = [
        conflict
        for kind in own_types()
        if is_abstract_type(kind)
        for one, other in combinations(GRAPHQL.get_possible_types(kind), 2)
        for conflict in differing_fields(one, other, seen)
    ]
    assert sorted(found) == []


def test_the_rule_finds_what_clients_cannot_ask_for():
    small = build_schema("""
        type Query { pages: [Page!]! }
        interface Page { id: ID! }
        type Report implements Page { id: ID! kind: ReportKind! parts: [Part!]! year: Int }
        type Event implements Page { id: ID! kind: EventKind! parts: [Other!]! year: Int! }
        type Part { code: String! } type Other { code: Int! }
        enum ReportKind { ANNUAL } enum EventKind { FORUM }
    """)
    report, event = small.type_map["Report"], small.type_map["Event"]
    assert sorted(differing_fields(report, event, set())) == [
        "Report.kind / Event.kind: ReportKind and EventKind",
        "Report.parts / Event.parts: Part.code / Other.code: String and Int",
        "Report.year / Event.year: Int and Int!",
    ]


def test_nothing_that_all_can_ask_for_is_about_editors_or_people():
    public = {kind.name for kind in askable_types(GRAPHQL)}
    names = [name for name, _description in described_parts() if name.split(".")[0] in public]
    found = {name: words_of(name) & NEVER_PUBLIC for name in names}
    # Who asks for a draft sends the token that an editor was given with its address.
    assert {name: words for name, words in found.items() if words} == {
        "Query.preview(token:)": {"token"}
    }
    private = {
        *("ActionDraft", "ActionAnswers", "ActionReport", "Commitment", "ProfileAccessRequest"),
        *("Submission", "Viewer", "ViewerOrganisation"),
    }
    assert {kind.name for kind in own_types()} >= private
    assert private & public == set()
    assert words_of("Page.isFallback(withOwner:)") == {"page", "is", "fallback", "with", "owner"}
    assert words_of("EventKind.PEER_LEARNING") == {"event", "kind", "peer", "learning"}


def words_of(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def test_ids_are_opaque_and_the_only_ones():
    """Every id is the field `id`; no other field hands out a key, and none is a number."""
    key = re.compile(r"(Id|Ids|Key|Keys)$|^(ids?|pk|keys?)$")
    found = {
        (name, str(field.type))
        for kind in object_types(GRAPHQL)
        for name, field in kind.fields.items()
        if get_named_type(field.type).name == "ID" or key.search(name)
    }
    assert found == {("id", "ID!")}
