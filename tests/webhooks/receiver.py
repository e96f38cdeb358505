"""A receiver of webhooks that does as it is told, also what no receiver should."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any


@dataclass
class Receiver:
    """Keeps what arrives as (headers, body); `behave` answers, by default with 204."""

    url: str = ""
    arrived: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    behave: Callable[[BaseHTTPRequestHandler], None] | None = None
    one_at_a_time: bool = False
    turn: threading.Lock = field(default_factory=threading.Lock)


class Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:  # the sender died in the middle of it
            return
        headers = {name.lower(): text for name, text in self.headers.items()}
        with self.receiver.turn if self.receiver.one_at_a_time else nullcontext():
            self.receiver.arrived.append((headers, body))
            with suppress(OSError):
                (self.receiver.behave or answer(204))(self)

    def log_message(self, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *args: Any) -> None:
        """Say nothing of senders that hang up."""


@contextmanager
def receiving(tls: SSLContext | None = None) -> Iterator[Receiver]:
    receiver = Receiver()
    server = Server(("127.0.0.1", 0), type("Own", (Handler,), {"receiver": receiver}))
    scheme, host = "http", "127.0.0.1"
    if tls is not None:
        scheme, host = "https", "localhost"
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    receiver.url = f"{scheme}://{host}:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


def answer(status: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, text in headers.items():
            handler.send_header(name.replace("_", "-"), text)
        handler.end_headers()

    return behave


def hang(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Send a first line that never ends, letter by letter."""
    handler.wfile.write(b"HTTP/1.1 ")
    for _letter in range(60):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def flood(handler: BaseHTTPRequestHandler) -> None:
    """Send a body without an end."""
    answer(200)(handler)
    for _part in range(2000):
        handler.wfile.write(b"a" * 65_536)
