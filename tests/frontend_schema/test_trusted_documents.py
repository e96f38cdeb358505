"""Queries by their hash: the hub's own, a partner's, and what a client sent with its hash."""

import json
from hashlib import sha256
from urllib.parse import urlencode

import pytest
from django.http import HttpRequest, UnreadablePostError
from django.test import Client

from frontend_schema.trusted import OPERATIONS, own_documents
from hub.partners.models import TrustedDocument
from tests.partner_sites import key_of, make_partner

QUERY = "{ networks { slug } }"
LONG = "query Reports($first: Int!) { reports(first: $first) { totalCount } }"

pytestmark = pytest.mark.django_db


def hash_of(text):
    return sha256(text.encode()).hexdigest()


def persisted(text):
    return {"persistedQuery": {"version": 1, "sha256Hash": hash_of(text)}}


def post(key="", path="/graphql/", **body):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return Client().post(path, json.dumps(body), content_type="application/json", headers=headers)


def get(**parameters):
    parameters = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in parameters.items()
    }
    return Client().get(f"/graphql/?{urlencode(parameters)}")


def code_of(response):
    (error,) = response.json()["errors"]
    return error["extensions"]["code"]


@pytest.mark.parametrize("path", sorted(OPERATIONS.glob("*.graphql")), ids=lambda path: path.stem)
def test_our_own_operations_are_known_by_the_hash_of_their_file(path):
    text = path.read_text("utf-8")
    assert own_documents()[hash_of(text)] == text
    variables = {"slug": "x", "path": "/x/", "id": "x", "key": "x"}
    for response in (
        get(documentId=f"sha256:{hash_of(text)}", variables=variables),
        post(documentId=f"sha256:{hash_of(text)}", variables=variables),
    ):
        assert response.status_code == 200
        assert set(response.json()) == {"data", "extensions"}


def test_a_hash_that_nobody_knows_is_answered_by_a_code_and_executes_nothing(
    django_assert_num_queries,
):
    with django_assert_num_queries(0):
        for response in (get(documentId=f"sha256:{'0' * 64}"), post(extensions=persisted(QUERY))):
            assert code_of(response) == "DOCUMENT_UNKNOWN"
            assert response.json()["errors"][0]["message"] == "PersistedQueryNotFound"
            assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["sha256:", "sha256:xyz", "md5:" + "0" * 64, "0" * 65, 7, ["x"]])
def test_what_is_no_hash_is_bad_input(name):
    response = post(documentId=name)
    assert (response.status_code, code_of(response)) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize("value", [7, [], {}, {"sha256Hash": None}, {"sha256Hash": "../../etc"}])
def test_a_forged_persisted_query_is_bad_input(value):
    response = post(extensions={"persistedQuery": value})
    assert (response.status_code, code_of(response)) == (400, "BAD_USER_INPUT")


def test_a_client_sends_the_text_once(kept_answers):
    assert code_of(get(extensions=persisted(QUERY))) == "DOCUMENT_UNKNOWN"
    assert post(query=QUERY, extensions=persisted(QUERY)).json()["data"] == {"networks": []}
    assert get(extensions=persisted(QUERY)).json()["data"] == {"networks": []}
    assert get(documentId=f"sha256:{hash_of(QUERY)}").json()["data"] == {"networks": []}


def test_a_text_under_the_hash_of_another_is_refused_and_not_kept(kept_answers):
    response = post(query="{ __typename }", extensions=persisted(QUERY))
    assert (response.status_code, code_of(response)) == (400, "BAD_USER_INPUT")
    assert code_of(get(extensions=persisted(QUERY))) == "DOCUMENT_UNKNOWN"


def test_what_is_not_valid_is_not_kept(kept_answers):
    wrong = "{ nothing }"
    assert "errors" in post(query=wrong, extensions=persisted(wrong)).json()
    assert code_of(get(extensions=persisted(wrong))) == "DOCUMENT_UNKNOWN"


def test_a_build_registers_its_documents():
    site = make_partner()
    key, other = key_of(site), key_of(make_partner(name="Other"))
    documents = {hash_of(QUERY): QUERY, f"sha256:{hash_of(LONG)}": LONG}

    for _time in range(2):
        response = post(key, "/graphql/documents/", **documents)
        assert (response.status_code, response.json()) == (200, {"documents": 2, "total": 2})
    asked = {"documentId": f"sha256:{hash_of(LONG)}", "variables": {"first": 1}}
    assert post(key, **asked).json()["data"] == {"reports": {"totalCount": 0}}
    assert code_of(post(other, **asked)) == "DOCUMENT_UNKNOWN"
    assert code_of(post(**asked)) == "DOCUMENT_UNKNOWN"


def test_all_documents_are_taken_or_none():
    key = key_of(make_partner())
    wrong = "{ nothing }"
    response = post(
        key,
        "/graphql/documents/",
        **{hash_of(QUERY): QUERY, hash_of(wrong): wrong, "0" * 64: QUERY},
    )
    assert response.status_code == 400
    assert response.json()["problems"] == {
        hash_of(wrong): "Cannot query field 'nothing' on type 'Query'.",
        "0" * 64: "This is not the SHA-256 of the text.",
    }
    assert not TrustedDocument.objects.exists()


def test_too_many_documents_are_refused_before_any_is_read():
    invalid = [f"{{ nothing{number} }}" for number in range(501)]
    documents = {hash_of(text): text for text in invalid}

    response = post(key_of(make_partner()), "/graphql/documents/", **documents)

    assert response.status_code == 400
    assert response.json() == {"message": "A site has 500 documents at most.", "problems": {}}


def test_a_body_that_breaks_off_is_refused(monkeypatch):
    def break_off(request, *size):
        raise UnreadablePostError

    monkeypatch.setattr(HttpRequest, "read", break_off)
    response = post(key_of(make_partner()), "/graphql/documents/", **{hash_of(QUERY): QUERY})

    assert response.status_code == 400
    assert response.json()["message"] == "The body did not arrive whole."
    assert not TrustedDocument.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"7", b"\xff", b'{"a": 7}', b"[" * 100_000])
def test_a_body_of_another_shape_is_refused(body):
    headers = {"Authorization": f"Bearer {key_of(make_partner())}"}
    response = Client().post(
        "/graphql/documents/", body, content_type="application/json", headers=headers
    )
    assert response.status_code == 400


@pytest.mark.parametrize("key", ["", "partner_unknown", "person_unknown"])
def test_only_a_partner_registers(key):
    response = post(key, "/graphql/documents/", **{hash_of(QUERY): QUERY})
    assert response.status_code == 401
    assert not TrustedDocument.objects.exists()


def test_a_site_can_do_without_free_queries(settings):
    settings.HUB_GRAPHQL_FREE_QUERIES = False
    key = key_of(make_partner())
    assert code_of(post(query=QUERY)) == code_of(post(key, query=QUERY)) == "DOCUMENT_UNKNOWN"
    post(key, "/graphql/documents/", **{hash_of(QUERY): QUERY})
    assert post(key, query=QUERY).json()["data"] == {"networks": []}
    assert code_of(post(query=QUERY)) == "DOCUMENT_UNKNOWN"
    text = (OPERATIONS / "Library.graphql").read_text("utf-8")
    assert "data" in post(query=text).json()


def test_a_kept_answer_by_hash_costs_one_read(kept_answers, django_assert_num_queries):
    text = (OPERATIONS / "Vocabularies.graphql").read_text("utf-8")
    get(documentId=f"sha256:{hash_of(text)}")
    with django_assert_num_queries(1):
        get(documentId=f"sha256:{hash_of(text)}")
