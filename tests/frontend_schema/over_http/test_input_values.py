import pytest
from graphql import TokenKind, Visitor, parse, visit

from frontend_schema.input_values import literals_in

KINDS = {
    "string_value": TokenKind.STRING,
    "int_value": TokenKind.INT,
    "float_value": TokenKind.FLOAT,
    "list_value": TokenKind.BRACKET_L,
    "object_value": TokenKind.BRACE_L,
    "null_value": TokenKind.NAME,
}


class Collecting(Visitor):
    def __init__(self):
        super().__init__()
        self.found = set()

    def enter(self, node, *_):
        if node.kind in KINDS:
            is_block = node.kind == "string_value" and node.block
            self.found.add(TokenKind.BLOCK_STRING if is_block else KINDS[node.kind])


@pytest.mark.parametrize(
    "query",
    [
        "{ a }",
        "query Q($n: Int!, $on: Boolean = true) { a: b(first: $n) @include(if: $on) { c } }",
        '{ a(text: "x { null [ 1") }',
        '{ a(text: """{"null": [1]}""") }',
        "{ a(n: 1) }",
        "{ a(n: -1.5e3) }",
        "{ a(n: null) }",
        "{ a(l: [RED, BLUE]) }",
        "{ a(o: {}) }",
        "{ a(o: # an object {\n\n,,, { b: RED }) }",
        "{ a(o: { b: { c: [{ d: 1 }] } }) }",
        "query ($o: In = # an object\n { b: null }) { a(o: $o) }",
        "query ($o: In = { b: RED }) { a @skip(if: true) { ...F } } fragment F on T { b { c } }",
        "subscription { a } mutation { b { ... on T { c } ... @skip(if: false) { d } } }",
    ],
)
def test_the_words_of_a_query_tell_what_its_tree_tells(query):
    document, collecting = parse(query), Collecting()
    visit(document, collecting)

    assert literals_in(document) == collecting.found


def test_what_may_be_a_value_counts_as_one():
    assert literals_in(parse("query ($l: [Int]) { a(l: $l) }")) == {TokenKind.BRACKET_L}
    assert literals_in(parse("{ null }")) == {TokenKind.NAME}
    assert literals_in(parse("{ a }", no_location=True)) == set(TokenKind)
