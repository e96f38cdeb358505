"""One signed request to a receiver: to a public address that was looked up once, and bounded.

The library looks the name up, refuses what is not public, connects to that very address and checks
the certificate against the name. What is added here ends an answer that drips for ever.
"""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from socket import SHUT_RDWR
from typing import Any

from requests import PreparedRequest, RequestException, Response
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from .addresses import may_be_told

#: Seconds to connect, as many again to agree on encryption, and to wait for all of the answer.
CONNECT, ANSWER = 3.0, 8.0
#: A receiver that asks for more patience is asked again after this.
LONGEST_WAIT = 24 * 3600
NOT_NOW = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, kw_only=True)
class Request:
    url: str
    body: bytes
    headers: dict[str, str] = field(repr=False)
    allow_loopback: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: a status, or 0 and why there is none; the rest of it is never read."""

    status: int = 0
    seconds: float = 0.0
    error: str = ""
    retry_after: int = 0

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def __str__(self) -> str:
        return f"{self.status or '–'} · {self.seconds * 1000:.0f} ms"


def post(request: Request) -> Answer:
    """Send, and say what came of it; nothing that a receiver does raises an error here."""
    began = time.monotonic()
    try:
        with session_for(request) as session:
            response = session.post(
                request.url,
                data=request.body,
                headers=request.headers,
                timeout=(CONNECT, ANSWER),
                stream=True,
            )
            response.close()
            found = answer_of(response)
    except InvalidIPAddress:
        found = {"error": "its name leads to an address that is not public"}
    except (RequestException, OSError, ValueError) as error:
        found = {"error": reason_of(error)}
    return Answer(seconds=time.monotonic() - began, **found)


def session_for(request: Request) -> HTTPSession:
    session = HTTPSession(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=request.allow_loopback,
            never_redirect=True,
            default_timeout=(CONNECT, ANSWER),
            user_agent_override="Local-Action-Hub-Webhooks",
        )
    )
    session.trust_env = False  # no proxy and no password of this machine
    for scheme in ("http://", "https://"):
        session.mount(scheme, Adapter(scheme == "https://", allow_loopback=request.allow_loopback))
    return session


class Adapter(IPFilterAdapter):
    """Refuses a few more addresses than the library, and bounds the time of each connection."""

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: Any, cert: Any = None
    ) -> Any:
        host, options = super().build_connection_pool_key_attributes(request, verify, cert)
        address = ip_address(host["host"].strip("[]"))
        if not may_be_told(address, allow_loopback=self._allow_loopback):
            raise InvalidIPAddress(address)
        return host, options

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool = super().get_connection_with_tls_context(*args, **kwargs)
        pool.ConnectionCls = SecureConnection if pool.scheme == "https" else PlainConnection
        return pool


class Bounded:
    """Cuts a connection off when its time is over, however steadily the answer drips."""

    sock: Any
    alarm: threading.Timer | None = None

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self.alarm = threading.Timer(ANSWER, self.cut)
        self.alarm.daemon = True
        self.alarm.start()

    def cut(self) -> None:
        with suppress(OSError, AttributeError):
            self.sock.shutdown(SHUT_RDWR)

    def close(self) -> None:
        if self.alarm is not None:
            self.alarm.cancel()
        super().close()  # type: ignore[misc]


class PlainConnection(Bounded, HTTPConnection):
    pass


class SecureConnection(Bounded, HTTPSConnection):
    pass


def answer_of(response: Response) -> dict[str, Any]:
    status = response.status_code
    said = response.headers.get("Retry-After", "")
    return {
        "status": status,
        "error": "" if 200 <= status < 300 else f"HTTP {status}",
        "retry_after": seconds_in(said) if status in NOT_NOW else 0,
    }


def seconds_in(said: str) -> int:
    """Read a header Retry-After, which is a number of seconds or a moment."""
    if said.strip().isdecimal():
        return min(int(said.strip()[:9]), LONGEST_WAIT)
    with suppress(ValueError, TypeError):
        wait = parsedate_to_datetime(said) - datetime.now(UTC)
        return max(0, min(int(wait.total_seconds()), LONGEST_WAIT))
    return 0


def reason_of(error: BaseException) -> str:
    """Name the innermost cause; the words around it repeat addresses of objects."""
    while isinstance(inner := getattr(error, "reason", None) or inner_of(error), BaseException):
        error = inner
    return f"{type(error).__name__}: {error}"[:300]


def inner_of(error: BaseException) -> Any:
    return error.args[0] if error.args and isinstance(error.args[0], BaseException) else None
