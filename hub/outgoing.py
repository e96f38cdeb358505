"""Requests to servers of others: to public addresses alone, each looked up once, and bounded.

The library looks a name up, refuses what is not public, connects to that very address and checks
the certificate against the name, so that a second answer of the name server changes nothing. What
is added here ends an answer that drips for ever, and refuses a few more addresses.
"""

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import SHUT_RDWR
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from requests import PreparedRequest, Response
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import EXTRA_BLOCKED_NET_RANGES, InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from hub.pages.roots import base_url

#: Whether an address answers: seconds for one step of a connection, and for one request as a whole.
STEP, WHOLE = 8, 15
MOST_REDIRECTS = 5
REDIRECTS, PERMANENT = {301, 302, 303, 307, 308}, {301, 308}
#: Of what a server refuses, only this says that there is nothing.
MISSING = {404, 410}
#: For a test that is the other server itself; no setting opens this.
LOOPBACK_IS_PUBLIC = False


def send(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    body: bytes | None = None,
    step: float,
    whole: float,
    allow_loopback: bool = False,
) -> Response:
    """Ask, without following a redirect; of the answer only status and headers are read.

    To connect may take `step` seconds, to agree on encryption as many again, and to answer `whole`.
    Raises `OSError` or `ValueError` where there is no answer.
    """
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=allow_loopback,
        never_redirect=True,
        default_timeout=(step, whole),
    )
    with HTTPSession(config) as session:
        session.trust_env = False  # no proxy and no password of this machine
        for scheme in ("http://", "https://"):
            session.mount(scheme, Adapter(scheme == "https://", allow_loopback, whole=whole))
        response: Response = session.request(
            method, url, data=body, headers=dict(headers), stream=True
        )
        response.close()
    return response


class Adapter(IPFilterAdapter):
    def __init__(self, *args: Any, whole: float) -> None:
        super().__init__(*args)
        self.whole = whole

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: Any, cert: Any = None
    ) -> Any:
        host, options = super().build_connection_pool_key_attributes(request, verify, cert)
        address = ip_address(host["host"].strip("[]"))
        if not is_public(address, allow_loopback=self._allow_loopback):
            raise InvalidIPAddress(address)
        return host, options

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool = super().get_connection_with_tls_context(*args, **kwargs)
        kind = HTTPSConnection if pool.scheme == "https" else HTTPConnection
        pool.ConnectionCls = type("BoundedConnection", (Bounded, kind), {"whole": self.whole})
        return pool


class Bounded:
    """Cuts a connection off when its time is over, however steadily the answer drips."""

    sock: Any
    whole: float
    alarm: threading.Timer | None = None

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self.alarm = threading.Timer(self.whole, self.cut)
        self.alarm.daemon = True
        self.alarm.start()

    def cut(self) -> None:
        with suppress(OSError, AttributeError):
            self.sock.shutdown(SHUT_RDWR)

    def close(self) -> None:
        if self.alarm is not None:
            self.alarm.cancel()
        super().close()  # type: ignore[misc]


def is_public(address: IPv4Address | IPv6Address, *, allow_loopback: bool = False) -> bool:
    """Tell whether this is an address of the public internet."""
    inner = getattr(address, "ipv4_mapped", None) or address
    if inner.is_loopback:
        return allow_loopback
    is_special = inner.is_reserved or inner.is_multicast or getattr(inner, "is_site_local", False)
    is_blocked = any(inner in network for network in EXTRA_BLOCKED_NET_RANGES)
    return bool(inner.is_global and not is_special and not is_blocked)


@dataclass(frozen=True, kw_only=True)
class Reached:
    """Whether somebody answered, and where the address has moved for good."""

    answered: bool
    moved_to: str = ""


def reach(address: str) -> Reached:
    """Ask for an address by HEAD, then by GET, and follow where it leads, each step as safely."""
    asked, moved_to = address, ""
    is_permanent = True
    for _step in range(MOST_REDIRECTS + 1):
        try:
            status, location = answer_of(asked)
        except (OSError, ValueError):
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
    agent = f"{settings.WAGTAIL_SITE_NAME} (+{base_url()})"
    response = send(
        method,
        address,
        headers={"User-Agent": agent},
        step=STEP,
        whole=WHOLE,
        allow_loopback=LOOPBACK_IS_PUBLIC,
    )
    return response.status_code, response.headers.get("Location", "")
