"""How much of the hub's work one sender may ask for in a minute; what is kept costs nothing.

Counted by the cost of what has to be made, in the cache: with Redis for all processes together. The
headers are those of the IETF draft "RateLimit header fields for HTTP".
"""

import ipaddress
import time
from dataclasses import dataclass

from django.http import HttpRequest

from hub.accounts.identity import sender_of
from hub.counting import count

from .errors import ErrorCode, Refused, coded

WINDOW = 60
#: Of an IPv6 network one sender has this much at least.
IPV6_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Quota:
    """What a sender may still ask for, as cost, and the seconds until all of it is there again."""

    most: int
    left: int
    seconds: int

    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Policy": f'"cost";q={self.most};w={WINDOW}',
            "RateLimit": f'"cost";r={self.left};t={self.seconds}',
        }


def take(request: HttpRequest, cost: int, most: int) -> Quota:
    """Take the cost of an answer from what its sender has; refuse it when that is not enough."""
    window, passed = divmod(int(time.time()), WINDOW)
    seconds = WINDOW - passed
    key = f"quota:{block_of(sender_of(request))}:{window}"
    used = count(key, seconds=2 * WINDOW, by=cost)
    if used <= most:
        return Quota(most, most - used, seconds)
    left = max(0, most - count(key, seconds=2 * WINDOW, by=-cost))
    message = f"That is more than a minute allows. Try again in {seconds} seconds, or ask for less."
    raise Refused(
        [coded(message, ErrorCode.RATE_LIMITED)],
        status=429,
        is_well_formed=False,
        headers=Quota(most, left, seconds).headers() | {"Retry-After": str(seconds)},
        cost=cost,
    )


def block_of(address: str) -> str:
    """Return what counts as one sender: an IPv4 address, or the network of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # a socket has no address
        return address
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.ip_network((found, IPV6_BLOCK), strict=False))
    return str(found)
