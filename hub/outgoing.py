"""Requests to servers of others: to public addresses alone, each looked up once, and bounded.

The library looks a name up, refuses what is not public, connects to that very address and checks
the certificate against the name, so that a second answer of the name server changes nothing. What
is added here ends an answer that drips for ever, and refuses a few more addresses.
"""

import threading
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import SHUT_RDWR
from typing import Any

from requests import PreparedRequest, Response
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import EXTRA_BLOCKED_NET_RANGES, InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection


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
