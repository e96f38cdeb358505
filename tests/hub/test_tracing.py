"""One id for a request, wherever it is told of; and its line in the log."""

import json
import logging
import re
from typing import Any

import pytest
from django.test import Client

from hub.logs import JsonFormatter

pytestmark = pytest.mark.django_db
OURS = re.compile(r"[0-9a-f]{32}")


def lines(caplog: pytest.LogCaptureFixture, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in caplog.text.splitlines() if f'"{name}"' in line]


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Keep the lines as a server writes them, while the request is still there."""
    caplog.handler.setFormatter(JsonFormatter())
    caplog.set_level(logging.INFO, "hub.tracing")
    caplog.set_level(logging.INFO, "django.request")
    return caplog


@pytest.mark.parametrize(
    ("path", "status"), [("/en/", 200), ("/en/no/such/page/", 404), ("/admin/", 302)]
)
def test_every_answer_has_an_id(home: Any, client: Client, path: str, status: int) -> None:
    first, second = client.get(path), client.get(path)

    assert first.status_code == status
    assert OURS.fullmatch(first["X-Request-Id"])
    assert OURS.fullmatch(second["X-Request-Id"])
    assert first["X-Request-Id"] != second["X-Request-Id"]


@pytest.mark.usefixtures("kept_answers")
def test_an_answer_that_was_kept_has_the_id_of_its_own_request(home: Any, client: Client) -> None:
    first = client.get("/en/", headers={"X-Request-Id": "first"})
    kept = client.get("/en/", headers={"X-Request-Id": "second"})
    tag = first["ETag"]
    unchanged = client.get("/en/", headers={"X-Request-Id": "third", "If-None-Match": tag})

    assert unchanged.status_code == 304
    answers = (first, kept, unchanged)
    assert [answer["X-Request-Id"] for answer in answers] == ["first", "second", "third"]


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "a\u00e9", "<script>", "a,b"])
def test_an_id_that_looks_wrong_is_not_believed(client: Client, given: str) -> None:
    answer = client.get("/robots.txt", headers={"X-Request-Id": given})

    assert OURS.fullmatch(answer["X-Request-Id"])


def test_the_api_the_header_and_the_log_tell_the_same_id(
    client: Client, log: pytest.LogCaptureFixture
) -> None:
    answer = client.post(
        "/graphql/", "{", content_type="application/json", headers={"X-Request-Id": "of-nginx-7"}
    )

    (error,) = answer.json()["errors"]
    assert error["extensions"]["requestId"] == answer["X-Request-Id"] == "of-nginx-7"
    (line,) = lines(log, "hub.tracing")
    assert line["request"] == "of-nginx-7"
    assert (line["method"], line["route"], line["status"]) == ("POST", "graphql/", 400)
    assert line["milliseconds"] > 0


def test_what_a_request_logs_has_its_id_and_not_the_address_of_it(
    client: Client, log: pytest.LogCaptureFixture
) -> None:
    secret = "a-token-of-a-mail"
    client.get(f"/accounts/confirm/{secret}/?q={secret}", headers={"X-Request-Id": "mine"})

    (line,) = lines(log, "hub.tracing")
    assert line["route"] == "accounts/confirm/<key>/"
    assert secret not in json.dumps(line)
    assert line["request"] == "mine"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/en/my/choices/{}/", "/en/my/choices/[token]/"),
        ("/accounts/confirm/{}/more/", "/accounts/confirm/[token]/more/"),
        ("/en/accounts/password/reset/key/{}/", "/en/accounts/password/reset/key/[token]/"),
    ],
)
def test_what_django_says_of_an_answer_has_nothing_that_a_mail_gave(
    client: Client, log: pytest.LogCaptureFixture, path: str, told: str
) -> None:
    client.get(path.format("4-d1:1tX0aB:the-signature-of-a-mail"))

    (line,) = lines(log, "django.request")
    assert line["message"] == f"Not Found: {told}"


def test_an_error_is_logged_with_the_id_that_its_reader_has(
    log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **options: Any) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("wagtail.models.Site.find_for_request", fail)
    client = Client(raise_request_exception=False)

    answer = client.get("/en/", headers={"X-Request-Id": "broken-1"})

    assert (answer.status_code, answer["X-Request-Id"]) == (500, "broken-1")
    (line,) = lines(log, "django.request")
    assert line["request"] == "broken-1"
    assert "unforeseen" in line["exception"]


def test_what_django_says_of_an_answer_has_its_id(
    client: Client, log: pytest.LogCaptureFixture
) -> None:
    client.get("/en/no/such/page/", headers={"X-Request-Id": "missing-1"})

    (line,) = lines(log, "django.request")
    assert (line["message"], line["status"]) == ("Not Found: /en/no/such/page/", 404)
    assert line["request"] == "missing-1"


def test_after_a_request_there_is_none(client: Client) -> None:
    client.get("/robots.txt")

    record = logging.LogRecord("hub", logging.INFO, "file.py", 1, "outside", (), None)
    assert "request" not in json.loads(JsonFormatter().format(record))
