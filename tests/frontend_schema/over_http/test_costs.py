"""What a query costs, worked out by hand."""

from typing import Any

import pytest

from .preparing import PAGED, measured


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
