from dataclasses import replace

import pytest
from graphql import OperationType

from frontend_schema.documents import Documents

from . import library
from .conftest import Ask
from .preparing import LIMITS, PAGED, prepared, refusal


def test_a_query_is_parsed_and_validated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = Documents(library.schema._schema)
    first = prepared(PAGED % "", documents, variables={"n": 1})
    monkeypatch.delattr("frontend_schema.documents.parse")
    monkeypatch.delattr("frontend_schema.documents.find_errors")

    second = prepared(PAGED % "", documents, variables={"n": 1})
    third = prepared(PAGED % "", documents, variables={"n": 50})

    assert first.tree is second.tree is third.tree
    assert (first.cost, second.cost, third.cost) == (3, 3, 101)


def test_a_known_query_is_measured_again_for_other_page_sizes() -> None:
    documents = Documents(library.schema._schema)
    query = """query($n: Int) { resources(first: $n) { edges { node {
        parts(first: $n) { edges { node { related(first: 5) { topics { code } } } } } } } } }"""
    prepared(query, documents, variables={"n": 1})

    for hostile in (100, 100.0, None, "x", True):
        assert (
            refusal(query, documents=documents, variables={"n": hostile})[0][0] == "COST_EXCEEDED"
        )


def test_different_operations_of_a_known_document_have_costs_of_their_own() -> None:
    documents = Documents(library.schema._schema)
    query = "query A { resource { title } } query B { resources { edges { cursor } } }"

    assert prepared(query, documents, operation_name="A").cost == 1
    assert prepared(query, documents, operation_name="B").cost == 21
    assert prepared(query, documents, operation_name="A").cost == 1


def test_limits_and_introspection_are_part_of_what_is_remembered() -> None:
    documents = Documents(library.schema._schema)
    prepared("{ __schema { types { name } } }", documents)
    prepared("{ resource { title } }", documents)

    assert refusal("{ __schema { types { name } } }", documents=documents, with_introspection=False)
    assert refusal("{ resource { title } }", documents=documents, limits=replace(LIMITS, depth=1))


def test_the_cache_holds_only_so_much_text_and_drops_what_was_not_used() -> None:
    documents = Documents(library.schema._schema)
    prepared("{ hello }", documents)
    for number in range(600):
        prepared(f"query Q{number} {{ hello }}", documents)
        if number % 50 == 0:
            prepared("{ hello }", documents)

    kept = documents._kept

    assert sum(characters for characters, _document in kept.values()) <= 200_000
    assert 300 < len(kept) < 500
    assert documents._recall(next(reversed(kept))) is not None


def test_the_type_of_an_operation_is_known(ask: Ask) -> None:
    assert prepared("mutation { count }").type is OperationType.MUTATION
    assert prepared("query { hello }").type is OperationType.QUERY
