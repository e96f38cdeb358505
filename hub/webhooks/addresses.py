"""Where a webhook may go: to public addresses alone, however they are spelt."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from hub.outgoing import is_public


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
