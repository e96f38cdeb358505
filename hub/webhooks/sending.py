"""One signed request to a receiver, and what came back.

A webhook may go to public addresses alone, however they are spelt; it is signed as Standard
Webhooks wants it, so that its libraries verify it.
"""

import base64
import hashlib
import hmac
import ipaddress
import secrets
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from requests import RequestException, Response
from requests_hardened.ip_filter import InvalidIPAddress

from hub.outgoing import is_public, send

#: Seconds to connect, as many again to agree on encryption, and to wait for all of the answer.
CONNECT, ANSWER = 3.0, 8.0
AGENT = "Local-Action-Hub-Webhooks"
#: A receiver that asks for more patience is asked again after this.
LONGEST_WAIT = 24 * 3600
NOT_NOW = frozenset({429, 502, 503, 504})
#: How every secret begins.
BEGINNING = "whsec_"


def check_url(url: str, *, allow_loopback: bool = False) -> None:
    """Refuse what can never be sent to; names are looked up each time something is sent."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ValueError(_("This is not an address.")) from error
    if parts.username is not None or parts.password is not None or parts.fragment or not host:
        raise ValueError(_("Leave out names, passwords and what follows “#”."))
    address = written_address(host)
    is_loopback = host == "localhost" or (address is not None and address.is_loopback)
    schemes = {"https", "http"} if allow_loopback and is_loopback else {"https"}
    if parts.scheme not in schemes:
        raise ValueError(_("The address must begin with https://."))
    if address is not None and not is_public(address, allow_loopback=allow_loopback):
        raise ValueError(_("This address is not public."))


def written_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Read a host that is a number in any spelling, such as 0x7f.1; None for a name."""
    try:
        found = socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return None
    return ipaddress.ip_address(str(found[0][4][0]))


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
        response = send(
            "POST",
            request.url,
            body=request.body,
            headers={"User-Agent": AGENT, **request.headers},
            step=CONNECT,
            whole=ANSWER,
            allow_loopback=request.allow_loopback,
        )
        found = answer_of(response)
    except InvalidIPAddress:
        found = {"error": "its name leads to an address that is not public"}
    except (RequestException, OSError, ValueError) as error:
        found = {"error": reason_of(error)}
    return Answer(seconds=time.monotonic() - began, **found)


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


def new_secret() -> str:
    return BEGINNING + base64.b64encode(secrets.token_bytes(32)).decode()


def signed_headers(
    message_id: str, timestamp: int, body: bytes, with_secrets: Iterable[str]
) -> dict[str, str]:
    """Sign a body with each secret: while one is replaced, either of the two verifies it."""
    content = f"{message_id}.{timestamp}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(secret, content) for secret in with_secrets),
    }


def signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(BEGINNING))
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
