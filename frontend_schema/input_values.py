"""What a value may look like, whatever field it is meant for.

SQLite takes a NUL and PostgreSQL does not, half a surrogate pair fails when it is written, and a
list of a quarter million ids is as many parameters of one statement: no resolver should meet them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    StringValueNode,
    Token,
    TokenKind,
    Visitor,
    visit,
)

from .errors import Refused, coded
from .limits import Limits

# No number of ours needs more digits, and Python refuses to read one of some thousands.
LONGEST_NUMBER = 40
#: How values that have bounds begin.
BOUNDED = {
    TokenKind.STRING,
    TokenKind.BLOCK_STRING,
    TokenKind.INT,
    TokenKind.FLOAT,
    TokenKind.BRACKET_L,
}
#: What an object stands behind, and nothing else with a brace; one in a list is found by the list.
BEFORE_OBJECT = {TokenKind.COLON, TokenKind.EQUALS}


def check_characters(text: str) -> None:
    """Refuse what not every database can keep."""
    # Half a surrogate pair is the only character that UTF-8 cannot write.
    if "\x00" in text or text.encode(errors="replace").count(b"?") != text.count("?"):
        raise Refused([coded("A text may not hold NUL or half a surrogate pair.")])


def check_variables(variables: Mapping[str, Any], limits: Limits) -> None:
    """Check every value of the variables, however they nest."""
    waiting: list[tuple[Any, int]] = [(variables, 0)]
    while waiting:
        value, depth = waiting.pop()
        inner: Iterable[Any] = ()
        if isinstance(value, str):
            _check_text(value, limits)
        elif isinstance(value, dict):
            for name in value:
                _check_text(name, limits)
            inner = value.values()
        elif isinstance(value, list):
            _check_length(value, limits)
            inner = value
        if inner and depth > limits.input_depth:
            raise Refused([coded(f"Values may nest {limits.input_depth} levels deep at most.")])
        waiting.extend((item, depth + 1) for item in inner)


def literals_in(document: DocumentNode) -> set[TokenKind]:
    """Return how values begin that are written into a query: objects by a brace, null as a name.

    To go through its words costs far less than to visit its tree, and most queries have variables
    only. Types of lists count as lists.
    """
    if document.loc is None:  # read without its words: anything may be in it
        return set(TokenKind)
    found: set[TokenKind] = set()
    token: Token | None = document.loc.start_token
    before = TokenKind.SOF
    while token:
        kind = token.kind
        if (
            kind in BOUNDED
            or (kind is TokenKind.BRACE_L and before in BEFORE_OBJECT)
            or (kind is TokenKind.NAME and token.value == "null")
        ):
            found.add(kind)
        if kind is not TokenKind.COMMENT:
            before = kind
        token = token.next
    return found


def check_literals(document: DocumentNode, limits: Limits) -> None:
    """Check the values that are written into the query itself, escapes resolved."""
    if literals_in(document) & BOUNDED:
        visit(document, _LiteralChecker(limits))


class _LiteralChecker(Visitor):
    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.limits = limits

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        _check_text(node.value, self.limits)

    def enter_list_value(self, node: ListValueNode, *_: Any) -> None:
        _check_length(node.values, self.limits)

    def enter_int_value(self, node: IntValueNode, *_: Any) -> None:
        _check_number(node.value)

    def enter_float_value(self, node: FloatValueNode, *_: Any) -> None:
        _check_number(node.value)


def _check_text(text: str, limits: Limits) -> None:
    check_characters(text)
    if len(text) > limits.input_text:
        raise Refused([coded(f"A text may have {limits.input_text:,} characters at most.")])


def _check_length(items: list[Any] | tuple[Any, ...], limits: Limits) -> None:
    if len(items) > limits.input_items:
        raise Refused([coded(f"A list may have {limits.input_items} entries at most.")])


def _check_number(digits: str) -> None:
    if len(digits) > LONGEST_NUMBER:
        raise Refused([coded(f"A number may have {LONGEST_NUMBER} digits at most.")])
