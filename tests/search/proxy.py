"""A proxy on the loopback in front of a cluster, whose weather a test makes."""

import time
from contextlib import suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

KEPT = ("content-type", "location")


class Handler(BaseHTTPRequestHandler):
    """Passes one request on, unless the weather is against it."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        weather = self.server.weather
        weather.asked.append(f"{self.command} {self.path}")
        if weather.is_down:
            self.close_connection = True
            return
        time.sleep(weather.delay)
        if weather.is_down:  # since then: nothing may reach the index of the next test
            self.close_connection = True
            return
        if weather.status:
            self.send(weather.status, {"Content-Type": "application/json"}, b"{}")
            return
        with suppress(ConnectionError):  # whoever asked may have given up by now
            self.send(*self.passed_on(body))

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

    def passed_on(self, body):
        connection = HTTPConnection(self.server.weather.host, timeout=30)
        headers = {name: value for name, value in self.headers.items() if name != "Host"}
        connection.request(self.command, self.path, body, headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        kept = {name: value for name, value in response.getheaders() if name.lower() in KEPT}
        return response.status, kept, answer

    def send(self, status, headers, body):
        self.send_response(status)
        for name, value in ({"X-Elastic-Product": "Elasticsearch"} | headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)

    def log_message(self, *args):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        """Say nothing: clients that give up are what these tests are about."""


class Weather:
    """The way to a cluster: it may be slow, refuse with a status, or be down."""

    def __init__(self, target):
        self.host = urlsplit(target).netloc
        self.delay, self.status, self.is_down = 0.0, 0, True
        self.asked = []
        self.port = 0
        self.start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        """Listen, on the same port as before."""
        self.server = Server(("127.0.0.1", self.port), Handler)
        self.server.weather = self
        self.port = self.server.server_port
        self.is_down = False
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        """Refuse connections, and drop those that are open at their next request."""
        if not self.is_down:
            self.is_down = True
            self.server.shutdown()
            self.server.server_close()
