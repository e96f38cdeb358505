"""What a query costs, and which queries are refused before anything is looked up."""

from dataclasses import replace
from typing import Any

import pytest
from graphql import OperationDefinitionNode, OperationType, get_introspection_query, parse
from pytest_django.fixtures import Settings

from frontend_schema.documents import Documents
from frontend_schema.errors import Refused
from frontend_schema.limits import Limits, current_limits
from frontend_schema.measuring import Measuring, Size
from frontend_schema.weights import Weights

from . import library
from .conftest import Ask

LIMITS = Limits()
WEIGHTS = Weights(library.schema._schema)


def measured(query: str, variables: dict[str, Any] | None = None, **limits: int) -> Size:
    document = parse(query)
    (operation,) = (
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    )
    measuring = Measuring(document, WEIGHTS, replace(LIMITS, **limits), variables or {})
    return measuring.operation(operation)


def prepared(query: str, documents: Documents | None = None, **options: Any) -> Any:
    documents = documents or Documents(library.schema._schema)
    return documents.prepare(query, **{"limits": LIMITS, "with_introspection": True, **options})


def refusal(query: str, **options: Any) -> list[tuple[str, str]]:
    """Return the codes and messages with which a query is refused."""
    with pytest.raises(Refused) as caught:
        prepared(query, **options)
    return [
        ((error.extensions or {}).get("code", ""), error.message) for error in caught.value.errors
    ]


@pytest.mark.parametrize(
    ("query", "cost", "values"),
    [
        ("{ hello }", 0, 1),
        ("{ __typename hello }", 0, 2),
        ("{ resource { title summary } }", 1, 2),
        # One object, three lists of unknown length below it, counted as five each.
        ("{ resource { topics { code } } }", 1 + 5, 5),
        ("{ resource { topics { topics { code } } } }", 1 + 5 + 25, 25),
        ("{ resource { words } }", 1, 5),
        # The field says how long its list gets, or what it costs beside its objects.
        ("{ resource { blocks { code } } }", 1 + 30, 30),
        ("{ resource { title views } }", 1 + 7, 2),
        # A list at the root is a page when it does not say otherwise.
        ("{ topics { code } }", 100, 100),
        ("{ search { code } }", 100, 100),
        ("{ search(first: 3) { code } }", 3, 3),
        ("{ search(last: 3) { code } }", 3, 3),
        ("{ search(first: 3, last: 9) { code } }", 9, 9),
        ("{ search(first: null) { code } }", 100, 100),
        ("{ search(first: 0) { code } }", 1, 1),
        ("{ resource { related { title } } }", 1 + 6, 6),
        ("{ resource { related(first: 2) { title } } }", 1 + 2, 2),
        # A page: one connection, and per entry an edge and a node; the rest of it once.
        ("{ resources { edges { node { title } } } }", 1 + 20 * 2, 20),
        ("{ resources(first: 100) { edges { cursor node { title } } } }", 1 + 100 * 2, 200),
        (
            "{ resources(first: 10) { totalCount pageInfo { endCursor } edges { cursor } } }",
            1 + 1 + 10,
            1 + 1 + 10,
        ),
        (
            "{ resources(first: 10) { edges { node { parts(first: 5) {"
            " edges { node { title } } } } } } }",
            1 + 10 * (2 + 1 + 5 * 2),
            10 * 5,
        ),
        # Types exclude each other, so the largest counts: a toolkit has no year.
        (
            "{ resource { title ... on Report { year } ... on Toolkit { components { code } } } }",
            1 + 5,
            1 + 5,
        ),
        # What applies to all of them adds up.
        ("{ resource { ... on Resource { topics { code } } topics { label } } }", 1 + 10, 10),
        ("{ resource { ... on Toolkit { components { code } } ...{ title } } }", 1 + 5, 6),
    ],
)
def test_a_query_costs_the_objects_that_its_answer_can_hold(
    query: str, cost: int, values: int
) -> None:
    size = measured(query)

    assert (size.cost, size.values) == (cost, values)


PAGED = "query($n: Int%s) { resources(first: $n) { edges { node { title } } } }"


@pytest.mark.parametrize(
    ("declared", "variables", "entries"),
    [
        ("", {"n": 7}, 7),
        (" = 5", {"n": 7}, 7),
        (" = 5", {}, 5),
        ("", {}, 20),
        ("", {"n": None}, 100),
        ("", {"n": 7.0}, 7),
        # What is no number is refused later; until then it counts as much as it can.
        ("", {"n": "7"}, 100),
        ("", {"n": True}, 100),
        ("", {"n": [7]}, 100),
    ],
)
def test_page_sizes_are_read_from_variables(
    declared: str, variables: dict[str, Any], entries: int
) -> None:
    assert measured(PAGED % declared, variables).cost == 1 + entries * 2


def test_the_page_size_reaches_through_fragments_and_stays_where_it_belongs() -> None:
    query = """
        { small: resources(first: 2) { ...Page } large: resources(first: 50) { ...Page } }
        fragment Page on ResourceConnection { ... { ...Entries } totalCount }
        fragment Entries on ResourceConnection { edges { node { title } } }
    """

    size = measured(query)

    assert size.cost == (1 + 2 * 2) + (1 + 50 * 2)
    assert size.values == (1 + 2) + (1 + 50)


def test_shape_is_counted_after_fragments_are_spread() -> None:
    query = """
        query Q($v: Int @a) @b { ...F ...F @skip(if: false) ... @include(if: true) { h: hello } }
        fragment F on Query @c { r: resource @d { t: title ...G } }
        fragment G on Resource { topics { topics { code @e } } }
    """

    size = measured(query)

    assert size.depth == 4  # resource, topics, topics, code
    assert size.aliases == 2 * 2 + 1
    # Two spreads of F with r, t, one spread of G and its three fields; the inline fragment and h.
    assert size.fields == 2 * (1 + 2 + 1 + 3) + 2
    assert size.directives == 2 + 2 * 3 + 2
    assert size.width == 3


# Each of these breaks one bound and no other by far.
def nested(levels: int) -> str:
    return "{ resource { " + "related { " * levels + "title" + " }" * (levels + 2)


HOSTILE = {
    "depth": nested(12),
    "depth through fragments": "{ resource { ...F0 } } "
    + " ".join(f"fragment F{n} on Resource {{ related {{ ...F{n + 1} }} }}" for n in range(12))
    + " fragment F12 on Resource { title }",
    "depth through inline fragments": "{ resource { "
    + "... on Resource { related { " * 12
    + "title"
    + " } }" * 13,
    "endless inline fragments": "{ " + "... { " * 150 + "hello" + " }" * 151,
    "aliases": "{ " + " ".join(f"a{n}: __typename" for n in range(101)) + " }",
    "aliases through fragments": "{ resource { ...A ...A ...A ...A } } "
    "fragment A on Resource { a: title b: title c: title d: title }",
    "aliased mutations": "mutation { a: count b: count }",
    "fields": "{ " + "hello " * 501 + "}",
    "fields through fragments": "{ resource { "
    + "...A " * 10
    + "} } fragment A on Resource { "
    + "title " * 50
    + "}",
    "directives": "{ hello " + "@skip(if: false) " * 21 + "}",
    "unknown directives": "{ hello " + "@aa " * 50 + "}",
    "root fields": "{ " + "hello " * 11 + "}",
    "tokens": "{ " + "hello " * 1_000 + "}",
    "comments": "# comment\n" * 1_001 + "{ hello }",
    "width times lists": "{ resources(first: 100) { edges { node { parts(first: 100) { edges {"
    " node { parts(first: 100) { edges { node { title } } } } } } } } } }",
    "lists without a size": "{ resources(first: 100) { edges { node { topics { topics { topics {"
    " topics { code } } } } } } } }",
    "values": "{ resources(first: 100) { edges { node { related(first: 100) { "
    + "title " * 20
    + "} } } } }",
    "a schema again and again": "{ "
    + " ".join(f"a{n}: __schema {{ types {{ name }} }}" for n in range(5))
    + " }",
    "fragments that double thirty times": "{ ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(30))
    + " fragment F30 on Query { hello }",
    "fragments that double below fields": "{ resource { ...F0 } } "
    + " ".join(
        f"fragment F{n} on Resource {{ ...F{n + 1} ... on Toolkit {{ ...F{n + 1} }} }}"
        for n in range(30)
    )
    + " fragment F30 on Resource { title }",
    "empty fragments that double": "{ ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(30))
    + " fragment F30 on Query { }",
    "a long chain of fragments": "{ ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(110))
    + " fragment F110 on Query { hello }",
    "an operation that is not chosen": "query Q { hello } query R { ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(30))
    + " fragment F30 on Query { hello }",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_is_refused_before_it_is_validated(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("frontend_schema.documents.find_errors")
    options = {"operation_name": "Q"} if "not chosen" in name else {}

    codes = {code for code, _message in refusal(HOSTILE[name], **options)}

    assert codes == {"COST_EXCEEDED"}


def test_the_time_grows_with_the_text_and_not_with_what_it_unfolds_to() -> None:
    """Count the steps instead of the seconds: each field and fragment is measured once."""
    steps = 0

    class Counting(Measuring):
        def _selection(self, *args: Any) -> Any:
            nonlocal steps
            steps += 1
            return super()._selection(*args)

    document = parse(HOSTILE["fragments that double thirty times"])

    size = Counting(document, WEIGHTS, LIMITS, {}).operation(document.definitions[0])  # type: ignore[arg-type]

    assert steps == 1 + 30 * 2 + 1
    assert size.fields == 2**30 + sum(2**n for n in range(31))


def test_a_fragment_counts_in_full_wherever_it_is_spread() -> None:
    """A fragment measured first where it is cheap must not stay cheap where it is deep."""
    query = """
        { resource { ...Deep related { ...Deep related { ...Deep } } } }
        fragment Deep on Resource { topics { topics { topics { code } } } }
    """

    size = measured(query)

    assert size.depth == 1 + 2 + 4
    inner = 5 + 25 + 125
    assert size.cost == 1 + inner + 6 * (1 + inner + 6 * (1 + inner))


@pytest.mark.parametrize(
    "query",
    [
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "{ ...A } fragment A on Query { resource { ...B } }"
        " fragment B on Resource { related { ...B } }",
        "{ ...A } fragment A on Query { ...A }",
        "{ ...Zed }",
        "{ resource { ...Zed } } fragment F on Zed { hello }",
        "{ nothing { nothing { nothing } } }",
        "{ hello { hello } }",
        "{ resource }",
        "{ resources(first: $n) { totalCount } }",
        "query($o: Only) { ...F } fragment F on Query { echo(only: {slug: $unknown}) }",
    ],
)
def test_what_is_not_valid_is_left_to_the_validation(query: str) -> None:
    refused = refusal(query)

    assert {code for code, _message in refused} == {""}
    assert len(refused) <= LIMITS.errors + 1


@pytest.mark.parametrize("size", ["-1", "101", "1000000", "2147483648", "9" * 30, "-" + "9" * 30])
def test_a_page_size_out_of_range_is_bad_input(size: str) -> None:
    literal = refusal(f"{{ resources(first: {size}) {{ totalCount }} }}")
    variable = refusal(PAGED % "", variables={"n": int(size)})

    assert literal == [("BAD_USER_INPUT", "'resources(first:)' takes 0 to 100.")]
    assert variable == literal


@pytest.mark.parametrize(
    "field", ["resources(last: 500)", "search(last: 500)", "search(first: -1)"]
)
def test_page_sizes_of_every_field_are_checked(field: str) -> None:
    if "resources(last" in field:
        # A field has only the arguments that the schema gives it.
        assert refusal(f"{{ {field} {{ totalCount }} }}")[0][0] == ""
    else:
        assert refusal(f"{{ {field} {{ code }} }}")[0][0] == "BAD_USER_INPUT"


def test_the_list_query_of_the_budgets_fits() -> None:
    """A hundred resources with all their lists, thirty fields, and fragments on six types."""
    lists = " ".join(f"t{n}: topics {{ code label }}" for n in range(9))
    files = "files: related(first: 5) { id title summary words }"
    kinds = " ".join(
        "... on Toolkit { components { code label } } ... on Report { year }" for _ in range(3)
    )
    query = f"""{{ resources(first: 100) {{ totalCount pageInfo {{ endCursor hasNextPage }}
        edges {{ cursor node {{ id title summary words {lists} {files} {kinds} }} }} }} }}"""

    operation = prepared(query)

    assert operation.cost == 2 + 100 * (2 + 9 * 5 + 5 + 3 * 5)
    assert operation.cost < LIMITS.cost


@pytest.mark.parametrize("with_everything", [False, True])
def test_the_introspection_of_code_generators_fits(with_everything: bool) -> None:
    query = get_introspection_query(
        descriptions=True,
        specified_by_url=with_everything,
        directive_is_repeatable=with_everything,
        schema_description=with_everything,
        input_value_deprecation=with_everything,
        one_of=with_everything,
        type_depth=9,
    )

    assert prepared(query).cost == 5_000


def test_introspection_in_circles_is_refused() -> None:
    query = "{ __schema { types { " + "fields { type { " * 3 + "name" + " } }" * 3 + " } } }"

    assert refusal(query)[0][1] == "Maximum introspection depth exceeded"


@pytest.mark.parametrize(
    "query",
    [
        '{ __type(name: "Query") { name } }',
        "{ __schema { types { name } } }",
        "{ ...F } fragment F on Query { __schema { types { name } } }",
    ],
)
def test_introspection_can_be_off(query: str) -> None:
    assert "introspection" in refusal(query, with_introspection=False)[0][1].lower()
    assert prepared("{ __typename }", with_introspection=False).cost == 0


@pytest.mark.parametrize(
    "variables",
    [
        {"ids": ["x"] * 101},
        {"text": "x" * 10_001},
        {"x" * 10_001: 1},
        {"deep": [[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]},
    ],
)
def test_variables_are_bounded(ask: Ask, variables: dict[str, Any]) -> None:
    response = ask("{ hello }", variables=variables)

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "query",
    [
        "{ echo(choice: {codes: [%s]}) }" % ("1 " * 101),
        '{ echo(text: "%s") }' % ("x" * 10_001),
        '{ echo(text: """%s""") }' % ("x" * 10_001),
        "{ echo(number: %s) }" % ("9" * 5_000),
        "{ echo(number: 1e%s) }" % ("9" * 50),
        'query($t: String = "%s") { echo(text: $t) }' % ("x" * 10_001),
    ],
)
def test_literals_are_bounded(ask: Ask, query: str) -> None:
    response = ask(query)

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_refused_answer_says_what_was_asked_and_what_is_allowed(ask: Ask) -> None:
    response = ask(HOSTILE["width times lists"])

    assert response.status_code == 400
    assert response.json()["extensions"]["cost"] == {
        "requested": 1 + 100 * (2 + 1 + 100 * (2 + 1 + 100 * 2)),
        "limit": 20_000,
    }
    assert response.json()["errors"][0]["message"] == (
        "The operation has 2,030,301 objects to look up; 20,000 are allowed."
    )


def test_a_cost_beyond_all_measure_stays_a_number_that_clients_can_read(ask: Ask) -> None:
    response = ask(
        "{ resource { ...F0 } } "
        + " ".join(
            f"fragment F{n} on Resource {{ related(first: 100) {{ ...F{n + 1} }} }}"
            for n in range(9)
        )
        + " fragment F9 on Resource { title }"
    )

    assert response.json()["extensions"]["cost"]["requested"] == 2**31 - 1


def test_the_setting_changes_single_limits(ask: Ask, settings: Settings) -> None:
    settings.HUB_GRAPHQL_LIMITS = {"depth": 1}

    assert current_limits() == replace(LIMITS, depth=1)
    assert ask("{ hello }").status_code == 200
    assert ask("{ resource { title } }").status_code == 400


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
