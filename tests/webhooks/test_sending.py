"""Where a request goes and how long it may take, whatever the receiver does."""

import json
import socket
import ssl
import time

import pytest
import trustme
from django.core.exceptions import ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from hub.webhooks import sending
from hub.webhooks.models import WebhookEndpoint
from hub.webhooks.sending import Request, new_secret, post, signed_headers
from tests.webhooks.receiver import answer, drip, flood, hang, receiving

#: Spelt in every way in which a private or special address can be.
NOT_PUBLIC = [
    "127.0.0.1",
    "0x7f.1",
    "2130706433",
    "0177.0.0.1",
    "127.1",
    "0.0.0.0",  # noqa: S104 - the point
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[::ffff:10.0.0.1]",
    "[::ffff:7f00:1]",
    "[::7f00:1]",
    "[64:ff9b::a00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fec0::1]",
    "[fd00::1]",
    "[ff02::1]",
    "[2001:db8::1]",
]


def send(url, *, allow_loopback=False, body=b"{}"):
    return post(Request(url=url, body=body, headers={}, allow_loopback=allow_loopback))


@pytest.fixture
def names(monkeypatch):
    """Let names lead where a test says, each time to the next address."""
    known = {}
    look_up = socket.getaddrinfo

    def getaddrinfo(host, port, *args, **kwargs):
        found = known.get(host)
        return look_up(found.pop(0) if found else host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return known


@pytest.mark.parametrize("host", NOT_PUBLIC)
def test_nothing_is_sent_to_an_address_that_is_not_public(host, names, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *args: pytest.fail("it connected"))

    as_written = send(f"https://{host}/hook")
    names["receiver.example"] = [host.strip("[]")]
    by_name = send("https://receiver.example/hook")

    refused = "its name leads to an address that is not public"
    assert (as_written.error, by_name.error) == (refused, refused)


@pytest.mark.parametrize("host", NOT_PUBLIC)
def test_a_webhook_with_such_an_address_is_not_even_kept(host, site):
    with pytest.raises(ValidationError) as refusal:
        WebhookEndpoint(site=site, url=f"https://{host}/hook", secret="s").full_clean()

    assert "url" in refusal.value.message_dict


@pytest.mark.parametrize(
    "url",
    [
        "http://partner.example/hook",
        "http://127.0.0.1/hook",
        "gopher://partner.example/",
        "https://user:word@partner.example/",
        "https://partner.example/#part",
        "https://[::1/",
    ],
)
def test_a_webhook_is_asked_for_over_https_and_without_a_password(url, site):
    with pytest.raises(ValidationError):
        WebhookEndpoint(site=site, url=url, secret="s").full_clean()


def test_the_address_that_was_looked_up_is_the_one_it_connects_to(names):
    """A name that leads elsewhere the second time, as in DNS rebinding, is asked for once."""
    with receiving() as receiver:
        port = receiver.url.rpartition(":")[2]
        names["receiver.example"] = ["127.0.0.1", "10.0.0.1"]
        found = send(f"http://receiver.example:{port}", allow_loopback=True)

    assert (found.status, names["receiver.example"]) == (204, ["10.0.0.1"])
    assert receiver.arrived[0][0]["host"].startswith("receiver.example:")


def test_a_redirect_is_a_failure_and_is_not_followed(receiver):
    with receiving() as inner:
        receiver.behave = answer(307, Location=inner.url)
        found = send(receiver.url, allow_loopback=True)

    assert (found.status, found.is_success, found.error) == (307, False, "HTTP 307")
    assert inner.arrived == []


def test_no_proxy_of_the_environment_is_used(receiver, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert send(receiver.url, allow_loopback=True).status == 204


@pytest.mark.parametrize(
    ("behave", "status"), [(hang, 0), (drip, 0), (flood, 200)], ids=["hangs", "drips", "floods"]
)
def test_no_receiver_takes_longer_than_it_may(behave, status, receiver, monkeypatch):
    monkeypatch.setattr(sending, "ANSWER", 0.4)
    receiver.behave = behave

    began = time.monotonic()
    found = send(receiver.url, allow_loopback=True)

    assert time.monotonic() - began < 1.5
    assert (found.status, bool(found.error)) == (status, status == 0)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 20x OK\r\n\r\n",
        b"HTTP/1.1 200 " + b"a" * 70_000,
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 300 + b"\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
    ],
    ids=["nothing", "nonsense", "no-number", "long-line", "many-headers", "only-continue"],
)
def test_what_is_no_answer_is_a_failure_and_no_error(said, receiver):
    receiver.behave = lambda handler: handler.connection.sendall(said)

    found = send(receiver.url, allow_loopback=True)

    assert (found.status, found.is_success, bool(found.error)) == (0, False, True)


def test_the_longest_a_request_can_take_is_shorter_than_its_lease():
    from hub.webhooks.delivering import LEASE

    assert 2 * sending.CONNECT + sending.ANSWER <= 15
    assert LEASE.total_seconds() > 4 * (2 * sending.CONNECT + sending.ANSWER)


def test_nobody_listens_there():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        found = send(f"http://127.0.0.1:{held.getsockname()[1]}/", allow_loopback=True)

    assert found.status == 0
    assert "refused" in found.error


def served_by(authority, host):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    return receiving(context)


def test_a_certificate_must_be_of_a_known_authority_and_for_this_name(tmp_path, monkeypatch):
    known, unknown = trustme.CA(), trustme.CA()
    known.cert_pem.write_to_path(tmp_path / "known.pem")
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(tmp_path / "known.pem"))

    with served_by(known, "localhost") as right:
        good = send(right.url, allow_loopback=True)
    with served_by(unknown, "localhost") as stranger:
        bad = send(stranger.url, allow_loopback=True)
    with served_by(known, "elsewhere.example") as other:
        wrong = send(other.url, allow_loopback=True)

    assert (good.status, bad.status, wrong.status) == (204, 0, 0)
    assert "certificate verify failed" in bad.error
    assert "localhost" in wrong.error
    assert stranger.arrived == other.arrived == []


def test_the_reference_library_verifies_what_is_signed():
    old, new, other = new_secret(), new_secret(), new_secret()
    body = json.dumps({"type": "page.updated"}).encode()

    headers = signed_headers("msg_1", int(time.time()), body, [new, old])

    for secret in (old, new):
        assert Webhook(secret).verify(body, headers) == {"type": "page.updated"}
    tampered = [
        (Webhook(other), body, headers),
        (Webhook(new), body + b" ", headers),
        (Webhook(new), body, headers | {"webhook-id": "msg_2"}),
        (Webhook(new), body, headers | {"webhook-timestamp": str(int(time.time()) - 60)}),
        (Webhook(new), body, signed_headers("msg_1", int(time.time()) - 400, body, [new])),
    ]
    for webhook, sent, with_headers in tampered:
        with pytest.raises(WebhookVerificationError):
            webhook.verify(sent, with_headers)


def test_the_example_of_the_specification_gives_its_signature():
    """From the reference tests of Standard Webhooks."""
    body = b'{"test": 2432232314}'
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]
    )

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
