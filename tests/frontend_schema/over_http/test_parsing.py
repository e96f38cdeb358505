import gzip
import json

import pytest
from django.test import Client

from .conftest import ADDRESS, LEGACY, MODERN, Ask, code_of, post

HELLO = json.dumps({"query": "{ hello }"})

BODY_BOMBS = {
    "nothing": b"",
    "a number": b"123",
    "a text": b'"x"',
    "null": b"null",
    "true": b"true",
    "a batch": b'[{"query": "{ hello }"}, {"query": "{ hello }"}]',
    "an empty batch": b"[]",
    "half a body": b'{ "not a JSON',
    "bytes that are no UTF-8": b'{"query": "\xff\xfe"}',
    "UTF-16": HELLO.encode("utf-16"),
    "UTF-32": HELLO.encode("utf-32"),
    "a byte order mark": b"\xef\xbb\xbf" + HELLO.encode(),
    "gzip that does not say so": gzip.compress(HELLO.encode()),
    "nested lists": b"[" * 90_000,
    "nested lists in a variable": b'{"query":"{hello}","variables":{"x":%s%s}}'
    % (b"[" * 40_000, b"]" * 40_000),
    "nested objects": b'{"a":' * 15_000,
    "a number of 5,000 digits": b'{"query":"{hello}","variables":{"n":%s}}' % (b"9" * 5_000),
    "a number of 50 digits": b'{"query":"{hello}","variables":{"n":%s}}' % (b"9" * 50),
    "a huge exponent": b'{"query":"{hello}","variables":{"n":1e999}}',
    "NaN": b'{"query":"{hello}","variables":{"n":NaN}}',
    "Infinity": b'{"query":"{hello}","variables":{"n":-Infinity}}',
    "a name twice": b'{"query":"{hello}","query":"mutation{count}"}',
    "a name twice in a variable": b'{"query":"{hello}","variables":{"n":1,"n":2}}',
    "a control character": b'{"query":"{hello}\x01"}',
    "no query": b'{"notquery": "{ hello }"}',
    "a query of the wrong type": b'{"query": ["{ hello }"]}',
    "an operation name of the wrong type": b'{"query": "{ hello }", "operationName": 0}',
    "variables of the wrong type": b'{"query": "{ hello }", "variables": [7]}',
    "extensions of the wrong type": b'{"query": "{ hello }", "extensions": false}',
}


@pytest.mark.parametrize("name", BODY_BOMBS)
@pytest.mark.parametrize("accept", [MODERN, LEGACY])
def test_a_body_that_is_no_request_is_400_in_json(name: str, accept: str) -> None:
    response = post(BODY_BOMBS[name], Accept=accept)

    assert response.status_code == 400
    assert response["Content-Type"] == f"{accept}; charset=utf-8"
    assert code_of(response) == "BAD_USER_INPUT"
    assert "data" not in response.json()


def test_a_body_over_the_limit_is_413() -> None:
    fitting = json.dumps({"query": "{ hello }", "extensions": {"x": ""}})
    padding = 100_000 - len(fitting)

    at_limit = post(json.dumps({"query": "{ hello }", "extensions": {"x": "x" * padding}}))
    above = post(json.dumps({"query": "{ hello }", "extensions": {"x": "x" * (padding + 1)}}))

    assert at_limit.status_code == 200
    assert above.status_code == 413
    assert code_of(above) == "BAD_USER_INPUT"


def test_a_body_without_a_length_is_an_empty_body() -> None:
    response = Client().generic("POST", ADDRESS, HELLO, content_type=LEGACY, CONTENT_LENGTH="")

    assert response.status_code == 400


LONE_SURROGATE = r"\ud800"
NUL = r"\u0000"


@pytest.mark.parametrize("character", [NUL, LONE_SURROGATE, r"\udc00\ud800"])
@pytest.mark.parametrize(
    "body",
    [
        r'{"query":"query($t:String){echo(text:$t)}","variables":{"t":"a%s"}}',
        r'{"query":"query($c:Choice){echo(choice:$c)}","variables":{"c":{"codes":["a%s"]}}}',
        r'{"query":"{hello}","variables":{"a%s":1}}',
        r'{"query":"{hello} # %s"}',
        r'{"query":"{echo(text:\"%s\")}"}',
        r'{"query":"{hello}","operationName":"a%s"}',
    ],
)
def test_nul_and_half_a_surrogate_pair_are_refused_anywhere(body: str, character: str) -> None:
    response = post(body % character)

    assert response.status_code == 400
    assert code_of(response) == "BAD_USER_INPUT"


@pytest.mark.parametrize("literal", [r"\u0000", r"\u{0}", r"\ud800"])
def test_they_are_refused_as_escapes_of_the_query_too(ask: Ask, literal: str) -> None:
    response = ask(f'{{ echo(text: "a{literal}") }}')

    assert response.status_code == 400
    assert code_of(response) == "BAD_USER_INPUT"
