"""Asks whether an address of the web answers, without reaching anything that is not public.

The host is resolved once, every address that comes back must be public, and the connection goes to
one of these, so that a second answer of the name server changes nothing. Each step of a redirect
is treated alike.
"""

import ipaddress
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from hub.pages.roots import base_url

#: Seconds for one step of a connection, and for one request as a whole.
STEP, WHOLE = 8, 15
MOST_REDIRECTS = 5
#: Bytes of an answer that are read; the first line is all that counts.
MOST_BYTES = 1024
REDIRECTS, PERMANENT = {301, 302, 303, 307, 308}, {301, 308}
#: Of what a server refuses, only this says that there is nothing.
MISSING = {404, 410}
#: For a test that is the other server itself; no setting opens this.
LOOPBACK_IS_PUBLIC = False
#: IPv6 addresses that stand for one of IPv4, whatever that is.
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, kw_only=True)
class Reached:
    """Whether somebody answered, and where the address has moved for good."""

    answered: bool
    moved_to: str = ""


def reach(address: str) -> Reached:
    """Ask for an address by HEAD, then by GET, and follow where it leads."""
    asked, moved_to = address, ""
    is_permanent = True
    for _step in range(MOST_REDIRECTS + 1):
        try:
            status, location = answer_of(asked)
        except (OSError, HTTPException, ValueError):
            return Reached(answered=False)
        if status not in REDIRECTS or not location:
            answered = status < 500 and status not in MISSING
            return Reached(answered=answered, moved_to=moved_to if answered else "")
        asked = urljoin(asked, location)
        is_permanent = is_permanent and status in PERMANENT
        moved_to = asked if is_permanent else moved_to
    return Reached(answered=False)


def answer_of(address: str) -> tuple[int, str]:
    """Return status and location; many servers know no HEAD, or forbid it."""
    status, location = ask(address, "HEAD")
    return (status, location) if status < 400 else ask(address, "GET")


def ask(address: str, method: str) -> tuple[int, str]:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("This is no address of the web.")
    connection = connect(parts)
    # A server that sends a byte now and then never meets the limit of one step.
    end = Timer(WHOLE, hang_up, [connection.sock])
    end.start()
    try:
        if isinstance(connection.sock, ssl.SSLSocket):
            connection.sock.do_handshake()
        path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        agent = f"{settings.WAGTAIL_SITE_NAME} (+{base_url()})"
        connection.request(method, path, headers={"User-Agent": agent})
        response: HTTPResponse = connection.getresponse()
        response.read(MOST_BYTES)
        return response.status, response.headers.get("Location", "")
    finally:
        end.cancel()
        connection.close()


def connect(parts: SplitResult) -> HTTPConnection:
    """Connect to an address that was looked at; the certificate is still that of the name."""
    host, is_secure = str(parts.hostname), parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    sock = socket.create_connection((public_address(host, port), port), STEP)
    if not is_secure:
        connection = HTTPConnection(host, port, timeout=STEP)
        connection.sock = sock
        return connection
    secure = HTTPSConnection(host, port, timeout=STEP)
    secure.sock = ssl.create_default_context().wrap_socket(
        sock, server_hostname=host, do_handshake_on_connect=False
    )
    return secure


def hang_up(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def public_address(host: str, port: int) -> str:
    """Resolve a host; one that has any address that is not public is refused."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = [str(row[4][0]) for row in rows]
    if not found or not all(map(is_public, found)):
        raise ValueError("This address is not public.")
    return found[0]


def is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    if address.is_loopback and LOOPBACK_IS_PUBLIC:
        return True
    if isinstance(address, ipaddress.IPv6Address) and (
        address in TRANSLATED or address.sixtofour or address.teredo
    ):
        return False
    return address.is_global and not address.is_multicast
