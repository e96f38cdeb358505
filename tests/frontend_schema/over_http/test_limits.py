"""Which queries are refused before anything is looked up."""

from dataclasses import replace
from typing import Any

import pytest
from graphql import get_introspection_query, parse
from pytest_django.fixtures import Settings

from frontend_schema.limits import current_limits
from frontend_schema.measuring import Measuring

from .conftest import Ask
from .preparing import LIMITS, PAGED, WEIGHTS, measured, prepared, refusal


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
    assert prepared("{ __typename }", with_introspection=False).cost == 1


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
