"""Addresses of the web are asked safely: nothing that is not public, and nothing for long."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from hub import outgoing
from hub.outgoing import Reached, is_public, reach

ANSWERED, SILENT = Reached(answered=True), Reached(answered=False)


class Remote(BaseHTTPRequestHandler):
    """Answer as the address says, and take down what was asked."""

    asked: list[str] = []

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        what, _slash, rest = self.path.strip("/").partition("/")
        if what == "slow":
            time.sleep(float(rest))
        if what == "drip":
            for _byte in range(100):
                self.wfile.write(b"x")
                time.sleep(0.05)
        if what == "no-head":
            return self.say(405 if self.command == "HEAD" else 200)
        if what == "endless":
            self.say(200)
            while self.command == "GET":
                self.wfile.write(b"x" * 65536)
            return None
        if what in {"301", "302"}:
            return self.say(int(what), f"/{rest}")
        if what == "away":
            return self.say(301, "http://10.0.0.1/")
        if what == "circle":
            return self.say(302, "/circle")
        return self.say(int(what or 200))

    def say(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def remote(monkeypatch):
    monkeypatch.setattr(outgoing, "LOOPBACK_IS_PUBLIC", True)
    Remote.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Remote)
    server.daemon_threads = True
    server.block_on_close = False
    server.handle_error = lambda request, address: None  # who asks hangs up, and should
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "found", "asked"),
    [
        ("/", ANSWERED, ["HEAD /"]),
        ("/200/a?b=c#d", ANSWERED, ["HEAD /200/a?b=c"]),
        ("/no-head", ANSWERED, ["HEAD /no-head", "GET /no-head"]),
        ("/endless", ANSWERED, ["HEAD /endless"]),
        ("/403", ANSWERED, ["HEAD /403", "GET /403"]),
        ("/429", ANSWERED, ["HEAD /429", "GET /429"]),
        ("/404", SILENT, ["HEAD /404", "GET /404"]),
        ("/410", SILENT, ["HEAD /410", "GET /410"]),
        ("/500", SILENT, ["HEAD /500", "GET /500"]),
        ("/302/200", ANSWERED, ["HEAD /302/200", "HEAD /200"]),
    ],
)
def test_what_counts_as_an_answer(remote, path, found, asked):
    assert reach(remote + path) == found
    assert Remote.asked == asked


def test_what_has_moved_for_good_is_told(remote):
    assert reach(f"{remote}/301/200") == Reached(answered=True, moved_to=f"{remote}/200")
    assert reach(f"{remote}/301/301/200") == Reached(answered=True, moved_to=f"{remote}/200")
    assert reach(f"{remote}/301/302/200") == Reached(answered=True, moved_to=f"{remote}/302/200")
    assert reach(f"{remote}/302/301/200") == ANSWERED
    assert reach(f"{remote}/301/404") == SILENT


def test_a_circle_ends(remote):
    assert reach(f"{remote}/circle") == SILENT
    assert len(Remote.asked) == outgoing.MOST_REDIRECTS + 1


def test_a_redirect_leads_nowhere_that_is_not_public(remote):
    assert reach(f"{remote}/away") == SILENT
    assert Remote.asked == ["HEAD /away"]


def test_loopback_is_not_public_unless_a_test_says_so(remote, monkeypatch):
    monkeypatch.setattr(outgoing, "LOOPBACK_IS_PUBLIC", False)

    assert reach(f"{remote}/200") == SILENT
    assert Remote.asked == []


def test_nothing_takes_long(remote, monkeypatch):
    monkeypatch.setattr(outgoing, "WHOLE", 0.4)
    begun = time.monotonic()
    assert reach(f"{remote}/slow/2") == SILENT
    assert reach(f"{remote}/drip") == SILENT
    assert time.monotonic() - begun < 2


def test_a_closed_port_and_a_secure_address_without_a_certificate_do_not_answer(remote):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert reach(f"http://127.0.0.1:{port}/") == SILENT
    assert reach(remote.replace("http:", "https:")) == SILENT


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org/", "file:///etc/passwd", "http://", "http:///x", "http://[::1", "x", ""],
)
def test_only_the_web_is_asked(address):
    assert reach(address) == SILENT


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - asked for, not bound
        ("224.0.0.1", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff0e::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::1", False),
        ("2001:0:7f00:1::1", False),
    ],
)
def test_only_public_addresses_are_asked(address, found):
    assert is_public(ip_address(address)) is found
